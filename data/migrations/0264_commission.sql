-- +goose Up
-- Commissions: rules with their steps, and what people earned by order and month.
CREATE TABLE commission_rule (
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
  basis TEXT{{c}} NOT NULL DEFAULT '',
  from_on TEXT{{c}},
  to_on TEXT{{c}},
  person_id {{int}},
  category TEXT{{c}} NOT NULL DEFAULT '',
  owner_share {{int}} NOT NULL DEFAULT 1000000,
  whole {{bool}} NOT NULL DEFAULT 0,
  closed {{bool}} NOT NULL DEFAULT 0,
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE TABLE commission_step (
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
  rule_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  from_minor {{int}} NOT NULL DEFAULT 0,
  rate {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX commission_step_rule ON commission_step (rule_id, pos);
CREATE TABLE commission (
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
  rule_id {{int}},
  customer_id {{int}},
  order_id {{int}},
  source TEXT{{c}} NOT NULL DEFAULT '',
  source_id {{int}} NOT NULL DEFAULT 0,
  base_minor {{int}} NOT NULL DEFAULT 0,
  amount_minor {{int}} NOT NULL DEFAULT 0,
  approved_by {{int}},
  approved_on TEXT{{c}}
) {{strict}};
CREATE UNIQUE INDEX commission_once ON commission (month, rule_id, source, source_id, owner_id) WHERE archived = 0;
CREATE INDEX commission_owner ON commission (owner_id, month) WHERE archived = 0;
