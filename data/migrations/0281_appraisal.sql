-- +goose Up
-- What people are judged by, how they did in a month or quarter, and what they get for it.
CREATE TABLE indicator (
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
  measure TEXT{{c}} NOT NULL DEFAULT '',
  weight {{int}} NOT NULL DEFAULT 0,
  basis TEXT{{c}} NOT NULL DEFAULT '',
  goal {{int}} NOT NULL DEFAULT 0,
  department_id {{int}},
  remark TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};

CREATE TABLE appraisal (
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
  title TEXT{{c}} NOT NULL DEFAULT '',
  span TEXT{{c}} NOT NULL DEFAULT '',
  from_on TEXT{{c}},
  to_on TEXT{{c}},
  score {{int}} NOT NULL DEFAULT 0,
  adjust {{int}} NOT NULL DEFAULT 0,
  reason TEXT{{c}} NOT NULL DEFAULT '',
  total {{int}} NOT NULL DEFAULT 0,
  grade TEXT{{c}} NOT NULL DEFAULT '',
  confirmed_by {{int}},
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX appraisal_once ON appraisal (owner_id, span, from_on) WHERE archived = 0;
CREATE INDEX appraisal_from ON appraisal (from_on, id) WHERE archived = 0;

CREATE TABLE appraisal_line (
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
  appraisal_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  name TEXT{{c}} NOT NULL DEFAULT '',
  measure TEXT{{c}} NOT NULL DEFAULT '',
  weight {{int}} NOT NULL DEFAULT 0,
  goal {{int}} NOT NULL DEFAULT 0,
  actual {{int}} NOT NULL DEFAULT 0,
  rate {{int}} NOT NULL DEFAULT 0,
  points {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX appraisal_line_of ON appraisal_line (appraisal_id, pos);

CREATE TABLE reward (
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
  title TEXT{{c}} NOT NULL DEFAULT '',
  kind TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  date_on TEXT{{c}},
  appraisal_id {{int}},
  amount_minor {{int}} NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  approved_on TEXT{{c}},
  paid_on TEXT{{c}},
  why TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX reward_date ON reward (date_on, id) WHERE archived = 0;
CREATE INDEX reward_owner ON reward (owner_id, date_on) WHERE archived = 0;
CREATE INDEX reward_appraisal ON reward (appraisal_id) WHERE appraisal_id IS NOT NULL;
