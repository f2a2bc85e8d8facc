-- +goose Up
-- Contracts with their products and instalments.
CREATE TABLE contract (
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
  name TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  kind TEXT{{c}} NOT NULL DEFAULT '',
  customer_id {{int}},
  contact_id {{int}},
  amount_minor {{int}} NOT NULL DEFAULT 0,
  currency TEXT{{c}} NOT NULL DEFAULT '',
  signed_on TEXT{{c}},
  starts_on TEXT{{c}},
  ends_on TEXT{{c}},
  our_signer TEXT{{c}} NOT NULL DEFAULT '',
  their_signer TEXT{{c}} NOT NULL DEFAULT '',
  payment_terms TEXT{{c}} NOT NULL DEFAULT '',
  retention_rate {{int}} NOT NULL DEFAULT 0,
  terms TEXT NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT '',
  quote_id {{int}},
  prior_id {{int}},
  next_id {{int}},
  approval_id {{int}},
  submitted_at {{int}},
  approved_at {{int}},
  ended_on TEXT{{c}},
  end_reason TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX contract_number_once ON contract (number) WHERE archived = 0 AND number <> '';
CREATE INDEX contract_customer ON contract (customer_id, state) WHERE archived = 0;
CREATE INDEX contract_owner ON contract (owner_id, starts_on, id) WHERE archived = 0;
CREATE INDEX contract_state ON contract (state, ends_on) WHERE archived = 0;
CREATE INDEX contract_starts ON contract (starts_on, id) WHERE archived = 0;
CREATE INDEX contract_prior ON contract (prior_id) WHERE prior_id IS NOT NULL;

CREATE TABLE contract_line (
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
  contract_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  product_id {{int}},
  code TEXT{{c}} NOT NULL DEFAULT '',
  name TEXT{{c}} NOT NULL DEFAULT '',
  spec TEXT{{c}} NOT NULL DEFAULT '',
  unit TEXT{{c}} NOT NULL DEFAULT '',
  quantity {{int}} NOT NULL DEFAULT 0,
  price {{int}} NOT NULL DEFAULT 0,
  tax_code TEXT{{c}} NOT NULL DEFAULT '',
  amount_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX contract_line_of ON contract_line (contract_id, pos);
CREATE INDEX contract_line_product ON contract_line (product_id) WHERE product_id IS NOT NULL;

CREATE TABLE contract_part (
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
  contract_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  name TEXT{{c}} NOT NULL DEFAULT '',
  due_on TEXT{{c}},
  amount_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX contract_part_of ON contract_part (contract_id, pos);

ALTER TABLE sales_order ADD COLUMN contract_id {{int}};
CREATE INDEX sales_order_contract ON sales_order (contract_id) WHERE contract_id IS NOT NULL;
ALTER TABLE customer_summary ADD COLUMN contract_minor {{int}} NOT NULL DEFAULT 0;
