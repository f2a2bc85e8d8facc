-- +goose Up
-- Customers, their contacts, what was said and done with them, and what is to be done.
-- Columns that end in _key are normal forms, by which duplicates are found.
CREATE TABLE customer (
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
  name_pinyin TEXT{{c}} NOT NULL DEFAULT '',
  name_key TEXT{{c}} NOT NULL DEFAULT '',
  kind TEXT{{c}} NOT NULL DEFAULT '',
  category TEXT{{c}} NOT NULL DEFAULT '',
  grade TEXT{{c}} NOT NULL DEFAULT '',
  status TEXT{{c}} NOT NULL DEFAULT '',
  industry TEXT{{c}} NOT NULL DEFAULT '',
  source TEXT{{c}} NOT NULL DEFAULT '',
  region TEXT{{c}} NOT NULL DEFAULT '',
  city TEXT{{c}} NOT NULL DEFAULT '',
  credit_code TEXT{{c}} NOT NULL DEFAULT '',
  phone TEXT{{c}} NOT NULL DEFAULT '',
  phone_key TEXT{{c}} NOT NULL DEFAULT '',
  mobile TEXT{{c}} NOT NULL DEFAULT '',
  mobile_key TEXT{{c}} NOT NULL DEFAULT '',
  mail TEXT{{c}} NOT NULL DEFAULT '',
  website TEXT{{c}} NOT NULL DEFAULT '',
  address TEXT{{c}} NOT NULL DEFAULT '',
  tags TEXT{{c}} NOT NULL DEFAULT '',
  hot {{bool}} NOT NULL DEFAULT 0,
  needs TEXT NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT '',
  parent_id {{int}},
  referred_by {{int}},
  invoice_title TEXT{{c}} NOT NULL DEFAULT '',
  bank TEXT{{c}} NOT NULL DEFAULT '',
  bank_account TEXT{{c}} NOT NULL DEFAULT '',
  payment_terms TEXT{{c}} NOT NULL DEFAULT '',
  currency TEXT{{c}} NOT NULL DEFAULT '',
  credit_limit_minor {{int}} NOT NULL DEFAULT 0,
  consent {{bool}} NOT NULL DEFAULT 0,
  consent_note TEXT{{c}} NOT NULL DEFAULT '',
  in_pool {{bool}} NOT NULL DEFAULT 0,
  pooled_on TEXT{{c}},
  pool_reason TEXT{{c}} NOT NULL DEFAULT '',
  former_owner_id {{int}},
  owned_on TEXT{{c}},
  locked {{bool}} NOT NULL DEFAULT 0,
  last_activity_at {{int}},
  next_action_on TEXT{{c}}
) {{strict}};
{{sqlite}}
CREATE INDEX customer_last ON customer (last_activity_at, id) WHERE archived = 0;
CREATE INDEX customer_owner ON customer (owner_id, last_activity_at, id) WHERE archived = 0;
CREATE INDEX customer_unit ON customer (unit_id, last_activity_at, id) WHERE archived = 0;
{{end}}
{{postgres}}
CREATE INDEX customer_last ON customer (last_activity_at DESC NULLS LAST, id DESC) WHERE archived = 0;
CREATE INDEX customer_owner ON customer (owner_id, last_activity_at DESC NULLS LAST, id DESC) WHERE archived = 0;
CREATE INDEX customer_unit ON customer (unit_id, last_activity_at DESC NULLS LAST, id DESC) WHERE archived = 0;
{{end}}
CREATE INDEX customer_pinyin ON customer (name_pinyin, id) WHERE archived = 0;
CREATE INDEX customer_name ON customer (name, id) WHERE archived = 0;
CREATE INDEX customer_updated ON customer (updated_at, id) WHERE archived = 0;
CREATE INDEX customer_next ON customer (next_action_on, id) WHERE archived = 0 AND next_action_on IS NOT NULL;
CREATE INDEX customer_pool ON customer (pooled_on, id) WHERE archived = 0 AND in_pool = 1;
CREATE INDEX customer_hot ON customer (id) WHERE archived = 0 AND hot = 1;
CREATE INDEX customer_name_key ON customer (name_key) WHERE archived = 0;
CREATE INDEX customer_phone_key ON customer (phone_key) WHERE archived = 0;
CREATE INDEX customer_mobile_key ON customer (mobile_key) WHERE archived = 0;
CREATE INDEX customer_credit_code ON customer (credit_code) WHERE archived = 0;
CREATE INDEX customer_mail ON customer (mail) WHERE archived = 0;
CREATE INDEX customer_import ON customer (import_id) WHERE import_id <> 0;

-- What other areas say about a customer, see the columns they contribute.
CREATE TABLE customer_summary (
  id {{int}} PRIMARY KEY,
  stage TEXT{{c}},
  open_deals {{int}} NOT NULL DEFAULT 0,
  deal_minor {{int}} NOT NULL DEFAULT 0,
  receivable_minor {{int}} NOT NULL DEFAULT 0,
  oldest_due_on TEXT{{c}}
) {{strict}};
CREATE INDEX customer_summary_due ON customer_summary (oldest_due_on) WHERE oldest_due_on IS NOT NULL;
CREATE INDEX customer_summary_receivable ON customer_summary (receivable_minor) WHERE receivable_minor <> 0;
CREATE INDEX customer_summary_stage ON customer_summary (stage) WHERE stage IS NOT NULL;

CREATE TABLE contact (
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
  name_pinyin TEXT{{c}} NOT NULL DEFAULT '',
  name_key TEXT{{c}} NOT NULL DEFAULT '',
  customer_id {{int}},
  title TEXT{{c}} NOT NULL DEFAULT '',
  main {{bool}} NOT NULL DEFAULT 0,
  gender TEXT{{c}} NOT NULL DEFAULT '',
  mobile TEXT{{c}} NOT NULL DEFAULT '',
  mobile_key TEXT{{c}} NOT NULL DEFAULT '',
  phone TEXT{{c}} NOT NULL DEFAULT '',
  phone_key TEXT{{c}} NOT NULL DEFAULT '',
  mail TEXT{{c}} NOT NULL DEFAULT '',
  wechat TEXT{{c}} NOT NULL DEFAULT '',
  birthday TEXT{{c}},
  address TEXT{{c}} NOT NULL DEFAULT '',
  hobbies TEXT{{c}} NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT '',
  channel TEXT{{c}} NOT NULL DEFAULT '',
  no_call {{bool}} NOT NULL DEFAULT 0,
  no_mail {{bool}} NOT NULL DEFAULT 0,
  no_message {{bool}} NOT NULL DEFAULT 0,
  consent {{bool}} NOT NULL DEFAULT 0,
  source_note TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX contact_customer ON contact (customer_id, id) WHERE archived = 0;
CREATE INDEX contact_owner ON contact (owner_id, updated_at, id) WHERE archived = 0;
CREATE INDEX contact_pinyin ON contact (name_pinyin, id) WHERE archived = 0;
CREATE INDEX contact_phone_key ON contact (phone_key) WHERE archived = 0;
CREATE INDEX contact_mobile_key ON contact (mobile_key) WHERE archived = 0;
CREATE INDEX contact_mail ON contact (mail) WHERE archived = 0;
CREATE INDEX contact_birthday ON contact (birthday) WHERE birthday IS NOT NULL;
CREATE INDEX contact_import ON contact (import_id) WHERE import_id <> 0;

CREATE TABLE activity (
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
  contact_id {{int}},
  opportunity_id {{int}},
  kind TEXT{{c}} NOT NULL DEFAULT '',
  at {{int}},
  title TEXT{{c}} NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  result TEXT{{c}} NOT NULL DEFAULT '',
  amount_minor {{int}},
  currency TEXT{{c}} NOT NULL DEFAULT '',
  link_entity TEXT{{c}} NOT NULL DEFAULT '',
  link_id {{int}} NOT NULL DEFAULT 0,
  pinned {{bool}} NOT NULL DEFAULT 0,
  task_id {{int}},
  data TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX activity_customer ON activity (customer_id, at, id) WHERE archived = 0;
CREATE INDEX activity_owner ON activity (owner_id, at, id) WHERE archived = 0;
CREATE INDEX activity_at ON activity (at, id) WHERE archived = 0;
CREATE INDEX activity_link ON activity (link_entity, link_id);
CREATE INDEX activity_import ON activity (import_id) WHERE import_id <> 0;

CREATE TABLE task (
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
  customer_id {{int}},
  contact_id {{int}},
  due_on TEXT{{c}},
  minute {{int}},
  length {{int}} NOT NULL DEFAULT 0,
  state TEXT{{c}} NOT NULL DEFAULT '',
  done_at {{int}},
  result TEXT{{c}} NOT NULL DEFAULT '',
  priority {{int}} NOT NULL DEFAULT 0,
  place TEXT{{c}} NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT '',
  link_entity TEXT{{c}} NOT NULL DEFAULT '',
  link_id {{int}} NOT NULL DEFAULT 0,
  remind_lead {{int}}
) {{strict}};
CREATE INDEX task_customer ON task (customer_id, state, due_on) WHERE archived = 0;
CREATE INDEX task_owner ON task (owner_id, state, due_on) WHERE archived = 0;
CREATE INDEX task_due ON task (state, due_on) WHERE archived = 0;
