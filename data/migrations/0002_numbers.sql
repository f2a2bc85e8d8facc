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
