package sample_test

import (
	"slices"
	"testing"

	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/data"
)

// The sample company shows a deal closed elsewhere that waits for finance, with its proof and
// what the books say to it, a rest that was written off within the limit, and customers of
// every class. SAL-30, FIN-08, BI-15
func TestFinanceHasItsQueueAndLimits(t *testing.T) {
	m := open(t, data.SQLite, now)
	queue, err := m.Finance.OrdersToReview(m.boss)
	ok(t, err)
	if !slices.ContainsFunc(queue, func(x finance.OrderReview) bool {
		return x.Offline && x.Proof != "" && x.Voucher == x.Amount && x.Found == finance.ProofUnbooked
	}) {
		t.Errorf("nothing waits for finance: %+v", queue)
	}
	limits, err := m.Finance.WriteOffLimits(m.boss)
	ok(t, err)
	off, err := m.Finance.Allocations.Find(m.boss, listing.Is("kind", listing.Eq, string(finance.ByWriteOff)))
	ok(t, err)
	if len(off) != 1 || off[0].Home > limits[identity.RoleFinance] || off[0].Reason == "" {
		t.Errorf("written off: %+v within %v", off, limits)
	}
	for _, class := range []finance.ProfitClass{finance.Gold, finance.Average} {
		n, err := m.Customers.Customers.Count(m.boss, listing.Is("profit_class", listing.Eq, string(class)))
		ok(t, err)
		if n == 0 {
			t.Errorf("no customer is %s", class)
		}
	}
}
