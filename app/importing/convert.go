package importing

import (
	"errors"
	"strconv"
	"strings"
	"unicode"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
)

// converter turns cells into values of fields.
type converter struct {
	reg   *entity.Registry
	today calendar.Date
	order Order
	seen  []Order                              // by column: what its dates show of their order
	find  func(to, name string) (int64, error) // a record by its name
}

// errNobody says that a name belongs to no record; the column decides what then happens.
var errNobody = app.E(app.NotFound, "import.nobody")

// value converts the cell of a column. The empty cell is ok = false: it never overwrites
// what is there. Errors are Invalid, with the field.
func (c *converter) value(i int, col Column, t Target, cell Cell) (v entity.Value, ok bool, err error) {
	cell = plainCell(cell)
	if with, is := col.Values[cell.Text]; is && cell.Text != "" {
		cell = plainCell(Cell{Text: with})
	}
	if cell.Text == "" || isNothing(cell.Text, t.Field.Kind) {
		return entity.Null, false, nil
	}
	if err := suspicious(cell, t.Field); err != nil {
		return entity.Null, false, err.At(t.Key)
	}
	switch t.Field.Kind {
	case entity.KindRef:
		return c.ref(col, t, cell.Text)
	case entity.KindDate, entity.KindInstant:
		v, err = c.date(i, t, cell)
	case entity.KindMoney, entity.KindNumber, entity.KindInt:
		v, err = number(col, t, cell)
	default:
		v, err = t.Field.Parse(cell.Text)
	}
	if err != nil {
		return entity.Null, false, at(err, t.Key)
	}
	return v, v != t.Field.Empty(), nil
}

func at(err error, key string) error {
	var e *app.Error
	if errors.As(err, &e) {
		return e.At(key)
	}
	return err
}

// plainCell takes away what files add to a text: outer blanks, control characters, the
// apostrophe that keeps a spreadsheet from seeing a formula.
func plainCell(c Cell) Cell {
	if c.Kind != Text {
		return c
	}
	if len(c.Text) > 1 && c.Text[0] == '\'' && strings.IndexByte("=+-@\t\r0123456789", c.Text[1]) >= 0 {
		c.Text = c.Text[1:]
	}
	if simple(c.Text) {
		return c
	}
	c.Text = strings.TrimFunc(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r == '\u200b', r == '\ufeff', r == '\u202d', r == '\u202c', r == '\u200e', r == '\u200f':
			return -1
		}
		return r
	}, c.Text), unicode.IsSpace)
	return c
}

// simple tells that a text needs no cleaning: most do not.
func simple(s string) bool {
	if s == "" || s[0] <= ' ' || s[len(s)-1] <= ' ' {
		return s == ""
	}
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f || s[i] == 0xe2 || s[i] == 0xef || s[i] == 0xc2 || s[i] == 0xe3 {
			return false
		}
	}
	return true
}

// isNothing recognises what people write into cells that are empty.
func isNothing(s string, k entity.Kind) bool {
	switch s {
	case "-", "--", "—", "——", "/", "\\", "N/A", "n/a", "NULL", "null", "（空）", "(空)":
		return k != entity.KindLongText
	case "无", "没有", "暂无", "none", "None", "0000-00-00", "未知", "不详":
		return !k.IsText() && k != entity.KindChoice && k != entity.KindMulti && k != entity.KindFlag || k == entity.KindPhone || k == entity.KindMail || k == entity.KindURL
	}
	return false
}

// suspicious refuses cells whose content was lost before the import.
func suspicious(cell Cell, f *entity.Field) *app.Error {
	switch {
	case cell.Kind == ErrorValue:
		return app.E(app.Invalid, "import.cell_fault", "value", cell.Text)
	case cell.Kind == Lost:
		return app.E(app.Invalid, "import.digits_lost")
	case strings.ContainsRune(cell.Text, '\uFFFD'):
		return app.E(app.Invalid, "import.garbled")
	case f.Kind.IsText() && f.Kind != entity.KindLongText && scientific(cell.Text):
		return app.E(app.Invalid, "import.scientific")
	}
	return nil
}

// scientific recognises 1.39E+10: what a spreadsheet makes of a long number when it
// writes a text file.
func scientific(s string) bool {
	i := strings.IndexAny(s, "eE")
	if i < 1 || i+2 >= len(s) || s[i+1] != '+' {
		return false
	}
	if _, err := strconv.Atoi(s[i+2:]); err != nil {
		return false
	}
	_, err := strconv.ParseFloat(s[:i], 64)
	return err == nil
}

// ref finds the record that a name means.
func (c *converter) ref(col Column, t Target, name string) (entity.Value, bool, error) {
	id, err := c.find(t.Field.To, name)
	if err == nil {
		return entity.Num(id), true, nil
	}
	var e *app.Error
	if !errors.As(err, &e) || e.Kind == app.Internal {
		return entity.Null, false, err
	}
	if e == errNobody && col.Unknown == Leave {
		return entity.Null, false, nil
	}
	return entity.Null, false, app.E(app.Invalid, e.Key, "kind", entity.Label(t.Field.To+".one"), "name", name).At(t.Key)
}

func (c *converter) date(i int, t Target, cell Cell) (entity.Value, error) {
	order := c.order
	if order == AnyOrder && i >= 0 && i < len(c.seen) {
		order = c.seen[i]
	}
	if cell.Kind == Number && strings.Contains(cell.Text, ".") {
		cell.Text, _, _ = strings.Cut(cell.Text, ".")
	}
	m, fault := readDate(cell.Text, order, c.today)
	if fault != dateOK {
		return entity.Null, app.E(app.Invalid, string(fault), "value", cell.Text)
	}
	if t.Field.Kind == entity.KindDate {
		return entity.Str(m.day.String()), nil
	}
	return entity.Num(m.day.At(0, c.reg.Zone()).UnixMilli() + int64(m.seconds)*1000), nil
}

// number reads a quantity or an amount, with the unit of its column.
func number(col Column, t Target, cell Cell) (entity.Value, error) {
	f := t.Field
	scale := f.Scale
	if f.Kind == entity.KindInt {
		scale = 0
	}
	s := tidyNumber(cell.Text)
	if percent, ok := strings.CutSuffix(s, "%"); ok {
		// A rate is kept as a share: 13% is 0.13.
		n, fits := entity.Decimal(percent, scale-2)
		if scale >= 2 && f.Kind == entity.KindNumber && fits {
			return entity.Num(n), nil
		}
		return entity.Null, app.E(app.Invalid, "field.not_a_number", "field", f.Label(), "value", cell.Text)
	}
	n, ok := entity.Decimal(s, scale+col.Zeros)
	if !ok && cell.Kind == Number {
		// A sheet shows 33.33 and keeps 33.3333333: round as it shows.
		n, ok = rounded(s, scale+col.Zeros)
	}
	if !ok {
		key := "field.not_a_number"
		if _, fine := entity.Decimal(s, 9); fine {
			key = "import.decimals"
		}
		return entity.Null, app.E(app.Invalid, key, "field", f.Label(), "value", cell.Text, "max", scale+col.Zeros)
	}
	return entity.Num(n), nil
}

// tidyNumber takes away currency signs and words, and reads (1,234.00) as a minus.
func tidyNumber(s string) string {
	s = strings.TrimSpace(fold(s))
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s = "-" + s[1:len(s)-1]
	}
	for _, w := range []string{"人民币", "rmb", "cny", "¥", "￥", "usd", "us$", "$", "eur", "€"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, w))
	}
	for _, w := range []string{"人民币", "rmb", "cny", "圆整", "元整", "元", "圆", "块"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, w))
	}
	return s
}

// rounded reads a plain decimal number and rounds half away from zero.
func rounded(s string, scale int) (int64, bool) {
	whole, part, ok := strings.Cut(s, ".")
	if !ok || len(part) <= scale {
		return 0, false
	}
	n, ok := entity.Decimal(whole+"."+part[:scale], scale)
	if !ok {
		return 0, false
	}
	if part[scale] >= '5' {
		if strings.HasPrefix(whole, "-") {
			n--
		} else {
			n++
		}
	}
	return n, true
}
