-- +goose Up
-- What a colleague gets of the commission of a deal, where the deal says so itself.
ALTER TABLE opportunity_member ADD COLUMN share {{int}} NOT NULL DEFAULT 0;
