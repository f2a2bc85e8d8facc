-- +goose Up
-- Contracts keep the rate of their currency, and what they come to in the company's.
ALTER TABLE contract ADD COLUMN rate {{int}} NOT NULL DEFAULT 100000000;
ALTER TABLE contract ADD COLUMN home_minor {{int}} NOT NULL DEFAULT 0;
UPDATE contract SET home_minor = amount_minor;
