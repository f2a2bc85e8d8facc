package results

import (
	"context"
	"strconv"

	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// column is one column of a sheet.
type column struct {
	id, title string
	width     float32
	form      exporting.Form
	person    bool // with an avatar
}

// line is one row of a sheet: the values go into files as they stand; look, when set,
// changes how one is shown.
type line struct {
	values []entity.Value
	bold   bool
	open   func()
	look   func(col string, c kit.Cell) kit.Cell
}

// sheet is a table of figures that were worked out, with its export.
type sheet struct {
	host  kit.Host
	d     Deps
	name  string
	cols  []column
	lines []line
	table kit.Table
}

func newSheet(h kit.Host, d Deps, name string) *sheet {
	s := &sheet{host: h, d: d, name: name}
	s.table = kit.Table{Name: name, Source: sheetRows{s}, OnOpen: func(i int) {
		if i >= 0 && i < len(s.lines) && s.lines[i].open != nil {
			s.lines[i].open()
		}
	}}
	return s
}

// set puts new columns and rows in place.
func (s *sheet) set(cols []column, lines []line) {
	if len(s.cols) != len(cols) || len(cols) > 0 && s.cols[0].id != cols[0].id {
		s.table.Columns = nil
	}
	s.cols, s.lines = cols, lines
	fresh := make([]kit.Column, len(cols))
	for i, c := range cols {
		usual := float32(84)
		if c.form == exporting.Whole { // counts are short; their titles need the room
			usual = min(max(62, kit.Measure(c.title, kit.Caption)+16), 120)
		}
		fresh[i] = kit.Column{ID: c.id, Title: c.title, Width: max(c.width, usual), Fixed: i == 0, Flex: i == 0}
		if c.form != exporting.Text && c.form != exporting.Day {
			fresh[i].Align = kit.Right
		}
	}
	s.table.Columns = fresh
}

func (s *sheet) draw(c *kit.Canvas, id string, r kit.Rect) { s.table.Draw(c, id, r) }

// export asks for a file and writes the sheet as it is shown.
func (s *sheet) export() {
	h := s.host
	h.SaveFile(kit.FileRequest{Title: h.T("records.export"), Name: s.name + ".xlsx", Exts: []string{"xlsx"}, Kinds: "Excel", Confirm: true}, func(path string) {
		head := exporting.Head{Name: s.name, Rows: len(s.lines), Zone: h.Zone()}
		for _, c := range s.cols {
			scale := 0
			if c.form == exporting.Amount {
				scale = 2
			}
			if c.form == exporting.Decimal {
				scale = 1
			}
			head.Columns = append(head.Columns, exporting.Column{Title: c.title, Form: c.form, Scale: scale})
		}
		rows := make([][]entity.Value, len(s.lines))
		for i, l := range s.lines {
			rows[i] = l.values
		}
		h.Go(func(ctx context.Context) {
			err := s.d.Book(ctx, path, head, rows)
			h.Post(func() {
				h.Report(err)
				if err == nil {
					h.Toast(h.T("records.exported", "file", path), nil)
				}
			})
		})
	})
}

// exportCommand is the command that writes the sheet.
func (s *sheet) exportCommand() kit.Command {
	t := s.host.T
	return kit.Command{ID: "export", Title: t("records.export"), Keys: []kit.Key{"Ctrl+E"}, Icon: icons.FileSheet, Run: s.export, Status: t("records.export_word"), Enabled: func() string {
		if len(s.lines) == 0 {
			return t("resultspage.nothing")
		}
		return ""
	}}
}

type sheetRows struct{ s *sheet }

func (r sheetRows) Len() int      { return len(r.s.lines) }
func (r sheetRows) Want(int, int) {}

func (r sheetRows) RowStyle(i int) kit.RowStyle { return kit.RowStyle{Bold: r.s.lines[i].bold} }

func (r sheetRows) Row(i int) ([]kit.Cell, bool) {
	l := r.s.lines[i]
	out := make([]kit.Cell, len(r.s.cols))
	for k, c := range r.s.cols {
		v := entity.Null
		if k < len(l.values) {
			v = l.values[k]
		}
		out[k] = show(c, v)
		if c.person && !l.bold {
			out[k].Person = out[k].Text
		}
		if l.look != nil {
			out[k] = l.look(c.id, out[k])
		}
	}
	return out, true
}

// show writes a value; nothing is a dash.
func show(c column, v entity.Value) kit.Cell {
	dash := kit.Cell{Text: "—", Color: theme.Muted}
	switch c.form {
	case exporting.Amount:
		if v.Int() == 0 {
			return dash
		}
		return kit.Cell{Text: money.Of(money.Minor(v.Int()), kit.Home()).Plain()}
	case exporting.Whole:
		if v.Int() == 0 {
			return dash
		}
		return kit.Cell{Text: tr.Group(v.Int())}
	case exporting.Decimal:
		if v.IsNull() {
			return dash
		}
		return kit.Cell{Text: strconv.FormatInt(v.Int()/10, 10) + "." + strconv.FormatInt(abs(v.Int())%10, 10) + "%"}
	}
	return kit.Cell{Text: v.Text()}
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

// short writes an amount in units of ten thousand, with one decimal.
func short(m money.Minor) string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	n := (int64(m) + 50_000) / 100_000
	return sign + tr.Group(n/10) + "." + strconv.FormatInt(n%10, 10)
}

// share is part of whole in tenths of a per cent, null without a whole.
func share(part, whole int64) entity.Value {
	if whole <= 0 {
		return entity.Null
	}
	return entity.Num((part*2000 + whole) / (2 * whole))
}
