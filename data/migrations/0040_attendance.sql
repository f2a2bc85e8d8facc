-- +goose Up
-- Employees and their time: groups, badges, shifts in editions, time clocks, rosters, punches,
-- requests, day results, locks, the company's calendar and figures of the law.
-- Minutes of shifts count from 00:00 of the shift's date; instants are Unix ms.
-- People with the same week, overtime policy and clocks.
CREATE TABLE attendance_group (
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
  week TEXT{{c}} NOT NULL DEFAULT '',
  makeup TEXT{{c}} NOT NULL DEFAULT '',
  holidays {{bool}} NOT NULL DEFAULT 0,
  overtime_mode TEXT{{c}} NOT NULL DEFAULT '',
  dedupe_minutes {{int}} NOT NULL DEFAULT 0,
  overtime_unit_minutes {{int}} NOT NULL DEFAULT 0,
  again_minutes {{int}} NOT NULL DEFAULT 0,
  day_limit_minutes {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX attendance_group_name_once ON attendance_group (name) WHERE archived = 0 AND name <> '';

CREATE TABLE employee (
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
  name TEXT{{c}} NOT NULL DEFAULT '',
  name_pinyin TEXT{{c}} NOT NULL DEFAULT '',
  department_id {{int}},
  person_id {{int}},
  group_id {{int}},
  system TEXT{{c}} NOT NULL DEFAULT '',
  position TEXT{{c}} NOT NULL DEFAULT '',
  hired_on TEXT{{c}},
  left_on TEXT{{c}},
  work_since TEXT{{c}},
  annual_days {{int}},
  pin TEXT{{c}} NOT NULL DEFAULT '',
  card_number TEXT{{c}} NOT NULL DEFAULT '',
  registration TEXT{{c}} NOT NULL DEFAULT '',
  phone TEXT{{c}} NOT NULL DEFAULT '',
  mail TEXT{{c}} NOT NULL DEFAULT '',
  gender TEXT{{c}} NOT NULL DEFAULT '',
  born_on TEXT{{c}},
  id_number TEXT{{c}} NOT NULL DEFAULT '',
  education TEXT{{c}} NOT NULL DEFAULT '',
  origin TEXT{{c}} NOT NULL DEFAULT '',
  hobbies TEXT{{c}} NOT NULL DEFAULT '',
  contract_to TEXT{{c}},
  remark TEXT NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX employee_number_once ON employee (number) WHERE archived = 0 AND number <> '';
CREATE INDEX employee_unit ON employee (department_id, number) WHERE archived = 0;
CREATE INDEX employee_person ON employee (person_id) WHERE archived = 0;
CREATE INDEX employee_pinyin ON employee (name_pinyin, id) WHERE archived = 0;

-- Numbers that identify an employee between two instants; old ones stay.
CREATE TABLE badge (
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
  employee_id {{int}},
  kind TEXT{{c}} NOT NULL DEFAULT '',
  number TEXT{{c}} NOT NULL DEFAULT '',
  from_at {{int}},
  to_at {{int}},
  reason TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX badge_of ON badge (employee_id, kind) WHERE archived = 0;
CREATE INDEX badge_number ON badge (kind, number) WHERE archived = 0;

-- One row per edition of a shift; current holds the code of the newest edition.
CREATE TABLE shift (
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
  code TEXT{{c}} NOT NULL DEFAULT '',
  name TEXT{{c}} NOT NULL DEFAULT '',
  current TEXT{{c}} NOT NULL DEFAULT '',
  edition {{int}} NOT NULL DEFAULT 0,
  from_on TEXT{{c}},
  color {{int}} NOT NULL DEFAULT 0,
  pos {{int}} NOT NULL DEFAULT 0,
  late_grace_minutes {{int}} NOT NULL DEFAULT 0,
  early_grace_minutes {{int}} NOT NULL DEFAULT 0,
  grace_mode TEXT{{c}} NOT NULL DEFAULT '',
  absent_half_after_minutes {{int}} NOT NULL DEFAULT 0,
  absent_day_after_minutes {{int}} NOT NULL DEFAULT 0,
  early_half_after_minutes {{int}} NOT NULL DEFAULT 0,
  flex_minutes {{int}} NOT NULL DEFAULT 0,
  late_out_late_in TEXT{{c}} NOT NULL DEFAULT '',
  open_before_minutes {{int}} NOT NULL DEFAULT 0,
  close_after_minutes {{int}} NOT NULL DEFAULT 0,
  night_from {{int}} NOT NULL DEFAULT 0,
  night_to {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX shift_current_once ON shift (current) WHERE archived = 0 AND current <> '';
CREATE INDEX shift_code ON shift (code, edition) WHERE archived = 0;

CREATE TABLE shift_segment (
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
  shift_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  in_minute {{int}} NOT NULL DEFAULT 0,
  out_minute {{int}} NOT NULL DEFAULT 0,
  in_free {{bool}} NOT NULL DEFAULT 0,
  out_free {{bool}} NOT NULL DEFAULT 0,
  open_before_minutes {{int}} NOT NULL DEFAULT 0,
  close_after_minutes {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX shift_segment_of ON shift_segment (shift_id, pos);

CREATE TABLE shift_break (
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
  shift_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  from_minute {{int}} NOT NULL DEFAULT 0,
  to_minute {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX shift_break_of ON shift_break (shift_id, pos);

-- Time clocks; punches keep their raw time, offsets set it right.
CREATE TABLE device (
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
  name TEXT{{c}} NOT NULL DEFAULT '',
  serial TEXT{{c}} NOT NULL DEFAULT '',
  place TEXT{{c}} NOT NULL DEFAULT '',
  zone TEXT{{c}} NOT NULL DEFAULT '',
  group_id {{int}},
  read_until {{int}},
  retired {{bool}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX device_number_once ON device (number) WHERE archived = 0 AND number <> '';

CREATE TABLE device_offset (
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
  device_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  from_at {{int}},
  to_at {{int}},
  minutes {{int}} NOT NULL DEFAULT 0,
  reason TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX device_offset_of ON device_offset (device_id, pos);

CREATE TABLE roster (
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
  employee_id {{int}},
  on_date TEXT{{c}},
  pos {{int}} NOT NULL DEFAULT 0,
  kind TEXT{{c}} NOT NULL DEFAULT '',
  shift_id {{int}},
  note TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX roster_once ON roster (employee_id, on_date, pos) WHERE archived = 0;
CREATE INDEX roster_date ON roster (on_date) WHERE archived = 0;
CREATE INDEX roster_shift ON roster (shift_id) WHERE archived = 0;

-- Never edited or deleted; a file read twice adds nothing.
CREATE TABLE punch (
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
  employee_id {{int}},
  device_id {{int}},
  pin TEXT{{c}} NOT NULL DEFAULT '',
  punched_at {{int}},
  counted_at {{int}},
  status {{int}} NOT NULL DEFAULT 0,
  verify {{int}} NOT NULL DEFAULT 0,
  source TEXT{{c}} NOT NULL DEFAULT '',
  line {{int}} NOT NULL DEFAULT 0,
  ignored TEXT{{c}} NOT NULL DEFAULT '',
  note TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX punch_once ON punch (device_id, pin, punched_at);
CREATE INDEX punch_employee ON punch (employee_id, counted_at);
CREATE INDEX punch_unknown ON punch (pin, counted_at) WHERE employee_id IS NULL;
CREATE INDEX punch_time ON punch (punched_at, id) WHERE archived = 0;

CREATE TABLE punch_import (
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
  hash TEXT{{c}} NOT NULL DEFAULT '',
  format TEXT{{c}} NOT NULL DEFAULT '',
  device_id {{int}},
  read_rows {{int}} NOT NULL DEFAULT 0,
  new_rows {{int}} NOT NULL DEFAULT 0,
  known_rows {{int}} NOT NULL DEFAULT 0,
  unknown_rows {{int}} NOT NULL DEFAULT 0,
  implausible_rows {{int}} NOT NULL DEFAULT 0,
  fault_rows {{int}} NOT NULL DEFAULT 0,
  from_on TEXT{{c}},
  to_on TEXT{{c}}
) {{strict}};
CREATE INDEX punch_import_hash ON punch_import (hash) WHERE archived = 0;

CREATE TABLE leave (
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
  employee_id {{int}},
  state TEXT{{c}} NOT NULL DEFAULT '',
  reason TEXT{{c}} NOT NULL DEFAULT '',
  proof TEXT{{c}} NOT NULL DEFAULT '',
  approval_id {{int}},
  type TEXT{{c}} NOT NULL DEFAULT '',
  from_at {{int}},
  to_at {{int}},
  minutes {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX leave_employee ON leave (employee_id, from_at) WHERE archived = 0;
CREATE INDEX leave_time ON leave (state, to_at) WHERE archived = 0;

CREATE TABLE trip (
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
  employee_id {{int}},
  state TEXT{{c}} NOT NULL DEFAULT '',
  reason TEXT{{c}} NOT NULL DEFAULT '',
  proof TEXT{{c}} NOT NULL DEFAULT '',
  approval_id {{int}},
  type TEXT{{c}} NOT NULL DEFAULT '',
  from_at {{int}},
  to_at {{int}},
  place TEXT{{c}} NOT NULL DEFAULT '',
  activity_id {{int}}
) {{strict}};
CREATE INDEX trip_employee ON trip (employee_id, from_at) WHERE archived = 0;
CREATE INDEX trip_time ON trip (state, to_at) WHERE archived = 0;

CREATE TABLE correction (
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
  employee_id {{int}},
  state TEXT{{c}} NOT NULL DEFAULT '',
  reason TEXT{{c}} NOT NULL DEFAULT '',
  proof TEXT{{c}} NOT NULL DEFAULT '',
  approval_id {{int}},
  kind TEXT{{c}} NOT NULL DEFAULT '',
  on_date TEXT{{c}},
  segment {{int}} NOT NULL DEFAULT 0,
  slot TEXT{{c}} NOT NULL DEFAULT '',
  at {{int}}
) {{strict}};
CREATE INDEX correction_employee ON correction (employee_id, on_date) WHERE archived = 0;
CREATE INDEX correction_date ON correction (state, on_date) WHERE archived = 0;

CREATE TABLE overtime (
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
  employee_id {{int}},
  state TEXT{{c}} NOT NULL DEFAULT '',
  reason TEXT{{c}} NOT NULL DEFAULT '',
  proof TEXT{{c}} NOT NULL DEFAULT '',
  approval_id {{int}},
  from_at {{int}},
  to_at {{int}},
  settle TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX overtime_employee ON overtime (employee_id, from_at) WHERE archived = 0;
CREATE INDEX overtime_time ON overtime (state, to_at) WHERE archived = 0;

-- Written by computing only, with the trace of the rules; half days and minutes.
CREATE TABLE day_result (
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
  employee_id {{int}},
  on_date TEXT{{c}},
  shift TEXT{{c}} NOT NULL DEFAULT '',
  state TEXT{{c}} NOT NULL DEFAULT '',
  planned {{int}} NOT NULL DEFAULT 0,
  worked {{int}} NOT NULL DEFAULT 0,
  late {{int}} NOT NULL DEFAULT 0,
  late_times {{int}} NOT NULL DEFAULT 0,
  early {{int}} NOT NULL DEFAULT 0,
  early_times {{int}} NOT NULL DEFAULT 0,
  missing_in {{int}} NOT NULL DEFAULT 0,
  missing_out {{int}} NOT NULL DEFAULT 0,
  absent_half {{int}} NOT NULL DEFAULT 0,
  leave_minutes {{int}} NOT NULL DEFAULT 0,
  trip_minutes {{int}} NOT NULL DEFAULT 0,
  overtime_15 {{int}} NOT NULL DEFAULT 0,
  overtime_2 {{int}} NOT NULL DEFAULT 0,
  overtime_3 {{int}} NOT NULL DEFAULT 0,
  banked {{int}} NOT NULL DEFAULT 0,
  night {{int}} NOT NULL DEFAULT 0,
  holiday {{int}} NOT NULL DEFAULT 0,
  corrected {{int}} NOT NULL DEFAULT 0,
  filled {{int}} NOT NULL DEFAULT 0,
  first_in TEXT{{c}} NOT NULL DEFAULT '',
  last_out TEXT{{c}} NOT NULL DEFAULT '',
  leave_by TEXT{{c}} NOT NULL DEFAULT '',
  trip_by TEXT{{c}} NOT NULL DEFAULT '',
  exceptions TEXT{{c}} NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '',
  input_hash TEXT{{c}} NOT NULL DEFAULT '',
  locked {{bool}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX day_result_once ON day_result (employee_id, on_date);
CREATE INDEX day_result_date ON day_result (on_date, employee_id) WHERE archived = 0;

CREATE TABLE month_lock (
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
  month TEXT{{c}} NOT NULL DEFAULT '',
  locked {{bool}} NOT NULL DEFAULT 0,
  locked_at {{int}},
  locked_by_id {{int}},
  note TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX month_lock_month_once ON month_lock (month) WHERE archived = 0 AND month <> '';

-- Differences that changes after a lock make to locked days.
CREATE TABLE supplement (
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
  employee_id {{int}},
  month TEXT{{c}} NOT NULL DEFAULT '',
  for_date TEXT{{c}},
  cause TEXT{{c}} NOT NULL DEFAULT '',
  late {{int}} NOT NULL DEFAULT 0,
  early {{int}} NOT NULL DEFAULT 0,
  missing {{int}} NOT NULL DEFAULT 0,
  absent_half {{int}} NOT NULL DEFAULT 0,
  worked {{int}} NOT NULL DEFAULT 0,
  leave_minutes {{int}} NOT NULL DEFAULT 0,
  trip_minutes {{int}} NOT NULL DEFAULT 0,
  overtime_15 {{int}} NOT NULL DEFAULT 0,
  overtime_2 {{int}} NOT NULL DEFAULT 0,
  overtime_3 {{int}} NOT NULL DEFAULT 0,
  note TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX supplement_employee ON supplement (employee_id, for_date) WHERE archived = 0;
CREATE INDEX supplement_month ON supplement (month) WHERE archived = 0;

-- The company's calendar over the built-in notices.
CREATE TABLE calendar_day (
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
  on_date TEXT{{c}},
  kind TEXT{{c}} NOT NULL DEFAULT '',
  name TEXT{{c}} NOT NULL DEFAULT '',
  statutory {{bool}} NOT NULL DEFAULT 0,
  source TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX calendar_day_on_date_once ON calendar_day (on_date) WHERE archived = 0;

-- The company's figures of the law over the built-in ones; values times 100.
CREATE TABLE law_parameter (
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
  key TEXT{{c}} NOT NULL DEFAULT '',
  from_on TEXT{{c}},
  to_on TEXT{{c}},
  value {{int}} NOT NULL DEFAULT 0,
  source TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX law_parameter_key ON law_parameter (key, from_on) WHERE archived = 0;

-- Days whose inputs changed and that are not computed again yet.
CREATE TABLE attendance_dirty (
  id {{pk}},
  employee_id {{int}} NOT NULL,
  from_on TEXT{{c}} NOT NULL,
  to_on TEXT{{c}} NOT NULL,
  cause TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX attendance_dirty_employee ON attendance_dirty (employee_id, id);
