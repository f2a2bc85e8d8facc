-- +goose Up
-- Targets: what people offer to sell, and who answers for each.
ALTER TABLE target ADD COLUMN proposed_minor {{int}} NOT NULL DEFAULT 0;
ALTER TABLE target ADD COLUMN responsible_id {{int}};
