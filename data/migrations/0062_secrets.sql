-- +goose Up
-- Secrets of persons (mail passwords), sealed with a key that is not in the company.
CREATE TABLE secret (
  person_id {{int}} NOT NULL,
  name TEXT{{c}} NOT NULL,
  sealed {{blob}} NOT NULL,
  PRIMARY KEY (person_id, name)
) {{strict}};
