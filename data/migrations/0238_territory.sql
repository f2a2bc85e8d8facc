-- +goose Up
-- Territories, and the one that a customer's region belongs to.
CREATE TABLE territory (
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
  parent_id {{int}},
  regions TEXT{{c}} NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX territory_name_once ON territory (name) WHERE archived = 0;

ALTER TABLE customer ADD COLUMN territory_id {{int}};
CREATE INDEX customer_territory ON customer (territory_id, id) WHERE archived = 0 AND territory_id IS NOT NULL;
