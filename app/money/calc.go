package money

import "kontor/app"

// TaxMode says how prices and taxes of a document are meant. The default of a new company is
// {Included: true}: prices include tax, tax per line, as on a Chinese invoice.
type TaxMode struct {
	Included    bool // prices include the tax
	PerDocument bool // tax is worked out per document and rate, then shared over the lines
}

// Calc is a document to work out.
type Calc struct {
	Currency string // "" is CNY
	Mode     TaxMode
	Discount Minor // taken off the whole document, on the basis of the prices (Mode.Included)
	Lines    []Line
}

// LineTotal is the result of one line. Amount and Share are on the basis of the prices;
// Net + Tax = Gross always.
type LineTotal struct {
	Amount          Minor // quantity × price less the line's own discount
	Share           Minor // its part of the document discount
	Net, Tax, Gross Minor
}

// TaxTotal sums the lines of one tax code.
type TaxTotal struct {
	Code            TaxCode
	Net, Tax, Gross Minor
}

// Totals of a document; every figure is the sum of the lines.
type Totals struct {
	Lines           []LineTotal
	Subtotal        Minor // Σ Amount
	Discount        Minor // Σ Share
	Net, Tax, Gross Minor
	ByTax           []TaxTotal // in the order of first appearance
}

// Work works the document out: line amounts, document discount by largest remainder, taxes.
// Errors (Invalid): those of LineAmount and TaxCode.Rate, with the argument line (1 …);
// money.discount_without_lines.
func (c Calc) Work() (Totals, error) {
	t := Totals{Lines: make([]LineTotal, len(c.Lines))}
	basis := make([]Minor, len(c.Lines))
	rates := make([]Rate, len(c.Lines))
	for i, l := range c.Lines {
		if l.Silent {
			continue
		}
		var err error
		if basis[i], err = LineAmount(l, c.Currency); err != nil {
			return Totals{}, inLine(err, i)
		}
		if rates[i], err = l.Tax.Rate(); err != nil {
			return Totals{}, inLine(err, i)
		}
		t.Lines[i].Amount = basis[i]
	}
	if err := c.discount(&t, basis); err != nil {
		return Totals{}, err
	}
	c.taxes(&t, basis, rates)
	return t, t.sum(c.Lines)
}

// discount spreads the document discount over the lines and takes it off the basis.
func (c Calc) discount(t *Totals, basis []Minor) error {
	if c.Discount == 0 {
		return nil
	}
	weights := make([]int64, len(basis))
	any := false
	for _, sign := range []Minor{1, -1} { // charged lines carry it; a document of returns only: the returns
		for i, m := range basis {
			if m*sign > 0 {
				weights[i], any = int64(m*sign), true
			}
		}
		if any {
			break
		}
	}
	if !any {
		return app.E(app.Invalid, "money.discount_without_lines")
	}
	for i, share := range Spread(c.Discount, weights) {
		t.Lines[i].Share = share
		basis[i] -= share
	}
	return nil
}

// taxGroup keys the lines whose tax is worked out together: one rate, one sign.
type taxGroup struct {
	rate     Rate
	negative bool
}

// taxes splits every basis into net and tax.
func (c Calc) taxes(t *Totals, basis []Minor, rates []Rate) {
	groups := map[taxGroup][]int{}
	var order []taxGroup
	for i := range basis {
		g := taxGroup{rates[i], basis[i] < 0}
		if groups[g] == nil {
			order = append(order, g)
		}
		groups[g] = append(groups[g], i)
	}
	for _, g := range order {
		if c.Mode.PerDocument {
			c.share(t, basis, g, groups[g])
			continue
		}
		for _, i := range groups[g] {
			c.share(t, basis, g, []int{i})
		}
	}
}

// share works out the tax of some lines of one group together: the total is rounded once and
// the lines get the floor of their exact share, missing units to the largest fractions.
func (c Calc) share(t *Totals, basis []Minor, g taxGroup, lines []int) {
	factor, divisor := uint64(g.rate), uint64(Scale) // tax of a net amount
	if c.Mode.Included {
		factor, divisor = Scale, Scale+uint64(g.rate) // net of a gross amount
	}
	var sum uint64
	parts, fractions := make([]uint64, len(lines)), make([]uint64, len(lines))
	for n, i := range lines {
		m, _ := mag(int64(basis[i]))
		sum += m
		parts[n], fractions[n], _ = mulDiv(m, factor, divisor)
	}
	q, r, _ := mulDiv(sum, factor, divisor)
	fill(parts, fractions, half(q, r, divisor))
	for n, i := range lines {
		v := Minor(parts[n])
		if g.negative {
			v = -v
		}
		l := &t.Lines[i]
		if c.Mode.Included {
			l.Gross, l.Net = basis[i], v
			l.Tax = l.Gross - l.Net
		} else {
			l.Net, l.Tax = basis[i], v
			l.Gross = l.Net + l.Tax
		}
	}
}

// sum adds the lines up. Error: Invalid money.too_large.
func (t *Totals) sum(lines []Line) error {
	at := map[TaxCode]int{}
	for i, l := range t.Lines {
		t.Subtotal += l.Amount
		t.Discount += l.Share
		t.Net += l.Net
		t.Tax += l.Tax
		t.Gross += l.Gross
		if !t.Subtotal.InRange() || !t.Gross.InRange() || !t.Net.InRange() {
			return tooLarge()
		}
		if lines[i].Silent {
			continue
		}
		code := lines[i].Tax
		n, ok := at[code]
		if !ok {
			n = len(t.ByTax)
			at[code] = n
			t.ByTax = append(t.ByTax, TaxTotal{Code: code})
		}
		g := &t.ByTax[n]
		g.Net, g.Tax, g.Gross = g.Net+l.Net, g.Tax+l.Tax, g.Gross+l.Gross
	}
	return nil
}

// inLine adds the number of the line to an error.
func inLine(err error, i int) error {
	if e, ok := err.(*app.Error); ok {
		if e.Args == nil {
			e.Args = map[string]any{}
		}
		e.Args["line"] = i + 1
	}
	return err
}
