-- +goose Up
-- How often the request of an invoice was printed.
ALTER TABLE invoice ADD COLUMN printed {{int}} NOT NULL DEFAULT 0;
