package finance

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"kontor/app/calendar"
	"kontor/app/dedupe"
	"kontor/app/money"
)

// MatchKind says what a line of a statement is in the books.
type MatchKind string

// The kinds.
const (
	MatchReceive MatchKind = "receive" // money received from a customer
	MatchPay     MatchKind = "pay"     // a payment of payables
	MatchClaim   MatchKind = "claim"   // an expense claim that waits to be paid
	MatchEntry   MatchKind = "entry"   // other income or expenditure
	MatchLink    MatchKind = "link"    // it is booked already
	MatchSplit   MatchKind = "split"   // several of these, each with a part of the amount
)

// The reasons of a match and their greatest weights; they add up to how sure it is.
const (
	WhyLearnt = "learnt" // the name was confirmed before
	WhyName   = "name"   // the name is that of the party
	WhyMemo   = "memo"   // the memo names the document
	WhyAmount = "amount" // just the amount of one document
	WhySum    = "sum"    // just the amount of several
	WhyDue    = "due"    // it is due
	WhyBooked = "booked" // the books have it, without a line
	WhyDate   = "date"   // on the same day or near it
	WhyWords  = "words"  // words in the memo
)

// strongHits is how often a name must be confirmed to count as strong.
const strongHits = 3

// MatchReason is one reason with its weight; N and Text are what the sentence tells.
type MatchReason struct {
	Key    string
	Weight int
	N      int
	Text   string
}

// MatchShare is a document that the money settles or pays.
type MatchShare struct {
	ID     int64
	Number string
	DueOn  calendar.Date
	Open   money.Minor
	Amount money.Minor
}

// Match is one proposal for a line, with the reasons.
type Match struct {
	Kind     MatchKind
	PartyID  int64 // customer or supplier
	Party    string
	Shares   []MatchShare
	Rest     money.Minor // not laid on any document
	Target   string      // of a link or a claim
	TargetID int64
	Number   string
	Category string
	Reasons  []MatchReason
	Score    int  // 0 … 99
	Equal    bool // the amounts agree to the cent
	Parts    []MatchPart
}

// Level is how sure a match is: 3 high, 2 middle, 1 low.
func (m *Match) Level() int {
	switch {
	case m.Score >= 70 && m.Equal:
		return 3
	case m.Score >= 40:
		return 2
	}
	return 1
}

// Likely tells whether a match is worth a confirmation; else the line counts as unmatched.
func (m *Match) Likely() bool { return m.Score >= 20 }

// makes tells whether a match brings a document into being.
func (m *Match) makes() bool { return m.Kind != MatchLink && m.Kind != MatchClaim }

func (m *Match) add(key string, weight, n int, text string) {
	if weight > 0 {
		m.Reasons = append(m.Reasons, MatchReason{key, weight, n, text})
		m.Score = min(m.Score+weight, 99)
	}
}

// matchBook is what lines are compared with. It is filled once and asked for each line.
type matchBook struct {
	today      calendar.Date
	open       map[int64][]Open         // receivables by customer
	names      map[int64]string         // of customers
	byName     map[string]int64         // customers by the normal form of a name
	byAmount   map[money.Amount][]int64 // customers with a receivable of just this amount
	byNumber   map[string]int64         // customers by a number of theirs
	payers     map[string]*PayerName    // by the normal form
	owed       []OpenPayable            // payables
	owedBy     map[string][]int         // by the normal form of the payee
	owedAmount map[money.Amount][]int
	claims     map[money.Amount][]bookedDoc // to be paid
	booked     map[money.Amount][]bookedDoc // in the books without a line
	currencies map[int64]string             // of accounts
	taken      map[string]map[int64]bool    // documents that were proposed for a line before, by kind
}

// bookedDoc is a document as a line would show it.
type bookedDoc struct {
	kind    string
	id      int64
	account int64
	number  string
	party   string
	on      calendar.Date
	amount  money.Minor
}

// matches proposes what a line may be, the likeliest first.
func (b *matchBook) matches(l *BankLine) []Match {
	out := b.links(l)
	if l.In > 0 {
		out = append(out, b.receipts(l)...)
	} else {
		out = append(out, b.payments(l)...)
	}
	out = append(out, b.entry(l))
	slices.SortStableFunc(out, func(x, y Match) int { return cmp.Compare(y.Score, x.Score) })
	if len(out) > 4 { // the last one is always there to choose
		rest := out[4:]
		out = out[:4]
		for _, m := range rest {
			if m.Kind == MatchEntry {
				out = append(out, m)
			}
		}
	}
	return out
}

// links are documents that are booked already and have no line yet.
func (b *matchBook) links(l *BankLine) []Match {
	var out []Match
	for _, d := range b.booked[money.Of(l.Amount(), b.currencies[l.AccountID])] {
		days := int(max(d.on, l.On) - min(d.on, l.On))
		if d.account != l.AccountID || days > 10 || b.taken[d.kind][d.id] {
			continue
		}
		m := Match{Kind: MatchLink, Target: d.kind, TargetID: d.id, Number: d.number, Party: d.party, Equal: true}
		m.add(WhyBooked, 20, 0, d.number)
		m.add(WhyAmount, 30, 0, money.Of(abs(d.amount), b.currencies[l.AccountID]).Plain())
		m.add(WhyDate, max(25-3*days, 1), days, d.on.String())
		if l.Party != "" && dedupe.Name(l.Party) == dedupe.Name(d.party) {
			m.add(WhyName, 20, 0, d.party)
		}
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(x, y Match) int { return cmp.Compare(y.Score, x.Score) })
	return out[:min(len(out), 3)]
}

func abs(m money.Minor) money.Minor {
	if m < 0 {
		return -m
	}
	return m
}

// receipts are the customers that may have paid.
func (b *matchBook) receipts(l *BankLine) []Match {
	var ids []int64
	add := func(id int64) {
		if id != 0 && !slices.Contains(ids, id) && len(ids) < 6 {
			ids = append(ids, id)
		}
	}
	key := dedupe.Name(l.Party)
	if p := b.payers[key]; p != nil {
		add(p.CustomerID)
	}
	add(b.byName[key])
	for _, n := range numbersIn(l.Memo) {
		add(b.byNumber[n])
	}
	for _, id := range b.byAmount[money.Of(l.In, b.currencies[l.AccountID])] {
		add(id)
	}
	var out []Match
	for _, id := range ids {
		out = append(out, b.receipt(l, id))
	}
	return out
}

// receipt weighs one customer.
func (b *matchBook) receipt(l *BankLine, customer int64) Match {
	currency := b.currencies[l.AccountID]
	m := Match{Kind: MatchReceive, PartyID: customer, Party: b.names[customer], Rest: l.In}
	key := dedupe.Name(l.Party)
	if p := b.payers[key]; p != nil && p.CustomerID == customer {
		m.add(WhyLearnt, learntWeight(p.Hits), int(p.Hits), l.Party)
	} else if b.byName[key] == customer {
		m.add(WhyName, 40, 0, l.Party)
	}
	var open []Open
	for _, o := range b.open[customer] {
		if o.Currency == currency && !b.taken[Receivables][o.ID] {
			open = append(open, o)
		}
	}
	by := map[int64]Open{}
	for _, o := range open {
		by[o.ID] = o
	}
	for _, s := range Propose(Coming{Amount: l.In, Memo: l.Memo}, open) {
		o := by[s.ID]
		m.Shares = append(m.Shares, MatchShare{ID: o.ID, Number: o.Number, DueOn: o.DueOn, Open: o.Open, Amount: s.Amount})
		m.Rest -= s.Amount
	}
	b.weighShares(&m, l, len(b.byAmount[money.Of(l.In, currency)]))
	return m
}

// weighShares adds what amounts, numbers and due days say. rivals is how many parties have
// just the amount open.
func (b *matchBook) weighShares(m *Match, l *BankLine, rivals int) {
	whole := m.Rest == 0 && len(m.Shares) > 0
	for _, s := range m.Shares {
		whole = whole && s.Amount == s.Open
	}
	m.Equal = whole
	known := len(m.Reasons) > 0
	switch amount := plainAmount(abs(l.Amount())); {
	case whole && len(m.Shares) == 1 && (known || rivals < 2):
		m.add(WhyAmount, 30, 0, amount)
	case whole && len(m.Shares) == 1:
		m.add(WhyAmount, max(30/rivals, 4), rivals, amount)
	case whole:
		m.add(WhySum, 26, len(m.Shares), amount)
	}
	for _, s := range m.Shares {
		if slices.Contains(numbersIn(l.Memo), strings.ToLower(s.Number)) {
			m.add(WhyMemo, 16, 0, s.Number)
			break
		}
	}
	if len(m.Shares) > 0 && m.Shares[0].DueOn <= l.On {
		m.add(WhyDue, 8, int(l.On-m.Shares[0].DueOn), m.Shares[0].DueOn.String())
	}
}

func plainAmount(m money.Minor) string { return money.Of(m, "CNY").Plain() }

func learntWeight(hits int64) int {
	switch {
	case hits >= strongHits:
		return 40
	case hits == 2:
		return 28
	case hits == 1:
		return 20
	}
	return 0
}

// numbersIn are the words of a memo that may be numbers of documents, in lower case.
func numbersIn(memo string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(memo), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '/' && r != '_'
	}) {
		w = strings.Trim(w, "-/_")
		if len(w) >= 4 && strings.ContainsAny(w, "0123456789") {
			out = append(out, w)
		}
	}
	return out
}
