package data

import (
	"context"

	"kontor/app/merge"
)

var _ merge.Links = (*DB)(nil)

// mailColumn is the column of mail_message that names a record of a kind.
var mailColumn = map[string]string{"customer": "customer_id", "contact": "contact_id"}

// step is one statement of a merge.
type step struct {
	q    string
	args []any
}

// steps runs statements inside the transaction of the context, one after the other.
func (db *DB) steps(ctx context.Context, list ...step) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	for _, s := range list {
		if _, err := tx.tx.ExecContext(ctx, db.SQL(s.q), s.args...); err != nil {
			return db.Problem(err)
		}
	}
	return nil
}

// MoveLinks makes the mails of a record those of another and remembers them under the
// number of the merge.
func (db *DB) MoveLinks(ctx context.Context, run int64, kind string, from, to int64) error {
	head := "INSERT INTO merge_mail (run_id, entity, from_id, to_id, sort, mail_key, how, person_id, at) SELECT ?, ?, ?, ?, "
	id := []any{run, kind, from, to}
	with := func(more ...any) []any { return append(append([]any{}, id...), more...) }
	list := []step{
		{head + `CASE WHEN EXISTS (SELECT 1 FROM mail_link k WHERE k.mail_key = l.mail_key AND k.entity = l.entity AND k.record_id = ?) THEN 'both' ELSE 'link' END,
			l.mail_key, l.how, l.person_id, l.at FROM mail_link l WHERE l.entity = ? AND l.record_id = ?`, with(to, kind, from)},
		{`DELETE FROM mail_link WHERE entity = ? AND record_id = ? AND mail_key IN
			(SELECT mail_key FROM merge_mail WHERE run_id = ? AND entity = ? AND from_id = ? AND sort = 'both')`, []any{kind, from, run, kind, from}},
		{"UPDATE mail_link SET record_id = ? WHERE entity = ? AND record_id = ?", []any{to, kind, from}},
	}
	if col := mailColumn[kind]; col != "" {
		list = append(list,
			step{head + "'message', mail_key, '', 0, 0 FROM mail_message WHERE " + col + " = ? GROUP BY mail_key", with(from)},
			step{"UPDATE mail_message SET " + col + " = ? WHERE " + col + " = ?", []any{to, from}})
	}
	if kind == "customer" {
		list = append(list,
			step{head + "'outgoing', CAST(id AS TEXT), '', 0, 0 FROM mail_outgoing WHERE customer_id = ?", with(from)},
			step{"UPDATE mail_outgoing SET customer_id = ? WHERE customer_id = ?", []any{to, from}})
	}
	return db.steps(ctx, list...)
}

// MoveLinksBack takes back what MoveLinks did under a number.
func (db *DB) MoveLinksBack(ctx context.Context, run int64) error {
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL("SELECT DISTINCT entity, from_id, to_id FROM merge_mail WHERE run_id = ?"), run)
	if err != nil {
		return db.Problem(err)
	}
	defer rows.Close()
	var list []step
	for rows.Next() {
		var kind string
		var from, to int64
		if err := rows.Scan(&kind, &from, &to); err != nil {
			return db.Problem(err)
		}
		list = append(list, backSteps(run, kind, from, to)...)
	}
	if err := rows.Err(); err != nil {
		return db.Problem(err)
	}
	rows.Close()
	return db.steps(ctx, append(list, step{"DELETE FROM merge_mail WHERE run_id = ?", []any{run}})...)
}

func backSteps(run int64, kind string, from, to int64) []step {
	of := func(sort, column string) string {
		return "(SELECT " + column + " FROM merge_mail WHERE run_id = ? AND entity = ? AND from_id = ? AND sort = '" + sort + "')"
	}
	mine := []any{run, kind, from}
	with := func(first ...any) []any { return append(first, mine...) }
	list := []step{
		{"UPDATE mail_link SET record_id = ? WHERE entity = ? AND record_id = ? AND mail_key IN " + of("link", "mail_key"), with(from, kind, to)},
		{`INSERT INTO mail_link (mail_key, entity, record_id, how, person_id, at)
			SELECT mail_key, entity, from_id, how, person_id, at FROM merge_mail WHERE run_id = ? AND entity = ? AND from_id = ? AND sort = 'both' ON CONFLICT DO NOTHING`, mine},
	}
	if col := mailColumn[kind]; col != "" {
		list = append(list, step{"UPDATE mail_message SET " + col + " = ? WHERE " + col + " = ? AND mail_key IN " + of("message", "mail_key"), with(from, to)})
	}
	if kind == "customer" {
		list = append(list, step{"UPDATE mail_outgoing SET customer_id = ? WHERE customer_id = ? AND CAST(id AS TEXT) IN " + of("outgoing", "mail_key"), with(from, to)})
	}
	return list
}

// CountLinks counts the mails of a record.
func (db *DB) CountLinks(ctx context.Context, kind string, id int64) (int64, error) {
	var n int64
	err := db.from(ctx).QueryRowContext(ctx, db.SQL("SELECT count(*) FROM mail_link WHERE how <> 'refused' AND entity = ? AND record_id = ?"), kind, id).Scan(&n)
	return n, db.Problem(err)
}
