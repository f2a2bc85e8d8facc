-- +goose Up
-- What is known of a customer: the completion rate of its dossier, the lists of the
-- dossier, the services it uses, and attached files.
ALTER TABLE customer ADD COLUMN completion {{int}} NOT NULL DEFAULT 0;
CREATE INDEX customer_completion ON customer (completion, id) WHERE archived = 0;
CREATE INDEX customer_rates ON customer (owner_id, unit_id, completion) WHERE archived = 0;
CREATE INDEX customer_parent ON customer (parent_id) WHERE parent_id IS NOT NULL;
UPDATE customer SET completion = (((CASE WHEN name <> '' THEN 1 ELSE 0 END) + (CASE WHEN short_name <> '' THEN 1 ELSE 0 END) + (CASE WHEN category <> '' THEN 1 ELSE 0 END) + (CASE WHEN industry <> '' THEN 1 ELSE 0 END) + (CASE WHEN grade <> '' THEN 1 ELSE 0 END) + (CASE WHEN credit_code <> '' THEN 1 ELSE 0 END) + (CASE WHEN source <> '' THEN 1 ELSE 0 END) + (CASE WHEN phone <> '' THEN 1 ELSE 0 END) + (CASE WHEN region <> '' THEN 1 ELSE 0 END) + (CASE WHEN city <> '' THEN 1 ELSE 0 END) + (CASE WHEN website <> '' THEN 1 ELSE 0 END) + (CASE WHEN address <> '' THEN 1 ELSE 0 END) + (CASE WHEN invoice_title <> '' THEN 1 ELSE 0 END) + (CASE WHEN bank <> '' THEN 1 ELSE 0 END) + (CASE WHEN bank_account <> '' THEN 1 ELSE 0 END) + (CASE WHEN payment_terms <> '' THEN 1 ELSE 0 END)
  + (CASE WHEN owner_id IS NOT NULL THEN 1 ELSE 0 END) + (CASE WHEN credit_limit_minor <> 0 THEN 1 ELSE 0 END)) * 2000 + 75) / 150;
ALTER TABLE customer_summary ADD COLUMN services {{int}} NOT NULL DEFAULT 0;
ALTER TABLE customer_summary ADD COLUMN service_minor {{int}} NOT NULL DEFAULT 0;
CREATE INDEX customer_summary_services ON customer_summary (service_minor) WHERE services <> 0;

CREATE TABLE competitor_note (
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
  name TEXT{{c}} NOT NULL DEFAULT '',
  product TEXT{{c}} NOT NULL DEFAULT '',
  price_minor {{int}},
  share {{int}},
  seen_on TEXT{{c}},
  strength TEXT NOT NULL DEFAULT '',
  weakness TEXT NOT NULL DEFAULT '',
  answer TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX competitor_note_customer ON competitor_note (customer_id, id) WHERE archived = 0;
CREATE INDEX competitor_note_updated ON competitor_note (updated_at, id) WHERE archived = 0;

CREATE TABLE product_need (
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
  name TEXT{{c}} NOT NULL DEFAULT '',
  product_id {{int}},
  state TEXT{{c}} NOT NULL DEFAULT '',
  spec TEXT{{c}} NOT NULL DEFAULT '',
  quantity TEXT{{c}} NOT NULL DEFAULT '',
  target_minor {{int}},
  needed_on TEXT{{c}},
  priority TEXT{{c}} NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX product_need_customer ON product_need (customer_id, id) WHERE archived = 0;
CREATE INDEX product_need_updated ON product_need (updated_at, id) WHERE archived = 0;

CREATE TABLE credit_review (
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
  title TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  on_date TEXT{{c}},
  valid_until TEXT{{c}},
  score {{int}},
  verdict TEXT{{c}} NOT NULL DEFAULT '',
  limit_minor {{int}} NOT NULL DEFAULT 0,
  company TEXT NOT NULL DEFAULT '',
  owners TEXT NOT NULL DEFAULT '',
  finances TEXT NOT NULL DEFAULT '',
  bank_credit TEXT NOT NULL DEFAULT '',
  payments TEXT NOT NULL DEFAULT '',
  operation TEXT NOT NULL DEFAULT '',
  visit TEXT NOT NULL DEFAULT '',
  affiliates TEXT NOT NULL DEFAULT '',
  records TEXT NOT NULL DEFAULT '',
  media TEXT NOT NULL DEFAULT '',
  judgement TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX credit_review_customer ON credit_review (customer_id, id) WHERE archived = 0;
CREATE INDEX credit_review_updated ON credit_review (updated_at, id) WHERE archived = 0;

CREATE TABLE trial_report (
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
  title TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  product TEXT{{c}} NOT NULL DEFAULT '',
  quantity TEXT{{c}} NOT NULL DEFAULT '',
  start_on TEXT{{c}},
  end_on TEXT{{c}},
  tester TEXT{{c}} NOT NULL DEFAULT '',
  conditions TEXT NOT NULL DEFAULT '',
  findings TEXT NOT NULL DEFAULT '',
  next TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX trial_report_customer ON trial_report (customer_id, id) WHERE archived = 0;
CREATE INDEX trial_report_updated ON trial_report (updated_at, id) WHERE archived = 0;

CREATE TABLE complaint_report (
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
  title TEXT{{c}} NOT NULL DEFAULT '',
  on_date TEXT{{c}},
  sort TEXT{{c}} NOT NULL DEFAULT '',
  weight TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  order_id {{int}},
  text TEXT NOT NULL DEFAULT '',
  demand TEXT NOT NULL DEFAULT '',
  cause TEXT NOT NULL DEFAULT '',
  measure TEXT NOT NULL DEFAULT '',
  cost_minor {{int}},
  closed_on TEXT{{c}}
) {{strict}};
CREATE INDEX complaint_report_customer ON complaint_report (customer_id, id) WHERE archived = 0;
CREATE INDEX complaint_report_updated ON complaint_report (updated_at, id) WHERE archived = 0;

CREATE TABLE work_report (
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
  title TEXT{{c}} NOT NULL DEFAULT '',
  from_on TEXT{{c}},
  to_on TEXT{{c}},
  done TEXT NOT NULL DEFAULT '',
  result TEXT NOT NULL DEFAULT '',
  problems TEXT NOT NULL DEFAULT '',
  plan TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX work_report_customer ON work_report (customer_id, id) WHERE archived = 0;
CREATE INDEX work_report_updated ON work_report (updated_at, id) WHERE archived = 0;

CREATE TABLE promotion_plan (
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
  title TEXT{{c}} NOT NULL DEFAULT '',
  product TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  start_on TEXT{{c}},
  end_on TEXT{{c}},
  budget_minor {{int}},
  expected_minor {{int}},
  people TEXT{{c}} NOT NULL DEFAULT '',
  goal TEXT NOT NULL DEFAULT '',
  steps TEXT NOT NULL DEFAULT '',
  outcome TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX promotion_plan_customer ON promotion_plan (customer_id, id) WHERE archived = 0;
CREATE INDEX promotion_plan_updated ON promotion_plan (updated_at, id) WHERE archived = 0;

CREATE TABLE subscription (
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
  name TEXT{{c}} NOT NULL DEFAULT '',
  number TEXT{{c}} NOT NULL DEFAULT '',
  business TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  settlement TEXT{{c}} NOT NULL DEFAULT '',
  fee_minor {{int}} NOT NULL DEFAULT 0,
  level TEXT{{c}} NOT NULL DEFAULT '',
  start_on TEXT{{c}},
  end_on TEXT{{c}},
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX subscription_customer ON subscription (customer_id, id) WHERE archived = 0;
CREATE INDEX subscription_updated ON subscription (updated_at, id) WHERE archived = 0;

CREATE TABLE attachment (
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
  link_entity TEXT{{c}} NOT NULL DEFAULT '',
  link_id {{int}} NOT NULL DEFAULT 0,
  name TEXT{{c}} NOT NULL DEFAULT '',
  file TEXT{{c}} NOT NULL DEFAULT '',
  size {{int}} NOT NULL DEFAULT 0,
  remark TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX attachment_customer ON attachment (customer_id, id) WHERE archived = 0;
CREATE INDEX attachment_updated ON attachment (updated_at, id) WHERE archived = 0;
CREATE INDEX attachment_contact ON attachment (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX attachment_link ON attachment (link_entity, link_id) WHERE link_id <> 0;
