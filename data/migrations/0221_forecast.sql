-- +goose Up
-- What opportunities are about, what was ticked of their stages, and the index of the forecast.
CREATE TABLE opportunity_line (
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
  opportunity_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  product_id {{int}},
  name TEXT{{c}} NOT NULL DEFAULT '',
  quantity {{int}} NOT NULL DEFAULT 0,
  amount_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX opportunity_line_of ON opportunity_line (opportunity_id, pos);
CREATE INDEX opportunity_line_product ON opportunity_line (product_id) WHERE product_id IS NOT NULL;

ALTER TABLE opportunity ADD COLUMN ticked TEXT{{c}} NOT NULL DEFAULT '';
CREATE INDEX opportunity_forecast ON opportunity (state, close_on, owner_id, unit_id, stage, source, amount_minor, probability) WHERE archived = 0;
CREATE INDEX opportunity_closed ON opportunity (state, closed_on, owner_id, unit_id, stage, source, amount_minor, probability) WHERE archived = 0;
