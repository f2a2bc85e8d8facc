package main

import (
	"context"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/ui/cli"
	"kontor/ui/kit"
	"kontor/ui/tr"
)

// exportLog writes the log of the company, newest first: a row for each field that was
// changed, one for a change without fields. It takes the right to read the log.
func (c *office) exportLog(ctx context.Context, w cli.ExportWish) (int, error) {
	if w.View != "" || w.Filter != "" {
		return 0, app.E(app.Invalid, "export.log_whole")
	}
	t := kit.Tongue()
	head := exporting.Head{Name: t.T("log.title"), Zone: c.Ground.Registry.Zone()}
	for _, col := range []struct {
		key  string
		form exporting.Form
	}{
		{"at", exporting.Moment},
		{"person", exporting.Text},
		{"way", exporting.Text},
		{"kind", exporting.Text},
		{"record", exporting.Whole},
		{"action", exporting.Text},
		{"field", exporting.Text},
		{"before", exporting.Text},
		{"after", exporting.Text},
		{"reason", exporting.Text},
	} {
		head.Columns = append(head.Columns, exporting.Column{Title: t.T("log." + col.key), Form: col.form})
	}
	if _, err := c.History.Log(ctx, audit.Wanted{Limit: 1, Heads: true}); err != nil {
		return 0, err // before a file is made
	}
	n := 0
	err := writeBook(w.To, head, func(book exporting.Writer) error {
		const page = 500
		for before := int64(0); ; {
			sets, err := c.History.Log(ctx, audit.Wanted{Before: before, Limit: page})
			if err != nil {
				return err
			}
			for i := range sets {
				for _, row := range c.logRows(t, &sets[i]) {
					if err := book.Row(row); err != nil {
						return err
					}
					n++
				}
				before = sets[i].ID
			}
			if len(sets) < page {
				return nil
			}
		}
	})
	return n, err
}

// logRows are the rows of one set of changes.
func (c *office) logRows(t *tr.Tongue, s *audit.Set) [][]entity.Value {
	var out [][]entity.Value
	for i := range s.Changes {
		x := &s.Changes[i]
		row := func(field, before, after string) {
			out = append(out, []entity.Value{
				entity.Num(s.At), entity.Str(s.Person), entity.Str(t.Or("history.kind."+s.Kind, s.Kind)), entity.Str(t.Or(x.Entity+".one", x.Entity)), entity.Num(x.Record),
				entity.Str(t.T("log.action." + string(x.Action))), entity.Str(field), entity.Str(before), entity.Str(after), entity.Str(s.Reason),
			})
		}
		typ := c.Ground.Registry.Type(x.Entity)
		for _, d := range x.Fields {
			if f := fieldOf(typ, d.Key); f != nil {
				row(exporting.Label(t, f), logText(t, f, d.Before), logText(t, f, d.After))
			}
		}
		if len(x.Fields) == 0 {
			row("", "", "")
		}
	}
	return out
}

func fieldOf(t *entity.Type, key string) *entity.Field {
	if t == nil {
		return nil
	}
	return t.Field(key)
}

// logText is a value as it was: the name of an option, else what the field holds.
func logText(t *tr.Tongue, f *entity.Field, v entity.Value) string {
	if v.IsNull() {
		return ""
	}
	if f.Kind == entity.KindChoice {
		return exporting.Option(t, f, v.Text())
	}
	return f.Format(v)
}
