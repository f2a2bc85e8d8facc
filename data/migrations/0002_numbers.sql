-- +goose Up
-- Numbers of documents. A counter row is held by the transaction that takes a number.
CREATE TABLE number_series (
  series TEXT{{c}} PRIMARY KEY,
  pattern TEXT NOT NULL,
  resets TEXT{{c}} NOT NULL
) {{strict}};

CREATE TABLE number_counter (
  series TEXT{{c}} NOT NULL,
  period TEXT{{c}} NOT NULL,
  last {{int}} NOT NULL,
  PRIMARY KEY (series, period)
) {{sqlite}}STRICT, WITHOUT ROWID{{end}};

-- Small values of the company (person_id 0) and of its people, by key.
CREATE TABLE setting (
  person_id {{int}} NOT NULL DEFAULT 0,
  key TEXT{{c}} NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (person_id, key)
) {{sqlite}}STRICT, WITHOUT ROWID{{end}};
