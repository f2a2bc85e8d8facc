package data

import (
	"context"
	"strings"

	"kontor/app/search"
)

// find puts a message into the index of words, or anew.
func (m *Mail) find(ctx context.Context, id int64, fields []search.Field) error {
	if err := m.unfind(ctx, id); err != nil {
		return err
	}
	doc := search.Doc{Fields: fields}
	grams := m.spell.Grams(fields)
	if m.db.Engine == Postgres {
		_, err := m.exec(ctx, "INSERT INTO mail_found (message_id, body, grams) VALUES (?, ?, array_to_tsvector(?::text[]))", id, doc.Body(), grams)
		return err
	}
	if _, err := m.exec(ctx, "INSERT INTO mail_index (docid, grams) VALUES (?, ?)", id, search.Join(grams)); err != nil {
		return err
	}
	_, err := m.exec(ctx, "INSERT INTO mail_found (message_id, body) VALUES (?, ?)", id, doc.Body())
	return err
}

// unfind takes a message out. An FTS4 table with outside content learns from that
// content which words to take out; it is made for this moment only.
func (m *Mail) unfind(ctx context.Context, id int64) error {
	if m.db.Engine == SQLite {
		var body string
		err := m.db.from(ctx).QueryRowContext(ctx, "SELECT body FROM mail_found WHERE message_id = ?", id).Scan(&body)
		if isNoRow(err) {
			return nil
		}
		if err != nil {
			return m.db.Problem(err)
		}
		grams := search.Join(m.spell.Grams(search.ParseBody(body)))
		for _, step := range []struct {
			q    string
			args []any
		}{
			{"INSERT INTO mail_text (docid, grams) VALUES (?, ?)", []any{id, grams}},
			{"DELETE FROM mail_index WHERE docid = ?", []any{id}},
			{"DELETE FROM mail_text WHERE docid = ?", []any{id}},
		} {
			if _, err := m.exec(ctx, step.q, step.args...); err != nil {
				return err
			}
		}
	}
	_, err := m.exec(ctx, "DELETE FROM mail_found WHERE message_id = ?", id)
	return err
}

// copyFound indexes a second copy of a mail as the first one is.
func (m *Mail) copyFound(ctx context.Context, from, to int64) error {
	var body string
	err := m.db.from(ctx).QueryRowContext(ctx, m.db.SQL("SELECT body FROM mail_found WHERE message_id = ?"), from).Scan(&body)
	if isNoRow(err) {
		return nil
	}
	if err != nil {
		return m.db.Problem(err)
	}
	return m.find(ctx, to, search.ParseBody(body))
}

// mailWords is a parsed search text.
type mailWords struct{ q search.Query }

func (w mailWords) matches(body string) bool {
	return w.q.Possible(body) && w.q.Matches(search.ParseBody(body), nil) >= 0
}

// textOf writes what a text asks of the index; ok is false when it asks for nothing. An
// empty match means that the index cannot help and every message is tested.
func (m *Mail) textOf(text string) (match string, w mailWords, ok bool) {
	w.q = m.spell.Parse(text)
	if w.q.Empty() {
		return "", w, false
	}
	and, or, quote, star := " AND ", " OR ", `"`, `*"`
	if m.db.Engine == Postgres {
		and, or, quote, star = " & ", " | ", "'", "':*"
	}
	var terms []string
	for _, t := range w.q.Terms {
		var alts []string
		for _, set := range w.q.Alternatives(t) {
			var grams []string
			for _, g := range set {
				end := quote
				if g.Prefix {
					end = star
				}
				grams = append(grams, quote+g.Text+end)
			}
			alts = append(alts, "("+strings.Join(grams, and)+")")
		}
		if len(alts) > 0 {
			terms = append(terms, "("+strings.Join(alts, or)+")")
		}
	}
	return strings.Join(terms, and), w, true
}

// found joins the index to a query.
func (m *Mail) found(match, from, where string, args []any) (string, string, []any) {
	from += " JOIN mail_found f ON f.message_id = x.id"
	if match == "" {
		return from, where, args
	}
	condition := "f.message_id IN (SELECT docid FROM mail_index WHERE mail_index MATCH ?)"
	if m.db.Engine == Postgres {
		condition = "f.grams @@ ?::tsquery"
	}
	return from, condition + " AND " + where, append([]any{match}, args...)
}
