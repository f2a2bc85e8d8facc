package data

import (
	"strings"

	"kontor/app/dedupe"
	"kontor/app/entity"
	"kontor/app/listing"
)

// same renders "equals" by what is indexed: mail addresses in small letters, as they are
// compared everywhere, and the title beside its normal form.
func (q *query) same(e string, c *listing.Column, arg entity.Value) expr {
	f := c.Field
	key := q.t.Field(f.Key + "_key")
	switch {
	case f.Kind == entity.KindMail:
		return expr{"(lower(" + e + ") = lower(?) AND " + e + " <> '')", []any{arg.Any()}}
	case c.Via == nil && f.Key == q.t.Title && f.Key == "name" && key != nil:
		return expr{"(" + e + " = ? AND " + q.own("t", key) + " = ?)", []any{arg.Any(), dedupe.Name(arg.Text())}}
	}
	return expr{e + " = ?", []any{arg.Any()}}
}

// sameAsOne renders "is one of".
func (q *query) sameAsOne(e string, f *entity.Field, texts []string) expr {
	if f.Kind == entity.KindMail {
		low := make([]string, len(texts))
		for i, t := range texts {
			low[i] = lower(t)
		}
		in, arg := q.db.inTexts("lower("+e+")", low)
		return expr{"(" + in + " AND " + e + " <> '')", []any{arg}}
	}
	in, arg := q.db.inTexts(e, texts)
	return expr{in, []any{arg}}
}

// lower is what both engines do to a text: only A to Z become small.
func lower(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}
