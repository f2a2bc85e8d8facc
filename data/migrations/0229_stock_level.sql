-- +goose Up
-- Stock by warehouse, and what of it is free. What is there now lies in the main warehouse
-- unless movements say otherwise.
CREATE TABLE stock_level (
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
  quantity {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX stock_level_product ON stock_level (product_id, warehouse) WHERE archived = 0;
CREATE INDEX stock_level_warehouse ON stock_level (warehouse, product_id) WHERE archived = 0;
ALTER TABLE stock_move ADD COLUMN reason TEXT{{c}} NOT NULL DEFAULT '';

CREATE TABLE product_summary (
  id {{int}} PRIMARY KEY,
  reserved {{int}} NOT NULL DEFAULT 0,
  on_order {{int}} NOT NULL DEFAULT 0,
  available {{int}},
  lacking {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX product_summary_lacking ON product_summary (lacking) WHERE lacking > 0;

INSERT INTO stock_level (uid, created_at, updated_at, product_id, warehouse, quantity)
SELECT 'level-' || m.product_id || '-' || m.warehouse, max(m.created_at), max(m.created_at), m.product_id, m.warehouse, sum(m.quantity)
FROM stock_move m WHERE m.archived = 0 AND m.warehouse <> 'main' GROUP BY m.product_id, m.warehouse;
INSERT INTO stock_level (uid, created_at, updated_at, product_id, warehouse, quantity)
SELECT 'level-' || p.id || '-main', p.updated_at, p.updated_at, p.id, 'main',
  p.stock - coalesce((SELECT sum(m.quantity) FROM stock_move m WHERE m.product_id = p.id AND m.archived = 0 AND m.warehouse <> 'main'), 0)
FROM product p WHERE p.stock IS NOT NULL AND p.archived <> 2;

INSERT INTO product_summary (id, reserved, available, lacking)
SELECT p.id, w.waits, p.stock - w.waits, CASE WHEN p.stock IS NULL OR p.safe_stock IS NULL OR p.safe_stock - p.stock + w.waits < 0 THEN 0 ELSE p.safe_stock - p.stock + w.waits END
FROM product p JOIN (
  SELECT q.id, coalesce((
    SELECT sum(l.quantity - l.delivered) FROM sales_order_line l JOIN sales_order o ON o.id = l.order_id
    WHERE l.product_id = q.id AND l.kind IN ('product', '') AND l.quantity > l.delivered AND o.state = 'approved' AND o.archived = 0
  ), 0) AS waits FROM product q
) w ON w.id = p.id;
