package finance

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/purchase"
)

// BankPart is one part of a line that is several things in the books: the money of two
// customers in one transfer, a payment with the fee of the bank.
type BankPart struct {
	entity.Head
	LineID     int64
	Pos        int64
	Amount     money.Minor // as the line goes: all parts together are its amount, without sign
	How        MatchKind
	Target     string
	TargetID   int64
	Number     string
	CustomerID int64
	SupplierID int64
	Category   string
	Made       bool
}

func describeBankPart() *entity.Desc[BankPart] {
	return entity.Describe(BankParts, "target_number", func(p *BankPart, e *entity.Fields) {
		e.Ref("line_id", BankLines, &p.LineID)
		e.Int("pos", &p.Pos)
		e.Money("amount_minor", &p.Amount)
		entity.Choice(e, "how", &p.How, MatchReceive, MatchPay, MatchClaim, MatchEntry, MatchLink)
		e.Text("target", &p.Target)
		e.Int("target_id", &p.TargetID)
		e.Text("target_number", &p.Number)
		e.Ref("customer_id", "customer", &p.CustomerID)
		e.Ref("supplier_id", purchase.Suppliers, &p.SupplierID)
		entity.Choice(e, "category", &p.Category, Booked...)
		e.Flag("made", &p.Made)
	})
}

// MatchPart is a part of a line and what it is.
type MatchPart struct {
	Amount money.Minor
	Match  Match
}

// part is a line with a part of its amount, which goes the same way.
func (l *BankLine) part(amount money.Minor) *BankLine {
	x := *l
	if l.In > 0 {
		x.In = amount
	} else {
		x.Out = amount
	}
	return &x
}

// realiseParts makes what the parts of a line say. They add up to the cent, or nothing is
// booked. FIN-05
func (s *Service) realiseParts(ctx context.Context, l *BankLine, parts []MatchPart) ([]BankPart, bookedDoc, error) {
	var sum money.Minor
	for _, p := range parts {
		if p.Amount <= 0 {
			return nil, bookedDoc{}, badAmount(p.Amount)
		}
		sum += p.Amount
	}
	if len(parts) < 2 {
		return nil, bookedDoc{}, app.E(app.Invalid, "bank.split_two")
	}
	if sum != abs(l.Amount()) {
		return nil, bookedDoc{}, app.E(app.Invalid, "bank.split_sum", "sum", plainAmount(sum), "amount", plainAmount(abs(l.Amount())))
	}
	out := make([]BankPart, 0, len(parts))
	var numbers []string
	for i := range parts {
		m := &parts[i].Match
		done, err := s.realise(ctx, l.part(parts[i].Amount), *m)
		if err != nil {
			return nil, bookedDoc{}, err
		}
		p := BankPart{Pos: int64(i + 1), Amount: parts[i].Amount, How: m.Kind, Target: done.kind, TargetID: done.id, Number: done.number, Category: m.Category, Made: m.makes()}
		switch m.Kind {
		case MatchReceive:
			p.CustomerID = m.PartyID
		case MatchPay:
			p.SupplierID = m.PartyID
		}
		out, numbers = append(out, p), append(numbers, done.number)
	}
	return out, bookedDoc{number: strings.Join(numbers, " ")}, nil
}

// eachPart gives the documents behind the parts of split lines, with what each moved.
func (s *Service) eachPart(ctx context.Context, filter listing.Node, fn func(docKey, money.Minor)) error {
	return s.each(identity.System(ctx, "statement"), listing.Query{
		Entity: BankParts, Columns: []string{"target", "target_id", "line_id.account_id", "amount_minor", "line_id.out_minor"}, Filter: filter,
	}, func(c []entity.Value) {
		m := money.Minor(c[3].Int())
		if c[4].Int() != 0 {
			m = -m
		}
		fn(docKey{c[0].Text(), c[1].Int(), c[2].Int()}, m)
	})
}

// linkedIn tells whether a line of an account, or a part of one, stands for a document.
func (s *Service) linkedIn(ctx context.Context, account int64, kind string, id int64) (bool, error) {
	up := identity.Elevated(ctx)
	n, err := s.BankLines.Count(up, listing.All(ref("account_id", account), listing.Is("state", listing.Eq, string(LineMatched)), listing.Is("target", listing.Eq, kind), ref("target_id", id)))
	if err != nil || n > 0 {
		return n > 0, err
	}
	found := false
	err = s.eachPart(ctx, listing.All(ref("line_id.account_id", account), listing.Is("target", listing.Eq, kind), ref("target_id", id)), func(docKey, money.Minor) { found = true })
	return found, err
}
