package suite_test

import (
	"bytes"
	"testing"

	"kontor/app/finance"
	"kontor/app/finance/bankfile"
	"kontor/app/importing"
	"kontor/app/importing/csvfile"
	"kontor/app/listing"
	"kontor/app/money"
)

// statement reads a statement as the window does.
func (o *office) statement(t testing.TB, name, text string) finance.StatementFile {
	t.Helper()
	src, err := csvfile.Open(name, bytes.NewReader([]byte(text)), int64(len(text)), nil)
	ok(t, err)
	st, err := bankfile.Read(src, importing.Layout{}, o.Ground.Registry.Today())
	ok(t, err)
	return finance.StatementFile{Name: name, Read: st}
}

const marchLines = "交易日期,收入,支出,余额,对方户名,摘要,流水号\n" +
	"2026-03-12,,120.00,\"4,880.00\",,账户管理费,B1\n" +
	"2026-03-16,\"3,000.00\",,\"7,880.00\",苏州恒拓精密制造有限公司,货款,B2\n" +
	"2026-03-17,,860.00,\"7,020.00\",宁波海顺物流,3 月运费,B3\n" +
	"2026-03-18,500.00,,\"7,520.00\",何志强,胶带,B4\n"

// The lines of a statement become money received, payments, and other expenditure; what is
// booked already is linked; totals agree and what is open explains the difference. FIN-05
func TestStatementIsMatched(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行 6621", "bank", 500000)
		hengtuo, jin := o.sell(t, o.boss, "苏州恒拓精密制造有限公司"), o.sell(t, o.boss, "苏州锦丝源纺织有限公司")
		o.order(t, hengtuo.ID, 3000, "cash")
		o.order(t, jin.ID, 500, "cash")
		p := o.Finance.Payables.Desc.New()
		p.Payee, p.Category, p.DocOn, p.DueOn, p.Amount = "宁波海顺物流有限公司", "freight", day("2026-03-01"), day("2026-03-15"), 86000
		ok(t, o.Finance.Payables.Create(o.boss, p))
		file := o.statement(t, "三月.csv", marchLines)
		b, err := o.Finance.ImportStatement(o.boss, bank, file)
		ok(t, err)
		if b.Lines != 4 || b.Opening != 500000 || b.Closing != 752000 {
			t.Errorf("%+v", b)
		}
		_, err = o.Finance.ImportStatement(o.boss, bank, file)
		refused(t, err, "bank.double")

		d := o.bankDesk(t)
		byParty := map[string]finance.BankRow{}
		for _, r := range d.Open {
			byParty[r.Line.Memo] = r
		}
		sure := byParty["货款"].Matches[0]
		if sure.Kind != finance.MatchReceive || sure.PartyID != hengtuo.ID || sure.Level() != 3 || len(sure.Reasons) < 2 || sure.Rest != 0 {
			t.Errorf("%+v", sure)
		}
		if m := byParty["3 月运费"].Matches[0]; m.Kind != finance.MatchPay || m.Level() != 3 || m.Shares[0].ID != p.ID {
			t.Errorf("%+v", m)
		}
		if m := byParty["账户管理费"].Matches[0]; m.Kind != finance.MatchEntry || m.Category != "fee" || m.Likely() {
			t.Errorf("%+v", m)
		}
		weak := byParty["胶带"].Matches[0]
		if weak.Kind != finance.MatchReceive || weak.PartyID != jin.ID || weak.Level() == 3 {
			t.Errorf("an amount alone is no proof: %+v", weak)
		}
		o.bankAddsUp(t, 752000-500000, 4)

		done, err := o.Finance.ConfirmSure(o.boss, 0)
		ok(t, err)
		if done.Done != 2 || len(done.Failed) > 0 || done.In != 300000 || done.Out != 86000 {
			t.Fatalf("%+v", done)
		}
		fee := byParty["账户管理费"]
		_, err = o.Finance.ConfirmLine(o.boss, fee.Line.ID, fee.Matches[0])
		ok(t, err)
		_, err = o.Finance.ConfirmLine(o.boss, fee.Line.ID, fee.Matches[0])
		refused(t, err, "bank.not_open")
		l, err := o.Finance.ConfirmLine(o.boss, byParty["胶带"].Line.ID, weak)
		ok(t, err)
		if l.Target != finance.MoneyInName || l.Number == "" || l.CustomerID != jin.ID {
			t.Errorf("%+v", l)
		}
		for _, c := range []int64{hengtuo.ID, jin.ID} {
			open, err := o.Finance.OpenOf(o.boss, c)
			ok(t, err)
			if len(open) != 0 {
				t.Errorf("still open: %+v", open)
			}
		}
		o.bankAddsUp(t, 0, 0)
		pays, err := o.Finance.Payments.First(o.boss, listing.Node{})
		ok(t, err)
		if pays.State != finance.Paid || pays.BankRef != "B3" || pays.PaidOn != day("2026-03-17") {
			t.Errorf("%+v", pays)
		}
	})
}

func (o *office) bankDesk(t testing.TB) *finance.BankDesk {
	t.Helper()
	d, err := o.Finance.BankDesk(o.boss, 0)
	ok(t, err)
	return d
}

// bankAddsUp holds that the difference is explained to the cent.
func (o *office) bankAddsUp(t testing.TB, difference money.Minor, open int) {
	t.Helper()
	sums, err := o.Finance.BankSums(o.boss, day("2026-03-01"), day("2026-03-31"))
	ok(t, err)
	for _, b := range sums {
		if b.OpeningDiff+b.Open-b.NoLine+b.Shift != b.Difference {
			t.Errorf("%s: %+v", b.Account.Name, b)
		}
	}
	if len(sums) != 1 || sums[0].Difference != difference || sums[0].OpenN != open {
		t.Errorf("difference %d with %d open: %+v", difference, open, sums)
	}
}

// A match is taken back by its counter-documents; what was booked before is linked, not
// booked twice; a name counts as strong from the third confirmation on and may be corrected.
func TestMatchesAreTakenBackAndNamesLearnt(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行 6621", "bank", 500000)
		jin := o.sell(t, o.boss, "苏州锦丝源纺织有限公司")
		for range 4 {
			o.order(t, jin.ID, 500, "cash")
		}
		in := o.Finance.Money.Desc.New()
		in.CustomerID, in.AccountID, in.Amount, in.ReceivedOn, in.Payer = jin.ID, bank, 77700, day("2026-03-09"), "何志强"
		ok(t, o.Finance.Receive(o.boss, in, nil))
		text := "日期,收入,支出,对方,摘要,流水号\n2026-03-10,777.00,,何志强,货款,N0\n"
		for i, d := range []string{"11", "12", "13", "14"} {
			text += "2026-03-" + d + ",500.00,,何志强,胶带,N" + string(rune('1'+i)) + "\n"
		}
		_, err := o.Finance.ImportStatement(o.boss, bank, o.statement(t, "微信.csv", text))
		ok(t, err)
		lines := o.bankDesk(t).Open
		booked := lines[4].Matches[0]
		if booked.Kind != finance.MatchLink || booked.TargetID != in.ID {
			t.Fatalf("%+v", booked)
		}
		_, err = o.Finance.ConfirmLine(o.boss, lines[4].Line.ID, booked)
		ok(t, err)
		refusedLink := booked
		_, err = o.Finance.ConfirmLine(o.boss, lines[3].Line.ID, refusedLink)
		refused(t, err, "bank.linked_already")
		for i := 3; i >= 1; i-- {
			m, err := o.Finance.MatchWith(o.boss, lines[i].Line.ID, jin.ID)
			ok(t, err)
			_, err = o.Finance.ConfirmLine(o.boss, lines[i].Line.ID, *m)
			ok(t, err)
		}
		last := o.bankDesk(t).Open
		if m := last[0].Matches[0]; len(last) != 1 || m.PartyID != jin.ID || m.Level() != 3 || m.Reasons[0].Key != finance.WhyLearnt || m.Reasons[0].N != 3 {
			t.Errorf("%+v", m)
		}
		refused(t, o.Finance.Unmatch(o.boss, lines[3].Line.ID, ""), "finance.reason")
		ok(t, o.Finance.Unmatch(o.boss, lines[3].Line.ID, "认错了人"))
		open, err := o.Finance.OpenOf(o.boss, jin.ID)
		ok(t, err)
		if len(open) != 2 {
			t.Errorf("%d are open after the match was taken back", len(open))
		}
		name, err := o.Finance.PayerNames.First(o.boss, listing.Node{})
		ok(t, err)
		if name.Hits != 2 || name.Name != "何志强" {
			t.Errorf("%+v", name)
		}
		other := o.sell(t, o.boss, "上海舜泽食品有限公司")
		_, err = o.Finance.PayerNames.Update(o.boss, name.ID, 0, func(p *finance.PayerName) error { p.CustomerID = other.ID; return nil })
		ok(t, err)
		if m := o.bankDesk(t).Open[0].Matches; m[0].PartyID == other.ID && m[0].Level() == 3 {
			t.Errorf("a corrected name is not strong at once: %+v", m[0])
		}
		ok(t, o.Finance.SkipLine(o.boss, lines[0].Line.ID, "个人款项"))
		d := o.bankDesk(t)
		if d.Skipped != 1 || d.Matched != 3 || len(d.Open) != 1 {
			t.Errorf("%d left out, %d matched, %d open", d.Skipped, d.Matched, len(d.Open))
		}
		refusedAny(t, o.Finance.BankLines.Archive(o.boss, lines[4].Line.ID, 0))

		seller, teller := o.hire(t, "seller", "sales", 1), o.hire(t, "teller", "cashier", 1)
		_, err = o.Finance.BankDesk(seller, 0)
		refused(t, err, "access.denied")
		m, err := o.Finance.MatchWith(teller, lines[3].Line.ID, jin.ID)
		ok(t, err)
		_, err = o.Finance.ConfirmLine(teller, lines[3].Line.ID, *m)
		refusedAny(t, err) // a cashier records money; settling is for finance
		m.Shares, m.Rest = nil, 50000
		_, err = o.Finance.ConfirmLine(teller, lines[3].Line.ID, *m)
		ok(t, err)
	})
}

// One transfer that pays for two customers and an odd cent: the line is split into parts that
// add up, each settles what is its own, nothing is booked when one part is refused, and
// undoing the match takes all of it back. FIN-05
func TestLineIsSplitOverSeveral(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行 6621", "bank", 500000)
		hengtuo, jin := o.sell(t, o.boss, "苏州恒拓精密制造有限公司"), o.sell(t, o.boss, "苏州锦丝源纺织有限公司")
		o.order(t, hengtuo.ID, 3000, "cash")
		o.order(t, jin.ID, 500, "cash")
		_, err := o.Finance.ImportStatement(o.boss, bank, o.statement(t, "三月.csv", "日期,收入,支出,余额,对方,摘要,流水号\n2026-03-18,\"3,700.01\",,\"8,700.01\",王总,货款,B2\n"))
		ok(t, err)
		line := o.bankDesk(t).Open[0].Line
		part := func(c int64, amount money.Minor) finance.MatchPart {
			open, err := o.Finance.OpenOf(o.boss, c)
			ok(t, err)
			m := finance.Match{Kind: finance.MatchReceive, PartyID: c}
			for _, sh := range finance.Propose(finance.Coming{Amount: amount}, open) {
				m.Shares = append(m.Shares, finance.MatchShare{ID: sh.ID, Amount: sh.Amount})
			}
			return finance.MatchPart{Amount: amount, Match: m}
		}
		cent := finance.MatchPart{Amount: 1, Match: finance.Match{Kind: finance.MatchEntry, Category: "other"}}
		parts := []finance.MatchPart{part(hengtuo.ID, 300000), part(jin.ID, 70000), cent}
		split := func(parts ...finance.MatchPart) (*finance.BankLine, error) {
			return o.Finance.ConfirmLine(o.boss, line.ID, finance.Match{Kind: finance.MatchSplit, Parts: parts})
		}
		_, err = split(parts[0], parts[1])
		refused(t, err, "bank.split_sum")
		_, err = split(finance.MatchPart{Amount: 370001, Match: parts[0].Match})
		refused(t, err, "bank.split_two")
		wrong := part(jin.ID, 70000)
		wrong.Match.Shares[0].Amount = 60000 // more than is open
		_, err = split(parts[0], wrong, cent)
		refused(t, err, "finance.over_open")
		_, err = split(parts[0], finance.MatchPart{Amount: -1, Match: cent.Match}, finance.MatchPart{Amount: 70002, Match: cent.Match})
		if err == nil {
			t.Error("a part below nothing was taken")
		}
		o.bankAddsUp(t, 370001, 1) // nothing of all that was booked

		l, err := split(parts...)
		ok(t, err)
		if l.State != finance.LineMatched || l.How != finance.MatchSplit || len(l.Parts) != 3 || l.Number == "" {
			t.Fatalf("%+v", l)
		}
		for i, want := range []struct {
			customer int64
			kind     string
		}{{hengtuo.ID, finance.MoneyInName}, {jin.ID, finance.MoneyInName}, {0, finance.Journal}} {
			if p := l.Parts[i]; p.CustomerID != want.customer || p.Target != want.kind || p.TargetID == 0 || p.Amount != parts[i].Amount {
				t.Errorf("part %d: %+v", i, p)
			}
		}
		for _, c := range []int64{hengtuo.ID, jin.ID} {
			open, err := o.Finance.OpenOf(o.boss, c)
			ok(t, err)
			if len(open) != 0 {
				t.Errorf("still open: %+v", open)
			}
		}
		advance, err := o.Finance.Unallocated(o.boss, l.Parts[1].TargetID)
		ok(t, err)
		if advance != 20000 {
			t.Errorf("what is beyond the receivables stays as an advance: %d", advance)
		}
		o.bankAddsUp(t, 0, 0)
		if d := o.bankDesk(t); len(d.Open) != 0 || d.Matched != 1 || len(d.Done[0].Line.Parts) != 3 {
			t.Errorf("%+v", d)
		}

		ok(t, o.Finance.Unmatch(o.boss, line.ID, "分错了"))
		for i, c := range []int64{hengtuo.ID, jin.ID} {
			open, err := o.Finance.OpenOf(o.boss, c)
			ok(t, err)
			if len(open) != 1 || open[0].Open != []money.Minor{300000, 50000}[i] {
				t.Errorf("the debt is back: %+v", open)
			}
			m, err := o.Finance.Money.Get(o.boss, l.Parts[i].TargetID)
			ok(t, err)
			if m.State != finance.Reversed {
				t.Errorf("%+v", m)
			}
		}
		o.bankAddsUp(t, 370001, 1)
		again := o.bankDesk(t).Open[0].Line
		if again.State != finance.LineOpen || len(again.Parts) != 0 || again.How != "" {
			t.Errorf("%+v", again)
		}
		_, err = split(parts...)
		ok(t, err)
		o.bankAddsUp(t, 0, 0)
	})
}

// Money that went out is split as well: a supplier's payable and the fee of the bank.
func TestPaymentLineIsSplit(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行 6621", "bank", 500000)
		s := o.Purchase.Suppliers.Desc.New()
		s.Name = "宁波海顺物流有限公司"
		ok(t, o.Purchase.Suppliers.Create(o.boss, s))
		p := o.Finance.Payables.Desc.New()
		p.Payee, p.SupplierID, p.Category, p.DocOn, p.DueOn, p.Amount = s.Name, s.ID, "freight", day("2026-03-01"), day("2026-03-15"), 86000
		ok(t, o.Finance.Payables.Create(o.boss, p))
		_, err := o.Finance.ImportStatement(o.boss, bank, o.statement(t, "三月.csv", "日期,收入,支出,余额,对方,摘要,流水号\n2026-03-18,,875.00,\"4,125.00\",海顺,运费,B3\n"))
		ok(t, err)
		line := o.bankDesk(t).Open[0].Line
		l, err := o.Finance.ConfirmLine(o.boss, line.ID, finance.Match{Kind: finance.MatchSplit, Parts: []finance.MatchPart{
			{Amount: 86000, Match: finance.Match{Kind: finance.MatchPay, PartyID: s.ID, Shares: []finance.MatchShare{{ID: p.ID, Amount: 86000}}}},
			{Amount: 1500, Match: finance.Match{Kind: finance.MatchEntry, Category: "fee"}},
		}})
		ok(t, err)
		pay, err := o.Finance.Payments.Get(o.boss, l.Parts[0].TargetID)
		ok(t, err)
		if pay.State != finance.Paid || pay.Amount != 86000 || l.Parts[0].SupplierID != s.ID || l.Parts[1].Category != "fee" {
			t.Errorf("%+v %+v", pay, l.Parts)
		}
		o.bankAddsUp(t, 0, 0)
		ok(t, o.Finance.Unmatch(o.boss, line.ID, "分错了"))
		o.bankAddsUp(t, -87500, 1)
	})
}
