package records

import (
	"testing"

	"kontor/app/entity"
	"kontor/ui/tr"
)

// A record is read with separators and without idle zeros; what is masked is left alone.
func TestFactsAreReadAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct {
		kind       entity.Kind
		text, want string
	}{
		{entity.KindMoney, "89936.00", "89,936.00"},
		{entity.KindMoney, "0.00", "0.00"},
		{entity.KindNumber, "0.000000", "0"},
		{entity.KindNumber, "1.25000000", "1.25"},
		{entity.KindMoney, "***", "***"},
	} {
		if got := grouped(c.kind, c.text); got != c.want {
			t.Errorf("%q is shown as %q, want %q", c.text, got, c.want)
		}
	}
}

// What payment terms wrote by its key is read in words, in every field of text; what people
// wrote stays as it is.
func TestInstalmentsAreReadInWords(t *testing.T) {
	for _, kind := range []entity.Kind{entity.KindText, entity.KindLongText} {
		for text, want := range map[string]string{"terms.part.full": tr.In("zh").T("terms.part.full"), "首付": "首付"} {
			if got := Text(nil, &entity.Field{Kind: kind}, entity.Str(text)); got != want {
				t.Errorf("%q is shown as %q, want %q", text, got, want)
			}
		}
	}
}

// A month is kept as its first day and read as a month.
func TestMonthsAreReadAsMonths(t *testing.T) {
	f := &entity.Field{Kind: entity.KindDate, Unit: entity.Month}
	if got := Text(nil, f, entity.Str("2026-03-01")); got != "2026-03" {
		t.Errorf("read as %q", got)
	}
}

// A share is shown in per cent; so is what is kept as per cents.
func TestSharesAreReadInPerCent(t *testing.T) {
	for _, c := range []struct {
		field entity.Field
		n     int64
		want  string
	}{
		{entity.Field{Kind: entity.KindNumber, Scale: 6, Unit: entity.Share}, 900_000, "90%"},
		{entity.Field{Kind: entity.KindNumber, Scale: 6, Unit: entity.Share}, -55_000, "−5.5%"},
		{entity.Field{Kind: entity.KindNumber, Scale: 1, Unit: entity.PerCent}, 857, "85.7%"},
		{entity.Field{Kind: entity.KindNumber, Scale: 6}, 900_000, "0.9"},
	} {
		if got := Text(nil, &c.field, entity.Num(c.n)); got != c.want {
			t.Errorf("%d is shown as %q, want %q", c.n, got, c.want)
		}
	}
}
