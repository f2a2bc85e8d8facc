-- +goose Up
-- Goods: what goes out to customers, and every movement of what lies in the warehouses.
CREATE TABLE delivery (
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
  customer_id {{int}},
  date_on TEXT{{c}},
  address TEXT{{c}} NOT NULL DEFAULT '',
  receiver TEXT{{c}} NOT NULL DEFAULT '',
  phone TEXT{{c}} NOT NULL DEFAULT '',
  warehouse TEXT{{c}} NOT NULL DEFAULT '',
  driver TEXT{{c}} NOT NULL DEFAULT '',
  plate TEXT{{c}} NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT '',
  currency TEXT{{c}} NOT NULL DEFAULT '',
  value_minor {{int}} NOT NULL DEFAULT 0,
  issued_at {{int}},
  signed_on TEXT{{c}},
  signed_by TEXT{{c}} NOT NULL DEFAULT '',
  reversed_on TEXT{{c}},
  reverse_reason TEXT{{c}} NOT NULL DEFAULT '',
  printed {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX delivery_number_once ON delivery (number) WHERE archived = 0 AND number <> '';
CREATE INDEX delivery_order ON delivery (order_id) WHERE archived = 0;
CREATE INDEX delivery_customer ON delivery (customer_id, date_on) WHERE archived = 0;
CREATE INDEX delivery_date ON delivery (date_on, id) WHERE archived = 0;
CREATE INDEX delivery_state ON delivery (state, date_on) WHERE archived = 0;

CREATE TABLE delivery_line (
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
  delivery_id {{int}},
  pos {{int}} NOT NULL DEFAULT 0,
  order_line_id {{int}} NOT NULL DEFAULT 0,
  product_id {{int}},
  code TEXT{{c}} NOT NULL DEFAULT '',
  name TEXT{{c}} NOT NULL DEFAULT '',
  spec TEXT{{c}} NOT NULL DEFAULT '',
  unit TEXT{{c}} NOT NULL DEFAULT '',
  quantity {{int}} NOT NULL DEFAULT 0,
  packages {{int}} NOT NULL DEFAULT 0,
  price {{int}} NOT NULL DEFAULT 0,
  remark TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE INDEX delivery_line_of ON delivery_line (delivery_id, pos);
CREATE INDEX delivery_line_product ON delivery_line (product_id) WHERE product_id IS NOT NULL;

CREATE TABLE stock_move (
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
  product_id {{int}},
  warehouse TEXT{{c}} NOT NULL DEFAULT '',
  kind TEXT{{c}} NOT NULL DEFAULT '',
  on_date TEXT{{c}},
  quantity {{int}} NOT NULL DEFAULT 0,
  balance {{int}} NOT NULL DEFAULT 0,
  number TEXT{{c}} NOT NULL DEFAULT '',
  party TEXT{{c}} NOT NULL DEFAULT '',
  source TEXT{{c}} NOT NULL DEFAULT '',
  source_id {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX stock_move_product ON stock_move (product_id, id) WHERE archived = 0;
CREATE INDEX stock_move_date ON stock_move (on_date, id) WHERE archived = 0;
CREATE INDEX stock_move_source ON stock_move (source, source_id);

ALTER TABLE sales_order_summary ADD COLUMN delivered_minor {{int}} NOT NULL DEFAULT 0;
