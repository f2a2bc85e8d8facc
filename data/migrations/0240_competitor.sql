-- +goose Up
-- The library of competitors, and the deals and notes of customers that speak of them.
CREATE TABLE competitor (
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
  threat TEXT{{c}} NOT NULL DEFAULT '',
  region TEXT{{c}} NOT NULL DEFAULT '',
  website TEXT{{c}} NOT NULL DEFAULT '',
  goods TEXT{{c}} NOT NULL DEFAULT '',
  strengths TEXT NOT NULL DEFAULT '',
  weaknesses TEXT NOT NULL DEFAULT '',
  prices TEXT NOT NULL DEFAULT '',
  strategy TEXT NOT NULL DEFAULT '',
  links TEXT NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX competitor_name_once ON competitor (name) WHERE archived = 0;
CREATE INDEX competitor_pinyin ON competitor (name_pinyin, id) WHERE archived = 0;
CREATE TABLE competitor_summary (
  id {{int}} PRIMARY KEY,
  open_deals {{int}} NOT NULL DEFAULT 0,
  won {{int}} NOT NULL DEFAULT 0,
  lost {{int}} NOT NULL DEFAULT 0,
  won_minor {{int}} NOT NULL DEFAULT 0,
  lost_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};

CREATE TABLE competitor_product (
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
  competitor_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  product_id {{int}},
  product TEXT{{c}} NOT NULL DEFAULT '',
  theirs TEXT{{c}} NOT NULL DEFAULT '',
  price {{int}} NOT NULL DEFAULT 0,
  better TEXT{{c}} NOT NULL DEFAULT '',
  worse TEXT{{c}} NOT NULL DEFAULT '',
  date_on TEXT{{c}}
) {{strict}};
CREATE INDEX competitor_product_of ON competitor_product (competitor_id, pos);

ALTER TABLE opportunity ADD COLUMN competitor_id {{int}};
ALTER TABLE competitor_note ADD COLUMN competitor_id {{int}};
CREATE INDEX opportunity_competitor ON opportunity (competitor_id) WHERE competitor_id IS NOT NULL;
CREATE INDEX competitor_note_library ON competitor_note (competitor_id) WHERE competitor_id IS NOT NULL;
