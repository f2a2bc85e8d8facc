-- +goose Up
-- Wages by person and month.
CREATE TABLE wage (
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
  state TEXT{{c}} NOT NULL DEFAULT '',
  base_minor {{int}} NOT NULL DEFAULT 0,
  allowance_minor {{int}} NOT NULL DEFAULT 0,
  commission_minor {{int}} NOT NULL DEFAULT 0,
  days_due {{int}} NOT NULL DEFAULT 0,
  days_worked {{int}} NOT NULL DEFAULT 0,
  late_times {{int}} NOT NULL DEFAULT 0,
  overtime_minutes {{int}} NOT NULL DEFAULT 0,
  absence_minor {{int}} NOT NULL DEFAULT 0,
  deduction_minor {{int}} NOT NULL DEFAULT 0,
  social_minor {{int}} NOT NULL DEFAULT 0,
  tax_minor {{int}} NOT NULL DEFAULT 0,
  net_minor {{int}} NOT NULL DEFAULT 0,
  employer_minor {{int}} NOT NULL DEFAULT 0,
  pay_on TEXT{{c}},
  account_id {{int}},
  paid_on TEXT{{c}},
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX wage_once ON wage (owner_id, month) WHERE archived = 0;
CREATE INDEX wage_month ON wage (month, id) WHERE archived = 0;
CREATE INDEX wage_pay ON wage (pay_on) WHERE archived = 0;
