package finance

import (
	"context"
	"slices"
	"strconv"

	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/purchase"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// splitting asks what the parts of a line are: each has an amount, and a customer (a supplier
// where money went out) with what it settles, or a category of income or expenditure.
type splitting struct {
	x      *bank
	line   finance.BankLine
	dialog *kit.Dialog
	parts  []*splitPart
	typed  bool // the last amount was typed: it no longer follows the others
	busy   bool
	err    string
}

// splitPart is one part.
type splitPart struct {
	amount   *kit.Amount
	party    *kit.Picker
	entry    bool // no party, a category
	category string
	open     []finance.Open // documents of the party
	only     []int64        // those that were chosen; nil: as proposed
	picked   bool
}

// divide opens the dialog for the line that is current.
func (x *bank) divide() {
	if x.whySplit() != "" {
		return
	}
	s := &splitting{x: x, line: x.line.Line}
	first := s.add()
	s.add()
	if x.pick < len(x.line.Matches) {
		if m := &x.line.Matches[x.pick]; m.Kind == finance.MatchReceive || m.Kind == finance.MatchPay {
			first.party.SetValue(kit.Option{Key: "party " + num(m.PartyID), ID: m.PartyID, Text: m.Party})
			if s.read(first); m.PartyID == 0 { // a payee who is no supplier: what was proposed is what is known
				for _, sh := range m.Shares {
					first.open = append(first.open, finance.Open{ID: sh.ID, Number: sh.Number, DueOn: sh.DueOn, Open: sh.Open, Currency: s.currency()})
				}
			}
			if settled := x.abs(&s.line) - m.Rest; settled > 0 && m.Rest > 0 {
				first.amount.SetValue(settled)
			}
		}
	}
	s.follow()
	t := x.page.host.T
	s.dialog = &kit.Dialog{
		Title: t("bank.split"), Text: t("bank.split_text", "amount", signed(s.line.Amount()), "party", x.partyOf(&s.line)), Width: 760,
		Height: func(float32) float32 { return float32(len(s.parts))*(theme.Control+32) + theme.Control + 34 }, Body: s.draw,
		Buttons: []kit.DialogButton{
			{Text: t("kit.cancel"), Kind: kit.Outline, Cancel: true},
			{Text: t("bank.split_do"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool { s.run(); return true }},
		},
	}
	x.page.host.ShowDialog(s.dialog)
	kit.Post(first.amount.Focus)
}

func (x *bank) whySplit() string {
	if x.line == nil || x.line.Line.State != finance.LineOpen {
		return x.page.host.T("bank.why_open")
	}
	return x.mayConfirm()
}

func (x *bank) abs(l *finance.BankLine) money.Minor { return l.In + l.Out }

// kind is whom a party of the line is among, and what is open with it.
func (s *splitting) kind() string {
	if s.line.In > 0 {
		return "customer"
	}
	return purchase.Suppliers
}

func (s *splitting) add() *splitPart {
	h := s.x.page.host
	p := &splitPart{category: "other"}
	if s.line.In > 0 {
		p.category = "income"
	}
	p.amount = kit.NewAmount(h.T("bank.amount"), kit.Home())
	p.party = kit.NewSearch(h.T(s.kind()+".one"), records.Suggest(h, s.x.page.d.Deps, s.kind(), listing.Node{}))
	p.party.Placeholder = h.T("bank.split_party_" + s.kind())
	p.party.OnPick = func(kit.Option) { s.read(p) }
	p.amount.OnCommit = func(string) {
		s.typed = s.typed || p == s.parts[len(s.parts)-1]
		s.follow()
		s.redraw()
	}
	p.amount.OnChange = func(string) { s.err = "" }
	s.parts = append(s.parts, p)
	return p
}

// read asks what is open with the party of a part.
func (s *splitting) read(p *splitPart) {
	id := p.party.Value().ID
	p.open, p.only, p.picked = nil, nil, false
	if id == 0 {
		return
	}
	h, books, in := s.x.page.host, s.x.page.d.Books, s.line.In > 0
	h.Go(func(ctx context.Context) {
		var open []finance.Open
		var err error
		if in {
			open, err = books.OpenOf(ctx, id)
		} else {
			var owed []finance.OpenPayable
			owed, err = books.OpenTo(ctx, id)
			for _, o := range owed {
				open = append(open, finance.Open{ID: o.ID, Number: o.Number, DueOn: o.DueOn, Open: o.Open - o.Ordered, Currency: o.Currency})
			}
		}
		h.Post(func() {
			h.Report(err)
			if p.party.Value().ID == id {
				p.open = slices.DeleteFunc(open, func(o finance.Open) bool { return o.Open <= 0 || o.Currency != s.currency() })
			}
			s.redraw()
		})
	})
}

// currency is that of the account.
func (s *splitting) currency() string {
	for _, b := range s.x.page.desk.balances {
		if b.Account.ID == s.line.AccountID {
			return b.Account.Currency
		}
	}
	return kit.Home()
}

func (s *splitting) redraw() {
	if s.dialog != nil {
		s.dialog.Redraw()
	}
}

// rest is what the parts leave of the line, without the part that is not counted.
func (s *splitting) rest(but *splitPart) money.Minor {
	rest := s.x.abs(&s.line)
	for _, p := range s.parts {
		if m, ok := p.amount.Value(); ok && p != but {
			rest -= m
		}
	}
	return rest
}

// follow gives the last part what the others leave, until its amount was typed.
func (s *splitting) follow() {
	last := s.parts[len(s.parts)-1]
	if m := s.rest(last); !s.typed && m > 0 && m != s.x.abs(&s.line) {
		last.amount.SetValue(m)
	}
}

// shares is what a part settles: what was proposed, or the documents chosen, the oldest first.
func (s *splitting) shares(p *splitPart) []finance.MatchShare {
	amount, _ := p.amount.Value()
	if p.entry || amount <= 0 {
		return nil
	}
	var out []finance.MatchShare
	if !p.picked {
		for _, x := range finance.Propose(finance.Coming{Amount: amount, Memo: s.line.Memo}, p.open) {
			i := slices.IndexFunc(p.open, func(o finance.Open) bool { return o.ID == x.ID })
			out = append(out, finance.MatchShare{ID: x.ID, Number: p.open[i].Number, DueOn: p.open[i].DueOn, Open: p.open[i].Open, Amount: x.Amount})
		}
		return out
	}
	for _, o := range p.open {
		if m := min(amount, o.Open); m > 0 && slices.Contains(p.only, o.ID) {
			out = append(out, finance.MatchShare{ID: o.ID, Number: o.Number, DueOn: o.DueOn, Open: o.Open, Amount: m})
			amount -= m
		}
	}
	return out
}

// match is what the dialog makes of the line.
func (s *splitting) match() finance.Match {
	m := finance.Match{Kind: finance.MatchSplit}
	for _, p := range s.parts {
		amount, _ := p.amount.Value()
		one := finance.Match{Kind: finance.MatchReceive, PartyID: p.party.Value().ID, Shares: s.shares(p)}
		switch {
		case p.entry:
			one = finance.Match{Kind: finance.MatchEntry, Category: p.category}
		case s.line.In == 0:
			one.Kind = finance.MatchPay
		}
		m.Parts = append(m.Parts, finance.MatchPart{Amount: amount, Match: one})
	}
	return m
}

// run books all parts or none; what is refused is said in the dialog, which stays.
func (s *splitting) run() {
	if s.busy {
		return
	}
	for _, p := range s.parts {
		p.amount.Commit()
		p.party.Commit()
	}
	h, m, l := s.x.page.host, s.match(), s.line
	for i, p := range s.parts {
		if !p.entry && p.party.Value().Key == "" {
			s.err = h.T("bank.split_nobody", "n", i+1)
			p.party.Focus()
			s.redraw()
			return
		}
	}
	s.busy = true
	h.Go(func(ctx context.Context) {
		done, err := s.x.page.d.Books.ConfirmLine(ctx, l.ID, m)
		h.Post(func() {
			s.busy = false
			if err != nil {
				s.err = h.ErrorText(err)
				s.redraw()
				return
			}
			s.dialog.Close()
			h.Toast(h.T("bank.confirmed", "party", s.x.partyOf(&l), "number", done.Number), func() { s.x.unmatch(l.ID, h.T("bank.undo_reason")) })
			s.x.read()
		})
	})
}

func (s *splitting) draw(c *kit.Canvas, r kit.Rect) {
	t := s.x.page.host.T
	for i, p := range s.parts {
		row := r.CutTop(theme.Control)
		id := strconv.Itoa(i + 1)
		c.Text(row.CutLeft(20), id, kit.Caption)
		del := row.CutRight(theme.Control)
		c.Button(del, kit.Button{ID: "del" + id, Icon: icons.X, Kind: kit.Plain, Tip: t("bank.split_remove"), Disabled: s.whyRemove(), Tap: func() { s.remove(p) }})
		row.CutRight(6)
		cell := row.Columns(8, 130, 120, -1, 150)
		c.Field("amount"+id, cell[0], p.amount.Field)
		c.Drop("as"+id, cell[1], s.as(p), "", func() []kit.MenuItem {
			return []kit.MenuItem{
				{Title: t(s.kind() + ".one"), Checked: !p.entry, Run: func() { p.entry = false; s.redraw() }},
				{Title: t("bank.split_other"), Checked: p.entry, Run: func() { p.entry = true; s.redraw() }},
			}
		})
		if p.entry {
			c.Drop("category"+id, cell[2], t("journal.category."+p.category), "", func() []kit.MenuItem { return s.categories(p) })
		} else {
			c.Field("party"+id, cell[2], p.party.Field)
			c.Drop("settles"+id, cell[3], s.settles(p), "", func() []kit.MenuItem { return s.choices(p) })
		}
		note := r.CutTop(32)
		note.CutLeft(20)
		c.Para(note.Pad(0, 1, 0, 0), s.note(p), kit.Caption, 1)
	}
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(6)
	row := r.CutTop(theme.Control)
	c.ButtonsLeft(&row, kit.Button{ID: "more", Text: t("bank.split_more"), Icon: icons.Plus, Kind: kit.Outline, Tap: func() {
		s.add().amount.SetValue(max(s.rest(nil), 0))
		s.redraw()
	}})
	rest := s.rest(nil)
	st := kit.Strong.In(theme.OK)
	if rest != 0 {
		st = kit.Strong.In(theme.Warn)
	}
	c.Text(row, t("bank.split_rest", "amount", plain(rest)), st.RightAligned())
	if s.err != "" {
		c.Para(r.CutTop(28), s.err, kit.Caption.In(theme.Bad), 1)
	}
}

func (s *splitting) as(p *splitPart) string {
	if p.entry {
		return s.x.page.host.T("bank.split_other")
	}
	return s.x.page.host.T(s.kind() + ".one")
}

func (s *splitting) categories(p *splitPart) []kit.MenuItem {
	var items []kit.MenuItem
	for _, k := range finance.Booked {
		items = append(items, kit.MenuItem{Title: s.x.page.host.T("journal.category." + k), Checked: k == p.category, Run: func() { p.category = k; s.redraw() }})
	}
	return items
}

func (s *splitting) settles(p *splitPart) string {
	t := s.x.page.host.T
	switch list := s.shares(p); {
	case !p.picked:
		return t("bank.split_proposed")
	case len(list) == 0:
		return t("finance.advance")
	case len(list) == 1:
		return list[0].Number
	default:
		return t("finance.papers", "n", len(list))
	}
}

// choices are the documents of the party; each can be chosen and left.
func (s *splitting) choices(p *splitPart) []kit.MenuItem {
	t := s.x.page.host.T
	items := []kit.MenuItem{{Title: t("bank.split_proposed"), Checked: !p.picked, Run: func() { p.picked, p.only = false, nil; s.redraw() }}}
	if s.line.In > 0 {
		items = append(items, kit.MenuItem{Title: t("finance.advance"), Checked: p.picked && len(p.only) == 0, Run: func() { p.picked, p.only = true, nil; s.redraw() }})
	}
	for _, o := range p.open {
		on := p.picked && slices.Contains(p.only, o.ID)
		items = append(items, kit.MenuItem{Title: o.Number + "  " + o.DueOn.String() + "  " + plain(o.Open), Checked: on, Run: func() {
			if p.picked = true; on {
				p.only = slices.DeleteFunc(p.only, func(id int64) bool { return id == o.ID })
			} else {
				p.only = append(p.only, o.ID)
			}
			s.redraw()
		}})
	}
	return items
}

// note says what a part settles, and what stays as an advance.
func (s *splitting) note(p *splitPart) string {
	t := s.x.page.host.T
	amount, _ := p.amount.Value()
	if p.entry || p.party.Value().Key == "" || amount <= 0 {
		return ""
	}
	text, rest := "", amount
	for _, x := range s.shares(p) {
		text += x.Number + "  " + plain(x.Amount) + "　"
		rest -= x.Amount
	}
	switch {
	case text == "" && s.line.In > 0:
		return t("bank.as_advance")
	case text == "":
		return t("bank.split_no_payable")
	case rest > 0:
		return t("bank.settles") + "  " + text + t("bank.rest") + "  " + plain(rest)
	}
	return t("bank.settles") + "  " + text
}

func (s *splitting) whyRemove() string {
	if len(s.parts) > 2 {
		return ""
	}
	return s.x.page.host.T("bank.split_two")
}

func (s *splitting) remove(p *splitPart) {
	if i := slices.Index(s.parts, p); i >= 0 && len(s.parts) > 2 {
		s.parts = slices.Delete(s.parts, i, i+1)
		s.follow()
		s.redraw()
	}
}
