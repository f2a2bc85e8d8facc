-- +goose Up
-- Texts that are written again and again, and the company's collection of pictures.
CREATE TABLE snippet (
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
  use TEXT{{c}} NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  picture TEXT NOT NULL DEFAULT '',
  pos {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX snippet_name_once ON snippet (name) WHERE archived = 0 AND name <> '';
