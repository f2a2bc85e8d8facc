package sales

import (
	"context"

	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
)

// creditWatch warns when a document would take its customer past the credit limit.
type creditWatch struct {
	host kit.Host
	d    Deps
	load *kit.Loader
	of   int64 // the customer whose limit is known, or being read
	is   sales.Credit
}

func newCreditWatch(h kit.Host, d Deps, redraw func()) *creditWatch {
	return &creditWatch{host: h, d: d, load: kit.NewLoader(h, redraw)}
}

// banner is the warning for a document of a customer, worth more in the company's
// currency; false when there is nothing to warn of.
func (w *creditWatch) banner(customer int64, more money.Minor) (kit.Banner, bool) {
	if customer != w.of {
		w.of, w.is = customer, sales.Credit{}
		if customer != 0 {
			kit.Load(w.load, func(ctx context.Context) (sales.Credit, error) { return w.d.Sales.Credit(ctx, customer) }, func(c sales.Credit) { w.is = c })
		}
	}
	over := w.is.Over(more)
	if over == 0 {
		return kit.Banner{}, false
	}
	return kit.Banner{Tint: kit.Amber, Text: w.host.T("saleswindow.over_limit", "limit", plain(w.is.Limit, kit.Home()), "owed", plain(w.is.Owed, kit.Home()), "over", plain(over, kit.Home()))}, true
}

// again reads the limit anew: money came in, or the limit was changed.
func (w *creditWatch) again() { w.of = 0 }
