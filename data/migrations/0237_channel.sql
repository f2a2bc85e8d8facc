-- +goose Up
-- Channels and distributors, and through which of them a sale went.
CREATE TABLE channel (
  id {{pk}},
  uid TEXT{{c}} NOT NULL,
  version {{int}} NOT NULL DEFAULT 1,
  custom {{json}} NOT NULL DEFAULT '{}',
  owner_id {{int}},
  unit_id {{int}},
  created_at {{int}} NOT NULL,
  updated_at {{int}} NOT NULL,
  archived {{int}} NOT NULL DEFAULT 0,
  import_id {{int}} NOT NULL DEFAULT 0,
  name TEXT{{c}} NOT NULL DEFAULT '',
  name_pinyin TEXT{{c}} NOT NULL DEFAULT '',
  number TEXT{{c}} NOT NULL DEFAULT '',
  kind TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  level TEXT{{c}} NOT NULL DEFAULT '',
  region TEXT{{c}} NOT NULL DEFAULT '',
  area TEXT{{c}} NOT NULL DEFAULT '',
  contact TEXT{{c}} NOT NULL DEFAULT '',
  position TEXT{{c}} NOT NULL DEFAULT '',
  mobile TEXT{{c}} NOT NULL DEFAULT '',
  phone TEXT{{c}} NOT NULL DEFAULT '',
  mail TEXT{{c}} NOT NULL DEFAULT '',
  address TEXT{{c}} NOT NULL DEFAULT '',
  credit_code TEXT{{c}} NOT NULL DEFAULT '',
  goods TEXT{{c}} NOT NULL DEFAULT '',
  agreement TEXT{{c}} NOT NULL DEFAULT '',
  agreed_from TEXT{{c}},
  agreed_until TEXT{{c}},
  target_minor {{int}} NOT NULL DEFAULT 0,
  deposit_minor {{int}} NOT NULL DEFAULT 0,
  customer_id {{int}},
  reports {{bool}} NOT NULL DEFAULT 0,
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX channel_name_once ON channel (name) WHERE archived = 0;
CREATE INDEX channel_pinyin ON channel (name_pinyin, id) WHERE archived = 0;
CREATE INDEX channel_region ON channel (region, name_pinyin) WHERE archived = 0;
CREATE TABLE channel_summary (
  id {{int}} PRIMARY KEY,
  deal_minor {{int}} NOT NULL DEFAULT 0,
  open_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};

ALTER TABLE customer ADD COLUMN channel_id {{int}};
ALTER TABLE opportunity ADD COLUMN channel_id {{int}};
ALTER TABLE quote ADD COLUMN channel_id {{int}};
ALTER TABLE sales_order ADD COLUMN channel_id {{int}};
ALTER TABLE contract ADD COLUMN channel_id {{int}};
CREATE INDEX customer_channel ON customer (channel_id) WHERE channel_id IS NOT NULL;
CREATE INDEX opportunity_channel ON opportunity (channel_id) WHERE channel_id IS NOT NULL;
CREATE INDEX quote_channel ON quote (channel_id) WHERE channel_id IS NOT NULL;
CREATE INDEX sales_order_channel ON sales_order (channel_id) WHERE channel_id IS NOT NULL;
CREATE INDEX contract_channel ON contract (channel_id) WHERE channel_id IS NOT NULL;
