-- +goose Up
-- What distributors sold on, reported every month by region; extensions of the due time.
CREATE TABLE flow_task (
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
  month TEXT{{c}},
  region TEXT{{c}} NOT NULL DEFAULT '',
  title TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  due_at {{int}},
  latest_at {{int}},
  extended {{int}} NOT NULL DEFAULT 0,
  submitted_at {{int}},
  submitted_by {{int}},
  no_flow {{bool}} NOT NULL DEFAULT 0,
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX flow_task_once ON flow_task (month, region) WHERE archived = 0;
CREATE INDEX flow_task_owner ON flow_task (owner_id, due_at) WHERE archived = 0;
CREATE INDEX flow_task_state ON flow_task (state, due_at) WHERE archived = 0;

CREATE TABLE flow_line (
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
  task_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  channel_id {{int}},
  product_id {{int}},
  product TEXT{{c}} NOT NULL DEFAULT '',
  unit TEXT{{c}} NOT NULL DEFAULT '',
  quantity {{int}} NOT NULL DEFAULT 0,
  from_whom TEXT{{c}} NOT NULL DEFAULT '',
  to_whom TEXT{{c}} NOT NULL DEFAULT '',
  date_on TEXT{{c}},
  batch TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX flow_line_task ON flow_line (task_id, pos);
CREATE INDEX flow_line_channel ON flow_line (channel_id) WHERE channel_id IS NOT NULL;

CREATE TABLE flow_delay (
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
  task_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  at {{int}},
  person_id {{int}},
  reason TEXT{{c}} NOT NULL DEFAULT '',
  was_due_at {{int}},
  until_at {{int}}
) {{strict}};
CREATE INDEX flow_delay_task ON flow_delay (task_id, pos);
