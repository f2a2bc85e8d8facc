-- +goose Up
-- History. change_set is one transaction; change is one record of it; change_body is its
-- content, which may be erased on a lawful request without breaking the chain, because
-- change.digest is a salted hash of it. change_seal chains the hashes of the sets; a job
-- writes it within seconds, so that no save waits for another.
CREATE TABLE change_set (
  id {{pk}},
  at {{int}} NOT NULL,
  person_id {{int}} NOT NULL,
  person TEXT NOT NULL,
  session TEXT{{c}} NOT NULL,
  kind TEXT{{c}} NOT NULL,
  reason TEXT NOT NULL,
  undoes {{int}} NOT NULL DEFAULT 0,
  import_id {{int}} NOT NULL DEFAULT 0,
  hash TEXT{{c}} NOT NULL
) {{strict}};
CREATE INDEX change_set_at ON change_set (at);
CREATE INDEX change_set_person ON change_set (person_id, id);
CREATE INDEX change_set_session ON change_set (session, id);
CREATE INDEX change_set_undoes ON change_set (undoes) WHERE undoes <> 0;
CREATE INDEX change_set_import ON change_set (import_id, id) WHERE import_id <> 0;

-- No foreign key to change_set: it doubles the cost of an import on PostgreSQL.
CREATE TABLE change (
  set_id {{int}} NOT NULL,
  pos {{int}} NOT NULL,
  root TEXT{{c}} NOT NULL,
  root_id {{int}} NOT NULL,
  entity TEXT{{c}} NOT NULL,
  record_id {{int}} NOT NULL,
  version {{int}} NOT NULL,
  action TEXT{{c}} NOT NULL,
  digest TEXT{{c}} NOT NULL,
  PRIMARY KEY (set_id, pos)
) {{sqlite}}STRICT, WITHOUT ROWID{{end}};
CREATE INDEX change_root ON change (root, root_id, set_id);

CREATE TABLE change_body (
  set_id {{int}} NOT NULL,
  pos {{int}} NOT NULL,
  salt TEXT{{c}} NOT NULL,
  fields TEXT NOT NULL,
  PRIMARY KEY (set_id, pos)
) {{sqlite}}STRICT, WITHOUT ROWID{{end}};

CREATE TABLE change_seal (
  seq {{int}} PRIMARY KEY,
  set_id {{int}} NOT NULL UNIQUE,
  hash TEXT{{c}} NOT NULL
) {{strict}};

-- What was erased on request, so that a restored backup can be brought in line.
CREATE TABLE erasure (
  id {{pk}},
  at {{int}} NOT NULL,
  entity TEXT{{c}} NOT NULL,
  uid TEXT{{c}} NOT NULL,
  fields TEXT NOT NULL,
  reason TEXT NOT NULL
) {{strict}};
