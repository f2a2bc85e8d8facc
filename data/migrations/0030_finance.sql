-- +goose Up
-- Receivables, money received and what it settles, receipts, accounts with their cash journal,
-- payment orders. Amounts are minor units; what is settled and open is kept in the summaries.
CREATE TABLE account (
  id {{pk}},
  uid TEXT{{c}} NOT NULL,
  version {{int}} NOT NULL,
  custom {{json}},
  owner_id {{int}},
  unit_id {{int}},
  created_at {{int}},
  updated_at {{int}},
  archived {{int}} NOT NULL DEFAULT 0,
  import_id {{int}} NOT NULL DEFAULT 0,
  name TEXT{{c}} NOT NULL DEFAULT '',
  kind TEXT{{c}} NOT NULL DEFAULT '',
  bank TEXT{{c}} NOT NULL DEFAULT '',
  code TEXT{{c}} NOT NULL DEFAULT '',
  currency TEXT{{c}} NOT NULL DEFAULT '',
  opening_minor {{int}} NOT NULL DEFAULT 0,
  opening_on TEXT{{c}},
  closed {{bool}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX account_only_name ON account (name) WHERE archived=0 AND name<>'';

CREATE TABLE receivable (
  id {{pk}},
  uid TEXT{{c}} NOT NULL,
  version {{int}} NOT NULL,
  custom {{json}},
  owner_id {{int}},
  unit_id {{int}},
  created_at {{int}},
  updated_at {{int}},
  archived {{int}} NOT NULL DEFAULT 0,
  import_id {{int}} NOT NULL DEFAULT 0,
  number TEXT{{c}} NOT NULL DEFAULT '',
  customer_id {{int}},
  order_id {{int}},
  doc_on TEXT{{c}},
  due_on TEXT{{c}},
  currency TEXT{{c}} NOT NULL DEFAULT '',
  amount_minor {{int}} NOT NULL DEFAULT 0,
  void {{bool}} NOT NULL DEFAULT 0,
  remark TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX receivable_customer_id ON receivable (customer_id, due_on) WHERE archived=0;
CREATE INDEX receivable_due_on ON receivable (due_on, id) WHERE archived=0;
CREATE INDEX receivable_order_id ON receivable (order_id) WHERE archived=0;

CREATE TABLE money_in (
  id {{pk}},
  uid TEXT{{c}} NOT NULL,
  version {{int}} NOT NULL,
  custom {{json}},
  owner_id {{int}},
  unit_id {{int}},
  created_at {{int}},
  updated_at {{int}},
  archived {{int}} NOT NULL DEFAULT 0,
  import_id {{int}} NOT NULL DEFAULT 0,
  number TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  received_on TEXT{{c}},
  customer_id {{int}},
  payer TEXT{{c}} NOT NULL DEFAULT '',
  account_id {{int}},
  method TEXT{{c}} NOT NULL DEFAULT '',
  order_id {{int}},
  currency TEXT{{c}} NOT NULL DEFAULT '',
  amount_minor {{int}} NOT NULL DEFAULT 0,
  fee_minor {{int}} NOT NULL DEFAULT 0,
  memo TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX money_in_customer_id ON money_in (customer_id, received_on) WHERE archived=0;
CREATE INDEX money_in_received_on ON money_in (received_on, id) WHERE archived=0;
CREATE UNIQUE INDEX money_in_only_number ON money_in (number) WHERE archived=0 AND number<>'';

CREATE TABLE allocation (
  id {{pk}},
  uid TEXT{{c}} NOT NULL,
  version {{int}} NOT NULL,
  custom {{json}},
  owner_id {{int}},
  unit_id {{int}},
  created_at {{int}},
  updated_at {{int}},
  archived {{int}} NOT NULL DEFAULT 0,
  import_id {{int}} NOT NULL DEFAULT 0,
  kind TEXT{{c}} NOT NULL DEFAULT '',
  money_in_id {{int}},
  receivable_id {{int}},
  customer_id {{int}},
  on_date TEXT{{c}},
  amount_minor {{int}} NOT NULL DEFAULT 0,
  reason TEXT{{c}} NOT NULL DEFAULT '',
  reverses {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX allocation_receivable_id ON allocation (receivable_id) WHERE archived=0;
CREATE INDEX allocation_money_in_id ON allocation (money_in_id) WHERE archived=0;
CREATE INDEX allocation_customer_id ON allocation (customer_id, on_date) WHERE archived=0;
CREATE INDEX allocation_on_date ON allocation (on_date, id) WHERE archived=0;
CREATE INDEX allocation_reverses ON allocation (reverses) WHERE archived=0;

CREATE TABLE receipt (
  id {{pk}},
  uid TEXT{{c}} NOT NULL,
  version {{int}} NOT NULL,
  custom {{json}},
  owner_id {{int}},
  unit_id {{int}},
  created_at {{int}},
  updated_at {{int}},
  archived {{int}} NOT NULL DEFAULT 0,
  import_id {{int}} NOT NULL DEFAULT 0,
  number TEXT{{c}} NOT NULL DEFAULT '',
  serial {{int}} NOT NULL DEFAULT 0,
  state TEXT{{c}} NOT NULL DEFAULT '',
  issued_on TEXT{{c}},
  money_in_id {{int}},
  customer_id {{int}},
  payer TEXT{{c}} NOT NULL DEFAULT '',
  purpose TEXT{{c}} NOT NULL DEFAULT '',
  method TEXT{{c}} NOT NULL DEFAULT '',
  account_text TEXT{{c}} NOT NULL DEFAULT '',
  currency TEXT{{c}} NOT NULL DEFAULT '',
  amount_minor {{int}} NOT NULL DEFAULT 0,
  balance_before_minor {{int}} NOT NULL DEFAULT 0,
  balance_after_minor {{int}} NOT NULL DEFAULT 0,
  remark TEXT{{c}} NOT NULL DEFAULT '',
  accountant TEXT{{c}} NOT NULL DEFAULT '',
  cashier TEXT{{c}} NOT NULL DEFAULT '',
  handler TEXT{{c}} NOT NULL DEFAULT '',
  prints {{int}} NOT NULL DEFAULT 0,
  void_reason TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX receipt_customer_id ON receipt (customer_id) WHERE archived=0;
CREATE INDEX receipt_money_in_id ON receipt (money_in_id) WHERE archived=0;
CREATE INDEX receipt_issued_on ON receipt (issued_on, id) WHERE archived=0;
CREATE UNIQUE INDEX receipt_only_number ON receipt (number) WHERE archived=0 AND number<>'';

CREATE TABLE journal (
  id {{pk}},
  uid TEXT{{c}} NOT NULL,
  version {{int}} NOT NULL,
  custom {{json}},
  owner_id {{int}},
  unit_id {{int}},
  created_at {{int}},
  updated_at {{int}},
  archived {{int}} NOT NULL DEFAULT 0,
  import_id {{int}} NOT NULL DEFAULT 0,
  account_id {{int}},
  on_date TEXT{{c}},
  voucher TEXT{{c}} NOT NULL DEFAULT '',
  summary TEXT{{c}} NOT NULL DEFAULT '',
  customer_id {{int}},
  party TEXT{{c}} NOT NULL DEFAULT '',
  category TEXT{{c}} NOT NULL DEFAULT '',
  in_minor {{int}} NOT NULL DEFAULT 0,
  out_minor {{int}} NOT NULL DEFAULT 0,
  source TEXT{{c}} NOT NULL DEFAULT '',
  source_id {{int}} NOT NULL DEFAULT 0,
  reverses {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX journal_account_id ON journal (account_id, on_date, id) WHERE archived=0;
CREATE INDEX journal_on_date ON journal (on_date, id) WHERE archived=0;
CREATE INDEX journal_source ON journal (source, source_id) WHERE archived=0;

CREATE TABLE payment (
  id {{pk}},
  uid TEXT{{c}} NOT NULL,
  version {{int}} NOT NULL,
  custom {{json}},
  owner_id {{int}},
  unit_id {{int}},
  created_at {{int}},
  updated_at {{int}},
  archived {{int}} NOT NULL DEFAULT 0,
  import_id {{int}} NOT NULL DEFAULT 0,
  number TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  planned_on TEXT{{c}},
  payee TEXT{{c}} NOT NULL DEFAULT '',
  payee_bank TEXT{{c}} NOT NULL DEFAULT '',
  payee_code TEXT{{c}} NOT NULL DEFAULT '',
  account_id {{int}},
  category TEXT{{c}} NOT NULL DEFAULT '',
  currency TEXT{{c}} NOT NULL DEFAULT '',
  amount_minor {{int}} NOT NULL DEFAULT 0,
  reason TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX payment_planned_on ON payment (planned_on, id) WHERE archived=0;
CREATE UNIQUE INDEX payment_only_number ON payment (number) WHERE archived=0 AND number<>'';

-- What finance adds to its own lists; the columns at the customer stand in customer_summary.
CREATE TABLE receivable_summary (id {{int}} PRIMARY KEY, settled_minor {{int}} NOT NULL DEFAULT 0) {{strict}};
CREATE TABLE money_in_summary (id {{int}} PRIMARY KEY, allocated_minor {{int}} NOT NULL DEFAULT 0) {{strict}};
