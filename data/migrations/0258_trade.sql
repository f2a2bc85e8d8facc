-- +goose Up
-- Terms of sales abroad (FOB, CFR, CIF), and which columns a quote prints.
ALTER TABLE quote ADD COLUMN loading_port TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE quote ADD COLUMN ship_within TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE quote ADD COLUMN packing TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE quote ADD COLUMN destination_port TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE quote ADD COLUMN freight_minor {{int}} NOT NULL DEFAULT 0;
ALTER TABLE quote ADD COLUMN insured_share {{int}} NOT NULL DEFAULT 0;
ALTER TABLE quote ADD COLUMN premium_rate {{int}} NOT NULL DEFAULT 0;
ALTER TABLE quote ADD COLUMN insurance_minor {{int}} NOT NULL DEFAULT 0;
ALTER TABLE quote ADD COLUMN cover TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE quote ADD COLUMN print_columns TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE sales_order ADD COLUMN incoterm TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE sales_order ADD COLUMN loading_port TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE sales_order ADD COLUMN ship_within TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE sales_order ADD COLUMN packing TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE sales_order ADD COLUMN destination_port TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE sales_order ADD COLUMN freight_minor {{int}} NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN insured_share {{int}} NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN premium_rate {{int}} NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN insurance_minor {{int}} NOT NULL DEFAULT 0;
ALTER TABLE sales_order ADD COLUMN cover TEXT{{c}} NOT NULL DEFAULT '';
