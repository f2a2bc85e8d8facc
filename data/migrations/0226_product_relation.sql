-- +goose Up
-- Pictures of products, and what products have to do with each other.
CREATE TABLE product_picture (
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
  product_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  title TEXT{{c}} NOT NULL DEFAULT '',
  file TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX product_picture_of ON product_picture (product_id, pos) WHERE archived = 0;

CREATE TABLE product_relation (
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
  product_id {{int}},
  kind TEXT{{c}} NOT NULL DEFAULT '',
  other_id {{int}},
  quantity {{int}} NOT NULL DEFAULT 0,
  remark TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX product_relation_of ON product_relation (product_id, kind) WHERE archived = 0;
CREATE INDEX product_relation_other ON product_relation (other_id) WHERE archived = 0;
