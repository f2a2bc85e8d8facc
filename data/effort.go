package data

import (
	"context"
	"strconv"
	"strings"
	"time"

	"kontor/app/calendar"
	"kontor/app/effort"
	"kontor/app/listing"
)

// Achieved sums performance entries within reach by day and person.
func (db *DB) Achieved(ctx context.Context, r listing.Reach, from, to calendar.Date) ([]effort.Achieved, error) {
	w := db.within("t", r)
	sql := "SELECT t.date_on, coalesce(t.owner_id, 0), count(*), sum(t.amount_minor) FROM performance t WHERE t.archived = 0 AND t.date_on >= ? AND t.date_on <= ? AND " + w.sql + " GROUP BY 1, 2 ORDER BY 1, 2"
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(sql), append([]any{from.String(), to.String()}, w.args...)...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []effort.Achieved
	for rows.Next() {
		var x effort.Achieved
		var day string
		if err := rows.Scan(&day, &x.Person, &x.N, (*int64)(&x.Amount)); err != nil {
			return nil, db.Problem(err)
		}
		if x.Day, err = calendar.Parse(day); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, db.Problem(rows.Err())
}

// dayMS is a day in milliseconds.
const dayMS = 86_400_000

// dayOf gives the number of the day (from 1970 on) of an instant in a stretch.
func dayOf(column string, s effort.Stretch) string {
	return "(" + column + " + " + strconv.FormatInt(s.Offset, 10) + ") / " + strconv.Itoa(dayMS)
}

func dayNumber(n int64) calendar.Date { return calendar.On(time.UnixMilli(n*dayMS).UTC(), time.UTC) }

// Work counts what people did, by person and day.
func (db *DB) Work(ctx context.Context, q effort.WorkQuery) ([]effort.Work, error) {
	var out []effort.Work
	for _, s := range q.Stretches {
		kinds := make([]string, len(effort.Contacts))
		for i, k := range effort.Contacts {
			kinds[i] = "'" + string(k) + "'"
		}
		parts := []string{"SELECT t.owner_id, " + dayOf("t.at", s) + ", t.kind, coalesce(c.grade, ''), count(*), sum(CASE WHEN t.result <> '' THEN 1 ELSE 0 END)" +
			" FROM activity t LEFT JOIN customer c ON c.id = t.customer_id WHERE t.archived = 0 AND t.at >= ? AND t.at < ? AND t.kind IN (" + strings.Join(kinds, ", ") + ") AND t.owner_id IS NOT NULL GROUP BY 1, 2, 3, 4"}
		args := []any{s.From, s.To}
		for _, kind := range []effort.What{effort.NewCustomer, effort.NewLead, effort.NewDeal} {
			parts = append(parts, "SELECT t.owner_id, "+dayOf("t.created_at", s)+", '"+string(kind)+"', '', count(*), 0 FROM "+quoted(string(kind))+
				" t WHERE t.archived = 0 AND t.created_at >= ? AND t.created_at < ? AND t.owner_id IS NOT NULL GROUP BY 1, 2")
			args = append(args, s.From, s.To)
		}
		rows, err := db.from(ctx).QueryContext(ctx, db.SQL(strings.Join(parts, " UNION ALL ")), args...)
		err = eachRow(rows, err, func() error {
			var x effort.Work
			var day int64
			err := rows.Scan(&x.Person, &day, &x.What, &x.Grade, &x.N, &x.Results)
			x.Day = dayNumber(day)
			out = append(out, x)
			return err
		})
		if err != nil {
			return nil, db.Problem(err)
		}
	}
	papers, err := db.papers(ctx, q)
	return append(out, papers...), err
}

// papers counts the quotes, orders and contracts of people by their date.
func (db *DB) papers(ctx context.Context, q effort.WorkQuery) ([]effort.Work, error) {
	one := func(kind effort.What, day, amount, where string) string {
		return "SELECT t.owner_id, t." + day + ", '" + string(kind) + "', count(*), sum(t." + amount + ") FROM " + quoted(string(kind)) +
			" t WHERE t.archived = 0 AND t." + day + " >= ? AND t." + day + " <= ? AND t.owner_id IS NOT NULL AND " + where + " GROUP BY 1, 2"
	}
	sql := strings.Join([]string{
		one(effort.Quoted, "date_on", "home_minor", "t.state NOT IN ('draft', 'superseded')"),
		one(effort.Ordered, "date_on", "home_minor", "t.state IN ('approved', 'closed')"),
		one(effort.Contracted, "signed_on", "amount_minor", "t.state NOT IN ('draft', 'in_review')"),
	}, " UNION ALL ")
	var args []any
	for range 3 {
		args = append(args, q.From.String(), q.To.String())
	}
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(sql), args...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []effort.Work
	for rows.Next() {
		var x effort.Work
		var day string
		if err := rows.Scan(&x.Person, &day, &x.What, &x.N, (*int64)(&x.Amount)); err != nil {
			return nil, db.Problem(err)
		}
		if x.Day, err = calendar.Parse(day); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, db.Problem(rows.Err())
}

// Acquired counts new customers within reach by day, source and reason.
func (db *DB) Acquired(ctx context.Context, q effort.AcquiredQuery) ([]effort.Acquired, error) {
	w := db.within("t", q.Within)
	reason := "''"
	if f := q.Within.Type.Field("choose_reason"); f != nil {
		reason = "coalesce(" + db.customExpr("t.custom", f) + ", '')"
	}
	var out []effort.Acquired
	for _, s := range q.Stretches {
		sql := "SELECT " + dayOf("t.created_at", s) + ", t.source, " + reason + ", count(*), coalesce(sum(CASE WHEN o.n > 0 THEN 1 ELSE 0 END), 0), coalesce(sum(o.amount), 0) FROM customer t" +
			" LEFT JOIN (SELECT customer_id, count(*) AS n, sum(home_minor) AS amount FROM sales_order WHERE archived = 0 AND state IN ('approved', 'closed') AND date_on <= ? GROUP BY customer_id) o ON o.customer_id = t.id" +
			" WHERE t.archived = 0 AND t.created_at >= ? AND t.created_at < ? AND " + w.sql + " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
		rows, err := db.from(ctx).QueryContext(ctx, db.SQL(sql), append([]any{q.To.String(), s.From, s.To}, w.args...)...)
		err = eachRow(rows, err, func() error {
			var x effort.Acquired
			var day int64
			err := rows.Scan(&day, &x.Source, &x.Reason, &x.N, &x.Bought, (*int64)(&x.Amount))
			x.Day = dayNumber(day)
			out = append(out, x)
			return err
		})
		if err != nil {
			return nil, db.Problem(err)
		}
	}
	return out, nil
}

// Earned sums the money received for orders and customers, the margin of orders and the
// opportunities won, by person. What was received for an order counts for its owner, else
// for the owner of the customer; what was taken back counts against.
func (db *DB) Earned(ctx context.Context, from, to calendar.Date) ([]effort.Earned, error) {
	sql := "SELECT coalesce(o.owner_id, c.owner_id, 0), sum(t.home_minor), 0, 0 FROM allocation t LEFT JOIN sales_order o ON o.id = t.order_id LEFT JOIN customer c ON c.id = t.customer_id" +
		" WHERE t.archived = 0 AND t.kind = 'money' AND t.on_date >= ? AND t.on_date <= ? GROUP BY 1" +
		" UNION ALL SELECT coalesce(t.owner_id, 0), 0, sum(t.margin_minor), 0 FROM sales_order t WHERE t.archived = 0 AND t.state IN ('approved', 'closed') AND t.date_on >= ? AND t.date_on <= ? GROUP BY 1" +
		" UNION ALL SELECT coalesce(t.owner_id, 0), 0, 0, count(*) FROM opportunity t WHERE t.archived = 0 AND t.state = 'won' AND t.closed_on >= ? AND t.closed_on <= ? GROUP BY 1"
	var args []any
	for range 3 {
		args = append(args, from.String(), to.String())
	}
	var out []effort.Earned
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(sql), args...)
	err = eachRow(rows, err, func() error {
		var x effort.Earned
		err := rows.Scan(&x.Person, (*int64)(&x.Received), (*int64)(&x.Margin), &x.Won)
		out = append(out, x)
		return err
	})
	return out, db.Problem(err)
}
