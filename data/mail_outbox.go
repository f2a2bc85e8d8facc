package data

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"kontor/app"
	"kontor/app/mail"
)

// SaveOutgoing creates or changes an entry of the outbox.
func (m *Mail) SaveOutgoing(ctx context.Context, o *mail.Outgoing) error {
	draft, err := json.Marshal(o.Draft)
	if err != nil {
		return app.E(app.Internal, "internal").Because(err)
	}
	now := m.db.params.Clock.Now()
	o.UpdatedAt = now
	var raw any
	if o.Raw != nil {
		raw = o.Raw
	}
	args := []any{
		o.AccountID, o.PersonID, string(o.State), clean(o.MessageID), clean(o.Subject), clean(o.Recipients), o.CustomerID, clean(string(draft)), raw,
		int64(o.Attempts), millis(o.NextAt), now.UnixMilli(), millis(o.SentAt), int64(o.Code), o.Status, clean(o.Said), o.Error,
	}
	if o.ID == 0 {
		o.Version, o.CreatedAt = 1, now
		o.ID, err = m.insert(ctx, `INSERT INTO mail_outgoing (account_id, person_id, state, message_id, subject, recipients, customer_id, draft, raw,
			attempts, next_at, updated_at, sent_at, code, status, said, error, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			append(args, now.UnixMilli())...)
		return err
	}
	res, err := m.exec(ctx, `UPDATE mail_outgoing SET account_id = ?, person_id = ?, state = ?, message_id = ?, subject = ?, recipients = ?, customer_id = ?,
		draft = ?, raw = coalesce(?, CASE WHEN ? IN ('queued', 'sending', 'failed', 'unknown') THEN raw END), attempts = ?, next_at = ?, updated_at = ?, sent_at = ?, code = ?,
		status = ?, said = ?, error = ?, version = version + 1 WHERE id = ? AND version = ?`,
		append(append(append([]any{}, args[:9]...), string(o.State)), append(append([]any{}, args[9:]...), o.ID, o.Version)...)...)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return app.E(app.Stale, "mail.draft_stale").Because(err)
	}
	o.Version++
	return nil
}

const outgoingColumns = `id, account_id, person_id, state, version, message_id, subject, recipients, customer_id, attempts, next_at, created_at,
	updated_at, sent_at, code, status, said, error`

func scanOutgoing(r interface{ Scan(...any) error }, more ...any) (mail.Outgoing, error) {
	var o mail.Outgoing
	var next, created, updated, sent int64
	err := r.Scan(append([]any{
		&o.ID, &o.AccountID, &o.PersonID, &o.State, &o.Version, &o.MessageID, &o.Subject, &o.Recipients, &o.CustomerID, &o.Attempts,
		&next, &created, &updated, &sent, &o.Code, &o.Status, &o.Said, &o.Error,
	}, more...)...)
	o.NextAt, o.CreatedAt, o.UpdatedAt, o.SentAt = instant(next), instant(created), instant(updated), instant(sent)
	return o, err
}

// Outgoing reads an entry with its draft.
func (m *Mail) Outgoing(ctx context.Context, id int64) (*mail.Outgoing, error) {
	var draft string
	o, err := scanOutgoing(m.db.from(ctx).QueryRowContext(ctx, m.db.SQL("SELECT "+outgoingColumns+", draft FROM mail_outgoing WHERE id = ?"), id), &draft)
	if isNoRow(err) {
		return nil, app.E(app.NotFound, "mail.no_draft")
	}
	if err != nil {
		return nil, m.db.Problem(err)
	}
	if err := json.Unmarshal([]byte(draft), &o.Draft); err != nil {
		return nil, app.E(app.Internal, "internal").Because(err)
	}
	return &o, nil
}

// OutgoingRaw reads the finished message.
func (m *Mail) OutgoingRaw(ctx context.Context, id int64) ([]byte, error) {
	var raw []byte
	err := m.db.from(ctx).QueryRowContext(ctx, m.db.SQL("SELECT raw FROM mail_outgoing WHERE id = ?"), id).Scan(&raw)
	if isNoRow(err) || err == nil && len(raw) == 0 {
		return nil, app.E(app.NotFound, "mail.no_draft")
	}
	return raw, m.db.Problem(err)
}

// Outgoings lists entries in some states, the newest first.
func (m *Mail) Outgoings(ctx context.Context, accounts []int64, states ...mail.Sending) ([]mail.Outgoing, error) {
	in, arg := m.db.InIDs("account_id", accounts)
	args := []any{arg}
	q := "SELECT " + outgoingColumns + " FROM mail_outgoing WHERE " + in + " AND " + oneOf("state", states, &args) + " ORDER BY updated_at DESC, id DESC LIMIT 2000"
	var out []mail.Outgoing
	err := m.each(ctx, q, args, func(r *sql.Rows) error {
		o, err := scanOutgoing(r)
		out = append(out, o)
		return err
	})
	return out, err
}

// Due lists entries to be tried now.
func (m *Mail) Due(ctx context.Context, now time.Time) ([]int64, error) {
	rows, err := m.query(ctx, "SELECT id FROM mail_outgoing WHERE state = ? AND next_at <= ? ORDER BY next_at, id", string(mail.Queued), now.UnixMilli())
	return int64s(rows, err)
}

// Claim turns a queued entry into one being sent.
func (m *Mail) Claim(ctx context.Context, id int64, now time.Time) (bool, error) {
	res, err := m.exec(ctx, "UPDATE mail_outgoing SET state = ?, updated_at = ?, version = version + 1 WHERE id = ? AND state = ? AND next_at <= ?",
		string(mail.InFlight), now.UnixMilli(), id, string(mail.Queued), now.UnixMilli())
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// Stuck lists entries that were being sent when a program ended.
func (m *Mail) Stuck(ctx context.Context, before time.Time) ([]int64, error) {
	rows, err := m.query(ctx, "SELECT id FROM mail_outgoing WHERE state = ? AND updated_at < ?", string(mail.InFlight), before.UnixMilli())
	return int64s(rows, err)
}

// DropOutgoing removes an entry with its files.
func (m *Mail) DropOutgoing(ctx context.Context, id int64) error {
	if _, err := m.exec(ctx, "DELETE FROM mail_outgoing_file WHERE outgoing_id = ?", id); err != nil {
		return err
	}
	_, err := m.exec(ctx, "DELETE FROM mail_outgoing WHERE id = ?", id)
	return err
}

// AddFile adds a file to a draft; one of the same source is replaced.
func (m *Mail) AddFile(ctx context.Context, f *mail.OutgoingFile) error {
	if f.Source != "" {
		if _, err := m.exec(ctx, "DELETE FROM mail_outgoing_file WHERE outgoing_id = ? AND source = ?", f.OutgoingID, f.Source); err != nil {
			return err
		}
	}
	if f.Content == nil {
		f.Content = []byte{}
	}
	f.Size = int64(len(f.Content))
	var err error
	f.ID, err = m.insert(ctx, "INSERT INTO mail_outgoing_file (outgoing_id, name, type, source, size, content) VALUES (?, ?, ?, ?, ?, ?)",
		f.OutgoingID, clean(f.Name), clean(f.Type), f.Source, f.Size, f.Content)
	return err
}

// DropFile removes a file of a draft.
func (m *Mail) DropFile(ctx context.Context, outgoing, file int64) error {
	_, err := m.exec(ctx, "DELETE FROM mail_outgoing_file WHERE outgoing_id = ? AND id = ?", outgoing, file)
	return err
}

// Files reads the files of a draft.
func (m *Mail) Files(ctx context.Context, outgoing int64, content bool) ([]mail.OutgoingFile, error) {
	what := "NULL"
	if content {
		what = "content"
	}
	var out []mail.OutgoingFile
	err := m.each(ctx, "SELECT id, outgoing_id, name, type, source, size, "+what+" FROM mail_outgoing_file WHERE outgoing_id = ? ORDER BY id", []any{outgoing}, func(r *sql.Rows) error {
		var f mail.OutgoingFile
		err := r.Scan(&f.ID, &f.OutgoingID, &f.Name, &f.Type, &f.Source, &f.Size, &f.Content)
		out = append(out, f)
		return err
	})
	return out, err
}

// SentSince counts what an account sent.
func (m *Mail) SentSince(ctx context.Context, account int64, since time.Time) (int64, error) {
	var n int64
	err := m.db.from(ctx).QueryRowContext(ctx, m.db.SQL("SELECT count(*) FROM mail_outgoing WHERE account_id = ? AND sent_at >= ? AND sent_at > 0"), account, since.UnixMilli()).Scan(&n)
	return n, m.db.Problem(err)
}

// PutSent stores a message that was sent in the folder of sent mail, unless it is there.
func (m *Mail) PutSent(ctx context.Context, f mail.Folder, in mail.Incoming, c mail.Content) (int64, error) {
	list, err := m.messages(ctx, "x.folder_id = ? AND x.mail_key = ? AND x.gone = 0", f.ID, in.Key)
	if err != nil {
		return 0, err
	}
	if len(list) > 0 {
		return list[0].ID, nil
	}
	in.FolderID, in.AccountID, in.UID = f.ID, f.AccountID, 0
	id, err := m.insertMessage(ctx, &in)
	if err != nil {
		return 0, err
	}
	return id, m.SaveBody(ctx, id, c)
}
