package finance

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/dedupe"
	"kontor/app/entity"
	"kontor/app/finance/bankfile"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// banking keeps the rules of statements, lines and learnt names.
func (s *Service) banking() {
	s.PayerNames.Prepare = func(_ context.Context, before, p *PayerName) error {
		p.NameKey = dedupe.Name(p.Name)
		if before != nil && (before.CustomerID != p.CustomerID || before.SupplierID != p.SupplierID || before.Category != p.Category) && before.Hits == p.Hits {
			p.Hits = 1 // somebody corrected it: it has to prove itself anew
		}
		return nil
	}
	s.PayerNames.Rule = func(_ context.Context, _, p *PayerName) error {
		n := 0
		for _, on := range []bool{p.CustomerID != 0, p.SupplierID != 0, p.Category != ""} {
			if on {
				n++
			}
		}
		if n != 1 {
			return app.E(app.Invalid, "bank.one_meaning", "name", p.Name).At("customer_id")
		}
		return nil
	}
	s.BankLines.Rule = func(ctx context.Context, before, l *BankLine) error {
		if before != nil && before.Archived == l.Archived && before.State == l.State && before.Why == l.Why {
			return nil
		}
		if !commanded(ctx) && l.State == LineMatched {
			return app.E(app.Conflict, "bank.matched", "number", l.Number)
		}
		return nil
	}
}

// ImportStatement takes the lines of a statement into an account, all or none. Lines that
// are there already are left out and counted; when there is no new one the file is refused.
// FIN-05
func (s *Service) ImportStatement(ctx context.Context, account int64, f StatementFile) (*BankStatement, error) {
	if _, err := identity.Need(ctx, identity.May(Statements, identity.Import)); err != nil {
		return nil, err
	}
	a, err := s.Accounts.Get(ctx, account)
	if err != nil {
		return nil, err
	}
	if a.Closed {
		return nil, app.E(app.Conflict, "finance.account_closed", "account", a.Name)
	}
	var out *BankStatement
	err = s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "statement", Text: f.Name}), func(ctx context.Context) error {
		var err error
		out, err = s.takeStatement(ctx, a, f)
		return err
	})
	return out, err
}

// StatementFile is a statement that was read from a file.
type StatementFile struct {
	Name string // of the file
	File string // where it is kept, or ""
	Read *bankfile.Statement
}

func (s *Service) takeStatement(ctx context.Context, a *Account, f StatementFile) (*BankStatement, error) {
	prints := f.Read.Prints()
	known, err := s.knownPrints(ctx, a.ID, prints)
	if err != nil {
		return nil, err
	}
	b := s.Statements.Desc.New()
	b.AccountID, b.Name, b.File, b.Format = a.ID, f.Name, f.File, f.Read.Format
	lines := f.Read.Lines
	b.From, b.To, b.Opening, b.Closing = lines[0].On, lines[len(lines)-1].On, f.Read.Opening, f.Read.Closing
	b.In, b.Out = f.Read.Sums()
	b.Doubles = int64(len(known))
	if b.Lines = int64(len(lines)) - b.Doubles; b.Lines == 0 {
		return nil, app.E(app.Conflict, "bank.double", "file", f.Name, "n", len(lines), "account", a.Name)
	}
	if f.Read.Balanced {
		if b.Gap, err = s.gapBefore(ctx, a, f.Read, known[prints[0]]); err != nil {
			return nil, err
		}
	}
	up := command(ctx, "statement")
	if err := s.Statements.Create(up, b); err != nil {
		return nil, err
	}
	for i, x := range lines {
		if known[prints[i]] {
			continue
		}
		l := s.BankLines.Desc.New()
		l.AccountID, l.StatementID, l.Pos, l.On, l.Time, l.Print = a.ID, b.ID, int64(i+1), x.On, x.Time, prints[i]
		l.Party, l.PartyCode, l.Memo, l.Ref, l.In, l.Out = x.Party, x.PartyCode, x.Memo, x.Ref, x.In, x.Out
		if x.Balanced {
			l.Balance = &x.Balance
		}
		if err := s.BankLines.Create(up, l); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// knownPrints are the lines that the account has already.
func (s *Service) knownPrints(ctx context.Context, account int64, prints []string) (map[string]bool, error) {
	out := map[string]bool{}
	for part := range slices.Chunk(prints, 400) {
		err := s.each(identity.System(ctx, "statement"), listing.Query{
			Entity: BankLines, Columns: []string{"print"}, Filter: listing.All(ref("account_id", account), listing.Is("print", listing.In, part...)),
		}, func(c []entity.Value) { out[c[0].Text()] = true })
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// gapBefore is what the opening balance differs from what the line before left: something
// between the two statements is missing. An overlapping file has no gap.
func (s *Service) gapBefore(ctx context.Context, a *Account, st *bankfile.Statement, overlaps bool) (money.Minor, error) {
	if overlaps {
		return 0, nil
	}
	last, err := s.BankLines.First(identity.Elevated(ctx), listing.All(ref("account_id", a.ID), listing.Is("date_on", listing.Le, st.Lines[0].On.String())),
		listing.Sort{Key: "date_on", Desc: true}, listing.Sort{Key: "id", Desc: true})
	if app.KindOf(err) == app.NotFound {
		return 0, nil
	}
	if err != nil || last.Balance == nil {
		return 0, err
	}
	return st.Opening - *last.Balance, nil
}
