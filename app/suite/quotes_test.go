package suite_test

import (
	"strings"
	"testing"
	"time"

	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/sales"
)

func TestQuoteLife(t *testing.T) { // SAL-17
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		c := o.sell(t, zhou, "苏州恒拓精密制造有限公司")
		q := o.draft(t, zhou, c.ID, 38500)
		if q.Number != "" || q.TotalMinor != 3850000 || q.State != sales.QuoteDraft {
			t.Fatalf("a draft has no number: %+v", q)
		}
		_, err := o.Sales.Quotes.Update(zhou, q.ID, q.Version, func(q *sales.Quote) error { q.Lines[0].Quantity = 2 * money.Scale; return nil })
		ok(t, err)
		q, err = o.Sales.Send(zhou, q.ID)
		ok(t, err)
		if q.Number != "BJ2026030001" || q.State != sales.QuoteSent || !q.Current || q.TotalMinor != 7700000 {
			t.Errorf("sent: %s %s %v %d", q.Number, q.State, q.Current, q.TotalMinor)
		}
		if got := o.cell(t, zhou, "customer", c.ID, "stage").Text(); got != "quote" {
			t.Errorf("the customer's stage is %q", got)
		}
		if o.count(t, zhou, "activity", listing.All(is("customer_id", c.ID), listing.Is("kind", listing.Eq, "quote"))) != 1 {
			t.Error("the quote stands in the timeline")
		}
		_, err = o.Sales.Quotes.Update(zhou, q.ID, 0, func(q *sales.Quote) error { q.Lines[0].Price = money.Scale; return nil })
		refused(t, err, "quote.locked")
		_, err = o.Sales.Quotes.Update(zhou, q.ID, 0, func(q *sales.Quote) error { q.Remark = "客户在比价"; return nil })
		ok(t, err)
		refused(t, o.Sales.Quotes.Archive(o.boss, q.ID, 0), "quote.locked")
		_, _, err = o.History.UndoLast(zhou) // the remark
		ok(t, err)
		_, err = o.Sales.Reject(zhou, q.ID, " ")
		refused(t, err, "quote.reason")
		_, err = o.Sales.Accept(zhou, q.ID)
		ok(t, err)
		_, err = o.Sales.Reject(zhou, q.ID, "太贵")
		refused(t, err, "quote.state")
	})
}

// An issued number is never undone: the counter-action is to cancel.
func TestSentQuoteIsNotUndone(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		q := o.draft(t, o.boss, c.ID, 100)
		_, err := o.Sales.Send(o.boss, q.ID)
		ok(t, err)
		_, clashes, err := o.History.UndoLast(o.boss)
		if err == nil && len(clashes) == 0 {
			t.Error("the undo of a sent quote went through")
		}
		got, err := o.Sales.Quotes.Get(o.boss, q.ID)
		ok(t, err)
		if got.State != sales.QuoteSent || got.Number == "" {
			t.Errorf("after the refused undo: %s %s", got.State, got.Number)
		}
	})
}

// Revisions share the number; a new one supersedes only when sent; cancelling the
// current one re-opens the previous.
func TestRevisions(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		q := o.draft(t, o.boss, c.ID, 38500)
		_, err := o.Sales.NewRevision(o.boss, q.ID)
		refused(t, err, "quote.not_revisable")
		r1, err := o.Sales.Send(o.boss, q.ID)
		ok(t, err)
		r2, err := o.Sales.NewRevision(o.boss, r1.ID)
		ok(t, err)
		_, err = o.Sales.NewRevision(o.boss, r1.ID)
		refused(t, err, "quote.open_revision")
		r2, err = o.Sales.Quotes.Update(o.boss, r2.ID, 0, func(q *sales.Quote) error {
			q.Lines[0].Price, q.Change = 38000*money.Scale, "降价 500"
			return nil
		})
		ok(t, err)
		now := func(id int64) *sales.Quote {
			q, err := o.Sales.Quotes.Get(o.boss, id)
			ok(t, err)
			return q
		}
		if a := now(r1.ID); !a.Current || a.State != sales.QuoteSent || !a.Convertible() {
			t.Errorf("while the revision is a draft the old one stays: %+v", a.State)
		}
		r2, err = o.Sales.Send(o.boss, r2.ID)
		ok(t, err)
		if r2.Number != r1.Number || r2.Revision != 2 || r2.Label() != r1.Number+" R2" {
			t.Errorf("%s R%d", r2.Number, r2.Revision)
		}
		if a := now(r1.ID); a.Current || a.State != sales.QuoteSuperseded || a.Convertible() {
			t.Errorf("superseded: %s %v", a.State, a.Current)
		}
		_, err = o.Sales.Convert(o.boss, r1.ID)
		refused(t, err, "quote.not_convertible")
		diff := sales.Diff(o.Sales.Quotes.Desc, now(r1.ID), now(r2.ID))
		var fields []string
		for _, d := range diff {
			fields = append(fields, d.Field)
		}
		if !strings.Contains(strings.Join(fields, " "), "price") || len(diff) > 4 {
			t.Errorf("difference between the revisions: %+v", diff)
		}
		_, err = o.Sales.Cancel(o.boss, r2.ID, "报错")
		ok(t, err)
		if a := now(r1.ID); !a.Current || a.State != sales.QuoteSent || a.PriorState != "" {
			t.Errorf("re-opened: %s %v", a.State, a.Current)
		}
		list, err := o.Sales.Revisions(o.boss, r2.ID)
		ok(t, err)
		if len(list) != 2 || list[0].Revision != 2 {
			t.Errorf("%d revisions", len(list))
		}
		r3, err := o.Sales.NewRevision(o.boss, r1.ID)
		ok(t, err)
		if r3.Revision != 3 {
			t.Errorf("the next revision is R%d", r3.Revision)
		}
	})
}

func TestQuotesExpire(t *testing.T) { // SAL-19
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		q := o.draft(t, o.boss, c.ID, 100)
		_, err := o.Sales.Send(o.boss, q.ID)
		ok(t, err)
		_, err = o.Reminders.Run(o.boss)
		ok(t, err)
		o.clock.Set(q.ValidUntil.AddDays(-3).At(10*60, o.Ground.Registry.Zone()))
		_, err = o.Reminders.Run(o.boss)
		ok(t, err)
		mine, err := o.Reminders.Mine(o.boss)
		ok(t, err)
		if len(mine) == 0 || mine[0].Kind != "quote_expiring" || mine[0].Subject != "BJ2026030001" {
			t.Errorf("%+v", mine)
		}
		o.clock.Set(q.ValidUntil.At(10*60, o.Ground.Registry.Zone()))
		if n, err := o.Sales.Expire(o.boss); n != 0 || err != nil {
			t.Errorf("on its last day it is valid: %d %v", n, err)
		}
		o.clock.Move(24 * time.Hour)
		if n, err := o.Sales.Expire(o.boss); n != 1 || err != nil {
			t.Errorf("expired %d, %v", n, err)
		}
		got, err := o.Sales.Quotes.Get(o.boss, q.ID)
		ok(t, err)
		if got.State != sales.QuoteExpired || got.Convertible() {
			t.Errorf("%s", got.State)
		}
	})
}

func TestDiscountsAboveTheLimit(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		o.hire(t, "wang", "manager", 1)
		c := o.sell(t, zhou, "深圳悦品日化有限公司")
		q := o.draft(t, zhou, c.ID, 100000)
		set := func(percent int64) {
			_, err := o.Sales.Quotes.Update(zhou, q.ID, 0, func(q *sales.Quote) error { q.Sums.Discount = money.Percent(percent); return nil })
			ok(t, err)
		}
		set(12)
		_, err := o.Sales.Send(zhou, q.ID)
		refused(t, err, "sales.discount_right")
		ok(t, o.Sales.SubmitDiscount(zhou, q.ID))
		wang := o.as(t, "wang")
		waiting, err := o.Approvals.Pending(wang)
		ok(t, err)
		if len(waiting) != 1 || waiting[0].Amount != 8800000 || waiting[0].Applicant != "同事zhou" || waiting[0].Party != "深圳悦品日化有限公司" {
			t.Fatalf("waiting for the manager: %+v", waiting)
		}
		_, err = o.Approvals.Agree(wang, waiting[0].ID, "老客户")
		ok(t, err)
		set(15)
		_, err = o.Sales.Send(zhou, q.ID)
		refused(t, err, "sales.discount_right")
		set(12)
		_, err = o.Sales.Send(zhou, q.ID)
		ok(t, err)
	})
}

// FOB asks for the loading, CFR for the freight too, CIF for the insurance too; what the
// price contains stays below it, and all of it comes along into the order. SAL-18
func TestTradeTermsDecideTheForm(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "Nordhafen Verpackung GmbH")
		q := o.draft(t, o.boss, c.ID, 10000)
		change := func(fn func(*sales.Quote)) {
			t.Helper()
			var err error
			q, err = o.Sales.Quotes.Update(o.boss, q.ID, 0, func(q *sales.Quote) error { fn(q); return nil })
			ok(t, err)
		}
		wants := func(key string) {
			t.Helper()
			_, err := o.Sales.Send(o.boss, q.ID)
			refused(t, err, key)
		}
		change(func(q *sales.Quote) { q.Incoterm, q.LoadingPort, q.FreightMinor = sales.ExWorks, "Ningbo", 50000 })
		if q.LoadingPort != "" || q.FreightMinor != 0 {
			t.Errorf("ex works has no loading: %+v", q.Trade)
		}
		change(func(q *sales.Quote) { q.Incoterm = sales.FOB })
		wants("trade.loading_port")
		change(func(q *sales.Quote) { q.Incoterm, q.LoadingPort = sales.CFR, "宁波" })
		wants("trade.destination_port")
		change(func(q *sales.Quote) { q.DestinationPort = "Hamburg" })
		wants("trade.freight_minor")
		change(func(q *sales.Quote) { q.FreightMinor = q.TotalMinor })
		wants("trade.fob_value")
		change(func(q *sales.Quote) { q.Incoterm, q.FreightMinor = sales.CIF, 60000 })
		wants("trade.insurance_minor")
		change(func(q *sales.Quote) { q.PremiumRate = money.Percent(1) })
		// 10,000 × 110 % × 1 % = 110
		if q.InsuredShare != sales.InsuredUsually || q.InsuranceMinor != 11000 || q.FOBValue(q.TotalMinor) != 929000 {
			t.Errorf("CIF: %+v", q.Trade)
		}
		q, err := o.Sales.Send(o.boss, q.ID)
		ok(t, err)
		d, err := o.Sales.QuotePaper(o.boss, q, sales.Print{})
		ok(t, err)
		if trade := d["trade"].(paper.Data); trade["term"] != "CIF" || trade["place"] != "Hamburg" || trade["fob"] != money.Of(929000, "CNY") {
			t.Errorf("on paper: %+v", trade)
		}
		order, err := o.Sales.Convert(o.boss, q.ID)
		ok(t, err)
		if order.Trade != q.Trade {
			t.Errorf("the order has %+v", order.Trade)
		}
	})
}
