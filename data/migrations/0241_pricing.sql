-- +goose Up
-- What the technical office is asked to price for a deal.
CREATE TABLE pricing_request (
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
  title TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  opportunity_id {{int}},
  customer_id {{int}},
  asked_by {{int}},
  asked_at {{int}},
  due_on TEXT{{c}},
  needs TEXT NOT NULL DEFAULT '',
  answer TEXT NOT NULL DEFAULT '',
  total_minor {{int}} NOT NULL DEFAULT 0,
  submitted_at {{int}},
  returned_at {{int}},
  approval_id {{int}},
  quote_id {{int}}
) {{strict}};
CREATE INDEX pricing_request_owner ON pricing_request (owner_id, state) WHERE archived = 0;
CREATE INDEX pricing_request_deal ON pricing_request (opportunity_id) WHERE archived = 0;

CREATE TABLE pricing_line (
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
  pricing_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  product_id {{int}},
  name TEXT{{c}} NOT NULL DEFAULT '',
  spec TEXT{{c}} NOT NULL DEFAULT '',
  unit TEXT{{c}} NOT NULL DEFAULT '',
  quantity {{int}} NOT NULL DEFAULT 0,
  price {{int}} NOT NULL DEFAULT 0,
  amount_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX pricing_line_request ON pricing_line (pricing_id, pos);
