-- +goose Up
-- The parts of a line of a statement that is several things in the books.
CREATE TABLE bank_part (
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
  line_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  amount_minor {{int}} NOT NULL DEFAULT 0,
  how TEXT{{c}} NOT NULL DEFAULT '',
  target TEXT{{c}} NOT NULL DEFAULT '',
  target_id {{int}} NOT NULL DEFAULT 0,
  target_number TEXT{{c}} NOT NULL DEFAULT '',
  customer_id {{int}},
  supplier_id {{int}},
  category TEXT{{c}} NOT NULL DEFAULT '',
  made {{bool}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX bank_part_line ON bank_part (line_id, pos);
CREATE INDEX bank_part_target ON bank_part (target, target_id) WHERE target_id <> 0;
