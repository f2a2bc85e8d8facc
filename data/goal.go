package data

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/goal"
	"kontor/app/listing"
)

// Sold sums the approved and closed orders within reach by month, person and department.
func (db *DB) Sold(ctx context.Context, r listing.Reach, from, to calendar.Date) ([]goal.Sold, error) {
	w := db.within("t", r)
	sql := "SELECT CAST(substr(t.date_on, 6, 2) AS INTEGER), coalesce(t.owner_id, 0), coalesce(t.unit_id, 0), sum(t.home_minor) FROM sales_order t" +
		" WHERE t.archived = 0 AND t.state IN ('approved', 'closed') AND t.date_on >= ? AND t.date_on <= ? AND " + w.sql + " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(sql), append([]any{from.String(), to.String()}, w.args...)...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []goal.Sold
	for rows.Next() {
		var x goal.Sold
		if err := rows.Scan(&x.Month, &x.Person, &x.Unit, (*int64)(&x.Amount)); err != nil {
			return nil, db.Problem(err)
		}
		out = append(out, x)
	}
	return out, db.Problem(rows.Err())
}
