-- +goose Up
-- What came in of a performance, and whether finance found it in the books.
ALTER TABLE performance ADD COLUMN received_minor {{int}} NOT NULL DEFAULT 0;
ALTER TABLE performance ADD COLUMN review TEXT{{c}} NOT NULL DEFAULT 'waiting';
ALTER TABLE performance ADD COLUMN reviewed_by {{int}};
ALTER TABLE performance ADD COLUMN reviewed_on TEXT{{c}};
