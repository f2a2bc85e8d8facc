-- +goose Up
-- The company and its settings, departments, roles and the people who use the program.
CREATE TABLE company (
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
  short_name TEXT{{c}} NOT NULL DEFAULT '',
  name_en TEXT{{c}} NOT NULL DEFAULT '',
  credit_code TEXT{{c}} NOT NULL DEFAULT '',
  legal_person TEXT{{c}} NOT NULL DEFAULT '',
  zone TEXT{{c}} NOT NULL DEFAULT '',
  currency TEXT{{c}} NOT NULL DEFAULT '',
  tax_mode TEXT{{c}} NOT NULL DEFAULT '',
  tax_code TEXT{{c}} NOT NULL DEFAULT '',
  year_start {{int}} NOT NULL DEFAULT 0,
  language TEXT{{c}} NOT NULL DEFAULT '',
  bank TEXT{{c}} NOT NULL DEFAULT '',
  bank_account TEXT{{c}} NOT NULL DEFAULT '',
  phone TEXT{{c}} NOT NULL DEFAULT '',
  mail TEXT{{c}} NOT NULL DEFAULT '',
  website TEXT{{c}} NOT NULL DEFAULT '',
  address TEXT{{c}} NOT NULL DEFAULT '',
  logo TEXT{{c}} NOT NULL DEFAULT '',
  stamp TEXT{{c}} NOT NULL DEFAULT '',
  corporate {{bool}} NOT NULL DEFAULT 0,
  sample {{bool}} NOT NULL DEFAULT 0
) {{strict}};

CREATE TABLE setting (
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
  key TEXT{{c}} NOT NULL DEFAULT '',
  value TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX setting_key_once ON setting (key) WHERE archived = 0 AND key <> '';
CREATE INDEX setting_key ON setting (key) WHERE archived = 0;

CREATE TABLE department (
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
  name TEXT{{c}} NOT NULL DEFAULT '',
  parent_id {{int}},
  head_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  kind TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX department_number_once ON department (number) WHERE archived = 0 AND number <> '';
CREATE INDEX department_number ON department (number) WHERE archived = 0;
CREATE INDEX department_parent ON department (parent_id, pos) WHERE archived = 0;

CREATE TABLE role (
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
  key TEXT{{c}} NOT NULL DEFAULT '',
  name TEXT{{c}} NOT NULL DEFAULT '',
  pos {{int}} NOT NULL DEFAULT 0,
  shipped {{bool}} NOT NULL DEFAULT 0,
  grants TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX role_key_once ON role (key) WHERE archived = 0 AND key <> '';
CREATE INDEX role_key ON role (key) WHERE archived = 0;

CREATE TABLE person (
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
  login TEXT{{c}} NOT NULL DEFAULT '',
  name TEXT{{c}} NOT NULL DEFAULT '',
  name_pinyin TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  title TEXT{{c}} NOT NULL DEFAULT '',
  phone TEXT{{c}} NOT NULL DEFAULT '',
  mail TEXT{{c}} NOT NULL DEFAULT '',
  roles TEXT{{c}} NOT NULL DEFAULT '',
  code TEXT{{c}} NOT NULL DEFAULT '',
  color {{int}} NOT NULL DEFAULT 0,
  language TEXT{{c}} NOT NULL DEFAULT '',
  guarded {{bool}} NOT NULL DEFAULT 0,
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX person_login_once ON person (login) WHERE archived = 0 AND login <> '';
CREATE INDEX person_login ON person (login) WHERE archived = 0;
CREATE UNIQUE INDEX person_code_once ON person (code) WHERE archived = 0 AND code <> '';
CREATE INDEX person_code ON person (code) WHERE archived = 0;

-- How people log in. No list, export or history ever reads this table.
CREATE TABLE credential (
  person_id {{int}} PRIMARY KEY,
  hash TEXT{{c}} NOT NULL DEFAULT '',
  recovery TEXT{{c}} NOT NULL DEFAULT '',
  must_reset {{bool}} NOT NULL DEFAULT 0,
  failures {{int}} NOT NULL DEFAULT 0,
  failed_at {{int}} NOT NULL DEFAULT 0,
  seen_at {{int}} NOT NULL DEFAULT 0
) {{strict}};

CREATE TABLE person_unit (
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
  person_id {{int}},
  department_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  position TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX person_unit_of ON person_unit (person_id, pos);
CREATE INDEX person_unit_department ON person_unit (department_id, person_id);
