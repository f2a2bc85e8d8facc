package data

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"kontor/app/mail"
)

// UIDs lists the numbers known in a folder.
func (m *Mail) UIDs(ctx context.Context, folder int64) ([]uint32, error) {
	var out []uint32
	err := m.each(ctx, "SELECT mail_uid FROM mail_message WHERE folder_id = ? AND mail_uid IS NOT NULL AND gone = 0 ORDER BY mail_uid", []any{folder}, func(r *sql.Rows) error {
		var u int64
		err := r.Scan(&u)
		out = append(out, uint32(u))
		return err
	})
	return out, err
}

// Insert stores new messages of a folder.
func (m *Mail) Insert(ctx context.Context, f mail.Folder, list []mail.Incoming) ([]int64, error) {
	var fresh []int64
	for i := range list {
		in := &list[i]
		in.FolderID, in.AccountID = f.ID, f.AccountID
		id, isNew, err := m.place(ctx, in)
		if err != nil {
			return nil, err
		}
		in.ID = id
		if isNew {
			fresh = append(fresh, id)
		}
	}
	return fresh, nil
}

// place finds the message that waits for this number, or makes a new one.
func (m *Mail) place(ctx context.Context, in *mail.Incoming) (id int64, fresh bool, err error) {
	t, err := m.db.writer(ctx)
	if err != nil {
		return 0, false, err
	}
	q := `SELECT id, gone FROM mail_message WHERE folder_id = ? AND (mail_uid = ? OR mail_uid IS NULL AND gone = 0 AND mail_key = ?)
		ORDER BY CASE WHEN mail_uid IS NULL THEN 1 ELSE 0 END, id LIMIT 1`
	var gone int64
	err = t.tx.QueryRowContext(ctx, m.db.SQL(q), in.FolderID, int64(in.UID), in.Key).Scan(&id, &gone)
	switch {
	case err == nil:
		_, err = m.exec(ctx, "UPDATE mail_message SET mail_uid = ?, gone = 0 WHERE id = ?", int64(in.UID), id)
		return id, false, err
	case !isNoRow(err):
		return 0, false, m.db.Problem(err)
	}
	id, err = m.insertMessage(ctx, in)
	return id, true, err
}

// messageColumns are those that Insert writes; scanMessage reads them in this order.
const messageColumns = `account_id, folder_id, mail_uid, mail_key, message_id, flags, at, size, subject, from_name, from_mail, to_text,
	snippet, files, outgoing, automatic, bounce, body, matched, customer_id, contact_id, private`

func (m *Mail) insertMessage(ctx context.Context, in *mail.Incoming) (int64, error) {
	var uid any
	if in.UID != 0 {
		uid = int64(in.UID)
	}
	id, err := m.insert(ctx, "INSERT INTO mail_message ("+messageColumns+", placed_at) VALUES (?"+strings.Repeat(", ?", 22)+")",
		in.AccountID, in.FolderID, uid, in.Key, clean(in.MessageID), int64(in.Flags), millis(in.At), in.Size, clean(in.Subject),
		clean(in.From.Name), clean(in.From.Mail), clean(in.To), clean(in.Snippet), int64(in.Files), flag(in.Outgoing), flag(in.Automatic),
		flag(in.Bounce), int64(in.Body), int64(in.Match), in.CustomerID, in.ContactID, flag(in.Private), m.db.params.Clock.Now().UnixMilli())
	if err != nil {
		return 0, err
	}
	for _, p := range in.Addresses {
		if _, err := m.exec(ctx, "INSERT INTO mail_address (message_id, address, role) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", id, clean(p.Key), p.Role); err != nil {
			return 0, err
		}
	}
	for _, r := range in.Refs {
		if _, err := m.exec(ctx, "INSERT INTO mail_ref (message_id, ref) VALUES (?, ?) ON CONFLICT DO NOTHING", id, clean(r)); err != nil {
			return 0, err
		}
	}
	return id, m.thread(ctx, id, in)
}

// thread joins a message to those that it names and to those that name it. A mail that
// comes later than its answers joins their threads into one.
func (m *Mail) thread(ctx context.Context, id int64, in *mail.Incoming) error {
	names := append([]string{}, in.Refs...)
	if in.MessageID != "" {
		names = append(names, in.MessageID)
	}
	threads := []int64{}
	if len(names) > 0 {
		var args []any
		byName := oneOf("message_id", names, &args)
		byRef := oneOf("r.ref", names, &args)
		rows, err := m.query(ctx, "SELECT thread_id FROM mail_message WHERE thread_id <> 0 AND "+byName+
			" UNION SELECT x.thread_id FROM mail_ref r JOIN mail_message x ON x.id = r.message_id WHERE x.thread_id <> 0 AND "+byRef, args...)
		if threads, err = int64s(rows, err); err != nil {
			return m.db.Problem(err)
		}
	}
	thread := id
	if len(threads) > 0 {
		thread = slices.Min(threads)
	}
	for _, other := range threads {
		if other != thread {
			if _, err := m.exec(ctx, "UPDATE mail_message SET thread_id = ? WHERE thread_id = ?", thread, other); err != nil {
				return err
			}
		}
	}
	in.ThreadID = thread
	_, err := m.exec(ctx, "UPDATE mail_message SET thread_id = ? WHERE id = ?", thread, id)
	return err
}

// Unnumber takes the numbers from the messages of a folder.
func (m *Mail) Unnumber(ctx context.Context, folder int64) error {
	if _, err := m.exec(ctx, "DELETE FROM mail_op WHERE folder_id = ? AND kind <> ?", folder, string(mail.OpAppend)); err != nil {
		return err
	}
	_, err := m.exec(ctx, "UPDATE mail_message SET mail_uid = NULL, placed_at = 0 WHERE folder_id = ?", folder)
	return err
}

// Unplaced marks messages gone that got no number.
func (m *Mail) Unplaced(ctx context.Context, folder int64, before time.Time) error {
	_, err := m.exec(ctx, `UPDATE mail_message SET gone = 1 WHERE folder_id = ? AND mail_uid IS NULL AND placed_at < ?
		AND NOT EXISTS (SELECT 1 FROM mail_op o WHERE o.message_id = mail_message.id)`, folder, millis(before))
	return err
}

// Gone marks messages that are no longer in a folder.
func (m *Mail) Gone(ctx context.Context, folder int64, uids []uint32) error {
	for part := range slices.Chunk(uids, 500) {
		ids := make([]int64, len(part))
		for i, u := range part {
			ids[i] = int64(u)
		}
		in, arg := m.db.InIDs("mail_uid", ids)
		if _, err := m.exec(ctx, "UPDATE mail_message SET gone = 1 WHERE folder_id = ? AND "+in, folder, arg); err != nil {
			return err
		}
	}
	return nil
}

// SetFlags takes over the server's flags.
func (m *Mail) SetFlags(ctx context.Context, folder int64, list []mail.Flagged) (int, error) {
	q := `UPDATE mail_message SET flags = ? WHERE folder_id = ? AND mail_uid = ? AND flags <> ?
		AND NOT EXISTS (SELECT 1 FROM mail_op o WHERE o.message_id = mail_message.id)`
	changed := 0
	for _, f := range list {
		res, err := m.exec(ctx, q, int64(f.Flags), folder, int64(f.UID), int64(f.Flags))
		if err != nil {
			return changed, err
		}
		if n, err := res.RowsAffected(); err == nil {
			changed += int(n)
		}
	}
	return changed, nil
}

// Wanted lists messages without their text.
func (m *Mail) Wanted(ctx context.Context, account int64, n int) ([]mail.Message, error) {
	return m.messages(ctx, "x.account_id = ? AND x.body = 0 AND x.gone = 0 AND x.mail_uid IS NOT NULL ORDER BY x.at DESC LIMIT ?", account, n)
}

// CopyBody takes the text of another copy.
func (m *Mail) CopyBody(ctx context.Context, w mail.Message) (bool, error) {
	t, err := m.db.writer(ctx)
	if err != nil {
		return false, err
	}
	var from int64
	q := "SELECT id FROM mail_message WHERE mail_key = ? AND size = ? AND body = 1 AND id <> ? LIMIT 1"
	if err := t.tx.QueryRowContext(ctx, m.db.SQL(q), w.Key, w.Size, w.ID).Scan(&from); err != nil {
		if isNoRow(err) {
			return false, nil
		}
		return false, m.db.Problem(err)
	}
	steps := []struct {
		q    string
		args []any
	}{
		{"INSERT INTO mail_body (message_id, packed, raw) SELECT CAST(? AS " + m.int() + "), packed, raw FROM mail_body WHERE message_id = ? ON CONFLICT DO NOTHING", []any{w.ID, from}},
		{"INSERT INTO mail_attachment (message_id, path, name, type, size) SELECT CAST(? AS " + m.int() + "), path, name, type, size FROM mail_attachment WHERE message_id = ? ON CONFLICT DO NOTHING", []any{w.ID, from}},
		{"UPDATE mail_message SET body = 1, snippet = (SELECT y.snippet FROM mail_message y WHERE y.id = ?), files = (SELECT y.files FROM mail_message y WHERE y.id = ?) WHERE id = ?", []any{from, from, w.ID}},
	}
	for _, s := range steps {
		if _, err := m.exec(ctx, s.q, s.args...); err != nil {
			return false, err
		}
	}
	return true, m.copyFound(ctx, from, w.ID)
}

func (m *Mail) int() string { return marks[m.db.Engine]["int"] }

var (
	packer, _   = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	unpacker, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(256<<20))
)

// SaveBody stores a text, packed where that helps.
func (m *Mail) SaveBody(ctx context.Context, id int64, c mail.Content) error {
	raw, packed := c.Raw, packer.EncodeAll(c.Raw, nil)
	isPacked := len(packed) < len(raw)*9/10
	if isPacked {
		raw = packed
	}
	q := "INSERT INTO mail_body (message_id, packed, raw) VALUES (?, ?, ?)" + m.db.Upsert([]string{"message_id"}, []string{"packed", "raw"})
	if _, err := m.exec(ctx, q, id, flag(isPacked), raw); err != nil {
		return err
	}
	if _, err := m.exec(ctx, "DELETE FROM mail_attachment WHERE message_id = ?", id); err != nil {
		return err
	}
	for _, f := range c.Files {
		q := "INSERT INTO mail_attachment (message_id, path, name, type, size) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
		if _, err := m.exec(ctx, q, id, f.Path, clean(f.Name), clean(f.Type), f.Size); err != nil {
			return err
		}
	}
	q = "UPDATE mail_message SET body = 1, snippet = ?, files = ?, bounce = ?, automatic = ? WHERE id = ?"
	if _, err := m.exec(ctx, q, clean(c.Snippet), len(c.Files), flag(c.Bounce), flag(c.Auto), id); err != nil {
		return err
	}
	return m.find(ctx, id, c.Found)
}

// SetBody notes why there is no text.
func (m *Mail) SetBody(ctx context.Context, id int64, b mail.BodyState) error {
	_, err := m.exec(ctx, "UPDATE mail_message SET body = ? WHERE id = ?", int64(b), id)
	return err
}

// Raw gives the whole text.
func (m *Mail) Raw(ctx context.Context, id int64) ([]byte, error) {
	var packed int64
	var raw []byte
	err := m.db.from(ctx).QueryRowContext(ctx, m.db.SQL("SELECT packed, raw FROM mail_body WHERE message_id = ?"), id).Scan(&packed, &raw)
	if isNoRow(err) {
		return nil, nil
	}
	if err != nil || packed == 0 {
		return raw, m.db.Problem(err)
	}
	return unpacker.DecodeAll(raw, nil)
}
