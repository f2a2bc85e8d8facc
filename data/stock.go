package data

import (
	"context"
	"strings"

	"kontor/app/calendar"
	"kontor/app/money"
	"kontor/app/stock"
)

var _ stock.Store = (*DB)(nil)

// StockTurnover adds movements up by product and kind.
func (db *DB) StockTurnover(ctx context.Context, from, to calendar.Date, warehouse string) ([]stock.Turnover, error) {
	within := func(kinds string) string {
		return "coalesce(sum(CASE WHEN m.on_date >= ? AND m.kind IN (" + kinds + ") THEN m.quantity ELSE 0 END), 0)"
	}
	q := "SELECT p.id, p.code, p.name, p.unit, p.category, coalesce(sum(CASE WHEN m.on_date < ? THEN m.quantity ELSE 0 END), 0), " +
		within("'receipt', 'receipt_reversed'") + ", " + within("'delivery', 'delivery_reversed'") + ", " + within("'return', 'return_reversed'") + ", " +
		within("'count', 'transfer'") +
		" FROM stock_move m JOIN product p ON p.id = m.product_id WHERE m.archived = 0 AND m.on_date <= ?"
	day := from.String()
	args := []any{day, day, day, day, day, to.String()}
	if warehouse != "" {
		q += " AND m.warehouse = ?"
		args = append(args, warehouse)
	}
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(q+" GROUP BY p.id, p.code, p.name, p.unit, p.category ORDER BY p.code, p.id"), args...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []stock.Turnover
	for rows.Next() {
		var t stock.Turnover
		var gone int64
		if err := rows.Scan(&t.ProductID, &t.Code, &t.Name, &t.Unit, &t.Category, (*int64)(&t.Opening), (*int64)(&t.In), &gone, (*int64)(&t.Returned), (*int64)(&t.Adjusted)); err != nil {
			return nil, db.Problem(err)
		}
		t.Out = money.Quantity(-gone)
		t.Closing = t.Opening + t.In - t.Out + t.Returned + t.Adjusted
		if t != (stock.Turnover{ProductID: t.ProductID, Code: t.Code, Name: t.Name, Unit: t.Unit, Category: t.Category}) {
			out = append(out, t)
		}
	}
	return out, db.Problem(rows.Err())
}

// StockFlow adds documents up. Deliveries, returns and receipts are worth what they are of
// their order, in the company's currency.
func (db *DB) StockFlow(ctx context.Context, from, to calendar.Date) (stock.Flow, error) {
	var f stock.Flow
	for _, part := range []struct {
		into *money.Minor
		q    string
	}{
		{&f.Ordered, "SELECT sum(home_minor), 1, 1 FROM purchase_order WHERE archived = 0 AND state IN ('approved', 'closed') AND date_on BETWEEN ? AND ?"},
		{&f.Sold, "SELECT sum(home_minor), 1, 1 FROM sales_order WHERE archived = 0 AND state IN ('approved', 'closed') AND date_on BETWEEN ? AND ?"},
		{&f.Paid, "SELECT sum(home_minor), 1, 1 FROM money_in WHERE archived = 0 AND state = 'confirmed' AND received_on BETWEEN ? AND ?"},
		{&f.Returned, "SELECT sum(home_minor), 1, 1 FROM sales_return WHERE archived = 0 AND state = 'posted' AND date_on BETWEEN ? AND ?"},
		{&f.Received, worthOf("goods_receipt", "purchase_order", "'posted'")},
		{&f.Out, worthOf("delivery", "sales_order", "'issued', 'signed'")},
	} {
		if err := db.addWorth(ctx, part.into, part.q, from, to); err != nil {
			return f, err
		}
	}
	return f, nil
}

// worthOf sums documents of orders: those in the company's currency together, the others by
// their order with what it is worth in both.
func worthOf(doc, order, states string) string {
	from := " FROM " + doc + " d JOIN " + order + " o ON o.id = d.order_id WHERE d.archived = 0 AND d.state IN (" + states + ") AND d.date_on BETWEEN ? AND ?"
	return "SELECT sum(d.value_minor), 1, 1" + from + " AND o.home_minor = o.total_minor UNION ALL " +
		"SELECT sum(d.value_minor), o.home_minor, o.total_minor" + from + " AND o.home_minor <> o.total_minor AND o.total_minor <> 0 GROUP BY o.id, o.home_minor, o.total_minor"
}

func (db *DB) addWorth(ctx context.Context, into *money.Minor, q string, from, to calendar.Date) error {
	args := []any{from.String(), to.String()}
	for range strings.Count(q, "?")/2 - 1 {
		args = append(args, args[:2]...)
	}
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(q), args...)
	if err != nil {
		return db.Problem(err)
	}
	defer rows.Close()
	for rows.Next() {
		var sum *int64
		var home, total int64
		if err := rows.Scan(&sum, &home, &total); err != nil {
			return db.Problem(err)
		}
		if sum == nil {
			continue
		}
		worth := money.Minor(*sum)
		if home != total { // of a foreign order: the same share of what it is worth at home
			worth = money.Spread(money.Minor(home), []int64{*sum, total - *sum})[0]
		}
		*into += worth
	}
	return db.Problem(rows.Err())
}
