package records

import (
	"strconv"
	"strings"
	"time"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
	"kontor/ui/kit"
	"kontor/ui/tr"
)

// Words is what writing a value needs; kit.Host is one.
type Words interface {
	T(key string, args ...any) string
	Lang() string
	Today() calendar.Date
	Zone() *time.Location
}

// Label is the name of a field in the reader's language.
func Label(w Words, f *entity.Field) string {
	if name := f.Name(w.Lang()); name != "" {
		return name
	}
	return w.T(f.LabelKey())
}

// OptionText is the text of an option of a choice.
func OptionText(w Words, f *entity.Field, key string) string {
	if key == "" {
		return ""
	}
	if o, ok := f.Option(key); ok && o.Name(w.Lang()) != "" {
		return o.Name(w.Lang())
	}
	return tr.In(w.Lang()).Or(f.OptionKey(key), key)
}

// Option is the text of an option of a field of a kind of records.
func (d Deps) Option(w Words, kind, field, key string) string {
	return OptionText(w, d.Registry.Type(kind).Field(field), key)
}

// Text writes a value for reading: amounts with separators, dates near today, options by
// their label, yes and no as words. The empty value is "".
func Text(w Words, f *entity.Field, v entity.Value) string {
	if v.IsNull() || v.IsEmpty() && !f.Kind.IsNumber() {
		return ""
	}
	if !v.IsNum() && f.Kind.IsNumber() { // masked
		return v.Text()
	}
	switch f.Kind {
	case entity.KindMoney:
		return money.Of(money.Minor(v.Int()), kit.Home()).Plain()
	case entity.KindNumber:
		if f.Unit != entity.Plain {
			return strings.Replace(f.Format(v), "-", money.Minus, 1)
		}
		return trimNumber(entity.FormatDecimal(v.Int(), f.Scale))
	case entity.KindInt:
		return tr.Group(v.Int())
	case entity.KindFlag:
		if v.Int() != 0 {
			return w.T("records.yes")
		}
		return ""
	case entity.KindDate:
		if d, err := calendar.Parse(v.Text()); err == nil && f.Unit == entity.Month {
			return d.Month()
		}
		return v.Text()
	case entity.KindInstant:
		if !v.IsNum() {
			return v.Text()
		}
		return time.UnixMilli(v.Int()).In(w.Zone()).Format("2006-01-02 15:04")
	case entity.KindFile:
		return FileName(v.Text())
	case entity.KindChoice:
		return OptionText(w, f, v.Text())
	case entity.KindMulti:
		var list []string
		for _, k := range entity.SplitMulti(v.Text()) {
			list = append(list, OptionText(w, f, k))
		}
		return strings.Join(list, w.T("records.comma"))
	}
	return Shipped(v.Text())
}

// grouped writes the text of an input as it is read: 89936.00 is 89,936.00, and a number
// has no idle zeros. What is masked stays as it is.
func grouped(kind entity.Kind, text string) string {
	whole, cents, has := strings.Cut(text, ".")
	if _, err := strconv.ParseInt(whole, 10, 64); err != nil {
		return text
	}
	if kind == entity.KindMoney && has {
		return trimNumber(whole) + "." + cents
	}
	return trimNumber(text)
}

// trimNumber drops zeros after the point and sets thousands separators.
func trimNumber(s string) string {
	whole, rest, has := strings.Cut(s, ".")
	rest = strings.TrimRight(rest, "0")
	neg := strings.HasPrefix(whole, "-")
	whole = strings.TrimPrefix(whole, "-")
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	out := b.String()
	if has && rest != "" {
		out += "." + rest
	}
	if neg {
		return money.Minus + out
	}
	return out
}

// CellOf is the usual cell of a value: zero as —, dates near today, choices as badges.
func CellOf(w Words, f *entity.Field, v entity.Value) kit.Cell {
	switch {
	case v.IsNull() || v.IsEmpty():
		if f.Kind.IsNumber() || f.Kind == entity.KindDate || f.Kind == entity.KindInstant {
			return kit.Cell{Text: "—", Color: muted}
		}
		return kit.Cell{}
	case f.Kind == entity.KindDate && f.Unit != entity.Month:
		if d, err := calendar.Parse(v.Text()); err == nil {
			return kit.Cell{Text: tr.In(w.Lang()).Near(d, w.Today())}
		}
	case f.Kind == entity.KindInstant && v.IsNum():
		return kit.Cell{Text: tr.In(w.Lang()).NearInstant(time.UnixMilli(v.Int()), w.Zone(), w.Today())}
	case f.Kind == entity.KindChoice && f.Dict == "" && (f.Key == "state" || f.Key == "stage" || f.Key == "status"):
		tint := Tint(v.Text())
		return kit.Cell{Text: OptionText(w, f, v.Text()), Badge: &tint}
	}
	return kit.Cell{Text: Text(w, f, v)}
}

// Tint is the colour of a usual state: amber for what waits, green for what is done, red
// for what went wrong, blue for what is under way.
func Tint(state string) kit.Tint {
	switch state {
	case "won", "accepted", "approved", "confirmed", "paid", "settled", "closed", "done", "active", "issued", "sent_ok":
		return kit.Green
	case "draft", "submitted", "waiting", "due", "partly", "queued":
		return kit.Amber
	case "lost", "rejected", "refused", "cancelled", "void", "reversed", "overdue", "failed":
		return kit.Red
	case "quote", "sent", "sending", "working":
		return kit.Petrol
	case "negotiate", "negotiation", "leave":
		return kit.Blue
	}
	return kit.Gray
}
