-- +goose Up
-- Rewards are paid with the wages of their month.
ALTER TABLE wage ADD COLUMN reward_minor {{int}} NOT NULL DEFAULT 0;
ALTER TABLE wage ADD COLUMN reward_for TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE reward ADD COLUMN wage_id {{int}};
CREATE INDEX reward_wage ON reward (wage_id) WHERE wage_id IS NOT NULL;
