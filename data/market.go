package data

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"strconv"
	"strings"

	"kontor/app/calendar"
	"kontor/app/listing"
	"kontor/app/market"
	"kontor/app/sales"
)

var _ market.Store = (*DB)(nil)

// SoldThrough sums documents by channel and month.
func (db *DB) SoldThrough(ctx context.Context, q market.SoldQuery) ([]market.Sold, error) {
	of := map[string]struct{ day, amount, where string }{
		sales.Quotes:        {"date_on", "home_minor", "t.state NOT IN ('draft', 'superseded', 'cancelled')"},
		sales.Opportunities: {"closed_on", "amount_minor", "t.state = 'won'"},
		sales.Contracts:     {"signed_on", "amount_minor", "t.state IN ('active', 'ended', 'renewed')"},
		sales.Orders:        {"date_on", "home_minor", "t.state IN ('approved', 'closed')"},
	}
	var parts []string
	var args []any
	for _, kind := range market.SoldKinds {
		r, may := q.Reach[kind]
		if !may {
			continue
		}
		x, w := of[kind], db.within("t", r)
		parts = append(parts, "SELECT coalesce(t.channel_id, 0), substr(t."+x.day+", 1, 7), '"+kind+"', count(*), sum(t."+x.amount+") FROM "+quoted(kind)+
			" t WHERE t.archived = 0 AND t."+x.day+" >= ? AND t."+x.day+" <= ? AND "+x.where+" AND "+w.sql+" GROUP BY 1, 2")
		args = append(append(args, q.From.String(), q.To.String()), w.args...)
	}
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(strings.Join(parts, " UNION ALL ")), args...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []market.Sold
	for rows.Next() {
		var x market.Sold
		if err := rows.Scan(&x.Channel, &x.Month, &x.Kind, &x.N, (*int64)(&x.Amount)); err != nil {
			return nil, db.Problem(err)
		}
		out = append(out, x)
	}
	return out, db.Problem(rows.Err())
}

// Territorize gives the next n customers above an id the territory of their region.
func (db *DB) Territorize(ctx context.Context, of map[string]int64, above int64, n int) (int64, error) {
	tx, err := db.writer(ctx)
	if err != nil {
		return 0, err
	}
	var last sql.NullInt64
	if err := tx.tx.QueryRowContext(ctx, db.SQL("SELECT max(id) FROM (SELECT id FROM customer WHERE id > ? ORDER BY id LIMIT ?) t"), above, n).Scan(&last); err != nil || !last.Valid {
		return 0, db.Problem(err)
	}
	to, args := "NULL", []any(nil)
	if len(of) > 0 {
		to = "CASE region"
		for _, region := range slices.Sorted(maps.Keys(of)) {
			to, args = to+" WHEN ? THEN "+strconv.FormatInt(of[region], 10), append(args, region)
		}
		to += " END"
	}
	change := "UPDATE customer SET territory_id = " + to + " WHERE id > ? AND id <= ? AND coalesce(territory_id, 0) <> coalesce(" + to + ", 0)"
	_, err = tx.tx.ExecContext(ctx, db.SQL(change), slices.Concat(args, []any{above, last.Int64}, args)...)
	return last.Int64, db.Problem(err)
}

// GroundBy counts by the territory of the customer.
func (db *DB) GroundBy(ctx context.Context, q market.GroundQuery) ([]market.Ground, error) {
	var parts []string
	var args []any
	add := func(kind, sql string, more ...any) {
		r, may := q.Reach[kind]
		if !may {
			return
		}
		w := db.within("t", r)
		parts = append(parts, sql+" AND "+w.sql+" GROUP BY 1")
		args = append(append(args, more...), w.args...)
	}
	add("customer", "SELECT coalesce(t.territory_id, 0), count(*), coalesce(sum(CASE WHEN t.created_at >= ? AND t.created_at < ? THEN 1 ELSE 0 END), 0), 0, 0, 0, 0 FROM customer t WHERE t.archived = 0", q.FromMS, q.ToMS)
	add(sales.Opportunities, "SELECT coalesce(c.territory_id, 0), 0, 0, count(*), coalesce(sum(t.amount_minor), 0), 0, 0 FROM opportunity t JOIN customer c ON c.id = t.customer_id WHERE t.archived = 0 AND t.state = 'open'")
	add(sales.Orders, "SELECT coalesce(c.territory_id, 0), 0, 0, 0, 0, count(*), coalesce(sum(t.home_minor), 0) FROM sales_order t JOIN customer c ON c.id = t.customer_id WHERE t.archived = 0 AND t.state IN ('approved', 'closed') AND t.date_on >= ? AND t.date_on <= ?", q.From.String(), q.To.String())
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(strings.Join(parts, " UNION ALL ")), args...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []market.Ground
	for rows.Next() {
		var x market.Ground
		if err := rows.Scan(&x.Territory, &x.Customers, &x.Fresh, &x.Deals, (*int64)(&x.Open), &x.Orders, (*int64)(&x.Sold)); err != nil {
			return nil, db.Problem(err)
		}
		out = append(out, x)
	}
	return out, db.Problem(rows.Err())
}

// Flowed sums reported lines by month, region, channel, product and unit.
func (db *DB) Flowed(ctx context.Context, r listing.Reach, from, to calendar.Date) ([]market.Flowed, error) {
	w := db.within("t", r)
	sql := "SELECT substr(t.month, 1, 7), t.region, coalesce(c.name, ''), l.product, l.unit, sum(l.quantity), count(*) FROM flow_line l JOIN flow_task t ON t.id = l.task_id LEFT JOIN channel c ON c.id = l.channel_id" +
		" WHERE t.archived = 0 AND t.month >= ? AND t.month <= ? AND " + w.sql + " GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5"
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(sql), append([]any{from.String(), to.String()}, w.args...)...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []market.Flowed
	for rows.Next() {
		var x market.Flowed
		if err := rows.Scan(&x.Month, &x.Region, &x.Channel, &x.Product, &x.Unit, (*int64)(&x.Quantity), &x.Lines); err != nil {
			return nil, db.Problem(err)
		}
		out = append(out, x)
	}
	return out, db.Problem(rows.Err())
}
