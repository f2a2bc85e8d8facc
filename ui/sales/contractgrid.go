package sales

import (
	"kontor/app/finance"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// linesGrid is the products of a contract; quantity and price work the amount out, which may
// be typed as well: contracts name round sums.
func (p *contractPage) linesGrid() *records.Rows[sales.ContractLine] {
	g := goods[sales.ContractLine]{
		host: p.host, d: p.d, words: "contract_line", currency: p.currency, known: p.known,
		row: func(l *sales.ContractLine) goodsRow {
			return goodsRow{product: &l.ProductID, code: &l.Code, name: &l.Name, spec: &l.Spec, unit: &l.Unit, quantity: &l.Quantity, price: &l.Price, amount: &l.Amount, tax: &l.Tax}
		},
	}
	r := records.NewRows(records.Rows[sales.ContractLine]{
		Host: p.host, All: func() *[]sales.ContractLine {
			if p.e.rec == nil {
				return nil
			}
			return &p.e.rec.Lines
		},
		Change:  func(fn func(*[]sales.ContractLine)) { p.e.edit("", func(c *sales.Contract) { fn(&c.Lines) }) },
		Blank:   p.blankLine,
		Keep:    func(into *sales.ContractLine, from sales.ContractLine) { from.Head = into.Head; *into = from },
		Columns: []records.RowColumn[sales.ContractLine]{g.name(180), g.text("code", 90, func(r goodsRow) *string { return r.code }), g.text("spec", 130, func(r goodsRow) *string { return r.spec }), g.quantity(70), g.text("unit", 52, func(r goodsRow) *string { return r.unit }), g.price(104), g.tax(62), g.amount(112, true)},
	}, p.host.T("contractpage.lines"))
	r.Grid.Blank = 2
	return r
}

// blankLine is a new line; it takes the tax of the line above.
func (p *contractPage) blankLine(at int) sales.ContractLine {
	l := sales.ContractLine{Quantity: money.Scale, Tax: "13"}
	if list := p.rows.List(); at > 0 && at <= len(list) {
		l.Tax = list[at-1].Tax
	}
	return l
}

// resetPlan makes the instalments of the payment terms again.
func (p *contractPage) resetPlan() {
	p.e.edit("", func(c *sales.Contract) { c.Parts = nil })
}

// takeLines makes the sum of the products the amount of the contract.
func (p *contractPage) takeLines() {
	p.e.edit("", func(c *sales.Contract) { c.Amount = c.Sums().Lines })
}

// partState is how far an instalment of a contract is paid: what came in counts for the first
// ones first.
func (p *contractPage) partState(i int) (text string, tint kit.Tint) {
	c := p.e.rec
	left := p.bars.Paid
	for _, x := range c.Parts[:i] {
		left -= min(left, x.Amount)
	}
	x := c.Parts[i]
	state := finance.StateOf(x.Amount, min(left, x.Amount), x.DueOn, p.host.Today(), false)
	tint = map[string]kit.Tint{finance.Settled: kit.Green, finance.Overdue: kit.Red, finance.DueNow: kit.Amber, finance.Partly: kit.Amber}[state]
	if tint == (kit.Tint{}) {
		tint = kit.Gray
	}
	return p.host.T("saleswindow.state."+state, "n", int(p.host.Today()-x.DueOn)), tint
}
