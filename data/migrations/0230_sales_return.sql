-- +goose Up
-- Goods that customers send back.
CREATE TABLE sales_return (
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
  order_id {{int}},
  delivery_id {{int}},
  customer_id {{int}},
  date_on TEXT{{c}},
  reason TEXT{{c}} NOT NULL DEFAULT '',
  warehouse TEXT{{c}} NOT NULL DEFAULT '',
  scrapped {{bool}} NOT NULL DEFAULT 0,
  remark TEXT NOT NULL DEFAULT '',
  currency TEXT{{c}} NOT NULL DEFAULT '',
  value_minor {{int}} NOT NULL DEFAULT 0,
  home_minor {{int}} NOT NULL DEFAULT 0,
  posted_at {{int}},
  reversed_on TEXT{{c}},
  reverse_reason TEXT{{c}} NOT NULL DEFAULT '',
  printed {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX sales_return_number_once ON sales_return (number) WHERE archived = 0 AND number <> '';
CREATE INDEX sales_return_order ON sales_return (order_id) WHERE archived = 0;
CREATE INDEX sales_return_customer ON sales_return (customer_id, date_on) WHERE archived = 0;
CREATE INDEX sales_return_date ON sales_return (date_on, id) WHERE archived = 0;

CREATE TABLE sales_return_line (
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
  return_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  order_line_id {{int}} NOT NULL DEFAULT 0,
  product_id {{int}},
  code TEXT{{c}} NOT NULL DEFAULT '',
  name TEXT{{c}} NOT NULL DEFAULT '',
  spec TEXT{{c}} NOT NULL DEFAULT '',
  unit TEXT{{c}} NOT NULL DEFAULT '',
  quantity {{int}} NOT NULL DEFAULT 0,
  price {{int}} NOT NULL DEFAULT 0,
  remark TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX sales_return_line_of ON sales_return_line (return_id, pos);
ALTER TABLE sales_order_line ADD COLUMN returned {{int}} NOT NULL DEFAULT 0;
ALTER TABLE sales_order_summary ADD COLUMN returned_minor {{int}} NOT NULL DEFAULT 0;
