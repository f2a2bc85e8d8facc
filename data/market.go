package data

import (
	"context"
	"strings"

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
