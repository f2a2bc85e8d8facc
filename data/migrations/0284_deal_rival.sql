-- +goose Up
-- Several competitors in a deal, each with what is known of them there and how it ended.
CREATE TABLE opportunity_rival (
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
  competitor_id {{int}},
  name TEXT{{c}} NOT NULL DEFAULT '',
  price_minor {{int}} NOT NULL DEFAULT 0,
  strengths TEXT{{c}} NOT NULL DEFAULT '',
  weaknesses TEXT{{c}} NOT NULL DEFAULT '',
  result TEXT{{c}} NOT NULL DEFAULT 'in'
) {{strict}};
CREATE INDEX opportunity_rival_of ON opportunity_rival (opportunity_id, pos);
CREATE INDEX opportunity_rival_competitor ON opportunity_rival (competitor_id) WHERE competitor_id IS NOT NULL;

INSERT INTO opportunity_rival (uid, created_at, updated_at, archived, opportunity_id, pos, competitor_id, name, result)
SELECT 'rival-' || o.id, o.updated_at, o.updated_at, 0, o.id, 1, o.competitor_id, o.competitor,
  CASE o.state WHEN 'won' THEN 'beaten' ELSE 'in' END
FROM opportunity o WHERE o.competitor <> '' AND o.archived <> 2;
