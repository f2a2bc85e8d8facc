-- +goose Up
-- Expense claims with their lines, and money that people got in advance.
CREATE TABLE expense (
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
  date_on TEXT{{c}},
  subject TEXT{{c}} NOT NULL DEFAULT '',
  trip_id {{int}},
  advance_id {{int}},
  offset_minor {{int}} NOT NULL DEFAULT 0,
  remark TEXT NOT NULL DEFAULT '',
  account_id {{int}},
  approved_on TEXT{{c}},
  paid_on TEXT{{c}},
  reversed_on TEXT{{c}},
  why TEXT{{c}} NOT NULL DEFAULT '',
  printed {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX expense_number_once ON expense (number) WHERE archived = 0 AND number <> '';
CREATE INDEX expense_date ON expense (date_on, id) WHERE archived = 0;
CREATE INDEX expense_owner ON expense (owner_id, date_on) WHERE archived = 0;
CREATE INDEX expense_advance ON expense (advance_id) WHERE advance_id IS NOT NULL;
CREATE TABLE expense_summary (
  id {{int}} PRIMARY KEY,
  total_minor {{int}} NOT NULL DEFAULT 0,
  pay_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};

CREATE TABLE expense_line (
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
  expense_id {{int}},
  date_on TEXT{{c}},
  category TEXT{{c}} NOT NULL DEFAULT '',
  amount_minor {{int}} NOT NULL DEFAULT 0,
  text TEXT{{c}} NOT NULL DEFAULT '',
  customer_id {{int}},
  opportunity_id {{int}},
  file TEXT{{c}} NOT NULL DEFAULT '',
  booked {{bool}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX expense_line_of ON expense_line (expense_id, date_on) WHERE archived = 0;
CREATE INDEX expense_line_date ON expense_line (date_on, id) WHERE archived = 0;
CREATE INDEX expense_line_customer ON expense_line (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX expense_line_opportunity ON expense_line (opportunity_id) WHERE opportunity_id IS NOT NULL;

CREATE TABLE advance (
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
  date_on TEXT{{c}},
  subject TEXT{{c}} NOT NULL DEFAULT '',
  amount_minor {{int}} NOT NULL DEFAULT 0,
  due_on TEXT{{c}},
  account_id {{int}},
  paid_on TEXT{{c}},
  returned_minor {{int}} NOT NULL DEFAULT 0,
  reversed_on TEXT{{c}},
  why TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX advance_number_once ON advance (number) WHERE archived = 0 AND number <> '';
CREATE INDEX advance_owner ON advance (owner_id, date_on) WHERE archived = 0;
CREATE INDEX advance_date ON advance (date_on, id) WHERE archived = 0;
CREATE TABLE advance_summary (
  id {{int}} PRIMARY KEY,
  used_minor {{int}} NOT NULL DEFAULT 0,
  open_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};

ALTER TABLE customer_summary ADD COLUMN expense_minor {{int}} NOT NULL DEFAULT 0;
ALTER TABLE opportunity_summary ADD COLUMN expense_minor {{int}} NOT NULL DEFAULT 0;
