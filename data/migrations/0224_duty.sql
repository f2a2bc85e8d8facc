-- +goose Up
-- What was done for leads, and when something was last done for opportunities.
CREATE TABLE lead_note (
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
  lead_id {{int}},
  kind TEXT{{c}} NOT NULL DEFAULT '',
  at {{int}},
  person_id {{int}},
  text TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX lead_note_of ON lead_note (lead_id, id);

CREATE TABLE opportunity_summary (
  id {{int}} PRIMARY KEY,
  last_action_at {{int}}
) {{strict}};
INSERT INTO opportunity_summary (id, last_action_at)
  SELECT o.id, max(a.at) FROM opportunity o JOIN activity a ON a.customer_id = o.customer_id AND (a.opportunity_id = o.id OR a.opportunity_id IS NULL)
  WHERE a.archived = 0 AND a.kind IN ('post', 'call', 'visit', 'meeting', 'wechat', 'mail_in', 'mail_out', 'quote', 'order', 'delivery', 'receipt', 'service') GROUP BY o.id;
