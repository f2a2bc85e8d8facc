-- +goose Up
-- Pools, the life of a customer, its review, and the time it is protected.
ALTER TABLE customer ADD COLUMN pool TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN discarded_on TEXT{{c}};
ALTER TABLE customer ADD COLUMN protected_until TEXT{{c}};
ALTER TABLE customer ADD COLUMN life TEXT{{c}} NOT NULL DEFAULT 'formal';
ALTER TABLE customer ADD COLUMN life_on TEXT{{c}};
ALTER TABLE customer ADD COLUMN development TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN problems TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN intended TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN review TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN review_note TEXT{{c}} NOT NULL DEFAULT '';
CREATE INDEX customer_life ON customer (life, id) WHERE archived = 0 AND life <> 'formal';
CREATE INDEX customer_review ON customer (review, id) WHERE archived = 0 AND review <> '';

-- Departments that own a record beside its first one (unit_id).
CREATE TABLE owning_unit (
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
  record_id {{int}} NOT NULL DEFAULT 0,
  department_id {{int}}
) {{strict}};
CREATE INDEX owning_unit_department ON owning_unit (department_id, kind, record_id) WHERE archived = 0;
CREATE INDEX owning_unit_record ON owning_unit (kind, record_id) WHERE archived = 0;

-- Who handed what to whom, when and why: one row for each record that changed hands.
CREATE TABLE handover (
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
  at {{int}},
  action TEXT{{c}} NOT NULL DEFAULT '',
  entity TEXT{{c}} NOT NULL DEFAULT '',
  record_id {{int}} NOT NULL DEFAULT 0,
  title TEXT{{c}} NOT NULL DEFAULT '',
  customer_id {{int}},
  from_id {{int}},
  to_id {{int}},
  reason TEXT{{c}} NOT NULL DEFAULT '',
  rule TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX handover_customer ON handover (customer_id, at, id) WHERE archived = 0;
CREATE INDEX handover_from ON handover (from_id, at, id) WHERE archived = 0;
CREATE INDEX handover_to ON handover (to_id, at, id) WHERE archived = 0;
CREATE INDEX handover_at ON handover (at, id) WHERE archived = 0;

-- Every run of the pool rules.
CREATE TABLE pool_run (
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
  title TEXT{{c}} NOT NULL DEFAULT '',
  at {{int}},
  rules {{int}} NOT NULL DEFAULT 0,
  returned {{int}} NOT NULL DEFAULT 0,
  by_rule TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX pool_run_at ON pool_run (at, id) WHERE archived = 0;

-- What people ask about a customer: that a record is wrong, that its time is extended,
-- that it gets a login.
CREATE TABLE customer_request (
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
  title TEXT{{c}} NOT NULL DEFAULT '',
  kind TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  customer_id {{int}},
  cause TEXT{{c}} NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  days {{int}} NOT NULL DEFAULT 0,
  until TEXT{{c}},
  asked_at {{int}},
  decided_by {{int}},
  decided_at {{int}},
  answer TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX customer_request_customer ON customer_request (customer_id, id) WHERE archived = 0;
CREATE INDEX customer_request_state ON customer_request (state, kind, id) WHERE archived = 0;

-- Logins that customers have with the online service, from request to expiry.
CREATE TABLE customer_account (
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
  customer_id {{int}},
  company TEXT{{c}} NOT NULL DEFAULT '',
  login TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  trial {{bool}} NOT NULL DEFAULT 0,
  opened_on TEXT{{c}},
  expires_on TEXT{{c}},
  password_hash TEXT{{c}} NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX customer_account_customer ON customer_account (customer_id, id) WHERE archived = 0;
CREATE INDEX customer_account_state ON customer_account (state, expires_on) WHERE archived = 0;
