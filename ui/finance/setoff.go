package finance

import (
	"context"

	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// SettingOff is what the window asks about credits that settle what is owed.
type SettingOff interface {
	ProposeSetOff(ctx context.Context, creditID int64) (*finance.SetOff, error)
	SetOff(ctx context.Context, creditID int64, shares []finance.Share) error
	TakeBackSetOff(ctx context.Context, creditID int64, reason string) error
}

// offset is a receivable that a credit may settle, with what it is to settle of it.
type offset struct {
	finance.Open
	why    string
	amount money.Minor
}

// ShowSetOff shows how the rest of a credit settles what is owed: proposed for its own order,
// due first, to be changed and confirmed. SAL-32
func ShowSetOff(h kit.Host, books SettingOff, credit int64) {
	h.Go(func(ctx context.Context) {
		plan, err := books.ProposeSetOff(ctx, credit)
		h.Post(func() {
			if err != nil {
				h.Report(err)
				return
			}
			setOffSheet(h, books, plan)
		})
	})
}

func setOffSheet(h kit.Host, books SettingOff, plan *finance.SetOff) {
	t := h.T
	share := map[int64]finance.Share{}
	for _, sh := range plan.Shares {
		share[sh.ID] = sh
	}
	var rows []offset
	for _, o := range append(append([]finance.Open(nil), plan.Order...), plan.Others...) {
		row := offset{Open: o, amount: share[o.ID].Amount}
		switch {
		case row.amount != 0:
			row.why = t("finance.why_" + share[o.ID].Reason)
		case o.OrderID != plan.Credit.OrderID:
			row.why = t("setoff.other_order")
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		h.Toast(t("setoff.nothing", "number", plan.Credit.Number), nil)
		return
	}
	left := money.Of(-plan.Credit.Open, plan.Credit.Currency)
	records.Sheet{
		Title: t("setoff.title", "number", plan.Credit.Number), Text: t("setoff.text", "left", left, "order", plan.Credit.Order), Width: 760, Grid: offsetGrid(h, &rows, plan.Credit.Currency),
		Foot: func() string {
			return t("setoff.sum", "sum", money.Of(sumOff(rows), plan.Credit.Currency), "left", money.Of(-plan.Credit.Open-sumOff(rows), plan.Credit.Currency))
		},
		Save: func(done func()) {
			var shares []finance.Share
			for _, r := range rows {
				if r.amount != 0 {
					shares = append(shares, finance.Share{ID: r.ID, Amount: r.amount})
				}
			}
			h.Go(func(ctx context.Context) {
				err := books.SetOff(ctx, plan.Credit.ID, shares)
				h.Post(func() {
					h.Report(err)
					if err == nil {
						done()
						h.Toast(t("setoff.done", "number", plan.Credit.Number), nil)
					}
				})
			})
		},
	}.Show(h)
}

func sumOff(rows []offset) money.Minor {
	var sum money.Minor
	for _, r := range rows {
		sum += r.amount
	}
	return sum
}

func offsetGrid(h kit.Host, rows *[]offset, currency string) *kit.Grid {
	t := h.T
	text := func(id, title string, width float32, at func(r *offset) string) records.RowColumn[offset] {
		return records.RowColumn[offset]{
			GridColumn: kit.GridColumn{ID: id, Title: title, Width: width, Flex: id == "number"},
			Get:        func(r *offset) kit.GridCell { return kit.GridCell{Text: at(r)} },
		}
	}
	open := text("open", t("receivable.open_minor"), 112, func(r *offset) string { return money.Of(r.Open.Open, currency).Plain() })
	open.Align = kit.Right
	amount := records.RowColumn[offset]{
		GridColumn: kit.GridColumn{ID: "amount", Title: t("setoff.amount"), Width: 120, Align: kit.Right, Read: kit.ReadMoney(currency)},
		Get: func(r *offset) kit.GridCell {
			return kit.GridCell{Text: money.Of(r.amount, currency).Plain(), Bold: r.amount != 0, Err: r.amount < 0 || r.amount > r.Open.Open}
		},
		Set: func(r *offset, text string, _ *kit.Option) (err error) {
			if text == "" {
				text = "0"
			}
			r.amount, _, err = money.Typed(text, currency)
			return err
		},
	}
	return records.NewRows(records.Rows[offset]{
		Host: h, All: func() *[]offset { return rows }, Change: func(fn func(*[]offset)) { fn(rows) },
		Columns: []records.RowColumn[offset]{
			text("number", t("receivable.number"), 150, func(r *offset) string { return r.Number }), text("order", t("receivable.order_id"), 130, func(r *offset) string { return r.Order }),
			text("due_on", t("receivable.due_on"), 96, func(r *offset) string { return r.DueOn.String() }), open, amount,
			text("why", t("setoff.why"), 96, func(r *offset) string { return r.why }),
		},
	}, t("setoff.rows")).Grid
}

// creditActions settle what is owed with a credit, or take that back.
func (p *page) creditActions(id int64, open, settled money.Minor) []kit.Command {
	t := p.host.T
	may := p.may(finance.Allocations, identity.Allocate)
	var out []kit.Command
	if open < 0 {
		out = append(out, kit.Command{ID: "receivable.set_off", Title: t("setoff.make"), Icon: icons.Scale, Keys: []kit.Key{"O"}, Scope: kit.ScopeList, Enabled: may, Run: func() { ShowSetOff(p.host, p.d.Books, id) }})
	}
	if settled < 0 {
		out = append(out, kit.Command{ID: "receivable.set_off_back", Title: t("setoff.back"), Icon: icons.Undo, Keys: []kit.Key{"U"}, Scope: kit.ScopeList, Enabled: may, Run: func() {
			why := kit.NewField(t("finance.reason"))
			(&records.Ask{
				Title: t("setoff.back"), Text: t("setoff.back_text"), Rows: []records.AskRow{{Key: "reason", Label: t("finance.reason"), Field: why}},
				Do: func() func(ctx context.Context) error {
					reason := why.Text()
					return func(ctx context.Context) error { return p.d.Books.TakeBackSetOff(ctx, id, reason) }
				},
				Done: func() { p.host.Toast(t("finance.done"), nil) },
			}).Show(p.host)
		}})
	}
	return out
}
