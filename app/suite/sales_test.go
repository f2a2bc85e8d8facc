package suite_test

import (
	"context"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// SAL-31 through to the receivable: below 10,000 the manager, from 10,000 the director too.
func TestOrderApproval(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		o.hire(t, "wang", "manager", 1)
		wang := o.as(t, "wang")
		c := o.sell(t, zhou, "天津渤远冷链物流有限公司")
		order := func(yuan int64) *sales.Order {
			q := o.draft(t, zhou, c.ID, yuan)
			_, err := o.Sales.Quotes.Update(zhou, q.ID, 0, func(q *sales.Quote) error { q.PaymentTerms = "s30_70"; return nil })
			ok(t, err)
			_, err = o.Sales.Send(zhou, q.ID)
			ok(t, err)
			ord, err := o.Sales.Convert(zhou, q.ID)
			ok(t, err)
			_, err = o.Sales.Convert(zhou, q.ID)
			refused(t, err, "quote.not_convertible")
			return ord
		}
		small := order(9999)
		small, err := o.Sales.Submit(zhou, small.ID)
		ok(t, err)
		if small.State != sales.OrderSubmitted || small.Number != "DD2026030001" {
			t.Errorf("%s %s", small.State, small.Number)
		}
		_, err = o.Sales.Orders.Update(zhou, small.ID, 0, func(o *sales.Order) error { o.Lines[0].Price = 1; return nil })
		refused(t, err, "sales_order.locked")
		w, err := o.Approvals.Pending(wang)
		ok(t, err)
		_, err = o.Approvals.Agree(zhou, w[0].ID, "")
		refused(t, err, "approval.not_asked")
		_, err = o.Approvals.Agree(wang, w[0].ID, "")
		ok(t, err)
		small, err = o.Sales.Orders.Get(zhou, small.ID)
		ok(t, err)
		if small.State != sales.OrderApproved {
			t.Errorf("below the limit one consent is enough: %s", small.State)
		}
		if got := o.cell(t, zhou, "customer", c.ID, "receivable_minor").Int(); got != 999900 {
			t.Errorf("receivable of the customer %d", got)
		}
		if n := o.count(t, zhou, "receivable", is("order_id", small.ID)); n != 2 {
			t.Errorf("%d instalments of two", n)
		}

		big := order(10000)
		_, err = o.Sales.Submit(zhou, big.ID)
		ok(t, err)
		w, err = o.Approvals.Pending(wang)
		ok(t, err)
		_, err = o.Approvals.Agree(wang, w[0].ID, "")
		ok(t, err)
		if w, err = o.Approvals.Pending(o.boss); err != nil || len(w) != 1 || w[0].Step != "approval.step.director" {
			t.Fatalf("waits for the director: %+v %v", w, err)
		}
		list, err := o.Approvals.Of(zhou, "sales_order", big.ID)
		ok(t, err)
		if b := list[0].Blocking(); len(b) != 1 || b[0].PersonID != o.ids["lin"] {
			t.Errorf("who blocks: %+v", b)
		}
		_, err = o.Approvals.Return(o.boss, w[0].ID, "补充交期")
		ok(t, err)
		big, err = o.Sales.Orders.Get(zhou, big.ID)
		ok(t, err)
		if big.State != sales.OrderDraft || big.Number == "" {
			t.Errorf("returned: %s %s", big.State, big.Number)
		}
		number := big.Number
		_, err = o.Sales.Submit(zhou, big.ID)
		ok(t, err)
		ok(t, o.Sales.Recall(zhou, big.ID))
		if big, err = o.Sales.Submit(zhou, big.ID); err != nil || big.Number != number {
			t.Errorf("submitted again: %s %v", big.Number, err)
		}
		_, err = o.Sales.CancelOrder(zhou, big.ID, "客户取消")
		ok(t, err)
		q, err := o.Sales.Quotes.Get(zhou, big.QuoteID)
		ok(t, err)
		if !q.Convertible() {
			t.Error("the quote of a cancelled order may be ordered again")
		}
	})
}

// An approval that cannot be booked fails as a whole.
func TestCompanyOfOneApprovesItself(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "深圳前海云仓供应链有限公司")
		q := o.draft(t, o.boss, c.ID, 214600)
		_, err := o.Sales.Send(o.boss, q.ID)
		ok(t, err)
		ord, err := o.Sales.Convert(o.boss, q.ID)
		ok(t, err)
		ord, err = o.Sales.Submit(o.boss, ord.ID)
		ok(t, err)
		if ord.State != sales.OrderApproved {
			t.Errorf("%s", ord.State)
		}
		list, err := o.Approvals.Of(o.boss, "sales_order", ord.ID)
		ok(t, err)
		if list[0].Seats[0].State != approval.Passed || list[0].Seats[0].Comment != "approval.why.alone" {
			t.Errorf("it is recorded that nobody else was there: %+v", list[0].Seats)
		}
		if got := o.cell(t, o.boss, "customer", c.ID, "deal_minor").Int(); got != 21460000 {
			t.Errorf("deals of the customer %d", got)
		}
		if got := o.cell(t, o.boss, "customer", c.ID, "stage").Text(); got != "won" {
			t.Errorf("stage %s", got)
		}
		refused(t, o.Customers.Customers.Archive(o.boss, c.ID, 0), "customer.has_records")
		_, err = o.Sales.Close(o.boss, ord.ID, "")
		ok(t, err)
		_ = finance.Waiting
	})
}

func TestPipeline(t *testing.T) { // SAL-05, SAL-07, SAL-08
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		c := o.sell(t, zhou, "上海舜泽食品有限公司")
		deal := func(ctx context.Context, name string, amount money.Minor) *sales.Opportunity {
			d := o.Sales.Opportunities.Desc.New()
			d.Name, d.CustomerID, d.AmountMinor, d.CloseOn = name, c.ID, amount, day("2026-03-27")
			ok(t, o.Sales.Opportunities.Create(ctx, d))
			return d
		}
		a, b := deal(zhou, "枕式包装机 3 台", 12600000), deal(zhou, "产线改造", 5000000)
		if a.Probability != money.Percent(10) || a.StageSince != day("2026-03-18") || a.State != sales.Open {
			t.Errorf("%+v", a)
		}
		o.clock.Move(5 * 24 * time.Hour)
		a, err := o.Sales.Move(zhou, a.ID, a.Version, "negotiation")
		ok(t, err)
		if a.Probability != money.Percent(75) || a.StageSince != day("2026-03-23") {
			t.Errorf("%+v", a)
		}
		if got := o.cell(t, zhou, "customer", c.ID, "stage").Text(); got != "negotiate" {
			t.Errorf("stage %s", got)
		}
		if got := o.cell(t, zhou, "customer", c.ID, "open_deals").Int(); got != 2 {
			t.Errorf("open deals %d", got)
		}
		a, err = o.Sales.Opportunities.Update(zhou, a.ID, 0, func(d *sales.Opportunity) error { d.Probability = money.Percent(60); return nil })
		ok(t, err)
		a, err = o.Sales.Move(zhou, a.ID, 0, "signing")
		ok(t, err)
		if a.Probability != money.Percent(60) || !a.Typed {
			t.Errorf("a typed probability stays: %s", a.Probability)
		}
		a, err = o.Sales.Opportunities.Update(zhou, a.ID, 0, func(d *sales.Opportunity) error { d.CloseOn = day("2026-04-10"); return nil })
		ok(t, err)
		if a.Pushed != 1 {
			t.Errorf("pushed %d times", a.Pushed)
		}
		_, err = o.Sales.Move(zhou, b.ID, 0, "dreaming")
		if app.KindOf(err) != app.Invalid {
			t.Errorf("an unknown stage: %v", err)
		}
		rows, err := o.Sales.FunnelOf(zhou, nil)
		ok(t, err)
		if rows[0].Count != 1 || rows[0].Amount != 5000000 || rows[4].Count != 1 || rows[4].Weighted != 7560000 {
			t.Errorf("funnel %+v", rows)
		}
		other := o.hire(t, "li", "sales", 1)
		if rows, err = o.Sales.FunnelOf(other, nil); err != nil || rows[4].Count != 0 {
			t.Errorf("somebody else's funnel shows foreign deals: %+v %v", rows, err)
		}
		_, err = o.Sales.Win(zhou, a.ID, "")
		refused(t, err, "opportunity.reason")
		a, err = o.Sales.Win(zhou, a.ID, "交期最快")
		ok(t, err)
		_, err = o.Sales.Move(zhou, a.ID, 0, "contact")
		refused(t, err, "opportunity.closed")
		log, err := o.db.StageLog(zhou, a.ID)
		ok(t, err)
		var path []string
		for _, m := range log[a.ID] {
			path = append(path, m.To)
		}
		if got := strings.Join(path, " "); got != "contact negotiation signing won" {
			t.Errorf("stage log %s", got)
		}
		_, _, err = o.History.UndoLast(zhou)
		ok(t, err)
		a, err = o.Sales.Opportunities.Get(zhou, a.ID)
		ok(t, err)
		if a.State != sales.Open || o.cell(t, zhou, "customer", c.ID, "open_deals").Int() != 2 {
			t.Errorf("after the undo: %s", a.State)
		}
		_, err = o.Sales.Lose(zhou, b.ID, "预算取消")
		ok(t, err)
		_, err = o.Sales.Reopen(zhou, b.ID, "预算恢复")
		ok(t, err)
	})
}

func TestProductPicker(t *testing.T) { // SAL-23, SAL-29
	each(t, func(t *testing.T, o *office) {
		for code, name := range map[string]string{"ZTP-1210": "纸托盘 1200×1000", "ZTP-1212": "纸托盘 1200×1200", "FKJ-450": "自动折盖封箱机 FKJ-450"} {
			p := o.Sales.Products.Desc.New()
			p.Code, p.Name = code, name
			ok(t, o.Sales.Products.Create(o.boss, p))
		}
		pick := func(typed string) string {
			list, err := o.Sales.Pick(o.boss, typed, 8)
			ok(t, err)
			var codes []string
			for _, p := range list {
				codes = append(codes, p.Code)
			}
			return strings.Join(codes, " ")
		}
		for typed, want := range map[string]string{"ztp": "ZTP-1210 ZTP-1212", "FKJ": "FKJ-450", "封箱": "FKJ-450", "没有": ""} {
			if got := pick(typed); got != want {
				t.Errorf("%q picks %q, want %q", typed, got, want)
			}
		}
		p, err := o.Sales.Products.First(o.boss, listing.Is("code", listing.Eq, "FKJ-450"))
		ok(t, err)
		c := o.sell(t, o.boss, "客户")
		q, err := o.Sales.NewQuote(o.boss, c.ID)
		ok(t, err)
		q.Lines = []sales.QuoteLine{{Item: p.LineFor()}}
		ok(t, o.Sales.Quotes.Create(o.boss, q))
		refused(t, o.Sales.Products.Archive(o.boss, p.ID, 0), "product.used")
		_, err = o.Sales.Products.Update(o.boss, p.ID, 0, func(p *sales.Product) error { p.State = sales.ProductStopped; return nil })
		ok(t, err)
		if got := pick("fkj"); got != "" {
			t.Errorf("a discontinued product is offered: %s", got)
		}
	})
}

// Eight writers issue numbers at the same time: none is shared, none is left out.
func TestNumbersUnderEightWriters(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		const writers, rounds = 8, 5
		ids := make([][]int64, writers)
		for w := range writers {
			for range rounds {
				ids[w] = append(ids[w], o.draft(t, o.boss, c.ID, 100).ID)
			}
		}
		var mu sync.Mutex
		var numbers []string
		var wg sync.WaitGroup
		for w := range writers {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i, id := range ids[w] {
					q, err := o.Sales.Send(o.boss, id)
					if err != nil {
						t.Errorf("writer %d: %v", w, err)
						return
					}
					if i == 2 { // a failed issue leaves no gap
						if _, err := o.Sales.Send(o.boss, id); err == nil {
							t.Error("sent twice")
						}
					}
					mu.Lock()
					numbers = append(numbers, q.Number)
					mu.Unlock()
				}
			}()
		}
		wg.Wait()
		sort.Strings(numbers)
		for i, n := range numbers {
			if want := "BJ202603" + pad(i+1); n != want {
				t.Fatalf("number %d is %s, want %s", i, n, want)
			}
		}
		if len(numbers) != writers*rounds {
			t.Errorf("%d numbers", len(numbers))
		}
	})
}

func pad(n int) string {
	s := "0000" + string(rune('0'+n/10)) + string(rune('0'+n%10))
	return s[len(s)-4:]
}
