package data

import (
	"context"
	"database/sql"
	"strings"

	"kontor/app/mail"
)

// scanned are the columns of a message in the order of scan.
const scanned = "x.id, x.thread_id, x.account_id, x.folder_id, coalesce(x.mail_uid, 0), x.mail_key, x.message_id, x.flags, x.at, x.size, x.subject, " +
	"x.from_name, x.from_mail, x.to_text, x.snippet, x.files, x.outgoing, x.automatic, x.bounce, x.body, x.matched, x.customer_id, x.contact_id, x.private"

// messages reads messages; the condition is about the alias x.
func (m *Mail) messages(ctx context.Context, where string, args ...any) ([]mail.Message, error) {
	var out []mail.Message
	err := m.each(ctx, "SELECT "+scanned+" FROM mail_message x WHERE "+where, args, func(r *sql.Rows) error {
		var g mail.Message
		var uid, flags, at, outgoing, automatic, bounce, body, matched, private int64
		err := r.Scan(&g.ID, &g.ThreadID, &g.AccountID, &g.FolderID, &uid, &g.Key, &g.MessageID, &flags, &at, &g.Size, &g.Subject,
			&g.From.Name, &g.From.Mail, &g.To, &g.Snippet, &g.Files, &outgoing, &automatic, &bounce, &body, &matched, &g.CustomerID, &g.ContactID, &private)
		if err != nil {
			return err
		}
		g.UID, g.Flags, g.At = uint32(uid), mail.Flags(flags), instant(at)
		g.Outgoing, g.Automatic, g.Bounce, g.Private = outgoing != 0, automatic != 0, bounce != 0, private != 0
		g.Body, g.Match = mail.BodyState(body), mail.Match(matched)
		out = append(out, g)
		return nil
	})
	return out, err
}

// Messages reads messages in the order of ids.
func (m *Mail) Messages(ctx context.Context, ids []int64) ([]mail.Message, error) {
	in, arg := m.db.InIDs("x.id", ids)
	list, err := m.messages(ctx, "x.gone = 0 AND "+in, arg)
	if err != nil {
		return nil, err
	}
	at := make(map[int64]int, len(list))
	for i := range list {
		at[list[i].ID] = i
	}
	out := make([]mail.Message, 0, len(list))
	for _, id := range ids {
		if i, ok := at[id]; ok {
			out = append(out, list[i])
		}
	}
	return out, nil
}

// ByKey finds the copies of a mail.
func (m *Mail) ByKey(ctx context.Context, key string) ([]mail.Message, error) {
	return m.messages(ctx, "x.mail_key = ? AND x.gone = 0 ORDER BY x.id", key)
}

// where writes the condition of a query without its text.
func (m *Mail) where(q mail.Query) (string, []any) {
	in, arg := m.db.InIDs("x.account_id", q.Accounts)
	parts, args := []string{"x.gone = 0", in}, []any{arg}
	add := func(part string, a ...any) { parts, args = append(parts, part), append(args, a...) }
	switch {
	case q.FolderID != 0:
		add("x.folder_id = ?", q.FolderID)
	case len(q.Roles) > 0:
		var names []any
		roles := oneOf("role", q.Roles, &names)
		add("x.folder_id IN (SELECT id FROM mail_folder WHERE gone = 0 AND "+roles+")", names...)
	}
	if len(q.Match) > 0 {
		part := "x.matched IN (" + strings.TrimSuffix(strings.Repeat("?, ", len(q.Match)), ", ") + ")"
		for _, one := range q.Match {
			args = append(args, int64(one))
		}
		parts = append(parts, part)
	}
	if q.CustomerID != 0 {
		add("x.mail_key IN (SELECT l.mail_key FROM mail_link l WHERE l.entity = 'customer' AND l.record_id = ? AND l.how <> 'refused')", q.CustomerID)
	}
	if q.Starred {
		add("x.flags % 8 >= 4")
	}
	if q.Unread {
		add("x.flags % 2 = 0")
	}
	if q.WithFiles {
		add("x.files > 0")
	}
	if q.Incoming {
		add("x.outgoing = 0")
	}
	return strings.Join(parts, " AND "), args
}

// IDs lists the messages of a view. Of a mail that lies in several folders of the view
// one copy is listed: the one read least.
func (m *Mail) IDs(ctx context.Context, q mail.Query) ([]int64, error) {
	where, args := m.where(q)
	match, words, ok := m.textOf(q.Text)
	if q.Text != "" && !ok {
		return nil, nil
	}
	from := "mail_message x"
	if q.Text != "" {
		from, where, args = m.found(match, from, where, args)
	}
	sql_ := "SELECT x.id, x.mail_key" + bodyColumn(q.Text) + " FROM " + from + " WHERE " + where + " ORDER BY x.at DESC, x.id DESC"
	if q.Limit > 0 && q.Text == "" {
		sql_ += " LIMIT ?"
		args = append(args, q.Limit)
	}
	single := q.FolderID != 0
	seen := map[string]bool{}
	var out []int64
	err := m.each(ctx, sql_, args, func(r *sql.Rows) error {
		var id int64
		var key, body string
		to := []any{&id, &key}
		if q.Text != "" {
			to = append(to, &body)
		}
		if err := r.Scan(to...); err != nil {
			return err
		}
		if q.Text != "" && !words.matches(body) || !single && seen[key] || q.Limit > 0 && len(out) >= q.Limit {
			return nil
		}
		seen[key] = true
		out = append(out, id)
		return nil
	})
	return out, err
}

func bodyColumn(text string) string {
	if text == "" {
		return ""
	}
	return ", f.body"
}

// Counts counts messages and unread ones. A mail with copies in several folders counts
// once.
func (m *Mail) Counts(ctx context.Context, list []mail.Query) ([]mail.Count, error) {
	out := make([]mail.Count, len(list))
	for i, q := range list {
		where, args := m.where(q)
		what := "count(DISTINCT x.mail_key), count(DISTINCT CASE WHEN x.flags % 2 = 0 THEN x.mail_key END)"
		if q.FolderID != 0 {
			what = "count(*), coalesce(sum(CASE WHEN x.flags % 2 = 0 THEN 1 ELSE 0 END), 0)"
		}
		row := m.db.from(ctx).QueryRowContext(ctx, m.db.SQL("SELECT "+what+" FROM mail_message x WHERE "+where), args...)
		if err := row.Scan(&out[i].Total, &out[i].Unread); err != nil {
			return nil, m.db.Problem(err)
		}
	}
	return out, nil
}

// Attachments lists the files of a message.
func (m *Mail) Attachments(ctx context.Context, id int64) ([]mail.Attachment, error) {
	var out []mail.Attachment
	err := m.each(ctx, "SELECT path, name, type, size FROM mail_attachment WHERE message_id = ? ORDER BY path", []any{id}, func(r *sql.Rows) error {
		var a mail.Attachment
		err := r.Scan(&a.Path, &a.Name, &a.Type, &a.Size)
		out = append(out, a)
		return err
	})
	return out, err
}

// Thread lists a conversation, each mail once.
func (m *Mail) Thread(ctx context.Context, thread int64, accounts []int64) ([]int64, error) {
	in, arg := m.db.InIDs("x.account_id", accounts)
	list, err := m.messages(ctx, "x.thread_id = ? AND x.gone = 0 AND "+in+" ORDER BY x.at, x.id", thread, arg)
	seen := map[string]bool{}
	var out []int64
	for _, g := range list {
		if !seen[g.Key] {
			seen[g.Key] = true
			out = append(out, g.ID)
		}
	}
	return out, err
}

// Parties lists the addresses of a message.
func (m *Mail) Parties(ctx context.Context, id int64) ([]mail.Party, error) {
	var out []mail.Party
	err := m.each(ctx, "SELECT address, role FROM mail_address WHERE message_id = ? ORDER BY role, address", []any{id}, func(r *sql.Rows) error {
		var p mail.Party
		err := r.Scan(&p.Key, &p.Role)
		out = append(out, p)
		return err
	})
	return out, err
}
