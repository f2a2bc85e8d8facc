-- +goose Up
-- Mail. Accounts, templates, links and what waits to be sent belong to the company;
-- what can be fetched again from the servers lives in the mail file.
CREATE TABLE mail_account (
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
  mail TEXT{{c}} NOT NULL DEFAULT '',
  name TEXT{{c}} NOT NULL DEFAULT '',
  preset TEXT{{c}} NOT NULL DEFAULT '',
  auth TEXT{{c}} NOT NULL DEFAULT '',
  imap_host TEXT{{c}} NOT NULL DEFAULT '',
  imap_port {{int}} NOT NULL DEFAULT 0,
  imap_security TEXT{{c}} NOT NULL DEFAULT '',
  imap_user TEXT{{c}} NOT NULL DEFAULT '',
  imap_pin TEXT{{c}} NOT NULL DEFAULT '',
  smtp_host TEXT{{c}} NOT NULL DEFAULT '',
  smtp_port {{int}} NOT NULL DEFAULT 0,
  smtp_security TEXT{{c}} NOT NULL DEFAULT '',
  smtp_user TEXT{{c}} NOT NULL DEFAULT '',
  smtp_pin TEXT{{c}} NOT NULL DEFAULT '',
  send_id {{bool}} NOT NULL DEFAULT 0,
  saves_sent {{bool}} NOT NULL DEFAULT 0,
  share TEXT{{c}} NOT NULL DEFAULT '',
  timeline {{bool}} NOT NULL DEFAULT 1,
  keep_days {{int}} NOT NULL DEFAULT 0,
  day_limit {{int}} NOT NULL DEFAULT 0,
  signature TEXT NOT NULL DEFAULT '',
  active {{bool}} NOT NULL DEFAULT 1
) {{strict}};
CREATE UNIQUE INDEX mail_account_once ON mail_account (owner_id, mail) WHERE archived = 0;

CREATE TABLE mail_template (
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
  group_name TEXT{{c}} NOT NULL DEFAULT '',
  entity TEXT{{c}} NOT NULL DEFAULT '',
  language TEXT{{c}} NOT NULL DEFAULT '',
  subject TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  shared {{bool}} NOT NULL DEFAULT 0,
  pos {{int}} NOT NULL DEFAULT 0
) {{strict}};

-- Which records a mail belongs to. mail_key names the mail itself, not a copy of it in a
-- folder, so that the link outlives a move and a new fetch.
CREATE TABLE mail_link (
  mail_key TEXT{{c}} NOT NULL,
  entity TEXT{{c}} NOT NULL,
  record_id {{int}} NOT NULL,
  how TEXT{{c}} NOT NULL DEFAULT '',
  person_id {{int}} NOT NULL DEFAULT 0,
  at {{int}} NOT NULL DEFAULT 0,
  PRIMARY KEY (mail_key, entity, record_id)
) {{strict}};
CREATE INDEX mail_link_record ON mail_link (entity, record_id, at);

-- Drafts and what is on its way out. raw holds the finished message until it was sent.
CREATE TABLE mail_outgoing (
  id {{pk}},
  account_id {{int}} NOT NULL,
  person_id {{int}} NOT NULL,
  state TEXT{{c}} NOT NULL,
  version {{int}} NOT NULL DEFAULT 1,
  message_id TEXT{{c}} NOT NULL DEFAULT '',
  subject TEXT NOT NULL DEFAULT '',
  recipients TEXT NOT NULL DEFAULT '',
  customer_id {{int}} NOT NULL DEFAULT 0,
  draft TEXT NOT NULL DEFAULT '',
  raw {{blob}},
  attempts {{int}} NOT NULL DEFAULT 0,
  next_at {{int}} NOT NULL DEFAULT 0,
  created_at {{int}} NOT NULL,
  updated_at {{int}} NOT NULL,
  sent_at {{int}} NOT NULL DEFAULT 0,
  code {{int}} NOT NULL DEFAULT 0,
  status TEXT{{c}} NOT NULL DEFAULT '',
  said TEXT NOT NULL DEFAULT '',
  error TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX mail_outgoing_state ON mail_outgoing (state, next_at);
CREATE INDEX mail_outgoing_message ON mail_outgoing (message_id) WHERE message_id <> '';

CREATE TABLE mail_outgoing_file (
  id {{pk}},
  outgoing_id {{int}} NOT NULL,
  name TEXT NOT NULL,
  type TEXT{{c}} NOT NULL DEFAULT '',
  source TEXT{{c}} NOT NULL DEFAULT '',
  size {{int}} NOT NULL DEFAULT 0,
  content {{blob}} NOT NULL
) {{strict}};
CREATE INDEX mail_outgoing_file_of ON mail_outgoing_file (outgoing_id, id);

-- Addresses that asked for no mass mail.
CREATE TABLE mail_opt_out (
  address TEXT{{c}} PRIMARY KEY,
  how TEXT{{c}} NOT NULL DEFAULT '',
  person_id {{int}} NOT NULL DEFAULT 0,
  at {{int}} NOT NULL
) {{strict}};

-- Who read a mail of somebody else's account, and when.
CREATE TABLE mail_view (
  id {{pk}},
  mail_key TEXT{{c}} NOT NULL,
  person_id {{int}} NOT NULL,
  at {{int}} NOT NULL
) {{strict}};
CREATE INDEX mail_view_of ON mail_view (mail_key, at);

-- The addresses of customers in the form in which they are compared.
CREATE INDEX contact_mail_key ON contact (lower(mail)) WHERE archived = 0 AND mail <> '';
CREATE INDEX customer_mail_key ON customer (lower(mail)) WHERE archived = 0 AND mail <> '';

CREATE TABLE {{mail}}mail_state (
  account_id {{int}} PRIMARY KEY,
  tried_at {{int}} NOT NULL DEFAULT 0,
  synced_at {{int}} NOT NULL DEFAULT 0,
  error TEXT{{c}} NOT NULL DEFAULT '',
  said TEXT NOT NULL DEFAULT ''
) {{strict}};

CREATE TABLE {{mail}}mail_folder (
  id {{pk}},
  account_id {{int}} NOT NULL,
  path TEXT{{c}} NOT NULL,
  name TEXT NOT NULL,
  role TEXT{{c}} NOT NULL DEFAULT '',
  closed {{bool}} NOT NULL DEFAULT 0,
  gone {{bool}} NOT NULL DEFAULT 0,
  validity {{int}} NOT NULL DEFAULT 0,
  next_uid {{int}} NOT NULL DEFAULT 0,
  mod_seq {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX {{mail}}mail_folder_once ON mail_folder (account_id, path);

CREATE TABLE {{mail}}mail_message (
  id {{pk}},
  account_id {{int}} NOT NULL,
  folder_id {{int}} NOT NULL,
  mail_uid {{int}},
  mail_key TEXT{{c}} NOT NULL,
  message_id TEXT{{c}} NOT NULL DEFAULT '',
  thread_id {{int}} NOT NULL DEFAULT 0,
  flags {{int}} NOT NULL DEFAULT 0,
  at {{int}} NOT NULL,
  size {{int}} NOT NULL DEFAULT 0,
  subject TEXT NOT NULL DEFAULT '',
  from_name TEXT NOT NULL DEFAULT '',
  from_mail TEXT{{c}} NOT NULL DEFAULT '',
  to_text TEXT NOT NULL DEFAULT '',
  snippet TEXT NOT NULL DEFAULT '',
  files {{int}} NOT NULL DEFAULT 0,
  outgoing {{bool}} NOT NULL DEFAULT 0,
  automatic {{bool}} NOT NULL DEFAULT 0,
  bounce {{bool}} NOT NULL DEFAULT 0,
  body {{int}} NOT NULL DEFAULT 0,
  matched {{int}} NOT NULL DEFAULT 0,
  customer_id {{int}} NOT NULL DEFAULT 0,
  contact_id {{int}} NOT NULL DEFAULT 0,
  private {{bool}} NOT NULL DEFAULT 0,
  gone {{bool}} NOT NULL DEFAULT 0,
  placed_at {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX {{mail}}mail_message_once ON mail_message (folder_id, mail_uid);
CREATE INDEX {{mail}}mail_message_folder ON mail_message (folder_id, at, id) WHERE gone = 0;
CREATE INDEX {{mail}}mail_message_unread ON mail_message (folder_id, flags) WHERE gone = 0;
CREATE INDEX {{mail}}mail_message_key ON mail_message (mail_key);
CREATE INDEX {{mail}}mail_message_mid ON mail_message (message_id);
CREATE INDEX {{mail}}mail_message_thread ON mail_message (thread_id, at);
CREATE INDEX {{mail}}mail_message_customer ON mail_message (customer_id, at) WHERE gone = 0 AND customer_id <> 0;
CREATE INDEX {{mail}}mail_message_todo ON mail_message (account_id, body, at) WHERE gone = 0;
CREATE INDEX {{mail}}mail_message_matched ON mail_message (account_id, matched, at) WHERE gone = 0;

CREATE TABLE {{mail}}mail_body (
  message_id {{int}} PRIMARY KEY,
  packed {{bool}} NOT NULL DEFAULT 0,
  raw {{blob}} NOT NULL
) {{strict}};

CREATE TABLE {{mail}}mail_attachment (
  message_id {{int}} NOT NULL,
  path TEXT{{c}} NOT NULL,
  name TEXT NOT NULL,
  type TEXT{{c}} NOT NULL DEFAULT '',
  size {{int}} NOT NULL DEFAULT 0,
  PRIMARY KEY (message_id, path)
) {{strict}};

-- Every address of a message: a contact that is added later finds its mails.
CREATE TABLE {{mail}}mail_address (
  message_id {{int}} NOT NULL,
  address TEXT{{c}} NOT NULL,
  role TEXT{{c}} NOT NULL,
  PRIMARY KEY (message_id, address, role)
) {{strict}};
CREATE INDEX {{mail}}mail_address_of ON mail_address (address, message_id);

CREATE TABLE {{mail}}mail_ref (
  message_id {{int}} NOT NULL,
  ref TEXT{{c}} NOT NULL,
  PRIMARY KEY (message_id, ref)
) {{strict}};
CREATE INDEX {{mail}}mail_ref_of ON mail_ref (ref, message_id);

-- What was done here and still has to be done on the server, in the order of id.
CREATE TABLE {{mail}}mail_op (
  id {{pk}},
  account_id {{int}} NOT NULL,
  message_id {{int}} NOT NULL,
  folder_id {{int}} NOT NULL,
  mail_uid {{int}} NOT NULL,
  kind TEXT{{c}} NOT NULL,
  flags {{int}} NOT NULL DEFAULT 0,
  to_folder {{int}} NOT NULL DEFAULT 0,
  attempts {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX {{mail}}mail_op_account ON mail_op (account_id, id);
CREATE INDEX {{mail}}mail_op_message ON mail_op (message_id);

{{sqlite}}
-- mail_text holds the old grams of a message only while they are being taken out.
CREATE TABLE {{mail}}mail_text (docid INTEGER PRIMARY KEY, grams TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE {{mail}}mail_index USING fts4(content="mail_text", grams, matchinfo=fts3);
{{end}}
CREATE TABLE {{mail}}mail_found (
  message_id {{int}} PRIMARY KEY,
  body TEXT NOT NULL
) {{strict}};
{{postgres}}
ALTER TABLE mail_found ADD COLUMN grams TSVECTOR NOT NULL;
CREATE INDEX mail_found_grams ON mail_found USING GIN (grams);
{{end}}

-- +goose Down
