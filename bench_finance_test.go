//go:build bench && linux

package main

import (
	"fmt"
	"math/rand/v2"

	"kontor/app/finance"
	"kontor/app/finance/bankfile"
	"kontor/app/listing"
	"kontor/app/money"
)

// How much the books of the large company hold.
const (
	benchPayers = 2_000
	benchOpen   = 200_000
	benchMoney  = 10_000
)

// finance is the ageing over very many open items, and what ten thousand lines of a statement
// may settle.
func (b *bench) finance() {
	c, done := b.own("finance")
	defer done()
	r := rand.New(rand.NewPCG(5, 6))
	today := c.Ground.Registry.Today()
	list := b.buyers(c, benchPayers)
	owed := make([]*finance.Receivable, 0, benchOpen)
	b.bulk(c, c.Ground.Service(finance.Receivables), benchOpen, func(rec any, i int) {
		x := rec.(*finance.Receivable)
		x.Number, x.CustomerID, x.Amount = fmt.Sprintf("DD%08d", i), list[i%len(list)], money.Minor(10_000+r.Int64N(9_000_000))
		x.DocOn, x.DueOn = today.AddDays(-60-r.IntN(500)), today.AddDays(60-r.IntN(500))
		owed = append(owed, x)
	})
	age, used := timed(15, func() { _, err := c.Finance.AgeAt(c.ctx, today, nil); b.check(err) })
	b.within("ageing over "+thousands(benchOpen)+" open items, median (CPU "+short(used.ms(0.5))+")", age.ms(0.5), 500, "ms")
	accounts, err := c.Finance.Accounts.Find(c.ctx, listing.Is("closed", listing.Eq, "0"))
	b.check(err)
	st := &bankfile.Statement{Format: "bank"}
	for i := range benchMoney {
		x := owed[r.IntN(len(owed))]
		l := bankfile.Line{Row: i + 2, On: today, Ref: fmt.Sprint("B", i), In: x.Amount, Party: fmt.Sprintf("付款人 %d", i)}
		switch i % 3 {
		case 0:
			l.Memo = "货款 " + x.Number
		case 1:
			l.In += 100
		}
		st.Lines = append(st.Lines, l)
	}
	b.timed("import of a statement of "+thousands(benchMoney)+" lines", 0, func() {
		_, err := c.Finance.ImportStatement(c.ctx, accounts[0].ID, finance.StatementFile{Name: "bench.csv", Read: st})
		b.check(err)
	})
	b.timed("allocation proposals for "+thousands(benchMoney)+" receipts", 5, func() {
		d, err := c.Finance.BankDesk(c.ctx, 0)
		b.check(err)
		if len(d.Open) != benchMoney {
			b.Errorf("%d lines", len(d.Open))
		}
	})
}
