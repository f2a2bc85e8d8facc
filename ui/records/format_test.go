package records

import (
	"testing"

	"kontor/app/entity"
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
