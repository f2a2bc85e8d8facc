-- +goose Up
-- Statements of banks and wallets, their lines, and what payers call themselves.
CREATE TABLE bank_statement (
  id {{pk}},
  uid TEXT{{c}} NOT NULL,
  version {{int}} NOT NULL DEFAULT 1,
  custom {{json}} NOT NULL DEFAULT '{}',
  owner_id {{int}},
  unit_id {{int}},
  created_at {{int}} NOT NULL,
  updated_at {{int}} NOT NULL,
  archived {{int}} NOT NULL DEFAULT 0,
  import_id {{int}} NOT NULL DEFAULT 0,
  account_id {{int}},
  name TEXT{{c}} NOT NULL DEFAULT '',
  format TEXT{{c}} NOT NULL DEFAULT '',
  from_on TEXT{{c}},
  to_on TEXT{{c}},
  lines {{int}} NOT NULL DEFAULT 0,
  doubles {{int}} NOT NULL DEFAULT 0,
  opening_minor {{int}} NOT NULL DEFAULT 0,
  in_minor {{int}} NOT NULL DEFAULT 0,
  out_minor {{int}} NOT NULL DEFAULT 0,
  closing_minor {{int}} NOT NULL DEFAULT 0,
  gap_minor {{int}} NOT NULL DEFAULT 0,
  file TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX bank_statement_account ON bank_statement (account_id, to_on) WHERE archived = 0;

CREATE TABLE bank_line (
  id {{pk}},
  uid TEXT{{c}} NOT NULL,
  version {{int}} NOT NULL DEFAULT 1,
  custom {{json}} NOT NULL DEFAULT '{}',
  owner_id {{int}},
  unit_id {{int}},
  created_at {{int}} NOT NULL,
  updated_at {{int}} NOT NULL,
  archived {{int}} NOT NULL DEFAULT 0,
  import_id {{int}} NOT NULL DEFAULT 0,
  account_id {{int}},
  statement_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  date_on TEXT{{c}},
  at_time TEXT{{c}} NOT NULL DEFAULT '',
  party TEXT{{c}} NOT NULL DEFAULT '',
  party_code TEXT{{c}} NOT NULL DEFAULT '',
  memo TEXT{{c}} NOT NULL DEFAULT '',
  bank_ref TEXT{{c}} NOT NULL DEFAULT '',
  in_minor {{int}} NOT NULL DEFAULT 0,
  out_minor {{int}} NOT NULL DEFAULT 0,
  balance_minor {{int}},
  print TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  how TEXT{{c}} NOT NULL DEFAULT '',
  target TEXT{{c}} NOT NULL DEFAULT '',
  target_id {{int}} NOT NULL DEFAULT 0,
  target_number TEXT{{c}} NOT NULL DEFAULT '',
  customer_id {{int}},
  supplier_id {{int}},
  made {{bool}} NOT NULL DEFAULT 0,
  matched_on TEXT{{c}},
  why TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX bank_line_once ON bank_line (account_id, print) WHERE archived = 0;
CREATE INDEX bank_line_state ON bank_line (state, date_on, id) WHERE archived = 0;
CREATE INDEX bank_line_account ON bank_line (account_id, date_on, id) WHERE archived = 0;
CREATE INDEX bank_line_target ON bank_line (target, target_id) WHERE archived = 0 AND target_id <> 0;

CREATE TABLE payer_name (
  id {{pk}},
  uid TEXT{{c}} NOT NULL,
  version {{int}} NOT NULL DEFAULT 1,
  custom {{json}} NOT NULL DEFAULT '{}',
  owner_id {{int}},
  unit_id {{int}},
  created_at {{int}} NOT NULL,
  updated_at {{int}} NOT NULL,
  archived {{int}} NOT NULL DEFAULT 0,
  import_id {{int}} NOT NULL DEFAULT 0,
  name TEXT{{c}} NOT NULL DEFAULT '',
  name_key TEXT{{c}} NOT NULL DEFAULT '',
  customer_id {{int}},
  supplier_id {{int}},
  category TEXT{{c}} NOT NULL DEFAULT '',
  hits {{int}} NOT NULL DEFAULT 0,
  last_on TEXT{{c}}
) {{strict}};
CREATE UNIQUE INDEX payer_name_once ON payer_name (name_key) WHERE archived = 0;
CREATE INDEX payer_name_customer ON payer_name (customer_id) WHERE customer_id IS NOT NULL;
