-- +goose Up
-- How often a request to the technical office was printed.
ALTER TABLE pricing_request ADD COLUMN printed {{int}} NOT NULL DEFAULT 0;
