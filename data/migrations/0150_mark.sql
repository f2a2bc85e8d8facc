-- +goose Up
-- Named marks and the records that carry them.
CREATE TABLE mark (
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
  shared {{bool}} NOT NULL DEFAULT 0,
  used_at {{int}}
) {{strict}};
CREATE INDEX mark_owner ON mark (owner_id) WHERE archived = 0;

CREATE TABLE mark_item (
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
  mark_id {{int}},
  kind TEXT{{c}} NOT NULL DEFAULT '',
  record_id {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX mark_item_mark ON mark_item (mark_id, id) WHERE archived = 0;
CREATE INDEX mark_item_record ON mark_item (kind, record_id) WHERE archived = 0;
