package records

import (
	"testing"
	"time"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
	"kontor/ui/tr"
)

type thing struct {
	entity.Head
	Name   string
	Amount money.Minor
	Rate   int64
	On     calendar.Date
	Done   bool
	State  string
}

func describeThing() *entity.Desc[thing] {
	return entity.Describe("thing", "name", func(x *thing, e *entity.Fields) {
		e.Text("name", &x.Name)
		e.Money("amount_minor", &x.Amount)
		e.Number("rate", 6, &x.Rate)
		e.Date("on_date", &x.On)
		e.Flag("done", &x.Done)
		entity.Choice(e, "state", &x.State, "draft", "paid")
	})
}

type words struct{ lang string }

func (w words) T(key string, args ...any) string { return tr.In(w.lang).T(key, args...) }
func (w words) Lang() string                     { return w.lang }
func (w words) Today() calendar.Date             { return calendar.Must("2026-03-18") }
func (w words) Zone() *time.Location             { return time.UTC }

// Values are written as lists show them: amounts with separators, dates near today,
// zero and unknown as a dash.
func TestCellsAsListsShowThem(t *testing.T) {
	d := describeThing()
	zh := words{"zh"}
	for _, c := range []struct {
		key  string
		v    entity.Value
		want string
	}{
		{"name", entity.Str("恒拓"), "恒拓"},
		{"amount_minor", entity.Num(16_890_000), "168,900.00"},
		{"amount_minor", entity.Num(0), "—"},
		{"amount_minor", entity.Num(-433_240), "−4,332.40"},
		{"amount_minor", entity.Str("***"), "***"},
		{"rate", entity.Num(1_500_000), "1.5"},
		{"rate", entity.Num(1_234_000_000), "1,234"},
		{"on_date", entity.Str("2026-03-18"), "今天"},
		{"on_date", entity.Str("2026-03-12"), "03-12"},
		{"on_date", entity.Null, "—"},
		{"done", entity.Num(1), "是"},
		{"done", entity.Num(0), ""},
	} {
		if got := CellOf(zh, d.Field(c.key), c.v); got.Text != c.want {
			t.Errorf("%s %v shows as %q, want %q", c.key, c.v, got.Text, c.want)
		}
	}
	if got := CellOf(zh, d.Field("state"), entity.Str("paid")); got.Badge == nil {
		t.Error("a state is no badge")
	}
}

func TestNamesOfKindsStartTabsWithACapital(t *testing.T) {
	for in, want := range map[string]string{"receivables": "Receivables", "应收": "应收", "": ""} {
		if got := Upper(in); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
}

func TestNamesInsideSentences(t *testing.T) {
	for _, c := range []struct{ lang, name, want string }{
		{"en", "Quote", "quote"}, {"en", "Cash journal", "cash journal"}, {"en", "VAT rate", "VAT rate"}, {"zh", "报价单", "报价单"}, {"en", "", ""},
	} {
		if got := inSentence(c.lang, c.name); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.lang, c.name, got, c.want)
		}
	}
}

func TestNumbersInFields(t *testing.T) {
	for in, want := range map[string]string{"0.000000": "0", "1280.500000": "1280.5", "100": "100", "": "", "-3.10": "-3.1"} {
		if got := plainNumber(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
