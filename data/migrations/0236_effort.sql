-- +goose Up
-- What salespeople do and achieve: performance entries, logs, comments, the place of a visit.
CREATE TABLE performance (
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
  date_on TEXT{{c}},
  what TEXT{{c}} NOT NULL DEFAULT '',
  kind TEXT{{c}} NOT NULL DEFAULT '',
  customer_id {{int}},
  amount_minor {{int}} NOT NULL DEFAULT 0,
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX performance_day ON performance (date_on, owner_id) WHERE archived = 0;

CREATE TABLE sales_log (
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
  date_on TEXT{{c}},
  title TEXT{{c}} NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  plan TEXT NOT NULL DEFAULT '',
  customer_id {{int}}
) {{strict}};
CREATE INDEX sales_log_owner ON sales_log (owner_id, date_on) WHERE archived = 0;

CREATE TABLE comment (
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
  entity TEXT{{c}} NOT NULL DEFAULT '',
  record_id {{int}} NOT NULL DEFAULT 0,
  at {{int}},
  text TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX comment_of ON comment (entity, record_id, id);

ALTER TABLE activity ADD COLUMN place TEXT{{c}} NOT NULL DEFAULT '';
