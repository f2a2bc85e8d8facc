-- +goose Up
-- A set-off has two halves: what it settles, and the credit that it uses up.
ALTER TABLE allocation ADD COLUMN pair_id {{int}} NOT NULL DEFAULT 0;
CREATE INDEX allocation_pair ON allocation (pair_id) WHERE pair_id <> 0;
