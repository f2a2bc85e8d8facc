-- +goose Up
-- Approvals with their seats, reminders, saved views.
CREATE TABLE approval (
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
  flow TEXT{{c}} NOT NULL DEFAULT '',
  entity TEXT{{c}} NOT NULL DEFAULT '',
  record_id {{int}} NOT NULL DEFAULT 0,
  title TEXT{{c}} NOT NULL DEFAULT '',
  party TEXT{{c}} NOT NULL DEFAULT '',
  amount_minor {{int}} NOT NULL DEFAULT 0,
  applicant_id {{int}},
  state TEXT{{c}} NOT NULL DEFAULT '',
  steps {{int}} NOT NULL DEFAULT 0,
  step {{int}} NOT NULL DEFAULT 0,
  started_at {{int}},
  ended_at {{int}},
  snapshot TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX approval_record ON approval (entity, record_id, id);
CREATE INDEX approval_applicant ON approval (applicant_id, state);

CREATE TABLE approval_seat (
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
  approval_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  step {{int}} NOT NULL DEFAULT 0,
  name TEXT{{c}} NOT NULL DEFAULT '',
  person_id {{int}},
  all_agree {{bool}} NOT NULL DEFAULT 0,
  state TEXT{{c}} NOT NULL DEFAULT '',
  since {{int}},
  decided_at {{int}},
  comment TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX approval_seat_of ON approval_seat (approval_id, pos);
CREATE INDEX approval_seat_person ON approval_seat (person_id, state);

CREATE TABLE reminder (
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
  kind TEXT{{c}} NOT NULL DEFAULT '',
  entity TEXT{{c}} NOT NULL DEFAULT '',
  record_id {{int}} NOT NULL DEFAULT 0,
  subject TEXT{{c}} NOT NULL DEFAULT '',
  on_date TEXT{{c}},
  due_at {{int}},
  state TEXT{{c}} NOT NULL DEFAULT '',
  raised_at {{int}},
  done_at {{int}},
  unique_key TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX reminder_unique_key_once ON reminder (unique_key) WHERE archived = 0 AND unique_key <> '';
CREATE INDEX reminder_unique_key ON reminder (unique_key) WHERE archived = 0;
CREATE INDEX reminder_person ON reminder (owner_id, state, due_at) WHERE archived = 0;
CREATE INDEX reminder_due ON reminder (state, due_at) WHERE archived = 0;
CREATE INDEX reminder_record ON reminder (entity, record_id) WHERE archived = 0;

CREATE TABLE saved_view (
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
  list TEXT{{c}} NOT NULL DEFAULT '',
  shared {{bool}} NOT NULL DEFAULT 0,
  pos {{int}} NOT NULL DEFAULT 0,
  icon TEXT{{c}} NOT NULL DEFAULT '',
  query TEXT NOT NULL DEFAULT '',
  layout TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX saved_view_list ON saved_view (list, pos) WHERE archived = 0;
