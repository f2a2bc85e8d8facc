-- +goose Up
-- Receivables, money received, allocations, receipts, accounts, cash journal, payments.
CREATE TABLE receivable (
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
  number TEXT{{c}} NOT NULL DEFAULT '',
  customer_id {{int}},
  order_id {{int}},
  doc_on TEXT{{c}},
  due_on TEXT{{c}},
  currency TEXT{{c}} NOT NULL DEFAULT '',
  rate {{int}} NOT NULL DEFAULT 0,
  amount_minor {{int}} NOT NULL DEFAULT 0,
  home_minor {{int}} NOT NULL DEFAULT 0,
  void {{bool}} NOT NULL DEFAULT 0,
  void_on TEXT{{c}},
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX receivable_customer ON receivable (customer_id, due_on, id) WHERE archived = 0;
CREATE INDEX receivable_owner ON receivable (owner_id, due_on, id) WHERE archived = 0;
CREATE INDEX receivable_due ON receivable (due_on, id) WHERE archived = 0;
CREATE INDEX receivable_order ON receivable (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE receivable_summary (
  id {{int}} PRIMARY KEY,
  settled_minor {{int}} NOT NULL DEFAULT 0,
  open_minor {{int}} NOT NULL DEFAULT 0,
  open_home_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX receivable_summary_open ON receivable_summary (id) WHERE open_minor <> 0;

CREATE TABLE money_in (
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
  number TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  received_on TEXT{{c}},
  customer_id {{int}},
  payer TEXT{{c}} NOT NULL DEFAULT '',
  account_id {{int}},
  method TEXT{{c}} NOT NULL DEFAULT '',
  order_id {{int}},
  currency TEXT{{c}} NOT NULL DEFAULT '',
  rate {{int}} NOT NULL DEFAULT 0,
  amount_minor {{int}} NOT NULL DEFAULT 0,
  home_minor {{int}} NOT NULL DEFAULT 0,
  fee_minor {{int}} NOT NULL DEFAULT 0,
  memo TEXT{{c}} NOT NULL DEFAULT '',
  reversed_on TEXT{{c}},
  reverse_reason TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX money_in_number_once ON money_in (number) WHERE archived = 0 AND number <> '';
CREATE INDEX money_in_number ON money_in (number) WHERE archived = 0;
CREATE INDEX money_in_customer ON money_in (customer_id, received_on) WHERE archived = 0;
CREATE INDEX money_in_owner ON money_in (owner_id, received_on) WHERE archived = 0;
CREATE INDEX money_in_date ON money_in (received_on, id) WHERE archived = 0;

CREATE TABLE money_in_summary (
  id {{int}} PRIMARY KEY,
  allocated_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};

CREATE TABLE allocation (
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
  kind TEXT{{c}} NOT NULL DEFAULT '',
  money_in_id {{int}},
  receivable_id {{int}},
  order_id {{int}},
  customer_id {{int}},
  on_date TEXT{{c}},
  amount_minor {{int}} NOT NULL DEFAULT 0,
  home_minor {{int}} NOT NULL DEFAULT 0,
  reason TEXT{{c}} NOT NULL DEFAULT '',
  reverses {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX allocation_receivable ON allocation (receivable_id, id);
CREATE INDEX allocation_money ON allocation (money_in_id, id);
CREATE INDEX allocation_customer ON allocation (customer_id, on_date);
CREATE INDEX allocation_date ON allocation (on_date, id);
CREATE INDEX allocation_order ON allocation (order_id) WHERE order_id IS NOT NULL;
CREATE UNIQUE INDEX allocation_reverses_once ON allocation (reverses) WHERE reverses <> 0;

CREATE TABLE receipt (
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
CREATE UNIQUE INDEX receipt_number_once ON receipt (number) WHERE archived = 0 AND number <> '';
CREATE INDEX receipt_number ON receipt (number) WHERE archived = 0;
CREATE INDEX receipt_customer ON receipt (customer_id, issued_on) WHERE archived = 0;
CREATE INDEX receipt_money ON receipt (money_in_id) WHERE archived = 0;
CREATE INDEX receipt_date ON receipt (issued_on, id) WHERE archived = 0;
CREATE UNIQUE INDEX receipt_serial_once ON receipt (serial) WHERE serial <> 0;

CREATE TABLE account (
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
  kind TEXT{{c}} NOT NULL DEFAULT '',
  bank TEXT{{c}} NOT NULL DEFAULT '',
  code TEXT{{c}} NOT NULL DEFAULT '',
  currency TEXT{{c}} NOT NULL DEFAULT '',
  opening_minor {{int}} NOT NULL DEFAULT 0,
  opening_on TEXT{{c}},
  closed {{bool}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX account_name_once ON account (name) WHERE archived = 0 AND name <> '';
CREATE INDEX account_name ON account (name) WHERE archived = 0;

CREATE TABLE account_summary (
  id {{int}} PRIMARY KEY,
  moved_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};

CREATE TABLE journal (
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
CREATE INDEX journal_account ON journal (account_id, on_date, id) WHERE archived = 0;
CREATE INDEX journal_source ON journal (source, source_id) WHERE archived = 0;
CREATE INDEX journal_date ON journal (on_date, id) WHERE archived = 0;
CREATE UNIQUE INDEX journal_reverses_once ON journal (reverses) WHERE reverses <> 0;

CREATE TABLE payment (
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
  reason TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX payment_number_once ON payment (number) WHERE archived = 0 AND number <> '';
CREATE INDEX payment_number ON payment (number) WHERE archived = 0;
CREATE INDEX payment_date ON payment (planned_on, id) WHERE archived = 0;
