-- +goose Up
-- Price lists: prices by validity, customer grade, region and quantity.
CREATE TABLE price_list (
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
  state TEXT{{c}} NOT NULL DEFAULT '',
  currency TEXT{{c}} NOT NULL DEFAULT '',
  grade TEXT{{c}} NOT NULL DEFAULT '',
  region TEXT{{c}} NOT NULL DEFAULT '',
  valid_from TEXT{{c}},
  valid_until TEXT{{c}},
  max_discount {{int}},
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX price_list_state ON price_list (state, valid_from) WHERE archived = 0;

CREATE TABLE price_list_line (
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
  price_list_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  product_id {{int}},
  code TEXT{{c}} NOT NULL DEFAULT '',
  name TEXT{{c}} NOT NULL DEFAULT '',
  unit TEXT{{c}} NOT NULL DEFAULT '',
  from_quantity {{int}} NOT NULL DEFAULT 0,
  price {{int}} NOT NULL DEFAULT 0,
  floor {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX price_list_line_of ON price_list_line (price_list_id, pos);
CREATE INDEX price_list_line_product ON price_list_line (product_id) WHERE archived = 0;
