-- +goose Up
-- Deals that were closed outside of the program: the contract in words, and the proof of payment.
ALTER TABLE sales_order ADD COLUMN offline {{bool}} NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN contract_note TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE sales_order ADD COLUMN proof TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE sales_order ADD COLUMN voucher_on TEXT{{c}};
ALTER TABLE sales_order ADD COLUMN voucher_minor {{int}} NOT NULL DEFAULT 0;
