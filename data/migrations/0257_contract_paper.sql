-- +goose Up
-- Contracts are printed: where they were signed, and how often they were printed.
ALTER TABLE contract ADD COLUMN place TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE contract ADD COLUMN printed {{int}} NOT NULL DEFAULT 0;
