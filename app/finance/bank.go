package finance

import (
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
	"kontor/app/purchase"
)

// Statements of banks and wallets, their lines, and the names that payers use.
const (
	Statements = "bank_statement"
	BankLines  = "bank_line"
	BankParts  = "bank_part"
	PayerNames = "payer_name"
)

// BankStatement is a statement that was imported.
type BankStatement struct {
	entity.Head
	AccountID        int64
	Name             string // of the file
	Format           string
	From, To         calendar.Date
	Lines, Doubles   int64 // taken, and left out because they were there already
	Opening, Closing money.Minor
	In, Out          money.Minor
	Gap              money.Minor // what lies between the statement before and this one
	File             string
}

// DescribeStatement gives a fresh description.
func DescribeStatement() *entity.Desc[BankStatement] {
	return entity.Describe(Statements, "name", func(b *BankStatement, e *entity.Fields) {
		e.Ref("account_id", Accounts, &b.AccountID).Must().Computed()
		e.Text("name", &b.Name).Found().Computed()
		entity.Choice(e, "format", &b.Format, "bank", "wechat", "alipay").Computed()
		e.Date("from_on", &b.From).Computed()
		e.Date("to_on", &b.To).Computed()
		e.Int("lines", &b.Lines).Computed()
		e.Int("doubles", &b.Doubles).Computed()
		e.Money("opening_minor", &b.Opening).Computed()
		e.Money("in_minor", &b.In).Computed()
		e.Money("out_minor", &b.Out).Computed()
		e.Money("closing_minor", &b.Closing).Computed()
		e.Money("gap_minor", &b.Gap).Computed()
		e.File("file", &b.File).Unlisted().Computed()
		e.Open()
	})
}

// States of a line of a statement.
const (
	LineOpen    State = "open"
	LineMatched State = "matched"
	LineSkipped State = "skipped" // somebody said that it is not for the books
)

// BankLine is one movement on a statement, and what of the books it is.
type BankLine struct {
	entity.Head
	AccountID   int64
	StatementID int64
	Pos         int64
	On          calendar.Date
	Time        string
	Party       string
	PartyCode   string
	Memo        string
	Ref         string
	In, Out     money.Minor
	Balance     *money.Minor
	Print       string // by which it is known again
	State       State
	How         MatchKind
	Target      string // the document: money received, a payment, an entry …
	TargetID    int64
	Number      string // of that document
	CustomerID  int64
	SupplierID  int64
	Made        bool // the document came into being with the match
	MatchedOn   calendar.Date
	Why         string

	Parts []BankPart // of a line that was split
}

// Amount is what the line moves: in less out.
func (l *BankLine) Amount() money.Minor { return l.In - l.Out }

// DescribeBankLine gives a fresh description.
func DescribeBankLine() *entity.Desc[BankLine] {
	return entity.Describe(BankLines, "party", func(l *BankLine, e *entity.Fields) {
		e.Ref("account_id", Accounts, &l.AccountID).Must().Computed()
		e.Ref("statement_id", Statements, &l.StatementID).Computed()
		e.Int("pos", &l.Pos).Computed().Unlisted()
		e.Date("date_on", &l.On).Must().Computed()
		e.Text("at_time", &l.Time).Computed().Max(8)
		e.Text("party", &l.Party).Found().Computed()
		e.Text("party_code", &l.PartyCode).Found().Computed()
		e.Text("memo", &l.Memo).Found().Computed()
		e.Text("bank_ref", &l.Ref).Found().Computed()
		e.Money("in_minor", &l.In).Computed()
		e.Money("out_minor", &l.Out).Computed()
		e.MaybeMoney("balance_minor", &l.Balance).Computed()
		e.Text("print", &l.Print).Computed().Unlisted()
		entity.Choice(e, "state", &l.State, LineOpen, LineMatched, LineSkipped).Computed().Else(entity.Str(string(LineOpen)))
		entity.Choice(e, "how", &l.How, MatchReceive, MatchPay, MatchClaim, MatchEntry, MatchLink, MatchSplit).Computed()
		e.Text("target", &l.Target).Computed().Unlisted()
		e.Int("target_id", &l.TargetID).Computed().Unlisted()
		e.Text("target_number", &l.Number).Computed().Found()
		e.Ref("customer_id", "customer", &l.CustomerID).Computed()
		e.Ref("supplier_id", purchase.Suppliers, &l.SupplierID).Computed()
		e.Flag("made", &l.Made).Computed().Unlisted()
		e.Date("matched_on", &l.MatchedOn).Computed()
		e.Text("why", &l.Why).Computed().Max(400)
		entity.Lines(e, describeBankPart(), "line_id", &l.Parts)
		e.Open()
	})
}

// PayerName 付款人别名 says whom a name on statements means. It is learnt from
// confirmations, and may be corrected and deleted.
type PayerName struct {
	entity.Head
	Name       string
	NameKey    string
	CustomerID int64
	SupplierID int64
	Category   string
	Hits       int64 // confirmations; it is strong from the third on
	LastOn     calendar.Date
}

// DescribePayerName gives a fresh description.
func DescribePayerName() *entity.Desc[PayerName] {
	return entity.Describe(PayerNames, "name", func(p *PayerName, e *entity.Fields) {
		e.Text("name", &p.Name).Must().Found().Printed().Max(120).Also("户名", "付款人")
		e.Text("name_key", &p.NameKey).Only().Computed().Unlisted()
		e.Ref("customer_id", "customer", &p.CustomerID).Printed().Also("客户")
		e.Ref("supplier_id", purchase.Suppliers, &p.SupplierID).Printed().Also("供应商")
		entity.Choice(e, "category", &p.Category, Booked...).Printed()
		e.Int("hits", &p.Hits)
		e.Date("last_on", &p.LastOn).Computed()
		e.Open()
	})
}
