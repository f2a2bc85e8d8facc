-- +goose Up
-- Lists of customers are filtered by status, grade and city, alone and together, and hide
-- the pool. An index that holds these columns behind the order answers the filter, its
-- count and its positions without reading the rows.
DROP INDEX customer_last;
DROP INDEX customer_owner;
DROP INDEX customer_unit;
{{sqlite}}
CREATE INDEX customer_last ON customer (last_activity_at, id, in_pool) WHERE archived = 0;
CREATE INDEX customer_owner ON customer (owner_id, last_activity_at, id, in_pool) WHERE archived = 0;
CREATE INDEX customer_unit ON customer (unit_id, last_activity_at, id, in_pool) WHERE archived = 0;
CREATE INDEX customer_status ON customer (status, last_activity_at, id, in_pool, grade, city) WHERE archived = 0;
CREATE INDEX customer_grade ON customer (grade, last_activity_at, id, in_pool, status, city) WHERE archived = 0;
CREATE INDEX customer_city ON customer (city, last_activity_at, id, in_pool, status, grade) WHERE archived = 0;
{{end}}
{{postgres}}
CREATE INDEX customer_last ON customer (last_activity_at DESC NULLS LAST, id DESC, in_pool) WHERE archived = 0;
CREATE INDEX customer_owner ON customer (owner_id, last_activity_at DESC NULLS LAST, id DESC, in_pool) WHERE archived = 0;
CREATE INDEX customer_unit ON customer (unit_id, last_activity_at DESC NULLS LAST, id DESC, in_pool) WHERE archived = 0;
CREATE INDEX customer_status ON customer (status, last_activity_at DESC NULLS LAST, id DESC, in_pool, grade, city) WHERE archived = 0;
CREATE INDEX customer_grade ON customer (grade, last_activity_at DESC NULLS LAST, id DESC, in_pool, status, city) WHERE archived = 0;
CREATE INDEX customer_city ON customer (city, last_activity_at DESC NULLS LAST, id DESC, in_pool, status, grade) WHERE archived = 0;
{{end}}
