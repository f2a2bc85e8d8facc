-- +goose Up
-- Fields of the company get a name for readers of English, a hint, a start, formulas.
ALTER TABLE custom_field ADD COLUMN label_en TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE custom_field ADD COLUMN hint TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE custom_field ADD COLUMN result TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE custom_field ADD COLUMN formula TEXT NOT NULL DEFAULT '';
ALTER TABLE custom_field ADD COLUMN preset TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE custom_field ADD COLUMN only_once {{bool}} NOT NULL DEFAULT 0;
ALTER TABLE custom_field ADD COLUMN listed {{bool}} NOT NULL DEFAULT 0;

-- Forms as the company shaped them: groups, order, rules.
CREATE TABLE form_layout (
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
  entity TEXT{{c}} NOT NULL,
  key TEXT{{c}} NOT NULL DEFAULT '',
  name TEXT{{c}} NOT NULL DEFAULT '',
  name_en TEXT{{c}} NOT NULL DEFAULT '',
  pos {{int}} NOT NULL DEFAULT 0,
  body TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX form_layout_entity ON form_layout (entity, pos) WHERE archived = 0;
