-- +goose Up
-- The register of invoices, issued and received.
CREATE TABLE invoice (
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
  direction TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  kind TEXT{{c}} NOT NULL DEFAULT '',
  code TEXT{{c}} NOT NULL DEFAULT '',
  number TEXT{{c}} NOT NULL DEFAULT '',
  full_number TEXT{{c}} NOT NULL DEFAULT '',
  issued_on TEXT{{c}},
  customer_id {{int}},
  supplier_id {{int}},
  party TEXT{{c}} NOT NULL DEFAULT '',
  party_tax_number TEXT{{c}} NOT NULL DEFAULT '',
  order_id {{int}},
  purchase_id {{int}},
  contract_id {{int}},
  item TEXT{{c}} NOT NULL DEFAULT '',
  tax_code TEXT{{c}} NOT NULL DEFAULT '',
  net_minor {{int}} NOT NULL DEFAULT 0,
  tax_minor {{int}} NOT NULL DEFAULT 0,
  gross_minor {{int}} NOT NULL DEFAULT 0,
  blue_id {{int}},
  file TEXT{{c}} NOT NULL DEFAULT '',
  checked {{bool}} NOT NULL DEFAULT 0,
  delivered_on TEXT{{c}},
  reversed_on TEXT{{c}},
  why TEXT{{c}} NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX invoice_number_once ON invoice (full_number) WHERE archived = 0 AND full_number <> '';
CREATE INDEX invoice_date ON invoice (issued_on, id) WHERE archived = 0;
CREATE INDEX invoice_customer ON invoice (customer_id, issued_on) WHERE customer_id IS NOT NULL;
CREATE INDEX invoice_supplier ON invoice (supplier_id, issued_on) WHERE supplier_id IS NOT NULL;
CREATE INDEX invoice_order ON invoice (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX invoice_contract ON invoice (contract_id) WHERE contract_id IS NOT NULL;
ALTER TABLE sales_order_summary ADD COLUMN invoiced_minor {{int}} NOT NULL DEFAULT 0;
ALTER TABLE purchase_order_summary ADD COLUMN invoiced_minor {{int}} NOT NULL DEFAULT 0;
CREATE TABLE contract_summary (
  id {{int}} PRIMARY KEY,
  invoiced_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};
