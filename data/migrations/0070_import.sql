-- +goose Up
-- Imports that ran, and the mappings remembered for files with the same headers.
CREATE TABLE import_run (
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
  kind TEXT{{c}} NOT NULL DEFAULT '',
  file TEXT{{c}} NOT NULL DEFAULT '',
  mode TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  rows_n {{int}} NOT NULL DEFAULT 0,
  created_n {{int}} NOT NULL DEFAULT 0,
  updated_n {{int}} NOT NULL DEFAULT 0,
  unchanged_n {{int}} NOT NULL DEFAULT 0,
  skipped_n {{int}} NOT NULL DEFAULT 0,
  failed_n {{int}} NOT NULL DEFAULT 0,
  started_at {{int}},
  ended_at {{int}},
  beat_at {{int}},
  reverted_at {{int}},
  kept_n {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX import_run_kind ON import_run (kind, id);
CREATE INDEX import_run_state ON import_run (state);

CREATE TABLE import_scheme (
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
  signature TEXT{{c}} NOT NULL DEFAULT '',
  mapping TEXT NOT NULL DEFAULT '',
  used_at {{int}}
) {{strict}};
CREATE INDEX import_scheme_signature ON import_scheme (kind, signature);
