-- +goose Up
-- The search index. Everything here is derived and may be built anew at any time.
-- id = code of the kind << 43 | id of the record; root_id is the record whose owner and
-- unit decide who sees this one, when it is another (a contact: its customer).
CREATE TABLE search_doc (
  id {{int}} PRIMARY KEY,
  kind {{int}} NOT NULL,
  owner_id {{int}} NOT NULL,
  unit_id {{int}} NOT NULL,
  root_id {{int}} NOT NULL,
  updated_at {{int}} NOT NULL,
  body TEXT{{c}} NOT NULL
) {{strict}};
CREATE INDEX search_doc_updated ON search_doc (kind, updated_at, id);
CREATE INDEX search_doc_owner ON search_doc (kind, owner_id, updated_at, id);
CREATE INDEX search_doc_unit ON search_doc (kind, unit_id, updated_at, id);
CREATE INDEX search_doc_root ON search_doc (root_id, kind) WHERE root_id <> 0;

-- Records saved since they were last indexed.
CREATE TABLE search_dirty (id {{int}} PRIMARY KEY) {{strict}};

-- How often a gram occurs in a sample of one document in sixty-four.
CREATE TABLE search_sample (gram TEXT{{c}} PRIMARY KEY, docs {{int}} NOT NULL) {{strict}};

CREATE TABLE search_state (key TEXT{{c}} PRIMARY KEY, value {{int}} NOT NULL) {{strict}};

{{sqlite}}
-- search_text holds the old grams of a document only while they are being taken out.
CREATE TABLE search_text (docid INTEGER PRIMARY KEY, grams TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE search_index USING fts4(content="search_text", grams, matchinfo=fts3);
{{end}}
{{postgres}}
ALTER TABLE search_doc ADD COLUMN grams TSVECTOR NOT NULL;
CREATE INDEX search_doc_grams ON search_doc USING GIN (grams);
-- The words lie out of the way of those who read the documents in order.
ALTER TABLE search_doc SET (toast_tuple_target = 256);
ALTER TABLE search_doc ALTER COLUMN grams SET STORAGE EXTERNAL;
ALTER TABLE search_doc ALTER COLUMN body SET STORAGE MAIN;
{{end}}
