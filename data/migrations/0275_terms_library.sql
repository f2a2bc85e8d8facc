-- +goose Up
-- Texts may be terms of documents: an English text for those abroad, and the kinds of
-- documents that begin with them.
ALTER TABLE snippet ADD COLUMN text_en TEXT NOT NULL DEFAULT '';
ALTER TABLE snippet ADD COLUMN begins TEXT NOT NULL DEFAULT '';
