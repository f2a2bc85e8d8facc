package sample_test

import (
	"context"
	"testing"
	"time"

	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/app/workbench"
	"kontor/data"
)

// Every figure of the workbench is what the list behind it adds up to, and what ageing
// and cash journal say.
func TestWorkbenchAgreesWithTheLists(t *testing.T) { // WB-01, WB-20, WB-21
	m := open(t, data.SQLite, now)
	bench := workbench.New(workbench.Params{
		Ground: m.Ground, Customers: m.Customers, Sales: m.Sales, Finance: m.Finance,
		Approvals: m.Approvals, Reminders: m.Reminders, Calendar: m.Attendance.Calendar,
		Signals: []workbench.Signal{{Key: "low", Query: listing.Query{Entity: sales.Products, Filter: listing.Is("lacking", listing.Gt, "0")}}},
		Backup:  func(context.Context) (time.Time, error) { return now, nil },
	})
	total := func(q listing.Query) (money.Minor, int64) {
		plan, err := listing.Allow(m.boss, m.Ground.Registry, identity.May(q.Entity, identity.See), q)
		ok(t, err)
		sum, err := m.db.Sum(m.boss, plan)
		ok(t, err)
		n, err := m.db.Count(m.boss, plan)
		ok(t, err)
		if len(sum) == 0 {
			return 0, n
		}
		return money.Minor(sum[0].Int()), n
	}
	for _, w := range []sales.Whose{sales.Mine, sales.Team, sales.Everyone} {
		b, err := bench.Read(m.boss, w)
		ok(t, err)
		if sum, n := total(workbench.DueQuery(w, today)); sum != b.DueSum || int(n) != len(b.Due) {
			t.Errorf("%s: due %d in %d rows, the list says %d in %d", w, b.DueSum, len(b.Due), sum, n)
		}
		if sum, _ := total(sales.DealsQuery(today.MonthStart(), today.MonthEnd(), w)); sum != b.Sold {
			t.Errorf("%s: sold %d, the list says %d", w, b.Sold, sum)
		}
		var weeks money.Minor
		for _, x := range b.Weeks {
			weeks += x
		}
		if weeks != b.Sold || len(b.Weeks) != 5 {
			t.Errorf("%s: the weeks add up to %d of %d", w, weeks, b.Sold)
		}
		for _, r := range b.Funnel {
			if sum, n := total(workbench.StageQuery(w, r.Stage.Key)); sum != r.Amount || int(n) != r.Count {
				t.Errorf("%s: stage %s %d in %d deals, the list says %d in %d", w, r.Stage.Key, r.Amount, r.Count, sum, n)
			}
		}
		for _, d := range b.Week {
			if _, n := total(workbench.DayQuery(w, d.On)); int(n) != len(d.Tasks) {
				t.Errorf("%s: %s has %d tasks, the list %d", w, d.On, len(d.Tasks), n)
			}
		}
	}
	m.funds(t, bench)
}

func (m *made) funds(t *testing.T, bench *workbench.Service) {
	t.Helper()
	b, err := bench.Read(m.boss, sales.Everyone)
	ok(t, err)
	age, err := m.Finance.AgeAt(m.boss, today, nil)
	ok(t, err)
	if late := m.sum(t, "receivable", "open_home_minor", listing.Is("due_on", listing.Lt, "today")); late != age.Sum.Overdue {
		t.Errorf("overdue %d, ageing %d", late, age.Sum.Overdue)
	}
	var in money.Minor
	for _, a := range b.Accounts {
		in += a.Closing
		_, lines, err := m.Finance.JournalOf(m.boss, a.Account.ID, today.MonthStart(), today)
		ok(t, err)
		if n := m.count(t, "journal", workbench.AccountQuery(a.Account.ID).Filter); int(n) != len(lines) {
			t.Errorf("%s: %d lines this month, the list says %d", a.Account.Name, len(lines), n)
		}
	}
	if in != b.Funds || b.Target != 52000000 || b.DaysLeft != 9 {
		t.Errorf("funds %d of %d, target %d, %d days left", b.Funds, in, b.Target, b.DaysLeft)
	}
	if len(b.Pending) != 4 || len(b.Notices) < 2 {
		t.Errorf("%d approvals, %d notices", len(b.Pending), len(b.Notices))
	}
	if low := m.count(t, sales.Products, listing.Is("lacking", listing.Gt, "0")); len(b.Signs) != 1 || b.Signs[0].N != low || b.BackedUp == nil {
		t.Errorf("signs %+v, %d products are short of stock, backup %v", b.Signs, low, b.BackedUp)
	}
	var late, now int
	for _, x := range b.Todo {
		switch {
		case x.Late:
			late++
		case x.DueOn == today:
			now++
		}
	}
	if late == 0 || now < 6 {
		t.Errorf("%d late to-dos, %d of today", late, now)
	}
	c, err := bench.Counts(m.boss)
	ok(t, err)
	if c.Approvals != 4 || c.Overdue == 0 || c.Todo == 0 {
		t.Errorf("counts %+v", c)
	}
	m.without(t, bench)
}

// Who may not see something has no card of it, and a narrow scope is never widened.
func (m *made) without(t *testing.T, bench *workbench.Service) {
	t.Helper()
	people, err := m.Members.People.Find(m.boss, listing.Is("login", listing.Eq, "zhou"))
	ok(t, err)
	seller := identity.Actor{ID: people[0].ID, Name: "周启航", Units: []int64{people[0].Units[0].DepartmentID}, Tree: []int64{people[0].Units[0].DepartmentID}}
	for _, r := range identity.ShippedRoles() {
		if r.Key == identity.RoleSales {
			seller.Roles = []identity.Role{r}
		}
	}
	ctx := identity.With(m.boss, &seller)
	own, err := bench.Read(ctx, sales.Mine)
	ok(t, err)
	for _, w := range []sales.Whose{sales.Team, sales.Everyone} {
		wide, err := bench.Read(ctx, w)
		ok(t, err)
		if wide.Parts[workbench.PartFunds] || wide.Deals != own.Deals || wide.DueSum != own.DueSum || wide.Sold != own.Sold {
			t.Errorf("%s shows a salesperson more than the own records: %d deals of %d", w, wide.Deals, own.Deals)
		}
	}
}
