package importpage

import (
	"strings"

	"kontor/app/entity"
	"kontor/app/importing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// fewColumns is how many columns are shown before certain ones fold away.
const fewColumns = 8

const rowHeight = 28

func (p *Page) target(key string) (importing.Target, bool) {
	for _, t := range p.targets {
		if t.Key == key {
			return t, true
		}
	}
	return importing.Target{}, false
}

// fieldName is the label of a field, with 联系人 in front for those of the side.
func (p *Page) fieldName(key string) string {
	t, ok := p.target(key)
	if !ok {
		if f := p.deps.Registry.Type(p.kind.Entity).Field(key); f != nil {
			return records.Label(p.host, f)
		}
		return key
	}
	label := records.Label(p.host, t.Field)
	if t.Side {
		return p.host.T("import.page.of", "entity", p.host.T(t.Type.Name+".one"), "field", label)
	}
	return label
}

// makeFields makes the choice of a field for each column.
func (p *Page) makeFields() {
	options := []kit.Option{{Key: "", Text: p.host.T("import.page.ignore")}}
	for _, t := range p.targets {
		text := p.fieldName(t.Key)
		if t.Field.Required {
			text += " *"
		}
		options = append(options, kit.Option{Key: t.Key, Text: text, Detail: p.typeName(t.Field)})
	}
	p.fields = make([]*kit.Picker, len(p.mapping.Columns))
	for i := range p.mapping.Columns {
		f := kit.NewPicker(p.mapping.Columns[i].Header, options)
		f.Width = 240
		f.OnPick = func(o kit.Option) { p.choose(i, o.Key) }
		p.fields[i] = f
	}
	p.showFields()
}

// showFields puts the mapping into the pickers.
func (p *Page) showFields() {
	for i, f := range p.fields {
		f.SetKey(p.mapping.Columns[i].Field)
		f.Warn, f.Err = false, ""
	}
	if p.report == nil {
		return
	}
	for _, i := range p.openColumns() {
		p.fields[i].Warn = true
	}
}

// choose gives a column another field; the column that had it before loses it.
func (p *Page) choose(i int, field string) {
	for j := range p.mapping.Columns {
		if j != i && field != "" && p.mapping.Columns[j].Field == field {
			p.mapping.Columns[j].Field = ""
		}
	}
	col := &p.mapping.Columns[i]
	if col.Field != field {
		col.Field, col.Sure, col.Agreed, col.Values, col.Unknown = field, importing.Set, false, nil, importing.Refuse
		if t, ok := p.target(field); !ok || t.Field.Kind != entity.KindMoney && t.Field.Kind != entity.KindNumber {
			col.Zeros = 0
		}
	}
	p.report = nil
	p.showFields()
	p.dry(false)
}

// openColumns are the columns somebody has to agree to.
func (p *Page) openColumns() []int {
	var out []int
	for i, c := range p.mapping.Columns {
		if c.Field != "" && !c.Agreed && (c.Sure == importing.Low || c.Zeros != 0 || p.unknown(i) > 0) {
			out = append(out, i)
		}
	}
	return out
}

// unknown is how many rows of a column name somebody nobody knows.
func (p *Page) unknown(i int) int {
	if p.report == nil || i >= len(p.report.Checks) {
		return 0
	}
	n := 0
	for _, k := range p.report.Checks[i].Unknown {
		n += k
	}
	return n
}

// shown are the columns in view; folded those that are certain and have nothing to say.
func (p *Page) shown() (shown, folded []int) {
	if p.all || len(p.mapping.Columns) <= fewColumns+1 {
		for i := range p.mapping.Columns {
			shown = append(shown, i)
		}
		return shown, nil
	}
	quiet := map[int]bool{}
	loud := 0
	for i, c := range p.mapping.Columns {
		fine := c.Field != "" && c.Sure != importing.Low && c.Sure != importing.Medium && c.Zeros == 0 && p.faultsOf(i) == 0 && p.unknown(i) == 0
		quiet[i] = fine
		if !fine {
			loud++
		}
	}
	room := max(0, fewColumns-loud)
	for i := range p.mapping.Columns {
		if quiet[i] && room == 0 {
			folded = append(folded, i)
			continue
		}
		if quiet[i] {
			room--
		}
		shown = append(shown, i)
	}
	return shown, folded
}

func (p *Page) faultsOf(i int) int {
	if p.report == nil || i >= len(p.report.Checks) {
		return 0
	}
	return p.report.Checks[i].Faults
}

func (p *Page) columnsHeight() float32 {
	shown, folded := p.shown()
	h := float32(theme.TableHead + len(shown)*rowHeight)
	if len(folded) > 0 || p.all {
		h += rowHeight
	}
	return h
}

// cellsOf lays the columns of the mapping table.
func cellsOf(r kit.Rect) []kit.Rect {
	in := r.Pad(16, 0, 16, 0)
	if in.W < 900 { // the smallest window: what the check says matters most
		return in.Columns(8, 96, (in.W-104)*0.13, 14, 128, 78, 52, -1)
	}
	flex := in.W - 100 - 16 - 164 - 88 - 56 - 5*12
	first := min(132, flex*0.18+60)
	sample := (flex - first + 100) * 0.42
	return in.Columns(12, first, sample, 16, 164, 88, 56, -1)
}

func (p *Page) columns(c *kit.Canvas, r kit.Rect) {
	head := r.CutTop(theme.TableHead)
	c.Fill(head, theme.Sunken)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	cells := cellsOf(head)
	for i, key := range []string{"column", "sample", "", "field", "sure", "type", "check"} {
		if key != "" {
			c.Text(cells[i], p.host.T("import.page."+key), kit.Caption)
		}
	}
	shown, folded := p.shown()
	height := float32(len(shown) * rowHeight)
	if len(folded) > 0 || p.all {
		height += rowHeight
	}
	c.Scroll("columns", r, height, func(body kit.Rect) {
		for _, i := range shown {
			row := body.CutTop(rowHeight)
			if c.Visible(row) {
				p.column(c, row, i)
			}
		}
		if len(folded) > 0 || p.all {
			p.fold(c, body.CutTop(rowHeight).Pad(16, 0, 16, 0), folded)
		}
	})
}

func (p *Page) fold(c *kit.Canvas, r kit.Rect, folded []int) {
	if p.all {
		c.LinkText(r, "fold", p.host.T("import.page.fold"), kit.Link, func() { p.all = false })
		return
	}
	var names []string
	for _, i := range folded {
		names = append(names, p.fieldName(p.mapping.Columns[i].Field))
	}
	text := p.host.T("import.page.folded", "n", len(folded), "names", strings.Join(names, p.host.T("records.comma")))
	r.CutLeft(c.Text(r.Pad(0, 0, 60, 0), text, kit.Caption) + 14)
	c.LinkText(r, "unfold", p.host.T("import.page.unfold"), kit.Link, func() { p.all = true })
}

// column is one row of the mapping.
func (p *Page) column(c *kit.Canvas, r kit.Rect, i int) {
	col := p.mapping.Columns[i]
	cells := cellsOf(r)
	c.Text(cells[0], col.Header, kit.Body)
	c.Text(cells[1], p.samples(i), kit.Second)
	c.Icon(cells[2], icons.ChevronRight, 12, theme.Muted)
	f := p.fields[i]
	c.Field(fieldID(i), cells[3].MiddleRow(26), f.Field)
	p.sure(c, cells[4], col)
	if t, ok := p.target(col.Field); ok {
		c.Text(cells[5], p.typeName(t.Field), kit.Body)
	}
	p.verdict(c, cells[6], i)
	c.LineH(r.X, r.Bottom()-1, r.W, theme.Line)
}

func (p *Page) samples(i int) string {
	var list []string
	seen := map[string]bool{}
	for _, row := range p.preview.Samples {
		if i >= len(row.Cells) {
			continue
		}
		if s := strings.TrimSpace(strings.ReplaceAll(row.Cells[i].Text, "\n", " ")); s != "" && !seen[s] && len(list) < 3 {
			seen[s] = true
			list = append(list, s)
		}
	}
	if len(list) == 0 {
		return "—"
	}
	return strings.Join(list, p.host.T("import.page.semicolon"))
}

func (p *Page) sure(c *kit.Canvas, r kit.Rect, col importing.Column) {
	if col.Field == "" {
		c.Text(r, "—", kit.Hint)
		return
	}
	level := map[importing.Sure]int{importing.High: 3, importing.Set: 3, importing.Medium: 2, importing.Low: 1}[col.Sure]
	r.CutLeft(c.Confidence(r, level) + 4)
	c.Text(r, p.host.T("import.sure."+string(col.Sure)), kit.Caption)
}

func (p *Page) typeName(f *entity.Field) string {
	key := f.Kind.String()
	switch {
	case f.Kind == entity.KindRef && f.To == "person":
		key = "person"
	case f.Kind == entity.KindPhone && strings.HasSuffix(f.Key, "mobile"):
		key = "mobile"
	}
	return p.host.T("import.type." + key)
}
