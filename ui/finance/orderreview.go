package finance

import (
	"context"
	"time"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// OrderReviewing is what the window asks about submitted orders.
type OrderReviewing interface {
	OrdersToReview(ctx context.Context) ([]finance.OrderReview, error)
	DecideOrder(ctx context.Context, orderID int64, agree bool, comment string) error
}

// orderReview is the queue of submitted orders with their proof of payment. FIN-08
type orderReview struct {
	*report
	rows  []finance.OrderReview
	names map[int64]string
	split kit.Split
}

func (p *page) newOrderReview() *orderReview {
	v := &orderReview{split: kit.Split{Size: 340, Min: 300, Max: 480, Rest: 420}}
	v.report = p.newReport("order_review.title", []string{"mine", "every"}, func(*report) func(ctx context.Context, from, to calendar.Date) (func(), error) {
		return func(ctx context.Context, _, _ calendar.Date) (func(), error) {
			rows, err := p.d.Books.OrdersToReview(ctx)
			if err != nil {
				return nil, err
			}
			var people []int64
			for i := range rows {
				for _, s := range rows[i].Seats {
					people = append(people, s.PersonID)
				}
			}
			names, err := p.d.Names(ctx, "person", people)
			return func() { v.rows, v.names = rows, names; v.lay() }, err
		}
	})
	v.timeless, v.none = true, "order_review.none"
	v.sheet.Table.OnKey = func(k kit.Key) bool { return kit.RunKey(v.commands(), k, false) }
	return v
}

// shown are the orders that are listed: those that wait for the person, or all.
func (v *orderReview) shown() []*finance.OrderReview {
	var out []*finance.OrderReview
	for i := range v.rows {
		if v.by == "every" || v.rows[i].Mine {
			out = append(out, &v.rows[i])
		}
	}
	return out
}

func (v *orderReview) current() *finance.OrderReview {
	list := v.shown()
	if i := v.sheet.Table.Current(); i >= 0 && i < len(list) {
		return list[i]
	}
	if len(list) > 0 {
		return list[0]
	}
	return nil
}

var proofTints = map[finance.ProofState]kit.Tint{finance.ProofMissing: kit.Gray, finance.ProofBooked: kit.Green, finance.ProofDraft: kit.Amber, finance.ProofUnbooked: kit.Red}

func (v *orderReview) lay() {
	t := v.page.host.T
	var lines []figures.Line
	for _, x := range v.shown() {
		tint := proofTints[x.Found]
		lines = append(lines, figures.Line{
			Values: []entity.Value{
				entity.Str(x.Number), entity.Str(x.Customer), entity.Str(x.Owner), entity.Num(int64(x.Amount)), entity.Num(int64(x.Voucher)), entity.Str(t("order_review.proof." + string(x.Found))), entity.Str(v.when(x.Since)),
			},
			Open: func() { v.page.host.Open(sales.Orders, x.OrderID, nil) },
			Look: func(col string, c kit.Cell) kit.Cell {
				if col == "proof" {
					c.Badge = &tint
				}
				return c
			},
		})
	}
	v.sheet.Set([]figures.Column{
		{ID: "number", Title: t("sales_order.number"), Form: exporting.Text, Width: 112},
		{ID: "customer", Title: t("sales_order.customer_id"), Form: exporting.Text, Width: 130, Flex: true},
		{ID: "owner", Title: t("order_review.owner"), Person: true, Width: 78},
		{ID: "amount", Title: t("order_review.amount"), Form: exporting.Amount, Width: 92},
		{ID: "voucher", Title: t("sales_order.voucher_minor"), Form: exporting.Amount, Width: 88},
		{ID: "proof", Title: t("order_review.check"), Form: exporting.Text, Width: 92},
		{ID: "since", Title: t("sales_order.submitted_at"), Form: exporting.Text, Width: 86},
	}, lines)
	if len(lines) > 0 && v.sheet.Table.Current() < 0 {
		v.sheet.Table.Select(0)
	}
}

func (v *orderReview) when(ms int64) string {
	return time.UnixMilli(ms).In(v.page.host.Zone()).Format("01-02 15:04")
}

// why says why the current order cannot be decided now.
func (v *orderReview) why() string {
	switch x := v.current(); {
	case x == nil:
		return v.page.host.T("order_review.none")
	case !x.Mine:
		return v.page.host.T("order_review.not_mine")
	}
	return ""
}

func (v *orderReview) decide(agree bool, reason string) {
	x := v.current()
	if x == nil {
		return
	}
	id, h, done := x.OrderID, v.page.host, "order_review.refused"
	if agree {
		done = "order_review.agreed"
	}
	number := x.Number
	h.Go(func(ctx context.Context) {
		err := v.page.d.Books.DecideOrder(ctx, id, agree, reason)
		h.Post(func() {
			h.Report(err)
			if err == nil {
				h.Toast(h.T(done, "number", number), nil)
			}
			v.read()
		})
	})
}

func (v *orderReview) commands() []kit.Command {
	t := v.page.host.T
	proof := func() string {
		if x := v.current(); x == nil || x.Proof == "" || v.page.d.Files == nil {
			return t("order_review.proof.missing")
		}
		return ""
	}
	return []kit.Command{
		{ID: "order_review.agree", Title: t("order_review.agree"), Icon: icons.Check, Keys: []kit.Key{"A"}, Scope: kit.ScopeList, Status: t("order_review.agree"), Enabled: v.why, Run: func() { v.decide(true, "") }},
		{ID: "order_review.refuse", Title: t("order_review.refuse"), Icon: icons.X, Keys: []kit.Key{"R"}, Scope: kit.ScopeList, Status: t("order_review.refuse"), Enabled: v.why, Run: func() {
			askReason(v.page.host, t("order_review.refuse"), func(reason string) { v.decide(false, reason) })
		}},
		{ID: "order_review.proof", Title: t("order_review.open_proof"), Icon: icons.Paperclip, Keys: []kit.Key{"P"}, Scope: kit.ScopeList, Enabled: proof, Run: v.openProof},
		figures.Refresh(v.page.host, v.read), v.sheet.ExportCommand(),
	}
}

func (v *orderReview) openProof() {
	x := v.current()
	if x == nil || x.Proof == "" {
		return
	}
	ref, h := x.Proof, v.page.host
	h.Go(func(ctx context.Context) {
		err := v.page.d.Files.Open(ctx, ref)
		h.Post(func() { h.Report(err) })
	})
}

func (v *orderReview) draw(c *kit.Canvas, r kit.Rect) {
	if v.ready && v.load.Failed() == nil && v.sheet.Len() > 0 {
		v.pane(c, v.split.CutRight(c, "review.split", &r))
	}
	v.report.draw(c, r)
}

// pane draws what speaks for the current order, and the buttons that decide.
func (v *orderReview) pane(c *kit.Canvas, r kit.Rect) {
	x := v.current()
	if x == nil {
		return
	}
	h, t := v.page.host, v.page.host.T
	in := r.Pad(16, 12, 16, 0)
	c.LinkText(in.CutTop(26), "order", x.Number, kit.Section.In(theme.Primary), func() { h.Open(sales.Orders, x.OrderID, nil) })
	row := in.CutTop(24)
	c.LinkText(row, "customer", x.Customer, kit.Body.In(theme.Primary), func() { h.Open("customer", x.CustomerID, nil) })
	c.KeyValue(in.CutTop(26), t("order_review.amount"), money.Of(x.Amount, x.Currency).String(), kit.Section)
	c.KeyValue(in.CutTop(24), t("customer.receivable_minor"), money.Of(x.Receivable, kit.Home()).String(), kit.Body)
	in.CutTop(6)
	row = in.CutTop(theme.Control)
	for i, cmd := range v.commands()[:2] {
		kind := kit.Outline
		if i == 0 {
			kind = kit.Primary
		}
		b := kit.CommandButton(cmd, kind)
		c.Button(row.CutLeft(c.ButtonWidth(b)), b)
		row.CutLeft(8)
	}
	in.CutTop(12)
	c.LineH(r.X, in.Y, r.W, theme.Line)
	in.CutTop(8)
	v.drawProof(c, &in, x)
	c.Text(in.CutTop(26), t("approval.one"), kit.Strong)
	c.ScrollAuto("seats", in, func(body kit.Rect) float32 {
		return records.DrawSeats(c, kit.R(body.X, body.Y, body.W, 10000), h, x.Seats, func(id int64) string { return v.names[id] })
	})
}

// drawProof draws what was handed in and what the books say to it.
func (v *orderReview) drawProof(c *kit.Canvas, in *kit.Rect, x *finance.OrderReview) {
	t := v.page.host.T
	head := in.CutTop(26)
	c.Text(head, t("sales_order.proof"), kit.Strong)
	text := t("order_review.proof." + string(x.Found))
	w := kit.Measure(text, kit.Caption) + 20
	c.Badge(head.CutRight(w), text, proofTints[x.Found])
	if x.Note != "" {
		in.CutTop(c.Para(*in, x.Note, kit.Body, 3) + 4)
	}
	if x.Proof != "" {
		row := in.CutTop(24)
		if x.Voucher != 0 {
			amount := money.Of(x.Voucher, x.Currency).String()
			c.Text(row.CutRight(kit.Measure(amount, kit.Strong)+4), amount, kit.Strong.RightAligned())
			row.CutRight(8)
		}
		c.LinkText(row, "proof", records.FileName(x.Proof), kit.Body.In(theme.Primary), v.openProof)
		if !x.VoucherOn.IsZero() {
			c.Text(in.CutTop(20), t("sales_order.voucher_on")+" "+x.VoucherOn.String(), kit.Caption)
		}
	}
	if x.Receipt.ID != 0 {
		number := x.Receipt.Number
		if number == "" {
			number = t("money_in.state.draft")
		}
		row := in.CutTop(24)
		amount := money.Of(x.Receipt.Amount, x.Currency).String()
		c.Text(row.CutRight(kit.Measure(amount, kit.Body)+4), amount, kit.Body.RightAligned())
		row.CutRight(8)
		c.LinkText(row, "receipt", t("money_in.one")+" "+number+"  "+x.Receipt.On.String(), kit.Body.In(theme.Primary), func() { v.page.Show(finance.MoneyInName, x.Receipt.ID, false) })
	}
	hint := t("order_review.hint." + string(x.Found))
	in.CutTop(c.Para(*in, hint, kit.Caption, 3) + 8)
}

// mayReviewOrders tells whether the person sees orders at all.
func (p *page) mayReviewOrders() bool {
	return p.host.Actor().Can(identity.May(sales.Orders, identity.See))
}
