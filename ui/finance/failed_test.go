package finance_test

import (
	"context"
	"errors"
	"testing"

	"kontor/app/calendar"
	"kontor/app/finance"
	ui "kontor/ui/finance"
)

// unread is a company file that cannot be read any more.
type unread struct{ ui.Books }

func (unread) AgeAt(context.Context, calendar.Date, []int) (finance.Ageing, error) {
	return finance.Ageing{}, errors.New("disk")
}

// What could not be read is not shown as nothing: the page says why and offers to try
// again. FIN-10
func TestAgeingThatCannotBeReadIsNoZero(t *testing.T) {
	o := newOffice(t)
	o.deps.Books = unread{o.deps.Books}
	_, s := o.open()
	for text, want := range map[string]bool{o.host.T("records.failed"): true, o.host.T("records.again"): true, o.host.T("finance.ageing.none"): false} {
		if s.Shows(text) != want {
			t.Errorf("%q shown: %v", text, !want)
		}
	}
}
