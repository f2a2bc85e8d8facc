-- +goose Up
-- A share that came with something else (the team of a deal) ends with it; products have a
-- lead time.
ALTER TABLE share ADD COLUMN via TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN lead_time TEXT{{c}} NOT NULL DEFAULT '';
