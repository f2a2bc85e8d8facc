package sales

import (
	"strings"
	"testing"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

var day = calendar.Must

func TestQuoteMoves(t *testing.T) {
	allowed := "draft>sent draft>cancelled sent>accepted sent>rejected sent>expired sent>superseded sent>cancelled " +
		"accepted>superseded accepted>cancelled accepted>sent rejected>superseded rejected>sent " +
		"expired>superseded expired>accepted expired>cancelled expired>sent " +
		"superseded>sent superseded>accepted superseded>rejected superseded>expired"
	for _, from := range quoteStates {
		for _, to := range quoteStates {
			q := &Quote{State: from}
			err := q.move(to)
			want := strings.Contains(" "+allowed+" ", " "+string(from)+">"+string(to)+" ")
			if (err == nil) != want || err != nil && app.KindOf(err) != app.Conflict {
				t.Errorf("%s → %s: %v", from, to, err)
			}
			if err != nil && q.State != from {
				t.Errorf("%s → %s was refused and changed the state", from, to)
			}
		}
	}
}

func TestConvertible(t *testing.T) {
	for _, s := range quoteStates {
		q := &Quote{State: s, Current: true}
		if want := s == QuoteSent || s == QuoteAccepted; q.Convertible() != want {
			t.Errorf("%s convertible: %v", s, !want)
		}
	}
	if (&Quote{State: QuoteSent}).Convertible() || (&Quote{State: QuoteSent, Current: true, OrderID: 4}).Convertible() {
		t.Error("only a current revision that is not ordered yet can be turned into an order")
	}
}

func TestRevise(t *testing.T) {
	q := yearly()
	q.ID, q.Number, q.Revision, q.State, q.Current, q.OwnerID = 7, "BJ-202603-018", 1, QuoteSent, true, 3
	q.On, q.ValidUntil, q.Printed = day("2026-03-05"), day("2026-04-04"), 2
	for i := range q.Lines {
		q.Lines[i].ID, q.Lines[i].UID = int64(70+i), "uid-"+string(rune('a'+i))
	}
	n, err := q.Revise(2, day("2026-03-18"))
	if err != nil {
		t.Fatal(err)
	}
	if n.ID != 0 || n.Number != q.Number || n.Revision != 3 || n.RootID != 7 || n.PriorID != 7 || n.Current || n.State != QuoteDraft || n.Printed != 0 || n.OwnerID != 3 {
		t.Errorf("revision %+v", n)
	}
	if n.ValidUntil != day("2026-04-17") {
		t.Errorf("the validity keeps its 30 days: %s", n.ValidUntil)
	}
	if n.Lines[1].ID != 0 || n.Lines[1].Origin != "uid-b" || n.Label() != "BJ-202603-018 R3" {
		t.Errorf("line %+v label %s", n.Lines[1].Head, n.Label())
	}
	n.ID, n.State, n.Lines[1].UID = 9, QuoteSent, "other"
	again, err := n.Revise(3, day("2026-03-19"))
	if err != nil || again.RootID != 7 || again.PriorID != 9 || again.Lines[1].Origin != "uid-b" {
		t.Errorf("a revision of a revision: %+v, %v", again, err)
	}
	for _, s := range []QuoteState{QuoteDraft, QuoteCancelled} {
		if _, err := (&Quote{State: s}).Revise(1, day("2026-03-18")); app.KindOf(err) != app.Conflict {
			t.Errorf("revising a %s quote: %v", s, err)
		}
	}
}

func TestDiff(t *testing.T) {
	d := DescribeQuote()
	q := yearly()
	q.State = QuoteSent
	names := []string{"封箱机", "开箱机", "滚筒线", "刀片组", "胶带", "安装", "包装机"}
	for i := range q.Lines {
		q.Lines[i].UID, q.Lines[i].Name = names[i], names[i]
	}
	n, err := q.Revise(1, day("2026-03-18"))
	if err != nil {
		t.Fatal(err)
	}
	if got := Diff(d, q, n); len(got) != 0 {
		t.Fatalf("a fresh copy differs: %+v", got)
	}
	n.PaymentTerms = "d45"
	n.Lines[3].Quantity = 30 * money.Scale
	n.Lines = append(n.Lines[:4:4], n.Lines[5], n.Lines[6]) // the tape goes
	n.Lines = append(n.Lines, item("2", "10", 0))           // something new comes
	n.Lines[6].Name = "护角"                                  //
	n.Lines[0], n.Lines[1] = n.Lines[1], n.Lines[0]         // two change places
	for _, x := range []*Quote{q, n} {
		if _, err := x.Figure("CNY"); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, x := range Diff(d, q, n) {
		got = append(got, string(x.What)+" "+x.Name+x.Field)
	}
	want := "changed payment_terms|changed total_minor|moved 封箱机|changed 刀片组quantity|changed 刀片组amount_minor|added 护角|removed 胶带"
	text := strings.Join(got, "|")
	for _, w := range strings.Split(want, "|") {
		if !strings.Contains(text, w) {
			t.Errorf("missing %q in %s", w, text)
		}
	}
	if strings.Contains(text, "removed 封箱机") || strings.Contains(text, "added 开箱机") {
		t.Errorf("a moved line is neither removed nor added: %s", text)
	}
}

func TestSendChecks(t *testing.T) {
	today := day("2026-03-18")
	ok := func() *Quote { q := yearly(); q.On, q.ValidUntil = today, day("2026-04-17"); return q }
	if err := ok().checkSend(today); err != nil {
		t.Error(err)
	}
	for key, change := range map[string]func(*Quote){
		"quote.no_lines":        func(q *Quote) { q.Lines = []QuoteLine{{Item: Item{Kind: Note, Name: "x"}}} },
		"quote.validity":        func(q *Quote) { q.ValidUntil = day("2026-03-17") },
		"quote.already_expired": func(q *Quote) { q.On, q.ValidUntil = day("2026-03-01"), day("2026-03-17") },
	} {
		q := ok()
		change(q)
		if err, _ := q.checkSend(today).(*app.Error); err == nil || err.Key != key {
			t.Errorf("want %s, got %v", key, err)
		}
	}
}

func TestOrderFromQuote(t *testing.T) {
	q := yearly()
	q.ID, q.CustomerID, q.PaymentTerms = 5, 8, "s30_70"
	opt := item("1", "9", 0)
	opt.Kind = Optional
	q.Lines = append(q.Lines, opt)
	o := OrderFrom(q, day("2026-03-18"))
	if _, err := o.Figure("CNY"); err != nil {
		t.Fatal(err)
	}
	if len(o.Lines) != 7 || o.TotalMinor != 16890000 || o.QuoteID != 5 || o.CustomerID != 8 {
		t.Errorf("order %+v", o)
	}
	if len(o.Plan) != 2 || o.Plan[0].AmountMinor != 5067000 || o.Plan[1].AmountMinor != 11823000 {
		t.Errorf("plan %+v", o.Plan)
	}
	o.Lines = o.Lines[:6] // a changed order keeps the proportions, and still adds up
	if _, err := o.Figure("CNY"); err != nil {
		t.Fatal(err)
	}
	if o.Plan[0].AmountMinor+o.Plan[1].AmountMinor != o.TotalMinor || len(o.Plan) != 2 {
		t.Errorf("plan %+v for %d", o.Plan, o.TotalMinor)
	}
}

func TestPlan(t *testing.T) {
	from := day("2026-02-19")
	for _, c := range []struct {
		terms string
		due   string
	}{
		{"cash", "2026-02-19"}, {"d45", "2026-04-05"}, {"m45", "2026-04-14"}, {"s361", "2026-02-19 2026-03-21 2027-02-19"}, {"??", "2026-02-19"},
	} {
		var due []string
		var sum money.Minor
		for _, p := range Plan(c.terms, 10001, from) {
			due = append(due, p.DueOn.String())
			sum += p.Amount
		}
		if got := strings.Join(due, " "); got != c.due || sum != 10001 {
			t.Errorf("%s: due %s, sum %d", c.terms, got, sum)
		}
	}
	for _, k := range TermKeys {
		if _, shipped := plans[k]; !shipped && parts(k)[0].days == 0 {
			t.Errorf("shipped terms %q are not understood", k)
		}
	}
}

func TestDescriptions(t *testing.T) {
	for _, x := range []*entity.Type{DescribeQuote().Type, DescribeOrder().Type, DescribeProduct().Type, DescribeOpportunity().Type} {
		if x.Field(x.Title) == nil {
			t.Errorf("%s has no title", x.Name)
		}
	}
}
