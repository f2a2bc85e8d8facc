-- +goose Up
-- Contacts are an address book of all people around the company: where they belong when
-- that is no customer, what they are to the company, and their login at other services.
ALTER TABLE contact ADD COLUMN relation TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN company TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN account TEXT{{c}} NOT NULL DEFAULT '';
