package data

import (
	"context"
	"strings"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/listing"
)

var _ customer.Store = (*DB)(nil)

// Cards finds the customers that share a key with a card. Each key is one look into an
// index of its own; the customers found are then read together with the contacts that
// have one of the phones.
func (db *DB) Cards(ctx context.Context, k customer.CardKeys, n int) ([]customer.Card, error) {
	ids, err := db.cardIDs(ctx, k, n)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	in, arg := db.InIDs("id", ids)
	q := "SELECT id, name, grade, coalesce(owner_id, 0), coalesce(unit_id, 0), in_pool, coalesce(pooled_on, ''), coalesce(last_activity_at, 0), " +
		"credit_code, mail, phone, mobile FROM customer WHERE archived = 0 AND " + in
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(q), arg)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	at := map[int64]int{}
	var out []customer.Card
	for rows.Next() {
		var c customer.Card
		var pool int64
		var pooled, phone, mobile string
		if err := rows.Scan(&c.ID, &c.Name, &c.Grade, &c.OwnerID, &c.UnitID, &pool, &pooled, &c.LastActivityAt, &c.Tax, &c.Mail, &phone, &mobile); err != nil {
			return nil, db.Problem(err)
		}
		c.InPool = pool != 0
		c.PooledOn, _ = calendar.Parse(pooled)
		c.Phones = filled(phone, mobile)
		at[c.ID] = len(out)
		out = append(out, c)
	}
	if err := rows.Err(); err != nil {
		return nil, db.Problem(err)
	}
	return out, db.cardPeople(ctx, k.Phones, ids, out, at)
}

// cardIDs collects the customers of all keys, the surest keys first.
func (db *DB) cardIDs(ctx context.Context, k customer.CardKeys, n int) ([]int64, error) {
	var parts []string
	var args []any
	add := func(q string, a ...any) {
		parts = append(parts, "SELECT id FROM ("+q+" LIMIT 20) k"+string(rune('a'+len(parts))))
		args = append(args, a...)
	}
	for _, p := range k.Phones {
		add("SELECT id FROM customer WHERE mobile_key = ? AND archived = 0", p)
		add("SELECT id FROM customer WHERE phone_key = ? AND archived = 0", p)
		add("SELECT customer_id AS id FROM contact WHERE mobile_key = ? AND archived = 0 AND customer_id IS NOT NULL", p)
		add("SELECT customer_id AS id FROM contact WHERE phone_key = ? AND archived = 0 AND customer_id IS NOT NULL", p)
	}
	if k.Tax != "" {
		add("SELECT id FROM customer WHERE credit_code = ? AND archived = 0", k.Tax)
	}
	if k.NameKey != "" {
		add("SELECT id FROM customer WHERE name_key = ? AND archived = 0", k.NameKey)
	}
	if k.Mail != "" {
		add("SELECT id FROM customer WHERE mail = ? AND archived = 0", k.Mail)
		add("SELECT customer_id AS id FROM contact WHERE mail = ? AND archived = 0 AND customer_id IS NOT NULL", k.Mail)
	}
	if k.Prefix != "" {
		add("SELECT id FROM customer WHERE name_key >= ? AND name_key < ? AND archived = 0", k.Prefix, k.Prefix+"\U0010FFFF")
	}
	if len(parts) == 0 {
		parts = append(parts, "SELECT id FROM customer WHERE 1 = 0")
	}
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(strings.Join(parts, " UNION ALL ")), args...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var ids []int64
	seen := map[int64]bool{k.Except: true}
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, db.Problem(err)
		}
		if !seen[id] && len(ids) < n {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	for _, id := range k.IDs {
		if !seen[id] && len(ids) < n {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids, db.Problem(rows.Err())
}

// cardPeople adds the contacts that have one of the phones to their customers' cards.
func (db *DB) cardPeople(ctx context.Context, phones []string, ids []int64, out []customer.Card, at map[int64]int) error {
	if len(phones) == 0 {
		return nil
	}
	in, arg := db.InIDs("customer_id", ids)
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(phones)), ", ")
	args := []any{arg}
	for range 2 {
		for _, p := range phones {
			args = append(args, p)
		}
	}
	q := "SELECT customer_id, name, phone, mobile FROM contact WHERE archived = 0 AND " + in +
		" AND (mobile_key IN (" + marks + ") OR phone_key IN (" + marks + "))"
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(q), args...)
	if err != nil {
		return db.Problem(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var name, phone, mobile string
		if err := rows.Scan(&id, &name, &phone, &mobile); err != nil {
			return db.Problem(err)
		}
		if i, ok := at[id]; ok {
			out[i].People = append(out[i].People, name)
			out[i].Phones = append(out[i].Phones, filled(phone, mobile)...)
		}
	}
	return db.Problem(rows.Err())
}

func filled(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// meaningful lists the kinds of activities that show a customer is alive, as SQL text.
var meaningful = func() string {
	var kinds []string
	for _, n := range customer.Notes {
		if n.Meaningful() {
			kinds = append(kinds, "'"+string(n)+"'")
		}
	}
	return strings.Join(kinds, ", ")
}()

// Touch brings last_activity_at and next_action_on of a customer up to date. They follow
// from other records, so the version stays: nobody's form becomes stale by a phone call.
func (db *DB) Touch(ctx context.Context, id int64) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	q := `UPDATE customer SET
		last_activity_at = (SELECT max(at) FROM activity WHERE customer_id = ? AND archived = 0 AND kind IN (` + meaningful + `)),
		next_action_on = (SELECT min(due_on) FROM task WHERE customer_id = ? AND state = 'open' AND archived = 0)
		WHERE id = ?`
	_, err = tx.tx.ExecContext(ctx, db.SQL(q), id, id, id)
	return db.Problem(err)
}

// TouchAll does what Touch does for all customers at once, after a bulk run.
func (db *DB) TouchAll(ctx context.Context) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	for _, q := range []string{
		`UPDATE customer SET last_activity_at = a.at FROM (SELECT customer_id, max(at) AS at FROM activity
			WHERE archived = 0 AND kind IN (` + meaningful + `) GROUP BY customer_id) a WHERE a.customer_id = customer.id`,
		`UPDATE customer SET next_action_on = a.due FROM (SELECT customer_id, min(due_on) AS due FROM task
			WHERE archived = 0 AND state = 'open' AND customer_id IS NOT NULL GROUP BY customer_id) a WHERE a.customer_id = customer.id`,
	} {
		if _, err := tx.tx.ExecContext(ctx, db.SQL(q)); err != nil {
			return db.Problem(err)
		}
	}
	return nil
}

// Completion counts the owned customers within reach and adds their completion rates up,
// by owner and department; the index customer_rates has all it needs.
func (db *DB) Completion(ctx context.Context, r listing.Reach) ([]customer.RateRow, error) {
	w := db.within("t", r)
	q := "SELECT coalesce(t.owner_id, 0), coalesce(t.unit_id, 0), count(*), sum(t.completion) FROM customer t WHERE t.archived = 0 AND t.owner_id IS NOT NULL AND " +
		w.sql + " GROUP BY 1, 2"
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL(q), w.args...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []customer.RateRow
	for rows.Next() {
		var x customer.RateRow
		if err := rows.Scan(&x.OwnerID, &x.UnitID, &x.Count, &x.Sum); err != nil {
			return nil, db.Problem(err)
		}
		out = append(out, x)
	}
	return out, db.Problem(rows.Err())
}
