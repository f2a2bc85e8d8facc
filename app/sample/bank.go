package sample

import (
	"strconv"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/finance/bankfile"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// banking imports what the bank says of this month: what the books have is linked to its
// lines, the latest lines wait for somebody who confirms them.
func (m *maker) banking() error {
	boss := m.boss()
	opening, lines, err := m.s.Finance.JournalOf(boss, m.accounts["cmb"], m.today.MonthStart(), m.today)
	if err != nil {
		return err
	}
	st := &bankfile.Statement{Format: "bank", Opening: opening, Balanced: true}
	balance := opening
	for i, e := range lines {
		if e.On > m.today.AddDays(-2) {
			break
		}
		if e.In < 0 || e.Out < 0 {
			continue
		}
		balance += e.In - e.Out
		st.Lines = append(st.Lines, bankfile.Line{
			Row: i + 2, On: e.On, Time: "10:" + strconv.Itoa(10+i%50), Party: e.Party, Memo: e.Summary, Ref: "CMB" + strconv.Itoa(840100+i),
			In: e.In, Out: e.Out, Balance: balance, Balanced: true,
		})
	}
	fresh, err := m.freshLines()
	if err != nil {
		return err
	}
	for i, l := range fresh {
		balance += l.In - l.Out
		l.Row, l.Ref, l.Balance, l.Balanced = len(st.Lines)+2, "CMB"+strconv.Itoa(850100+i), balance, true
		st.Lines = append(st.Lines, l)
	}
	st.Closing = balance
	if _, err := m.s.Finance.ImportStatement(boss, m.accounts["cmb"], finance.StatementFile{Name: "招商银行 6621 " + m.today.String()[:7] + ".csv", Read: st}); err != nil {
		return err
	}
	d, err := m.s.Finance.BankDesk(boss, m.accounts["cmb"])
	if err != nil {
		return err
	}
	for i := len(d.Open) - 1; i >= 0; i-- {
		r := &d.Open[i]
		if r.Line.On > m.today.AddDays(-2) || len(r.Matches) == 0 || r.Matches[0].Kind != finance.MatchLink {
			continue
		}
		if _, err := m.s.Finance.ConfirmLine(boss, r.Line.ID, r.Matches[0]); err != nil {
			return err
		}
	}
	return m.payers()
}

// freshLines are those of yesterday and today: a customer that pays what it owes, money of
// somebody else for a customer, a payable, a fee, and what nobody knows.
func (m *maker) freshLines() ([]bankfile.Line, error) {
	yesterday := m.workday(m.today.AddDays(-2)).AddDays(1)
	if yesterday > m.today {
		yesterday = m.today
	}
	out := []bankfile.Line{{On: yesterday, Time: "09:05", Memo: "账户管理费", Out: 12000}}
	plan, err := listing.Allow(m.boss(), m.s.Ground.Registry, identity.May(finance.Receivables, identity.See), listing.Query{
		Entity: finance.Receivables, Columns: []string{"open_minor", "customer_id.name", "number", "due_on", "currency"},
		Filter: listing.All(listing.Is("open_minor", listing.Gt, "0"), listing.Is("void", listing.Eq, "0"), listing.Is("currency", listing.Eq, "CNY")),
		Sort:   []listing.Sort{{Key: "due_on"}, {Key: "id"}},
	})
	if err != nil {
		return nil, err
	}
	n := 0
	err = m.s.Ground.Source.Each(m.boss(), plan, func(r listing.Row) error {
		in := money.Minor(r.Cells[0].Int())
		switch n++; n {
		case 1:
			out = append(out, bankfile.Line{On: yesterday, Time: "10:31", Party: r.Cells[1].Text(), Memo: "货款 " + r.Cells[2].Text(), In: in})
		case 4:
			out = append(out, bankfile.Line{On: m.today, Time: "09:40", Party: "何志强", Memo: "货款", In: in})
		case 6:
			out = append(out, bankfile.Line{On: m.today, Time: "11:26", Party: r.Cells[1].Text(), Memo: "往来", In: in / 2 / 100 * 100})
		}
		return nil
	})
	for _, p := range []struct {
		party, memo string
		yuan        int
	}{{"宁波海顺物流", "上月运费", 5240}, {"杭州电力余杭分公司", "电费", 3860}} {
		out = append(out, bankfile.Line{On: m.today, Time: "13:10", Party: p.party, Memo: p.memo, Out: money.Minor(p.yuan * 100)})
	}
	return append(out, bankfile.Line{On: m.today, Time: "14:02", Party: "张桂兰", Memo: "往来", In: 1860000}), err
}

// payers are names that earlier confirmations taught.
func (m *maker) payers() error {
	for _, p := range []struct {
		name, customer string
		hits           int64
		on             calendar.Date
	}{{"何志强", "上海舜泽食品", 2, m.today.AddDays(-35)}, {"陈记包装", "深圳悦品日化", 5, m.today.AddDays(-7)}} {
		c := m.named[p.customer]
		if c == nil {
			continue
		}
		x := m.s.Finance.PayerNames.Desc.New()
		x.Name, x.CustomerID, x.Hits, x.LastOn = p.name, c.id, p.hits, p.on
		if err := m.s.Finance.PayerNames.Create(m.boss(), x); err != nil {
			return err
		}
	}
	return nil
}
