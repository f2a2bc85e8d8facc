-- +goose Up
-- Background jobs: one row per job; a runner holds the row while it works.
CREATE TABLE job (
  name TEXT{{c}} PRIMARY KEY,
  last_started {{int}} NOT NULL DEFAULT 0,
  last_done {{int}} NOT NULL DEFAULT 0,
  last_error TEXT NOT NULL DEFAULT '',
  due_at {{int}} NOT NULL DEFAULT 0,
  holder TEXT NOT NULL DEFAULT '',
  held_until {{int}} NOT NULL DEFAULT 0
) {{strict}};

-- Attached files by SHA-256. Beside a company file the bytes lie in a folder, in a team
-- database in blob_chunk.
CREATE TABLE blob (
  sha256 TEXT{{c}} PRIMARY KEY,
  size {{int}} NOT NULL,
  created_at {{int}} NOT NULL
) {{strict}};

{{postgres}}
CREATE TABLE blob_chunk (
  sha256 TEXT{{c}} NOT NULL REFERENCES blob (sha256) ON DELETE CASCADE,
  pos {{int}} NOT NULL,
  bytes {{blob}} NOT NULL,
  PRIMARY KEY (sha256, pos)
);
{{end}}
