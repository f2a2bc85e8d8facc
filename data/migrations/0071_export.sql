-- +goose Up
-- Exports: who took what out, when, and what for.
CREATE TABLE export_log (
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
  list TEXT{{c}} NOT NULL DEFAULT '',
  view TEXT{{c}} NOT NULL DEFAULT '',
  filter TEXT NOT NULL DEFAULT '',
  columns TEXT NOT NULL DEFAULT '',
  file TEXT{{c}} NOT NULL DEFAULT '',
  rows_n {{int}} NOT NULL DEFAULT 0,
  purpose TEXT{{c}} NOT NULL DEFAULT '',
  at {{int}}
) {{strict}};
CREATE INDEX export_log_at ON export_log (at);
