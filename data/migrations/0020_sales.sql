-- +goose Up
-- Products, opportunities with their stage log, quotes with revisions, orders.
CREATE TABLE product (
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
  code TEXT{{c}} NOT NULL DEFAULT '',
  name TEXT{{c}} NOT NULL DEFAULT '',
  name_pinyin TEXT{{c}} NOT NULL DEFAULT '',
  spec TEXT{{c}} NOT NULL DEFAULT '',
  unit TEXT{{c}} NOT NULL DEFAULT '',
  category TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  price {{int}} NOT NULL DEFAULT 0,
  cost {{int}} NOT NULL DEFAULT 0,
  tax_code TEXT{{c}} NOT NULL DEFAULT '',
  stock {{int}},
  safe_stock {{int}},
  barcode TEXT{{c}} NOT NULL DEFAULT '',
  image TEXT{{c}} NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX product_code_once ON product (code) WHERE archived = 0 AND code <> '';
CREATE INDEX product_code ON product (code) WHERE archived = 0;
CREATE INDEX product_pinyin ON product (name_pinyin, id) WHERE archived = 0;
CREATE INDEX product_state ON product (state, code) WHERE archived = 0;

CREATE TABLE opportunity (
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
  customer_id {{int}},
  contact_id {{int}},
  state TEXT{{c}} NOT NULL DEFAULT '',
  stage TEXT{{c}} NOT NULL DEFAULT '',
  stage_since TEXT{{c}},
  probability {{int}} NOT NULL DEFAULT 0,
  probability_typed {{bool}} NOT NULL DEFAULT 0,
  amount_minor {{int}} NOT NULL DEFAULT 0,
  close_on TEXT{{c}},
  pushed {{int}} NOT NULL DEFAULT 0,
  closed_on TEXT{{c}},
  reason TEXT{{c}} NOT NULL DEFAULT '',
  competitor TEXT{{c}} NOT NULL DEFAULT '',
  source TEXT{{c}} NOT NULL DEFAULT '',
  needs TEXT NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX opportunity_customer ON opportunity (customer_id, state) WHERE archived = 0;
CREATE INDEX opportunity_owner ON opportunity (owner_id, state, close_on) WHERE archived = 0;
CREATE INDEX opportunity_stage ON opportunity (state, stage, close_on) WHERE archived = 0;

CREATE TABLE stage_log (
  id {{pk}},
  opportunity_id {{int}} NOT NULL,
  from_stage TEXT{{c}} NOT NULL,
  to_stage TEXT{{c}} NOT NULL,
  at {{int}} NOT NULL,
  on_date TEXT{{c}} NOT NULL,
  person_id {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX stage_log_deal ON stage_log (opportunity_id, id);
CREATE INDEX stage_log_date ON stage_log (on_date);

CREATE TABLE quote (
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
  revision {{int}} NOT NULL DEFAULT 0,
  root_id {{int}},
  prior_id {{int}},
  prior_state TEXT{{c}} NOT NULL DEFAULT '',
  is_current {{bool}} NOT NULL DEFAULT 0,
  state TEXT{{c}} NOT NULL DEFAULT '',
  customer_id {{int}},
  contact_id {{int}},
  opportunity_id {{int}},
  order_id {{int}},
  date_on TEXT{{c}},
  valid_until TEXT{{c}},
  subject TEXT{{c}} NOT NULL DEFAULT '',
  payment_terms TEXT{{c}} NOT NULL DEFAULT '',
  incoterm TEXT{{c}} NOT NULL DEFAULT '',
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
  cost_minor {{int}} NOT NULL DEFAULT 0,
  margin_minor {{int}} NOT NULL DEFAULT 0,
  terms TEXT NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT '',
  change_note TEXT{{c}} NOT NULL DEFAULT '',
  reject_reason TEXT{{c}} NOT NULL DEFAULT '',
  sent_at {{int}},
  closed_at {{int}},
  printed {{int}} NOT NULL DEFAULT 0,
  allowed_discount {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX quote_revision_once ON quote (number, revision) WHERE archived = 0 AND number <> '';
CREATE INDEX quote_number ON quote (number) WHERE archived = 0;
CREATE INDEX quote_customer ON quote (customer_id, state) WHERE archived = 0;
CREATE INDEX quote_owner ON quote (owner_id, date_on, id) WHERE archived = 0;
CREATE INDEX quote_date ON quote (date_on, id) WHERE archived = 0;
CREATE INDEX quote_root ON quote (root_id, revision) WHERE root_id IS NOT NULL;
CREATE INDEX quote_state ON quote (state, valid_until) WHERE archived = 0;

CREATE TABLE quote_line (
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
  quote_id {{int}},
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
  cost {{int}} NOT NULL DEFAULT 0,
  remark TEXT{{c}} NOT NULL DEFAULT '',
  amount_minor {{int}} NOT NULL DEFAULT 0,
  share_minor {{int}} NOT NULL DEFAULT 0,
  net_minor {{int}} NOT NULL DEFAULT 0,
  tax_minor {{int}} NOT NULL DEFAULT 0,
  gross_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX quote_line_of ON quote_line (quote_id, pos);
CREATE INDEX quote_line_product ON quote_line (product_id) WHERE product_id IS NOT NULL;

CREATE TABLE sales_order (
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
  customer_id {{int}},
  contact_id {{int}},
  opportunity_id {{int}},
  quote_id {{int}},
  approval_id {{int}},
  customer_po TEXT{{c}} NOT NULL DEFAULT '',
  subject TEXT{{c}} NOT NULL DEFAULT '',
  date_on TEXT{{c}},
  deliver_on TEXT{{c}},
  deliver_to TEXT{{c}} NOT NULL DEFAULT '',
  payment_terms TEXT{{c}} NOT NULL DEFAULT '',
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
  cost_minor {{int}} NOT NULL DEFAULT 0,
  margin_minor {{int}} NOT NULL DEFAULT 0,
  terms TEXT NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT '',
  submitted_at {{int}},
  approved_at {{int}},
  ended_at {{int}},
  end_reason TEXT{{c}} NOT NULL DEFAULT '',
  printed {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX sales_order_number_once ON sales_order (number) WHERE archived = 0 AND number <> '';
CREATE INDEX sales_order_number ON sales_order (number) WHERE archived = 0;
CREATE INDEX sales_order_customer ON sales_order (customer_id, state) WHERE archived = 0;
CREATE INDEX sales_order_owner ON sales_order (owner_id, date_on, id) WHERE archived = 0;
CREATE INDEX sales_order_date ON sales_order (date_on, id) WHERE archived = 0;
CREATE INDEX sales_order_state ON sales_order (state, date_on) WHERE archived = 0;
CREATE INDEX sales_order_quote ON sales_order (quote_id) WHERE quote_id IS NOT NULL;

CREATE TABLE sales_order_summary (
  id {{int}} PRIMARY KEY,
  paid_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};

CREATE TABLE sales_order_line (
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
  delivered {{int}} NOT NULL DEFAULT 0,
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
  cost {{int}} NOT NULL DEFAULT 0,
  remark TEXT{{c}} NOT NULL DEFAULT '',
  amount_minor {{int}} NOT NULL DEFAULT 0,
  share_minor {{int}} NOT NULL DEFAULT 0,
  net_minor {{int}} NOT NULL DEFAULT 0,
  tax_minor {{int}} NOT NULL DEFAULT 0,
  gross_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX sales_order_line_of ON sales_order_line (order_id, pos);
CREATE INDEX sales_order_line_product ON sales_order_line (product_id) WHERE product_id IS NOT NULL;

CREATE TABLE sales_order_plan (
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
  pos {{int}} NOT NULL DEFAULT 0,
  name TEXT{{c}} NOT NULL DEFAULT '',
  due_on TEXT{{c}},
  amount_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX sales_order_plan_of ON sales_order_plan (order_id, pos);
