-- +goose Up
-- What is to be sold: targets by month of the company, its departments and people.
CREATE TABLE target (
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
  level TEXT{{c}} NOT NULL DEFAULT '',
  month TEXT{{c}},
  person_id {{int}},
  department_id {{int}},
  amount_minor {{int}} NOT NULL DEFAULT 0,
  remark TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX target_month ON target (month, level) WHERE archived = 0;
