-- +goose Up
-- Months of the books that are closed.
CREATE TABLE period (
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
  title TEXT{{c}} NOT NULL DEFAULT '',
  locked {{bool}} NOT NULL DEFAULT 0,
  by_id {{int}},
  changed_on TEXT{{c}},
  reason TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX period_month ON period (month) WHERE archived = 0;
