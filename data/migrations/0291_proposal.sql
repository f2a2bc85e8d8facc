-- +goose Up
-- Sales proposals: what a customer needs and what is suggested for it, in versions.
CREATE TABLE proposal (
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
  state TEXT{{c}} NOT NULL DEFAULT '',
  title TEXT{{c}} NOT NULL DEFAULT '',
  customer_id {{int}},
  contact_id {{int}},
  opportunity_id {{int}},
  date_on TEXT{{c}},
  needs TEXT NOT NULL DEFAULT '',
  approach TEXT NOT NULL DEFAULT '',
  schedule TEXT NOT NULL DEFAULT '',
  service TEXT NOT NULL DEFAULT '',
  about TEXT NOT NULL DEFAULT '',
  total_minor {{int}} NOT NULL DEFAULT 0,
  change_note TEXT{{c}} NOT NULL DEFAULT '',
  issued_at {{int}},
  printed {{int}} NOT NULL DEFAULT 0,
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX proposal_customer ON proposal (customer_id, id) WHERE archived = 0;
CREATE INDEX proposal_deal ON proposal (opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX proposal_owner ON proposal (owner_id, date_on, id) WHERE archived = 0;
CREATE INDEX proposal_date ON proposal (date_on, id) WHERE archived = 0;
CREATE INDEX proposal_root ON proposal (root_id) WHERE root_id IS NOT NULL;

CREATE TABLE proposal_line (
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
  proposal_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  product_id {{int}},
  code TEXT{{c}} NOT NULL DEFAULT '',
  name TEXT{{c}} NOT NULL DEFAULT '',
  spec TEXT{{c}} NOT NULL DEFAULT '',
  unit TEXT{{c}} NOT NULL DEFAULT '',
  quantity {{int}} NOT NULL DEFAULT 0,
  price {{int}} NOT NULL DEFAULT 0,
  amount_minor {{int}} NOT NULL DEFAULT 0,
  benefit TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX proposal_line_of ON proposal_line (proposal_id, pos);
CREATE INDEX proposal_line_product ON proposal_line (product_id) WHERE product_id IS NOT NULL;
