package data

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"kontor/app/mail"
	"kontor/app/search"
)

// Mail keeps folders, messages and the outbox (mail.Store). What can be fetched again
// lies in the mail file; see 0050_mail.sql.
type Mail struct {
	db    *DB
	spell *search.Spelling
}

var _ mail.Store = (*Mail)(nil)

// NewMail gives the mail of a company.
func NewMail(db *DB, spell *search.Spelling) *Mail { return &Mail{db, spell} }

// exec writes inside the transaction of the context.
func (m *Mail) exec(ctx context.Context, q string, args ...any) (sql.Result, error) {
	t, err := m.db.writer(ctx)
	if err != nil {
		return nil, err
	}
	res, err := t.tx.ExecContext(ctx, m.db.SQL(q), args...)
	return res, m.db.Problem(err)
}

// insert writes a row of a table with an id and gives the id.
func (m *Mail) insert(ctx context.Context, q string, args ...any) (int64, error) {
	t, err := m.db.writer(ctx)
	if err != nil {
		return 0, err
	}
	var id int64
	err = t.tx.QueryRowContext(ctx, m.db.SQL(q+" RETURNING id"), args...).Scan(&id)
	return id, m.db.Problem(err)
}

func (m *Mail) query(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	rows, err := m.db.from(ctx).QueryContext(ctx, m.db.SQL(q), args...)
	return rows, m.db.Problem(err)
}

// each reads rows; scan gets one at a time.
func (m *Mail) each(ctx context.Context, q string, args []any, scan func(*sql.Rows) error) error {
	rows, err := m.query(ctx, q, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return m.db.Problem(err)
		}
	}
	return m.db.Problem(rows.Err())
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// Folders lists folders with their counts.
func (m *Mail) Folders(ctx context.Context, accounts []int64) ([]mail.Folder, error) {
	in, arg := m.db.InIDs("f.account_id", accounts)
	q := `SELECT f.id, f.account_id, f.path, f.name, f.role, f.closed, f.validity, f.next_uid, f.mod_seq,
		(SELECT count(*) FROM mail_message x WHERE x.folder_id = f.id AND x.gone = 0),
		(SELECT count(*) FROM mail_message x WHERE x.folder_id = f.id AND x.gone = 0 AND x.flags % 2 = 0)
		FROM mail_folder f WHERE f.gone = 0 AND ` + in + ` ORDER BY f.account_id, f.path`
	var out []mail.Folder
	err := m.each(ctx, q, []any{arg}, func(r *sql.Rows) error {
		var f mail.Folder
		var closed, validity, next, mod int64
		if err := r.Scan(&f.ID, &f.AccountID, &f.Path, &f.Name, &f.Role, &closed, &validity, &next, &mod, &f.Total, &f.Unread); err != nil {
			return err
		}
		f.Closed, f.Validity, f.Next, f.ModSeq = closed != 0, uint32(validity), uint32(next), uint64(mod)
		out = append(out, f)
		return nil
	})
	return out, err
}

// SaveFolders brings the list up to date.
func (m *Mail) SaveFolders(ctx context.Context, account int64, remote []mail.Remote) error {
	var paths []string
	for _, r := range remote {
		paths = append(paths, r.Path)
		q := `INSERT INTO mail_folder (account_id, path, name, role, closed) VALUES (?, ?, ?, ?, ?)` +
			m.db.Upsert([]string{"account_id", "path"}, []string{"name", "role", "closed", "gone"})
		if _, err := m.exec(ctx, q, account, clean(r.Path), clean(r.Name), string(r.Role), flag(r.Closed)); err != nil {
			return err
		}
	}
	known, err := m.Folders(ctx, []int64{account})
	if err != nil {
		return err
	}
	for _, f := range known {
		if slices.Contains(paths, f.Path) {
			continue
		}
		for _, q := range []string{
			"UPDATE mail_folder SET gone = 1, validity = 0, next_uid = 0, mod_seq = 0 WHERE id = ?",
			"UPDATE mail_message SET gone = 1 WHERE folder_id = ?",
		} {
			if _, err := m.exec(ctx, q, f.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// SaveState keeps the numbers of a folder.
func (m *Mail) SaveState(ctx context.Context, folder int64, s mail.State) error {
	_, err := m.exec(ctx, "UPDATE mail_folder SET validity = ?, next_uid = ?, mod_seq = ? WHERE id = ?",
		int64(s.Validity), int64(s.Next), int64(s.ModSeq), folder)
	return err
}

// Looked notes how a look at an account went.
func (m *Mail) Looked(ctx context.Context, l mail.Look) error {
	q := "INSERT INTO mail_state (account_id, tried_at, synced_at, error, said) VALUES (?, ?, ?, ?, ?)"
	columns := []string{"tried_at", "error", "said"}
	if l.Error == "" {
		columns = append(columns, "synced_at")
	}
	_, err := m.exec(ctx, q+m.db.Upsert([]string{"account_id"}, columns), l.AccountID, millis(l.Tried), millis(l.Synced), l.Error, clean(l.Said))
	return err
}

// Looks gives the last looks.
func (m *Mail) Looks(ctx context.Context, accounts []int64) (map[int64]mail.Look, error) {
	in, arg := m.db.InIDs("account_id", accounts)
	out := map[int64]mail.Look{}
	err := m.each(ctx, "SELECT account_id, tried_at, synced_at, error, said FROM mail_state WHERE "+in, []any{arg}, func(r *sql.Rows) error {
		var l mail.Look
		var tried, synced int64
		if err := r.Scan(&l.AccountID, &tried, &synced, &l.Error, &l.Said); err != nil {
			return err
		}
		l.Tried, l.Synced = instant(tried), instant(synced)
		out[l.AccountID] = l
		return nil
	})
	return out, err
}

// Forget removes what was fetched for an account.
func (m *Mail) Forget(ctx context.Context, account int64) error {
	if _, err := m.exec(ctx, "UPDATE mail_message SET gone = 1 WHERE account_id = ?", account); err != nil {
		return err
	}
	if err := m.Sweep(ctx, account); err != nil {
		return err
	}
	for _, table := range []string{"mail_folder", "mail_op", "mail_state"} {
		if _, err := m.exec(ctx, "DELETE FROM "+table+" WHERE account_id = ?", account); err != nil {
			return err
		}
	}
	return nil
}

// Sweep removes messages that are marked gone, a thousand in each step.
func (m *Mail) Sweep(ctx context.Context, account int64) error {
	for {
		rows, err := m.query(ctx, "SELECT id FROM mail_message WHERE account_id = ? AND gone = 1 LIMIT 1000", account)
		ids, err := int64s(rows, err)
		if err != nil || len(ids) == 0 {
			return m.db.Problem(err)
		}
		for _, id := range ids {
			if err := m.unfind(ctx, id); err != nil {
				return err
			}
		}
		for _, table := range []string{"mail_body", "mail_attachment", "mail_address", "mail_ref"} {
			in, arg := m.db.InIDs("message_id", ids)
			if _, err := m.exec(ctx, "DELETE FROM "+table+" WHERE "+in, arg); err != nil {
				return err
			}
		}
		ops, arg := m.db.InIDs("message_id", ids)
		if _, err := m.exec(ctx, "DELETE FROM mail_op WHERE kind <> ? AND "+ops, string(mail.OpErase), arg); err != nil {
			return err // an erased message still has to be erased on the server
		}
		in, arg := m.db.InIDs("id", ids)
		if _, err := m.exec(ctx, "DELETE FROM mail_message WHERE "+in, arg); err != nil {
			return err
		}
	}
}

// oneOf writes "column IN (…)" for a few texts.
func oneOf[S ~string](column string, list []S, args *[]any) string {
	for _, s := range list {
		*args = append(*args, string(s))
	}
	return column + " IN (" + strings.TrimSuffix(strings.Repeat("?, ", len(list)), ", ") + ")"
}

func isNoRow(err error) bool { return errors.Is(err, sql.ErrNoRows) }

// Viewed notes that a person read a mail of somebody else's account.
func (m *Mail) Viewed(ctx context.Context, key string, person int64, at time.Time) error {
	_, err := m.exec(ctx, "INSERT INTO mail_view (mail_key, person_id, at) VALUES (?, ?, ?)", key, person, at.UnixMilli())
	return err
}

// Views tells who read a mail of somebody else's account.
func (m *Mail) Views(ctx context.Context, key string) ([]mail.View, error) {
	var out []mail.View
	err := m.each(ctx, "SELECT person_id, at FROM mail_view WHERE mail_key = ? ORDER BY at", []any{key}, func(r *sql.Rows) error {
		var v mail.View
		var at int64
		if err := r.Scan(&v.PersonID, &at); err != nil {
			return err
		}
		v.At = instant(at)
		out = append(out, v)
		return nil
	})
	return out, err
}
