-- +goose Up
-- Print templates of the company with their versions, and the queue and log of printing.
CREATE TABLE print_template (
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
  name_en TEXT{{c}} NOT NULL DEFAULT '',
  kind TEXT{{c}} NOT NULL DEFAULT '',
  format TEXT{{c}} NOT NULL DEFAULT '',
  paper TEXT{{c}} NOT NULL DEFAULT '',
  source TEXT{{c}} NOT NULL DEFAULT '',
  revision {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX print_template_name_once ON print_template (name) WHERE archived = 0 AND name <> '';
CREATE TABLE print_version (
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
  template_id {{int}},
  no {{int}} NOT NULL DEFAULT 0,
  body TEXT NOT NULL DEFAULT '',
  note TEXT{{c}} NOT NULL DEFAULT '',
  made_at {{int}},
  made_by {{int}}
) {{strict}};
CREATE INDEX print_version_template ON print_version (template_id, no);
CREATE TABLE print_job (
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
  number TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  kind TEXT{{c}} NOT NULL DEFAULT '',
  record_id {{int}} NOT NULL DEFAULT 0,
  document TEXT{{c}} NOT NULL DEFAULT '',
  template TEXT{{c}} NOT NULL DEFAULT '',
  template_name TEXT{{c}} NOT NULL DEFAULT '',
  printer TEXT{{c}} NOT NULL DEFAULT '',
  copies {{int}} NOT NULL DEFAULT 1,
  parts {{int}} NOT NULL DEFAULT 0,
  options TEXT NOT NULL DEFAULT '',
  reprint {{int}} NOT NULL DEFAULT 0,
  stamp {{bool}} NOT NULL DEFAULT 0,
  pages {{int}} NOT NULL DEFAULT 0,
  error TEXT{{c}} NOT NULL DEFAULT '',
  queue_id TEXT{{c}} NOT NULL DEFAULT '',
  file TEXT{{c}} NOT NULL DEFAULT '',
  tries {{int}} NOT NULL DEFAULT 0,
  batch TEXT{{c}} NOT NULL DEFAULT '',
  asked_at {{int}},
  done_at {{int}}
) {{strict}};
CREATE INDEX print_job_asked ON print_job (asked_at) WHERE archived = 0;
CREATE INDEX print_job_batch ON print_job (batch);
CREATE INDEX print_job_record ON print_job (kind, record_id);
CREATE INDEX print_job_sent ON print_job (id) WHERE state = 'sent';
CREATE INDEX print_job_owner ON print_job (owner_id, asked_at) WHERE archived = 0;
