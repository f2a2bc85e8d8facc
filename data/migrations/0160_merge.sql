-- +goose Up
-- Merges that were made, the mails that moved with them, and records that look alike and
-- are not the same.
CREATE TABLE merge_run (
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
  keep_id {{int}} NOT NULL DEFAULT 0,
  gone_id {{int}} NOT NULL DEFAULT 0,
  keep_title TEXT{{c}} NOT NULL DEFAULT '',
  gone_title TEXT{{c}} NOT NULL DEFAULT '',
  parts TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX merge_run_keep ON merge_run (kind, keep_id);

-- What a merge did to mails: sort is 'link', 'both' (the one kept had the link, too),
-- 'message' or 'outgoing'.
CREATE TABLE merge_mail (
  run_id {{int}} NOT NULL,
  entity TEXT{{c}} NOT NULL,
  from_id {{int}} NOT NULL,
  to_id {{int}} NOT NULL,
  sort TEXT{{c}} NOT NULL,
  mail_key TEXT{{c}} NOT NULL,
  how TEXT{{c}} NOT NULL DEFAULT '',
  person_id {{int}} NOT NULL DEFAULT 0,
  at {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX merge_mail_run ON merge_mail (run_id, entity, sort);

CREATE TABLE not_same (
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
  a_id {{int}} NOT NULL DEFAULT 0,
  b_id {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX not_same_pair ON not_same (kind, a_id, b_id) WHERE archived = 0;
