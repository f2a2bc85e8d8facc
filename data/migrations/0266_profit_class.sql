-- +goose Up
-- What customers contributed to the profit of the last twelve months, and their class by it.
ALTER TABLE customer_summary ADD COLUMN profit_class TEXT{{c}};
ALTER TABLE customer_summary ADD COLUMN profit_minor {{int}} NOT NULL DEFAULT 0;
CREATE INDEX customer_summary_profit ON customer_summary (profit_class, profit_minor) WHERE profit_class IS NOT NULL;
