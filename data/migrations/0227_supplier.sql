-- +goose Up
-- Suppliers with their people and the review that puts them onto the approved list.
CREATE TABLE supplier (
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
  name_pinyin TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  category TEXT{{c}} NOT NULL DEFAULT '',
  grade TEXT{{c}} NOT NULL DEFAULT '',
  goods TEXT{{c}} NOT NULL DEFAULT '',
  phone TEXT{{c}} NOT NULL DEFAULT '',
  mail TEXT{{c}} NOT NULL DEFAULT '',
  address TEXT{{c}} NOT NULL DEFAULT '',
  website TEXT{{c}} NOT NULL DEFAULT '',
  credit_code TEXT{{c}} NOT NULL DEFAULT '',
  lead_days {{int}} NOT NULL DEFAULT 0,
  payment_terms TEXT{{c}} NOT NULL DEFAULT '',
  currency TEXT{{c}} NOT NULL DEFAULT '',
  tax_code TEXT{{c}} NOT NULL DEFAULT '',
  bank TEXT{{c}} NOT NULL DEFAULT '',
  bank_account TEXT{{c}} NOT NULL DEFAULT '',
  certificates TEXT{{c}} NOT NULL DEFAULT '',
  cert_until TEXT{{c}},
  recommend_reason TEXT{{c}} NOT NULL DEFAULT '',
  recommend_by {{int}},
  recommend_on TEXT{{c}},
  approved_on TEXT{{c}},
  suspended_on TEXT{{c}},
  suspend_reason TEXT{{c}} NOT NULL DEFAULT '',
  approval_id {{int}},
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX supplier_name_once ON supplier (name) WHERE archived = 0;
CREATE INDEX supplier_pinyin ON supplier (name_pinyin, id) WHERE archived = 0;
CREATE INDEX supplier_state ON supplier (state, name_pinyin) WHERE archived = 0;

CREATE TABLE supplier_contact (
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
  supplier_id {{int}},
  name TEXT{{c}} NOT NULL DEFAULT '',
  title TEXT{{c}} NOT NULL DEFAULT '',
  main {{bool}} NOT NULL DEFAULT 0,
  mobile TEXT{{c}} NOT NULL DEFAULT '',
  phone TEXT{{c}} NOT NULL DEFAULT '',
  mail TEXT{{c}} NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX supplier_contact_of ON supplier_contact (supplier_id) WHERE archived = 0;

ALTER TABLE product ADD COLUMN supplier_id {{int}};
CREATE INDEX product_supplier ON product (supplier_id) WHERE supplier_id IS NOT NULL;
