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
