package exporting

import (
	"strings"

	"kontor/app/entity"
	"kontor/app/listing"
)

// cells turns the cells of a plan into cells of a file: options become their labels, yes
// and no words, several choices a list.
type cells struct {
	columns []Column
	fields  []*entity.Field
	words   Words
	labels  []map[string]string
	blank   []entity.Value
}

func newCells(plan *listing.Plan, words Words) *cells {
	c := &cells{words: words}
	for _, col := range plan.Columns() {
		f := col.Field
		title := Label(words, f)
		if col.Via != nil {
			title = Label(words, col.Via)
			if col.Field.Key != col.Target.Title {
				title += " · " + Label(words, f)
			}
		}
		out := Column{Title: title, Form: formOf(f), Scale: f.Scale}
		if f.Kind == entity.KindInt {
			out.Scale = 0
		}
		c.columns = append(c.columns, out)
		c.fields = append(c.fields, f)
		c.labels = append(c.labels, options(words, f))
		c.blank = append(c.blank, entity.Null)
	}
	return c
}

// Label is the name of a field in a file: the company's, or the shipped one.
func Label(words Words, f *entity.Field) string {
	if name := f.Name(words.Language()); name != "" {
		return name
	}
	return words.T(f.LabelKey())
}

func options(words Words, f *entity.Field) map[string]string {
	if f.Kind != entity.KindChoice && f.Kind != entity.KindMulti {
		return nil
	}
	out := map[string]string{}
	for _, o := range f.Options() {
		out[o.Key] = optionName(words, f, o)
	}
	return out
}

func optionName(words Words, f *entity.Field, o entity.Option) string {
	if name := o.Name(words.Language()); name != "" {
		return name
	}
	return words.T(f.OptionKey(o.Key))
}

// Option is the name of an option of a field; what is none stays as it is.
func Option(words Words, f *entity.Field, key string) string {
	for _, o := range f.Options() {
		if o.Key == key {
			return optionName(words, f, o)
		}
	}
	return key
}

func formOf(f *entity.Field) Form {
	switch f.Kind {
	case entity.KindMoney:
		return Amount
	case entity.KindNumber:
		if f.Unit == entity.Share {
			return Share
		}
		return Decimal
	case entity.KindInt:
		return Whole
	case entity.KindDate:
		return Day
	case entity.KindInstant:
		return Moment
	}
	return Text
}

func (c *cells) value(i int, v entity.Value) entity.Value {
	f := c.fields[i]
	if v.IsNull() {
		return v
	}
	switch f.Kind {
	case entity.KindChoice:
		if l, ok := c.labels[i][v.Text()]; ok {
			return entity.Str(l)
		}
	case entity.KindMulti:
		if !v.IsText() {
			return v
		}
		var list []string
		for _, k := range entity.SplitMulti(v.Text()) {
			if l, ok := c.labels[i][k]; ok {
				k = l
			}
			list = append(list, k)
		}
		return entity.Str(strings.Join(list, c.words.T("export.comma")))
	case entity.KindFlag:
		switch {
		case !v.IsNum():
			return v // masked
		case v.Int() != 0:
			return entity.Str(c.words.T("export.yes"))
		}
		return entity.Str(c.words.T("export.no"))
	case entity.KindText, entity.KindLongText:
		if v.IsText() && entity.IsShipped(v.Text()) {
			return entity.Str(c.words.T(v.Text()))
		}
	}
	return v
}

// totals makes the last row: the sums under their columns, the word in the first column
// that has none.
func (c *cells) totals(plan *listing.Plan, sums []entity.Value) []entity.Value {
	out := append([]entity.Value(nil), c.blank...)
	for n, f := range plan.Totals() {
		for i, col := range plan.Columns() {
			if col.Via == nil && col.Field == f && n < len(sums) {
				out[i] = sums[n]
			}
		}
	}
	for i := range out {
		if out[i].IsNull() && c.columns[i].Form == Text {
			out[i] = entity.Str(c.words.T("export.total"))
			break
		}
	}
	return out
}
