package sample_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kontor/app/calendar"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/mail"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/sales"
	"kontor/app/sample"
	"kontor/app/search"
	"kontor/app/suite"
	"kontor/assets/pinyin"
	"kontor/data"
	"kontor/data/datatest"
	"kontor/data/mailbox"
)

var (
	zone  = time.FixedZone("CST", 8*3600)
	now   = time.Date(2026, 3, 18, 14, 32, 0, 0, zone)
	today = calendar.Must("2026-03-18")
)

// made is a sample company and what it takes to look at it.
type made struct {
	*suite.Suite
	db   *data.DB
	post *mail.Service
	boss context.Context
}

func open(t testing.TB, e data.Engine, at time.Time) *made {
	t.Helper()
	c := datatest.Open(t, e)
	clock := sample.NewClock(sample.Start(calendar.On(at, zone), zone))
	c.DB.Close()
	db, err := data.Open(context.Background(), data.Params{Company: c.Address, Program: "test", Clock: clock})
	ok(t, err)
	t.Cleanup(func() { db.Close() })
	g := &record.Ground{Registry: entity.NewRegistry(clock, zone), Store: db, Source: db, Tx: db, Clock: clock, Notices: &effect.Bus{}}
	spelling := search.NewSpelling(pinyin.Table{})
	s := suite.New(suite.Params{Ground: g, Store: db, Numbers: data.NewNumbers(db), Spelling: spelling})
	post := mail.New(g, mail.Params{
		Store: data.NewMail(db, spelling), Mailer: mailbox.New(mailbox.Params{Program: "test"}), Customers: s.Customers,
		Loopback: func(context.Context) bool { return true },
	})
	began := time.Now()
	ok(t, sample.Fill(context.Background(), sample.Params{Suite: s, Mail: post, Files: db.Blobs(), Clock: clock, Now: at}))
	t.Logf("made in %v", time.Since(began).Round(time.Millisecond))
	p, alone, err := s.Members.Alone(context.Background())
	ok(t, err)
	if !alone || p.Name != "林晓雯" {
		t.Fatalf("the owner opens the sample company without a password: %v", alone)
	}
	a, err := s.Members.Actor(context.Background(), p.ID)
	ok(t, err)
	return &made{s, db, post, identity.With(context.Background(), a)}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (m *made) count(t testing.TB, name string, n listing.Node) int64 {
	t.Helper()
	plan, err := listing.Allow(m.boss, m.Ground.Registry, identity.May(name, identity.See), listing.Query{Entity: name, Filter: n})
	ok(t, err)
	c, err := m.db.Count(m.boss, plan)
	ok(t, err)
	return c
}

func (m *made) sum(t testing.TB, name, key string, n listing.Node) money.Minor {
	t.Helper()
	plan, err := listing.Allow(m.boss, m.Ground.Registry, identity.May(name, identity.See), listing.Query{Entity: name, Filter: n, Totals: []string{key}})
	ok(t, err)
	v, err := m.db.Sum(m.boss, plan)
	ok(t, err)
	return money.Minor(v[0].Int())
}

// The sample company adds up everywhere: list, ageing, statements, cash journal.
func TestEverythingAddsUp(t *testing.T) {
	for _, e := range datatest.Engines {
		t.Run(string(e), func(t *testing.T) {
			m := open(t, e, now)
			for name, least := range map[string]int64{
				"customer": 292, "contact": 400, "activity": 1500, "product": 55, "opportunity": 90, "quote": 60,
				"sales_order": 40, "receivable": 50, "money_in": 40, "receipt": 15, "journal": 200, "task": 120, "employee": 20, "punch": 900, "day_result": 500,
			} {
				n := m.count(t, name, listing.Node{})
				t.Logf("%s %d", name, n)
				if n < least {
					t.Errorf("%d of %s, at least %d", n, name, least)
				}
			}
			m.addUp(t)
			rows, err := m.Sales.FunnelOf(m.boss, nil)
			ok(t, err)
			counts := map[string]int{}
			for _, r := range rows {
				counts[r.Stage.Key] = r.Count
				t.Logf("%s %d %s %s", r.Stage.Key, r.Count, money.Of(r.Amount, "CNY"), money.Of(r.Weighted, "CNY"))
			}
			if counts["signing"] < 1 || counts["contact"] < 12 {
				t.Errorf("funnel %v", counts)
			}
			waiting, err := m.Approvals.Pending(m.boss)
			ok(t, err)
			if len(waiting) != 4 {
				t.Errorf("%d documents wait for the owner", len(waiting))
			}
			for i := range 13 {
				month := today.AddMonths(-12 + i).MonthStart()
				t.Logf("%s sold %s", month.Month(), money.Of(m.sum(t, "sales_order", "home_minor", sales.DealsQuery(month, month.MonthEnd(), sales.Everyone).Filter), "CNY"))
			}
			sold := m.sum(t, "sales_order", "home_minor", sales.DealsQuery(today.MonthStart(), today, sales.Everyone).Filter)
			t.Logf("sold this month %s", money.Of(sold, "CNY"))
		})
	}
}

func (m *made) addUp(t *testing.T) {
	t.Helper()
	owed := m.sum(t, "customer", "receivable_minor", listing.Node{})
	age, err := m.Finance.AgeAt(m.boss, today, nil)
	ok(t, err)
	open := m.sum(t, "receivable", "open_home_minor", listing.Node{})
	overdue := m.sum(t, "receivable", "open_home_minor", listing.Is("due_on", listing.Lt, "today"))
	t.Logf("receivable %s overdue %s advances %s", money.Of(owed, "CNY"), money.Of(overdue, "CNY"), money.Of(age.Sum.Advance, "CNY"))
	if owed != age.Sum.Total || open != owed || overdue != age.Sum.Overdue || owed == 0 || overdue == 0 {
		t.Errorf("customers %d, ageing %d, receivables %d; overdue %d and %d", owed, age.Sum.Total, open, overdue, age.Sum.Overdue)
	}
	for _, r := range age.Rows {
		st, err := m.Finance.StatementOf(m.boss, r.PartyID, 0, today)
		ok(t, err)
		if st.Closing != r.Total-r.Advance {
			t.Errorf("customer %d: statement %d, ageing %d − %d", r.PartyID, st.Closing, r.Total, r.Advance)
		}
	}
	balances, err := m.Finance.Balances(m.boss, 0, today)
	ok(t, err)
	var in money.Minor
	for _, b := range balances {
		t.Logf("%s %s", b.Account.Name, money.Of(b.Closing, "CNY"))
		_, lines, err := m.Finance.JournalOf(m.boss, b.Account.ID, 0, today)
		ok(t, err)
		if len(lines) == 0 || lines[len(lines)-1].Balance != b.Closing || b.Closing < 0 {
			t.Errorf("%s: journal and balance differ, or it is negative: %d", b.Account.Name, b.Closing)
		}
		for _, l := range lines {
			if l.Source == finance.MoneyInName {
				in += l.In
			}
		}
	}
	if received := m.sum(t, "money_in", "home_minor", listing.Is("state", listing.Eq, string(finance.Confirmed))); received != in {
		t.Errorf("money received %d, in the journal %d", received, in)
	}
	diffs, err := m.Ground.CheckSums(identity.System(m.boss, "check"))
	ok(t, err)
	if len(diffs) != 0 {
		t.Errorf("sums that do not add up: %+v", diffs[0])
	}
}

// The same day gives the same company; other days work as well, the last of a leap
// February and New Year among them.
func TestDeterministic(t *testing.T) {
	a, b := open(t, data.SQLite, now), open(t, data.SQLite, now)
	for _, name := range []string{"customer", "contact", "activity", "quote", "sales_order", "receivable", "money_in", "journal", "task", "punch"} {
		if x, y := a.print(t, name), b.print(t, name); x != y {
			t.Errorf("%s differ between two runs", name)
		}
	}
	for _, at := range []string{"2024-02-29", "2027-01-01"} {
		d, err := time.ParseInLocation("2006-01-02 15:04", at+" 08:10", zone)
		ok(t, err)
		if m := open(t, data.SQLite, d); m.count(t, "customer", listing.Node{}) != 292 {
			t.Errorf("%s: another number of customers", at)
		}
	}
}

// print writes a list without what is drawn at random on purpose (uid) and instants of the machine.
func (m *made) print(t *testing.T, name string) string {
	t.Helper()
	var keys []string
	for _, f := range m.Ground.Registry.Type(name).Fields() {
		if f.Key != "uid" && f.Key != "updated_at" {
			keys = append(keys, f.Key)
		}
	}
	plan, err := listing.Allow(identity.System(m.boss, "print"), m.Ground.Registry, identity.May(name, identity.See), listing.Query{Entity: name, Columns: keys, Sort: []listing.Sort{{Key: "id"}}})
	ok(t, err)
	var text strings.Builder
	ok(t, m.db.Each(m.boss, plan, func(r listing.Row) error {
		for _, c := range r.Cells {
			text.WriteString(c.String() + "|")
		}
		text.WriteByte('\n')
		return nil
	}))
	return text.String()
}
