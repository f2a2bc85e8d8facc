-- +goose Up
-- Records shared with a person beyond the scope of the roles, for a time or for good.
CREATE TABLE share (
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
  kind TEXT{{c}} NOT NULL,
  record_id {{int}} NOT NULL,
  person_id {{int}} NOT NULL,
  may_change {{bool}} NOT NULL DEFAULT 0,
  until {{int}}
) {{strict}};
CREATE INDEX share_person ON share (person_id, kind, record_id) WHERE archived = 0;
CREATE INDEX share_record ON share (kind, record_id) WHERE archived = 0;

-- Fields that a company adds to its records; the values are in the column custom.
CREATE TABLE custom_field (
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
  label TEXT{{c}} NOT NULL,
  kind TEXT{{c}} NOT NULL,
  target TEXT{{c}} NOT NULL DEFAULT '',
  scale {{int}} NOT NULL DEFAULT 0,
  max_len {{int}} NOT NULL DEFAULT 0,
  options TEXT NOT NULL DEFAULT '',
  form_group TEXT{{c}} NOT NULL DEFAULT '',
  pos {{int}} NOT NULL DEFAULT 0,
  required {{bool}} NOT NULL DEFAULT 0,
  found {{bool}} NOT NULL DEFAULT 0,
  printed {{bool}} NOT NULL DEFAULT 0,
  masked {{bool}} NOT NULL DEFAULT 0,
  pinned {{bool}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX custom_field_entity ON custom_field (entity, pos) WHERE archived = 0;

-- A run that writes many records: they wait in the table stage_<id> until published.
CREATE TABLE bulk_run (
  id {{pk}},
  entity TEXT{{c}} NOT NULL,
  import_id {{int}} NOT NULL,
  published {{int}} NOT NULL DEFAULT 0,
  alive_at {{int}} NOT NULL
) {{strict}};
