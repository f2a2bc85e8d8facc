package finance

import (
	"slices"
	"strings"

	"kontor/app/dedupe"
	"kontor/app/money"
)

// payments are what a line that went out may pay: payables and expense claims.
func (b *matchBook) payments(l *BankLine) []Match {
	currency := b.currencies[l.AccountID]
	key := dedupe.Name(l.Party)
	exact := b.owedAmount[money.Of(l.Out, currency)]
	groups := map[string][]OpenPayable{}
	var order []string
	add := func(i int) {
		o := b.owed[i]
		if o.Currency != currency || o.Open-o.Ordered <= 0 || b.taken[Payables][o.ID] {
			return
		}
		g := dedupe.Name(o.Payee)
		if _, ok := groups[g]; !ok {
			order = append(order, g)
		}
		if !slices.ContainsFunc(groups[g], func(x OpenPayable) bool { return x.ID == o.ID }) {
			groups[g] = append(groups[g], o)
		}
	}
	for _, i := range b.owedBy[key] {
		add(i)
	}
	if p := b.payers[key]; p != nil && p.SupplierID != 0 {
		for i := range b.owed {
			if b.owed[i].SupplierID == p.SupplierID {
				add(i)
			}
		}
	}
	for _, i := range exact {
		add(i)
	}
	var out []Match
	for _, g := range order[:min(len(order), 6)] {
		out = append(out, b.payment(l, g, groups[g], len(exact)))
	}
	return append(out, b.claim(l)...)
}

func (b *matchBook) payment(l *BankLine, name string, owed []OpenPayable, rivals int) Match {
	m := Match{Kind: MatchPay, PartyID: owed[0].SupplierID, Party: owed[0].Payee, Rest: l.Out}
	key := dedupe.Name(l.Party)
	if p := b.payers[key]; p != nil && p.SupplierID != 0 && p.SupplierID == m.PartyID {
		m.add(WhyLearnt, learntWeight(p.Hits), int(p.Hits), l.Party)
	} else if key != "" && key == name {
		m.add(WhyName, 40, 0, l.Party)
	}
	open := make([]Open, len(owed))
	for i, o := range owed {
		open[i] = Open{ID: o.ID, Number: o.Number, DueOn: o.DueOn, Open: o.Open - o.Ordered, Currency: o.Currency}
	}
	by := map[int64]Open{}
	for _, o := range open {
		by[o.ID] = o
	}
	for _, s := range Propose(Coming{Amount: l.Out, Memo: l.Memo}, open) {
		o := by[s.ID]
		m.Shares = append(m.Shares, MatchShare{ID: o.ID, Number: o.Number, DueOn: o.DueOn, Open: o.Open, Amount: s.Amount})
		m.Rest -= s.Amount
	}
	b.weighShares(&m, l, rivals)
	return m
}

// claim are expense claims that wait for just this amount.
func (b *matchBook) claim(l *BankLine) []Match {
	var out []Match
	list := b.claims[money.Of(l.Out, b.currencies[l.AccountID])]
	for _, d := range list[:min(len(list), 3)] {
		if b.taken[d.kind][d.id] {
			continue
		}
		m := Match{Kind: MatchClaim, Target: d.kind, TargetID: d.id, Number: d.number, Party: d.party, Equal: true}
		if dedupe.Name(l.Party) == dedupe.Name(d.party) {
			m.add(WhyName, 40, 0, d.party)
		}
		m.add(WhyAmount, 30, 0, plainAmount(l.Out))
		if slices.Contains(numbersIn(l.Memo), strings.ToLower(d.number)) {
			m.add(WhyMemo, 16, 0, d.number)
		}
		out = append(out, m)
	}
	return out
}

// bankWords are the words in memos that tell a category of income or expenditure.
var bankWords = []struct{ category, words string }{
	{"fee", "手续费 管理费 工本费 年费 网银费 账户维护 短信费 fee charge"},
	{"interest", "利息 结息 存款息 interest"},
	{"wages", "工资 代发 奖金 社保 社会保险 公积金 养老 医疗保险 salary payroll"},
	{"tax", "税 国库 tax"},
	{"utility", "电费 水费 燃气 电力 自来水 供电 宽带 电信 移动 联通 utility"},
	{"rent", "房租 租金 物业 rent"},
	{"freight", "运费 物流 快递 快运 freight"},
	{"subsidy", "补助 补贴 稳岗 退税 subsidy"},
	{"travel", "机票 高铁 铁路 酒店 携程 差旅 travel"},
	{"office", "办公 文具 京东 office"},
}

// entry is the line as other income or expenditure; it can always be chosen.
func (b *matchBook) entry(l *BankLine) Match {
	m := Match{Kind: MatchEntry, Rest: abs(l.Amount()), Category: "other", Equal: true}
	if l.In > 0 {
		m.Category = "income"
	}
	text := strings.ToLower(l.Memo + " " + l.Party)
	for _, w := range bankWords {
		for _, word := range strings.Fields(w.words) {
			if strings.Contains(text, word) {
				m.Category = w.category
				m.add(WhyWords, 18, 0, word)
				break
			}
		}
		if len(m.Reasons) > 0 {
			break
		}
	}
	if p := b.payers[dedupe.Name(l.Party)]; p != nil && p.Category != "" {
		m.Category, m.Reasons, m.Score = p.Category, nil, 0
		m.add(WhyLearnt, learntWeight(p.Hits)+min(int(p.Hits), strongHits)*10, int(p.Hits), l.Party)
	}
	if m.Score == 0 {
		m.Score = 2
	}
	return m
}

// take keeps the documents of a confirmed proposal from being proposed for the next line.
func (b *matchBook) take(m *Match) {
	mark := func(kind string, id int64) {
		if b.taken[kind] == nil {
			b.taken[kind] = map[int64]bool{}
		}
		b.taken[kind][id] = true
	}
	kind := Receivables
	if m.Kind == MatchPay {
		kind = Payables
	}
	for _, s := range m.Shares {
		mark(kind, s.ID)
	}
	if m.TargetID != 0 {
		mark(m.Target, m.TargetID)
	}
}

// index makes what is open findable by amount, number and name.
func (b *matchBook) index() {
	for customer, list := range b.open {
		for _, o := range list {
			key := money.Of(o.Open, o.Currency)
			if ids := b.byAmount[key]; len(ids) < 8 && !slices.Contains(ids, customer) {
				b.byAmount[key] = append(ids, customer)
			}
			for _, n := range []string{strings.ToLower(o.Number), strings.ToLower(o.Order)} {
				if len(n) >= 4 {
					b.byNumber[n] = customer
				}
			}
		}
	}
	for i, o := range b.owed {
		name := dedupe.Name(o.Payee)
		b.owedBy[name] = append(b.owedBy[name], i)
		if key := money.Of(o.Open-o.Ordered, o.Currency); len(b.owedAmount[key]) < 8 {
			b.owedAmount[key] = append(b.owedAmount[key], i)
		}
	}
}
