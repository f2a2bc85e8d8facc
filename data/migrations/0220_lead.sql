-- +goose Up
-- Leads: first signs of interest, in a pool until somebody takes them.
CREATE TABLE lead (
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
  source TEXT{{c}} NOT NULL DEFAULT '',
  campaign TEXT{{c}} NOT NULL DEFAULT '',
  need TEXT NOT NULL DEFAULT '',
  amount_minor {{int}} NOT NULL DEFAULT 0,
  expect_on TEXT{{c}},
  company TEXT{{c}} NOT NULL DEFAULT '',
  company_key TEXT{{c}} NOT NULL DEFAULT '',
  person TEXT{{c}} NOT NULL DEFAULT '',
  position TEXT{{c}} NOT NULL DEFAULT '',
  mobile TEXT{{c}} NOT NULL DEFAULT '',
  mobile_key TEXT{{c}} NOT NULL DEFAULT '',
  phone TEXT{{c}} NOT NULL DEFAULT '',
  mail TEXT{{c}} NOT NULL DEFAULT '',
  industry TEXT{{c}} NOT NULL DEFAULT '',
  region TEXT{{c}} NOT NULL DEFAULT '',
  city TEXT{{c}} NOT NULL DEFAULT '',
  address TEXT{{c}} NOT NULL DEFAULT '',
  project_stage TEXT{{c}} NOT NULL DEFAULT '',
  builder TEXT{{c}} NOT NULL DEFAULT '',
  designer TEXT{{c}} NOT NULL DEFAULT '',
  contractor TEXT{{c}} NOT NULL DEFAULT '',
  tender_on TEXT{{c}},
  remark TEXT NOT NULL DEFAULT '',
  in_pool {{bool}} NOT NULL DEFAULT 0,
  state TEXT{{c}} NOT NULL DEFAULT '',
  assigned_on TEXT{{c}},
  last_at {{int}},
  quality TEXT{{c}} NOT NULL DEFAULT '',
  quality_reason TEXT{{c}} NOT NULL DEFAULT '',
  judged_by {{int}},
  judged_at {{int}},
  discard_reason TEXT{{c}} NOT NULL DEFAULT '',
  discard_note TEXT{{c}} NOT NULL DEFAULT '',
  same_as {{int}},
  same_customer_id {{int}},
  ended_on TEXT{{c}},
  asked {{bool}} NOT NULL DEFAULT 0,
  wish TEXT NOT NULL DEFAULT '',
  approval_id {{int}},
  customer_id {{int}},
  contact_id {{int}},
  opportunity_id {{int}}
) {{strict}};
CREATE INDEX lead_owner ON lead (owner_id, state, created_at) WHERE archived = 0;
CREATE INDEX lead_state ON lead (state, created_at, id) WHERE archived = 0;
CREATE INDEX lead_created ON lead (created_at, id) WHERE archived = 0;
CREATE INDEX lead_mobile ON lead (mobile_key) WHERE archived = 0 AND mobile_key <> '';
CREATE INDEX lead_company ON lead (company_key) WHERE archived = 0 AND company_key <> '';
CREATE INDEX lead_unit ON lead (unit_id, created_at) WHERE archived = 0;

ALTER TABLE opportunity ADD COLUMN lead_id {{int}};
