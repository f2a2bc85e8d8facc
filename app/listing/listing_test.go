package listing_test

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

type customer struct {
	entity.Head
	Name, Mobile, City, Note string
	Grade                    string
	Tags                     []string
	Open                     money.Minor
	Next                     int64
	On                       calendar.Date
}

type contact struct {
	entity.Head
	Name       string
	CustomerID int64
}

type line struct {
	entity.Head
	QuoteID int64
	What    string
}

type quote struct {
	entity.Head
	Number     string
	CustomerID int64
	Lines      []line
}

func registry() *entity.Registry {
	now := time.Date(2026, 3, 18, 14, 32, 0, 0, time.FixedZone("CST", 8*3600))
	r := entity.NewRegistry(app.ClockFunc(func() time.Time { return now }), now.Location())
	r.Names = func(key string) []string {
		return map[string][]string{"customer.name": {"客户名称", "Customer name"}, "customer.grade.a": {"重点", "Key account"}}[key]
	}
	r.Add(entity.Describe("customer", "name", func(c *customer, e *entity.Fields) {
		e.Text("name", &c.Name).Must().Found()
		e.Phone("mobile", &c.Mobile).Masked().Found()
		e.Text("city", &c.City)
		e.LongText("note", &c.Note).Rights("customer.note", "customer.note")
		entity.Choice(e, "grade", &c.Grade, "a", "b")
		entity.Multi(e, "tags", &c.Tags, "x", "y")
		e.Money("open_minor", &c.Open)
		e.Instant("next_at", &c.Next)
		e.Date("on_date", &c.On)
	}).Type)
	r.Add(entity.Describe("contact", "name", func(c *contact, e *entity.Fields) {
		e.Text("name", &c.Name)
		e.Ref("customer_id", "customer", &c.CustomerID)
		e.Follows("customer_id")
	}).Type)
	lines := entity.Describe("quote_line", "what", func(l *line, e *entity.Fields) {
		e.Ref("quote_id", "quote", &l.QuoteID)
		e.Text("what", &l.What)
	})
	r.Add(entity.Describe("quote", "number", func(q *quote, e *entity.Fields) {
		e.Text("number", &q.Number)
		e.Ref("customer_id", "customer", &q.CustomerID)
		entity.Lines(e, lines, "quote_id", &q.Lines)
	}).Type)
	return r
}

func seller(scope identity.Scope, rights ...string) context.Context {
	role := identity.Role{Key: "sales", Rights: rights, Grants: map[identity.Action]identity.Scope{
		identity.May("customer", "*"): scope, identity.May("contact", identity.See): scope,
		identity.May("quote", "*"): identity.ScopeSelf,
	}}
	return identity.With(context.Background(), &identity.Actor{ID: 7, Name: "Li", Units: []int64{3}, Tree: []int64{3, 4}, Roles: []identity.Role{role}})
}

func see(kind string) identity.Action { return identity.May(kind, identity.See) }

func TestFilterTypedAsText(t *testing.T) {
	reg := registry()
	is, all, any := listing.Is, listing.All, listing.Any
	for text, want := range map[string]listing.Node{
		"":                           {},
		"name contains 阀门":           is("name", listing.Contains, "阀门"),
		"客户名称 包含 上海 阀门":              is("name", listing.Contains, "上海 阀门"),
		"Customer name ~ 'and (co)'": is("name", listing.Contains, "and (co)"),
		"open_minor>=1.2w":           is("open_minor", listing.Ge, "1.2w"),
		"city=上海 or city=北京":         any(is("city", listing.Eq, "上海"), is("city", listing.Eq, "北京")),
		"grade = a and (city ^ 上 or note empty)": all(is("grade", listing.Eq, "a"),
			any(is("city", listing.Starts, "上"), is("note", listing.Empty))),
		"grade in a, b, city = x":                   all(is("grade", listing.In, "a", "b"), is("city", listing.Eq, "x")),
		"grade in (a，b)":                            is("grade", listing.In, "a", "b"),
		"not owner_id = me":                         listing.Not(is("owner_id", listing.Eq, "me")),
		"on_date between 2026-03-01 and 2026-03-31": is("on_date", listing.Between, "2026-03-01", "2026-03-31"),
		"on_date between 2026-03-01..2026-03-31, city filled": all(is("on_date", listing.Between, "2026-03-01", "2026-03-31"),
			is("city", listing.Filled)),
		`name = "say \"hi\" \\"`: is("name", listing.Eq, `say "hi" \`),
	} {
		got, err := listing.Parse(reg, "customer", text)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s\n got %+v %v\nwant %+v", text, got, err, want)
		}
		back, err := listing.Parse(reg, "customer", got.String())
		if err != nil || !reflect.DeepEqual(back, got) {
			t.Errorf("%s was written as %s, which reads as %+v %v", text, got, back, err)
		}
		j, _ := json.Marshal(got)
		var saved listing.Node
		if json.Unmarshal(j, &saved) != nil || saved.String() != got.String() {
			t.Errorf("saved as %s", j)
		}
	}
	for _, bad := range []string{"name", "name contains", "= x", "(name = x", "name = x)", "nmae = x", "name = 'x", "and", "city = x or", "on_date between 1"} {
		if _, err := listing.Parse(reg, "customer", bad); app.KindOf(err) != app.Invalid {
			t.Errorf("%q was taken: %v", bad, err)
		}
	}
}

func FuzzFilter(f *testing.F) {
	for _, s := range []string{"name contains 阀门 and (grade = a or not city in a, b)", "on_date between 1..2", `"`, "((((", "not not not name empty", "name = and", "客户名称 包含 “上海”"} {
		f.Add(s)
	}
	reg := registry()
	ctx := seller(identity.ScopeAll, "*")
	f.Fuzz(func(t *testing.T, s string) {
		n, err := listing.Parse(reg, "customer", s)
		if err != nil {
			if app.KindOf(err) != app.Invalid {
				t.Fatal(err)
			}
			return
		}
		back, err := listing.Parse(reg, "customer", n.String())
		if err != nil || !reflect.DeepEqual(back, n) {
			t.Fatalf("%q → %s → %+v %v, not %+v", s, n, back, err, n)
		}
		if _, err = listing.Allow(ctx, reg, see("customer"), listing.Query{Entity: "customer", Filter: n}); err != nil && app.KindOf(err) != app.Invalid {
			t.Fatal(err)
		}
	})
}

func TestRelativeDates(t *testing.T) {
	today := calendar.Must("2026-03-18") // a Wednesday
	for word, want := range map[string]string{
		"today": "2026-03-18 2026-03-18", "昨天": "2026-03-17 2026-03-17", "+1": "2026-03-19 2026-03-19",
		"-30": "2026-02-16 2026-02-16", "this_week": "2026-03-16 2026-03-22", "上周": "2026-03-09 2026-03-15",
		"本月": "2026-03-01 2026-03-31", "last_month": "2026-02-01 2026-02-28", "this_quarter": "2026-01-01 2026-03-31",
		"last_quarter": "2025-10-01 2025-12-31", "去年": "2025-01-01 2025-12-31", "2024-02": "2024-02-01 2024-02-29",
		"2024": "2024-01-01 2024-12-31",
	} {
		s, ok := listing.Relative(word, today)
		if got := s.From.String() + " " + s.To.String(); !ok || got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
	for _, bad := range []string{"", "+", "soon", "+99999999", "2026-13"} {
		if _, ok := listing.Relative(bad, today); ok {
			t.Errorf("%q was taken", bad)
		}
	}
	if s, _ := listing.Relative("this_week", calendar.Must("2026-03-22")); s.From != calendar.Must("2026-03-16") {
		t.Error("Sunday ends the week")
	}
}

func TestInstantsFilteredByDayInTheCompanyZone(t *testing.T) {
	reg := registry()
	p, err := listing.Allow(seller(identity.ScopeAll), reg, see("customer"),
		listing.Query{Entity: "customer", Filter: listing.Is("next_at", listing.Eq, "today")})
	if err != nil {
		t.Fatal(err)
	}
	c := p.Cond()
	from := time.Date(2026, 3, 18, 0, 0, 0, 0, reg.Zone()).UnixMilli()
	if len(c.Kids) != 2 || c.Kids[0].Args[0].Int() != from || c.Kids[1].Args[0].Int() != from+86400000-1 {
		t.Fatalf("%+v", c)
	}
}

func TestWhoMaySeeWhat(t *testing.T) { // SYS-09
	reg := registry()
	q := listing.Query{Entity: "customer"}
	plan := func(scope identity.Scope) listing.Reach {
		p, err := listing.Allow(seller(scope), reg, see("customer"), q)
		if err != nil {
			t.Fatal(err)
		}
		return p.Reach()
	}
	if r := plan(identity.ScopeSelf); r.All || !slices.Equal(r.Owners, []int64{7}) || len(r.Units) != 0 || r.Person != 7 {
		t.Errorf("self: %+v", r)
	}
	if r := plan(identity.ScopeDepartment); !slices.Equal(r.Units, []int64{3}) {
		t.Errorf("department: %+v", r)
	}
	if r := plan(identity.ScopeTree); !slices.Equal(r.Units, []int64{3, 4}) {
		t.Errorf("tree: %+v", r)
	}
	if r := plan(identity.ScopeAll); !r.Everything() {
		t.Errorf("all: %+v", r)
	}
	if _, err := listing.Allow(seller(identity.ScopeNone), reg, see("customer"), q); app.KindOf(err) != app.Denied {
		t.Errorf("without the right: %v", err)
	}
	if _, err := listing.Allow(context.Background(), reg, see("customer"), q); app.KindOf(err) != app.Denied {
		t.Errorf("nobody: %v", err)
	}
	// what follows its customer is seen with the customer; lines are seen with the quote
	p, err := listing.Allow(seller(identity.ScopeSelf), reg, see("contact"), listing.Query{Entity: "contact"})
	if err != nil || p.Reach().Parent == nil || p.Reach().Parent.Type.Name != "customer" || !p.Reach().All {
		t.Errorf("contact: %+v %v", p, err)
	}
	p, err = listing.Allow(seller(identity.ScopeSelf), reg, see("quote_line"), listing.Query{Entity: "quote_line"})
	if err != nil || p.Reach().Parent == nil || p.Reach().Parent.Type.Name != "quote" {
		t.Errorf("quote_line: %+v %v", p, err)
	}
}

func TestMostPermissiveRoleWins(t *testing.T) { // SYS-08
	a := &identity.Actor{ID: 1, Roles: []identity.Role{
		{Grants: map[identity.Action]identity.Scope{see("customer"): identity.ScopeSelf}, Fields: map[string]entity.Access{"customer.city": entity.Hidden}},
		{Grants: map[identity.Action]identity.Scope{identity.May("*", identity.See): identity.ScopeTree}, Fields: map[string]entity.Access{"customer.city": entity.Read}},
	}}
	f := registry().Type("customer").Field("city")
	if a.Scope(see("customer")) != identity.ScopeTree || a.Access(f) != entity.Read {
		t.Errorf("scope %d access %d", a.Scope(see("customer")), a.Access(f))
	}
	if a.Can(identity.May("customer", identity.Export)) {
		t.Error("a verb nobody granted")
	}
}

func TestHiddenFieldsDoNotLeak(t *testing.T) {
	reg := registry()
	ctx := seller(identity.ScopeAll) // without the right customer.note
	allow := func(q listing.Query) (*listing.Plan, error) {
		q.Entity = "customer"
		return listing.Allow(ctx, reg, see("customer"), q)
	}
	if _, err := allow(listing.Query{Filter: listing.Any(listing.Is("name", listing.Eq, "x"), listing.Is("note", listing.Contains, "x"))}); app.KindOf(err) != app.Denied {
		t.Errorf("filter on a hidden field: %v", err)
	}
	if _, err := allow(listing.Query{Sort: []listing.Sort{{Key: "note"}}}); app.KindOf(err) != app.Denied {
		t.Errorf("sort by a hidden field: %v", err)
	}
	p, err := allow(listing.Query{Columns: []string{"name", "note", "mobile"}, Totals: []string{"open_minor"}})
	if err != nil || len(p.Columns()) != 2 || p.Columns()[0].Masked || !p.Columns()[1].Masked || len(p.Totals()) != 1 {
		t.Errorf("columns: %+v %v", p, err)
	}
	if len(p.Found()) != 1 || p.Found()[0].Key != "name" {
		t.Errorf("search looks into the masked mobile: %v", p.Found())
	}
	q := listing.Query{Entity: "quote", Filter: listing.Is("customer.note", listing.Filled)}
	if _, err := listing.Allow(ctx, reg, see("quote"), q); app.KindOf(err) != app.Denied {
		t.Errorf("hidden through a reference: %v", err)
	}
	q = listing.Query{Entity: "quote", Columns: []string{"customer.mobile"}}
	p, err = listing.Allow(seller(identity.ScopeSelf), reg, see("quote"), q)
	if err != nil || !p.Columns()[0].Masked || p.Columns()[0].Reach.All {
		t.Errorf("a column of the customer passes the customer's scope and mask: %+v %v", p.Columns(), err)
	}
}

func TestSenselessFiltersAreRefused(t *testing.T) {
	reg := registry()
	for _, n := range []listing.Node{
		listing.Is("grade", listing.Gt, "a"), listing.Is("open_minor", listing.Contains, "5"), listing.Is("open_minor", listing.Eq, "five"),
		listing.Is("name", listing.Eq), listing.Is("on_date", listing.Between, "today"), listing.Is("grade", listing.Eq, "z"),
		listing.Is("tags", listing.In, "z"),
		{Field: "name", Op: "; drop"},
		listing.Is("x", listing.Empty),
	} {
		_, err := listing.Allow(seller(identity.ScopeAll), reg, see("customer"), listing.Query{Entity: "customer", Filter: n})
		if app.KindOf(err) != app.Invalid {
			t.Errorf("%s was taken: %v", n, err)
		}
	}
}
