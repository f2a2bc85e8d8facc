package data

import (
	"context"

	"kontor/app/lead"
	"kontor/app/listing"
)

var _ lead.Store = (*DB)(nil)

// LeadRates counts the leads within reach by source or campaign.
func (db *DB) LeadRates(ctx context.Context, r listing.Reach, q lead.RateQuery) ([]lead.Rate, error) {
	w := db.within("t", r)
	key := "t.source"
	if q.ByCampaign {
		key = "t.campaign"
	}
	one := func(when string) string { return ", coalesce(sum(CASE WHEN " + when + " THEN 1 ELSE 0 END), 0)" }
	sql := "SELECT " + key + ", count(*)" + one("t.owner_id IS NULL AND t.state IN ('new', 'working')") +
		one("t.owner_id IS NOT NULL AND t.state IN ('new', 'working')") + one("t.state = 'converted'") + one("t.state = 'discarded'") +
		one("t.quality = 'real'") + one("t.quality = 'fake'") + ", coalesce(sum(CASE WHEN t.state = 'converted' THEN t.amount_minor ELSE 0 END), 0)" +
		" FROM lead t WHERE t.archived = 0 AND " + w.sql
	args := w.args
	if q.FromMs != 0 {
		sql, args = sql+" AND t.created_at >= ?", append(args, q.FromMs)
	}
	if q.To1 != 0 {
		sql, args = sql+" AND t.created_at < ?", append(args, q.To1)
	}
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(sql+" GROUP BY "+key+" ORDER BY "+key), args...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []lead.Rate
	for rows.Next() {
		var x lead.Rate
		if err := rows.Scan(&x.Key, &x.Total, &x.Pool, &x.Working, &x.Converted, &x.Discarded, &x.Real, &x.Fake, (*int64)(&x.Amount)); err != nil {
			return nil, db.Problem(err)
		}
		out = append(out, x)
	}
	return out, db.Problem(rows.Err())
}
