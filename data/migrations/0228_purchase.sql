-- +goose Up
-- Purchase orders and the goods that come in for them.
CREATE TABLE purchase_order (
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
  supplier_id {{int}},
  contact_id {{int}},
  sales_order_id {{int}},
  date_on TEXT{{c}},
  deliver_on TEXT{{c}},
  warehouse TEXT{{c}} NOT NULL DEFAULT '',
  deliver_to TEXT{{c}} NOT NULL DEFAULT '',
  payment_terms TEXT{{c}} NOT NULL DEFAULT '',
  subject TEXT{{c}} NOT NULL DEFAULT '',
  currency TEXT{{c}} NOT NULL DEFAULT '',
  rate {{int}} NOT NULL DEFAULT 0,
  rate_unit {{int}} NOT NULL DEFAULT 0,
  tax_mode TEXT{{c}} NOT NULL DEFAULT '',
  discount_rate {{int}} NOT NULL DEFAULT 0,
  discount_minor {{int}} NOT NULL DEFAULT 0,
  subtotal_minor {{int}} NOT NULL DEFAULT 0,
  off_minor {{int}} NOT NULL DEFAULT 0,
  net_minor {{int}} NOT NULL DEFAULT 0,
  tax_minor {{int}} NOT NULL DEFAULT 0,
  total_minor {{int}} NOT NULL DEFAULT 0,
  home_minor {{int}} NOT NULL DEFAULT 0,
  terms TEXT NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT '',
  approval_id {{int}},
  submitted_at {{int}},
  approved_at {{int}},
  ended_at {{int}},
  end_reason TEXT{{c}} NOT NULL DEFAULT '',
  printed {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX purchase_order_number_once ON purchase_order (number) WHERE archived = 0 AND number <> '';
CREATE INDEX purchase_order_supplier ON purchase_order (supplier_id, state) WHERE archived = 0;
CREATE INDEX purchase_order_date ON purchase_order (date_on, id) WHERE archived = 0;
CREATE INDEX purchase_order_state ON purchase_order (state, deliver_on) WHERE archived = 0;
CREATE INDEX purchase_order_sales ON purchase_order (sales_order_id) WHERE sales_order_id IS NOT NULL;
CREATE TABLE purchase_order_summary (
  id {{int}} PRIMARY KEY,
  received_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};

CREATE TABLE purchase_order_line (
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
  order_id {{int}},
  received {{int}} NOT NULL DEFAULT 0,
  sales_line_id {{int}} NOT NULL DEFAULT 0,
  pos {{int}} NOT NULL DEFAULT 0,
  kind TEXT{{c}} NOT NULL DEFAULT '',
  origin TEXT{{c}} NOT NULL DEFAULT '',
  product_id {{int}},
  code TEXT{{c}} NOT NULL DEFAULT '',
  name TEXT{{c}} NOT NULL DEFAULT '',
  spec TEXT{{c}} NOT NULL DEFAULT '',
  unit TEXT{{c}} NOT NULL DEFAULT '',
  quantity {{int}} NOT NULL DEFAULT 0,
  price {{int}} NOT NULL DEFAULT 0,
  discount_rate {{int}} NOT NULL DEFAULT 0,
  discount_minor {{int}} NOT NULL DEFAULT 0,
  tax_code TEXT{{c}} NOT NULL DEFAULT '',
  remark TEXT{{c}} NOT NULL DEFAULT '',
  amount_minor {{int}} NOT NULL DEFAULT 0,
  share_minor {{int}} NOT NULL DEFAULT 0,
  net_minor {{int}} NOT NULL DEFAULT 0,
  tax_minor {{int}} NOT NULL DEFAULT 0,
  gross_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX purchase_order_line_of ON purchase_order_line (order_id, pos);
CREATE INDEX purchase_order_line_product ON purchase_order_line (product_id, id) WHERE product_id IS NOT NULL;

CREATE TABLE goods_receipt (
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
  order_id {{int}},
  supplier_id {{int}},
  date_on TEXT{{c}},
  warehouse TEXT{{c}} NOT NULL DEFAULT '',
  their_note TEXT{{c}} NOT NULL DEFAULT '',
  inspector TEXT{{c}} NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT '',
  currency TEXT{{c}} NOT NULL DEFAULT '',
  value_minor {{int}} NOT NULL DEFAULT 0,
  posted_at {{int}},
  reversed_on TEXT{{c}},
  reverse_reason TEXT{{c}} NOT NULL DEFAULT '',
  printed {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX goods_receipt_number_once ON goods_receipt (number) WHERE archived = 0 AND number <> '';
CREATE INDEX goods_receipt_order ON goods_receipt (order_id) WHERE archived = 0;
CREATE INDEX goods_receipt_supplier ON goods_receipt (supplier_id, date_on) WHERE archived = 0;
CREATE INDEX goods_receipt_date ON goods_receipt (date_on, id) WHERE archived = 0;

CREATE TABLE goods_receipt_line (
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
  receipt_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  order_line_id {{int}} NOT NULL DEFAULT 0,
  product_id {{int}},
  code TEXT{{c}} NOT NULL DEFAULT '',
  name TEXT{{c}} NOT NULL DEFAULT '',
  spec TEXT{{c}} NOT NULL DEFAULT '',
  unit TEXT{{c}} NOT NULL DEFAULT '',
  quantity {{int}} NOT NULL DEFAULT 0,
  price {{int}} NOT NULL DEFAULT 0,
  remark TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX goods_receipt_line_of ON goods_receipt_line (receipt_id, pos);
