-- +goose Up
-- What is to be paid, the payment orders that pay it, and what is left of both.
CREATE TABLE payable (
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
  kind TEXT{{c}} NOT NULL DEFAULT '',
  supplier_id {{int}},
  payee TEXT{{c}} NOT NULL DEFAULT '',
  order_id {{int}},
  receipt_id {{int}},
  category TEXT{{c}} NOT NULL DEFAULT '',
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
CREATE INDEX payable_supplier ON payable (supplier_id, due_on, id) WHERE archived = 0;
CREATE INDEX payable_owner ON payable (owner_id, due_on, id) WHERE archived = 0;
CREATE INDEX payable_due ON payable (due_on, id) WHERE archived = 0;
CREATE INDEX payable_order ON payable (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX payable_receipt ON payable (receipt_id) WHERE receipt_id IS NOT NULL;

CREATE TABLE payable_summary (
  id {{int}} PRIMARY KEY,
  settled_minor {{int}} NOT NULL DEFAULT 0,
  open_minor {{int}} NOT NULL DEFAULT 0,
  open_home_minor {{int}} NOT NULL DEFAULT 0,
  ordered_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};

ALTER TABLE payment ADD COLUMN supplier_id {{int}};
ALTER TABLE payment ADD COLUMN booked_on TEXT{{c}};
ALTER TABLE payment ADD COLUMN paid_on TEXT{{c}};
ALTER TABLE payment ADD COLUMN bank_ref TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE payment ADD COLUMN reversed_on TEXT{{c}};
ALTER TABLE payment ADD COLUMN why TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE payment ADD COLUMN printed {{int}} NOT NULL DEFAULT 0;
CREATE INDEX payment_supplier ON payment (supplier_id, planned_on) WHERE supplier_id IS NOT NULL;

CREATE TABLE payment_line (
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
  payment_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  payable_id {{int}},
  on_date TEXT{{c}},
  amount_minor {{int}} NOT NULL DEFAULT 0,
  home_minor {{int}} NOT NULL DEFAULT 0,
  reason TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX payment_line_of ON payment_line (payment_id, pos);
CREATE INDEX payment_line_payable ON payment_line (payable_id) WHERE payable_id IS NOT NULL;

CREATE TABLE payment_summary (
  id {{int}} PRIMARY KEY,
  allocated_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};

CREATE TABLE supplier_summary (
  id {{int}} PRIMARY KEY,
  payable_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};
