package data

import (
	"context"
	"strconv"
	"strings"

	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// weightedSQL is amount × probability, each deal rounded half up as the cards of the board
// round it.
func weightedSQL(amount string) string {
	return "(" + amount + " * t.probability + 500000) / 1000000"
}

// Forecast adds deals within reach up by month of their expected close, or of the day they
// were won, and by a dimension.
func (db *DB) Forecast(ctx context.Context, r listing.Reach, q sales.ForecastQuery) ([]sales.ForecastCell, error) {
	w := db.within("t", r)
	amount, key, join := "t.amount_minor", "''", ""
	switch q.By {
	case sales.ByPerson:
		key = "CAST(coalesce(t.owner_id, 0) AS TEXT)"
	case sales.ByDepartment:
		key = "CAST(coalesce(t.unit_id, 0) AS TEXT)"
	case sales.ByChannel:
		key = "CAST(coalesce(t.channel_id, 0) AS TEXT)"
	case sales.ByStage:
		key = "t.stage"
	case sales.BySource:
		key = "t.source"
	case sales.ByProduct:
		key, amount, join = "CAST(coalesce(l.product_id, 0) AS TEXT)", "l.amount_minor", " JOIN opportunity_line l ON l.opportunity_id = t.id"
	}
	when := func(cond, value string) string {
		return "coalesce(sum(CASE WHEN " + cond + " THEN " + value + " ELSE 0 END), 0)"
	}
	open := "t.state = 'open'"
	committed, best := strconv.FormatInt(int64(q.Limits.Committed), 10), strconv.FormatInt(int64(q.Limits.Best), 10)
	one := func(day string) string { return "substr(coalesce(" + day + ", ''), 1, 7)" }
	cols := []string{
		key, when(open, "1"), when(open+" AND t.probability >= "+committed, amount),
		when(open+" AND t.probability < "+committed+" AND t.probability >= "+best, amount), when(open+" AND t.probability < "+best, amount),
		when(open, weightedSQL(amount)), when("t.state = 'won'", amount), when("t.state = 'won'", "1"),
	}
	part := func(month, where string) string {
		return "SELECT " + month + ", " + strings.Join(cols, ", ") + " FROM opportunity t" + join + " WHERE t.archived = 0 AND " + where + " AND " + w.sql + " GROUP BY 1, 2"
	}
	sql := part(one("t.close_on"), open) + " UNION ALL " + part(one("t.closed_on"), "t.state = 'won' AND t.closed_on >= ? AND t.closed_on <= ?")
	args := append(append([]any{}, w.args...), q.From.String(), q.To.MonthEnd().String())
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(sql), append(args, w.args...)...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []sales.ForecastCell
	for rows.Next() {
		var c sales.ForecastCell
		if err := rows.Scan(&c.Month, &c.Key, &c.Count, (*int64)(&c.Committed), (*int64)(&c.Best), (*int64)(&c.Pipeline), (*int64)(&c.Weighted), (*int64)(&c.Won), &c.WonCount); err != nil {
			return nil, db.Problem(err)
		}
		out = append(out, c)
	}
	return out, db.Problem(rows.Err())
}

// Farthest counts the deals within reach by the farthest stage they came to: by position
// among the stages, won behind the last one.
func (db *DB) Farthest(ctx context.Context, r listing.Reach, stages []string) (map[int]int, error) {
	w := db.within("t", r)
	var rank strings.Builder
	rank.WriteString("CASE l.to_stage")
	var args []any
	for i, st := range stages {
		rank.WriteString(" WHEN ? THEN " + strconv.Itoa(i))
		args = append(args, st)
	}
	rank.WriteString(" WHEN 'won' THEN " + strconv.Itoa(len(stages)) + " ELSE -1 END")
	sql := "SELECT far, count(*) FROM (SELECT l.opportunity_id, max(" + rank.String() + ") AS far FROM stage_log l JOIN opportunity t ON t.id = l.opportunity_id" +
		" WHERE t.archived = 0 AND " + w.sql + " GROUP BY l.opportunity_id) x GROUP BY far"
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(sql), append(args, w.args...)...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	out := map[int]int{}
	for rows.Next() {
		var far, n int
		if err := rows.Scan(&far, &n); err != nil {
			return nil, db.Problem(err)
		}
		out[far] = n
	}
	return out, db.Problem(rows.Err())
}

// ScoreCounts counts the closed deals of a team, and those that share each feature.
func (db *DB) ScoreCounts(ctx context.Context, q sales.ScoreQuery) (sales.Tally, []sales.Evidence, error) {
	var list []sales.Evidence
	var cols []string
	var args []any
	add := func(variable, value, cond string, more ...any) {
		list = append(list, sales.Evidence{Variable: variable, Value: value})
		cols = append(cols, "coalesce(sum(CASE WHEN t.state = 'won' AND ("+cond+") THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN t.state = 'lost' AND ("+cond+") THEN 1 ELSE 0 END), 0)")
		args = append(append(args, more...), more...)
	}
	if len(q.Stages) > 0 { // a won deal passed all stages; a lost one kept the one it was lost in
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(q.Stages)), ", ")
		var stages []any
		for _, st := range q.Stages {
			stages = append(stages, st)
		}
		add("stage", "", "t.state = 'won' OR t.stage IN ("+marks+")", stages...)
	}
	for _, x := range []struct{ variable, column, value string }{{"source", "t.source", q.Source}, {"industry", "c.industry", q.Industry}, {"grade", "c.grade", q.Grade}, {"region", "c.region", q.Region}} {
		if x.value != "" {
			add(x.variable, x.value, x.column+" = ?", x.value)
		}
	}
	if q.Amount > 0 {
		_, from, to := sales.SizeOf(q.Amount)
		if to == 0 {
			to = money.Minor(1) << 60
		}
		add("size", strconv.FormatInt(int64(from), 10), "t.amount_minor >= ? AND t.amount_minor < ?", int64(from), int64(to))
	}
	if q.FromLead {
		add("lead", "1", "t.lead_id IS NOT NULL")
	}
	sql := "SELECT coalesce(sum(CASE WHEN t.state = 'won' THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN t.state = 'lost' THEN 1 ELSE 0 END), 0)"
	for _, c := range cols {
		sql += ", " + c
	}
	sql += " FROM opportunity t LEFT JOIN customer c ON c.id = t.customer_id WHERE t.archived = 0 AND t.state IN ('won', 'lost')"
	if q.Unit != 0 {
		sql, args = sql+" AND t.unit_id = ?", append(args, q.Unit)
	}
	var all sales.Tally
	dest := []any{&all.Won, &all.Lost}
	for i := range list {
		dest = append(dest, &list[i].Won, &list[i].Lost)
	}
	err := db.from(ctx).QueryRowContext(ctx, db.SQL(sql), args...).Scan(dest...)
	return all, list, db.Problem(err)
}
