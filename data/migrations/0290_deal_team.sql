-- +goose Up
-- The team of an opportunity, its category, and since when a deal has an approved order.
CREATE TABLE opportunity_member (
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
  person_id {{int}},
  part TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX opportunity_member_of ON opportunity_member (opportunity_id, pos);
CREATE INDEX opportunity_member_person ON opportunity_member (person_id);

ALTER TABLE opportunity ADD COLUMN category TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE opportunity_summary ADD COLUMN ordered_on TEXT{{c}};
INSERT INTO opportunity_summary (id)
  SELECT o.id FROM opportunity o WHERE NOT EXISTS (SELECT 1 FROM opportunity_summary s WHERE s.id = o.id)
  AND EXISTS (SELECT 1 FROM sales_order x WHERE x.opportunity_id = o.id AND x.archived = 0 AND x.state IN ('approved', 'closed'));
UPDATE opportunity_summary SET ordered_on = (
  SELECT min(x.date_on) FROM sales_order x WHERE x.opportunity_id = opportunity_summary.id AND x.archived = 0 AND x.state IN ('approved', 'closed'));
