-- +goose Up
-- Segments: any number of groups that a customer belongs to, beside category and tags.
ALTER TABLE customer ADD COLUMN segments TEXT{{c}} NOT NULL DEFAULT '';
