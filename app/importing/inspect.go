package importing

import (
	"context"
	"io"

	"kontor/app"
)

// Preview is what the page shows before anything is decided.
type Preview struct {
	Info      Info
	Layout    Layout
	HeaderRow int
	Headers   []string
	Samples   []Row // the first rows below the header
	Rows      int   // filled rows below the header
	Orders    []Order
	Filled    []int // filled cells, by column

	cells [][]Cell // the first filled cells of each column
}

// How much of a file is looked at for guessing.
const (
	headRows    = 20
	sampleCells = 60
)

// Inspect reads the file once: its columns, its rows, how its dates are written.
// headerRow -1 looks for the row of headers, 0 says that there is none. Denied for
// somebody who may not import this kind; Invalid import.no_rows for a file without rows.
func (s *Service) Inspect(ctx context.Context, k Kind, src Source, l Layout, headerRow int) (*Preview, error) {
	targets, err := s.Targets(ctx, k)
	if err != nil {
		return nil, err
	}
	p := &Preview{Info: src.Info(), Layout: l}
	head, err := firstRows(src, l)
	if err != nil {
		return nil, err
	}
	if p.HeaderRow = headerRow; headerRow < 0 {
		p.HeaderRow = newGuesser(targets, s.g.Registry.Names).headerRow(head)
	}
	rows, err := src.Open(l)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var row Row
	for n := 0; ; n++ {
		err := rows.Next(&row)
		if err == io.EOF {
			break
		}
		if err == nil && n%1000 == 0 {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		p.take(&row)
	}
	if p.Rows == 0 {
		return nil, app.E(app.Invalid, "import.no_rows")
	}
	for i := len(p.Headers); i < len(p.Filled); i++ {
		p.Headers = append(p.Headers, columnName(i))
	}
	p.grow(len(p.Headers))
	return p, nil
}

func firstRows(src Source, l Layout) ([]Row, error) {
	rows, err := src.Open(l)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Row
	for len(out) < headRows {
		var row Row
		if err := rows.Next(&row); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

func (p *Preview) grow(columns int) {
	for len(p.Filled) < columns {
		p.Filled = append(p.Filled, 0)
		p.Orders = append(p.Orders, AnyOrder)
		p.cells = append(p.cells, nil)
	}
}

// take looks at one row of the file.
func (p *Preview) take(row *Row) {
	if row.Line == p.HeaderRow {
		for i, c := range row.Cells {
			h := plainCell(c).Text
			if h == "" {
				h = columnName(i)
			}
			p.Headers = append(p.Headers, h)
		}
	}
	if row.Line <= p.HeaderRow || row.Empty() {
		return
	}
	p.Rows++
	p.grow(len(row.Cells))
	for i, c := range row.Cells {
		if c.Text == "" {
			continue
		}
		p.Filled[i]++
		if len(p.cells[i]) < sampleCells {
			p.cells[i] = append(p.cells[i], c)
		}
		if o := orderSeen(c.Text); o != AnyOrder && p.Orders[i] == AnyOrder {
			p.Orders[i] = o
		}
	}
	if len(p.Samples) < headRows {
		p.Samples = append(p.Samples, Row{Line: row.Line, Cells: append([]Cell(nil), row.Cells...)})
	}
}

// columnName is A … Z, AA … for columns without a header.
func columnName(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}

// Guess proposes a mapping: the one remembered for these headers, whose name it gives,
// else one guessed from headers and content.
func (s *Service) Guess(ctx context.Context, k Kind, p *Preview, remembered bool) (Mapping, string, error) {
	targets, err := s.Targets(ctx, k)
	if err != nil {
		return Mapping{}, "", err
	}
	if remembered {
		if m, name, ok := s.remembered(ctx, k, p, targets); ok {
			return m, name, nil
		}
	}
	columns := make([]sample, len(p.Headers))
	for i, h := range p.Headers {
		columns[i] = sample{header: h, cells: p.cells[i]}
	}
	conv := s.converter(p.Orders, AnyOrder)
	conv.find = func(string, string) (int64, error) { return 1, nil } // names are looked up by the dry run
	g := newGuesser(targets, s.g.Registry.Names)
	m := Mapping{Layout: p.Layout, HeaderRow: p.HeaderRow, Mode: Create}
	m.Columns = g.guess(columns, func(t Target, c Cell, zeros int) bool {
		v, ok, err := conv.value(-1, Column{Zeros: zeros}, t, c)
		return err == nil && (!ok || t.Field.CheckValue(v) == nil)
	})
	for i := range m.Columns {
		if p.Filled[i] == 0 {
			m.Columns[i] = Column{Header: m.Columns[i].Header} // nothing to import
		}
	}
	mapped := m.Mapped()
	for _, key := range k.Keys {
		if _, ok := mapped[key]; ok {
			m.Keys = append(m.Keys, key)
		}
	}
	return m, "", nil
}

func (s *Service) converter(seen []Order, order Order) converter {
	return converter{reg: s.g.Registry, today: s.g.Registry.Today(), order: order, seen: seen}
}
