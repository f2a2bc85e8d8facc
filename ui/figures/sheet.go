// Package figures shows figures that were worked out: a period that is turned, and a table with
// its export.
package figures

import (
	"context"
	"slices"
	"strconv"

	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// Column is one column of a sheet.
type Column struct {
	ID, Title string
	Width     float32
	Form      exporting.Form
	Person    bool // with an avatar
	Flex      bool // takes the room that is left, instead of the first one
}

// Line is one row of a sheet: Values go into files as they stand; Look, when set,
// changes how one is shown.
type Line struct {
	Values []entity.Value
	Bold   bool
	Apart  bool // does not add to the total: another currency
	Open   func()
	Look   func(col string, c kit.Cell) kit.Cell
}

// Writer writes figures into a workbook that is whole or not there.
type Writer func(ctx context.Context, path string, head exporting.Head, rows [][]entity.Value) error

// Sheet is a table of figures that were worked out, with its export.
type Sheet struct {
	Name  string // of the table and of the file
	Table kit.Table

	host  kit.Host
	book  Writer
	cols  []Column
	lines []Line
}

// New makes a sheet; name is that of the table and of the file.
func New(h kit.Host, book Writer, name string) *Sheet {
	s := &Sheet{host: h, book: book, Name: name}
	s.Table = kit.Table{Name: name, Source: sheetRows{s}, OnOpen: func(i int) {
		switch {
		case i < 0 || i >= len(s.lines):
		case s.lines[i].Open != nil:
			s.lines[i].Open()
		case s.lines[i].Bold:
			s.total(s.lines[i])
		}
	}}
	return s
}

// Set puts new columns and rows in place.
func (s *Sheet) Set(cols []Column, lines []Line) {
	if len(s.cols) != len(cols) || len(cols) > 0 && s.cols[0].ID != cols[0].ID {
		s.Table.Columns = nil
	}
	s.cols, s.lines = cols, lines
	wide := max(0, slices.IndexFunc(cols, func(c Column) bool { return c.Flex }))
	fresh := make([]kit.Column, len(cols))
	for i, c := range cols {
		usual := float32(84)
		if c.Form == exporting.Whole { // counts are short; their titles need the room
			usual = min(max(62, kit.Measure(c.Title, kit.Caption)+16), 120)
		}
		fresh[i] = kit.Column{ID: c.ID, Title: c.Title, Width: max(c.Width, usual), Fixed: i == 0, Flex: i == wide}
		if c.Form != exporting.Text && c.Form != exporting.Day {
			fresh[i].Align = kit.Right
		}
	}
	s.Table.Columns = fresh
}

// Draw shows the table.
func (s *Sheet) Draw(c *kit.Canvas, id string, r kit.Rect) { s.Table.Draw(c, id, r) }

// Export asks for a file and writes the sheet as it is shown.
func (s *Sheet) Export() {
	h := s.host
	h.SaveFile(kit.FileRequest{Title: h.T("records.export"), Name: s.Name + ".xlsx", Exts: []string{"xlsx", "csv"}, Kinds: "Excel, CSV", Confirm: true}, func(path string) {
		head := exporting.Head{Name: s.Name, Rows: len(s.lines), Zone: h.Zone()}
		for _, c := range s.cols {
			scale := 0
			if c.Form == exporting.Amount {
				scale = 2
			}
			if c.Form == exporting.Decimal {
				scale = 1
			}
			head.Columns = append(head.Columns, exporting.Column{Title: c.Title, Form: c.Form, Scale: scale})
		}
		rows := make([][]entity.Value, len(s.lines))
		for i, l := range s.lines {
			rows[i] = l.Values
		}
		h.Go(func(ctx context.Context) {
			err := s.book(ctx, path, head, rows)
			h.Post(func() {
				h.Report(err)
				if err == nil {
					h.Toast(h.T("records.exported", "file", path), nil)
				}
			})
		})
	})
}

// ExportCommand is the command that writes the sheet.
func (s *Sheet) ExportCommand() kit.Command {
	t := s.host.T
	return kit.Command{ID: "export", Title: t("records.export"), Keys: []kit.Key{"Ctrl+E"}, Icon: icons.FileSheet, Run: s.Export, Status: t("records.export_word"), Enabled: func() string {
		if len(s.lines) == 0 {
			return t("resultspage.nothing")
		}
		return ""
	}}
}

type sheetRows struct{ s *Sheet }

func (r sheetRows) Len() int      { return len(r.s.lines) }
func (r sheetRows) Want(int, int) {}

func (r sheetRows) RowStyle(i int) kit.RowStyle { return kit.RowStyle{Bold: r.s.lines[i].Bold} }

func (r sheetRows) Row(i int) ([]kit.Cell, bool) {
	l := r.s.lines[i]
	out := make([]kit.Cell, len(r.s.cols))
	for k, c := range r.s.cols {
		v := entity.Null
		if k < len(l.Values) {
			v = l.Values[k]
		}
		out[k] = Show(c, v)
		if c.Person && !l.Bold {
			out[k].Person = out[k].Text
		}
		if l.Look != nil {
			out[k] = l.Look(c.ID, out[k])
		}
	}
	return out, true
}

// Show writes a value; nothing is a dash.
func Show(c Column, v entity.Value) kit.Cell {
	dash := kit.Cell{Text: "—", Color: theme.Muted}
	switch c.Form {
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

// Short writes an amount in units of ten thousand, with one decimal.
func Short(m money.Minor) string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	n := (int64(m) + 50_000) / 100_000
	return sign + tr.Group(n/10) + "." + strconv.FormatInt(n%10, 10)
}

// Part is part of whole in tenths of a per cent, null without a whole.
func Part(part, whole int64) entity.Value {
	if whole <= 0 {
		return entity.Null
	}
	return entity.Num((part*2000 + whole) / (2 * whole))
}

// Len is how many rows the sheet has.
func (s *Sheet) Len() int { return len(s.lines) }
