-- +goose Up
-- Each index over texts in no order costs an import and a save one page more. Mail
-- addresses are compared in small letters, names equal by their normal form; both have
-- their index.
DROP INDEX customer_mail;
DROP INDEX contact_mail;
DROP INDEX customer_name;
