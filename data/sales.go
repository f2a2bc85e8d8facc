package data

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/listing"
	"kontor/app/sales"
)

var _ sales.Store = (*DB)(nil)

// LogStage appends to the stage log, inside the transaction of the context.
func (db *DB) LogStage(ctx context.Context, m sales.StageMove) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	q := "INSERT INTO stage_log (opportunity_id, from_stage, to_stage, at, on_date, person_id) VALUES (?, ?, ?, ?, ?, ?)"
	_, err = tx.tx.ExecContext(ctx, db.SQL(q), m.OpportunityID, m.From, m.To, m.At, m.On.String(), m.By)
	return db.Problem(err)
}

// StageLog reads the moves of deals in order of time; of all deals when none is named.
func (db *DB) StageLog(ctx context.Context, deals ...int64) (map[int64][]sales.StageMove, error) {
	q := "SELECT opportunity_id, from_stage, to_stage, at, on_date, person_id FROM stage_log"
	var args []any
	if len(deals) > 0 {
		in, arg := db.InIDs("opportunity_id", deals)
		q, args = q+" WHERE "+in, []any{arg}
	}
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(q+" ORDER BY id"), args...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	out := map[int64][]sales.StageMove{}
	for rows.Next() {
		var m sales.StageMove
		var on string
		if err := rows.Scan(&m.OpportunityID, &m.From, &m.To, &m.At, &on, &m.By); err != nil {
			return nil, db.Problem(err)
		}
		m.On, _ = calendar.Parse(on)
		out[m.OpportunityID] = append(out[m.OpportunityID], m)
	}
	return out, db.Problem(rows.Err())
}

// Funnel counts and sums the open deals within reach by stage. The weighted sum rounds
// each deal, as the cards of the board do.
func (db *DB) Funnel(ctx context.Context, r listing.Reach) ([]sales.FunnelRow, error) {
	w := db.within("t", r)
	q := "SELECT t.stage, t.amount_minor, t.probability FROM opportunity t WHERE t.archived = 0 AND t.state = 'open' AND " + w.sql
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(q), w.args...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	at := map[string]int{}
	var out []sales.FunnelRow
	for rows.Next() {
		var stage string
		var o sales.Opportunity
		if err := rows.Scan(&stage, (*int64)(&o.AmountMinor), (*int64)(&o.Probability)); err != nil {
			return nil, db.Problem(err)
		}
		i, ok := at[stage]
		if !ok {
			i = len(out)
			at[stage] = i
			out = append(out, sales.FunnelRow{Stage: sales.Stage{Key: stage}})
		}
		out[i].Count++
		out[i].Amount += o.AmountMinor
		out[i].Weighted += o.Weighted()
	}
	return out, db.Problem(rows.Err())
}
