package finance

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/dedupe"
	"kontor/app/identity"
	"kontor/app/listing"
)

// learn remembers whom the name on a line means; it counts as strong from the third
// confirmation on. Another meaning begins anew.
func (s *Service) learn(ctx context.Context, l *BankLine, m Match) error {
	key := dedupe.Name(l.Party)
	want := PayerName{}
	switch {
	case strings.TrimSpace(l.Party) == "":
		return nil
	case m.Kind == MatchReceive:
		want.CustomerID = m.PartyID
	case m.Kind == MatchPay && m.PartyID != 0:
		want.SupplierID = m.PartyID
	case m.Kind == MatchEntry && bookedByHand(m.Category):
		want.Category = m.Category
	default:
		return nil
	}
	up := identity.Elevated(ctx)
	p, err := s.PayerNames.First(up, listing.Is("name_key", listing.Eq, key))
	if app.KindOf(err) == app.NotFound && err != nil {
		p = s.PayerNames.Desc.New()
		p.Name, p.CustomerID, p.SupplierID, p.Category, p.Hits, p.LastOn = l.Party, want.CustomerID, want.SupplierID, want.Category, 1, l.On
		return s.PayerNames.Create(up, p)
	}
	if err != nil {
		return err
	}
	_, err = s.PayerNames.Update(up, p.ID, 0, func(p *PayerName) error {
		if p.CustomerID != want.CustomerID || p.SupplierID != want.SupplierID || p.Category != want.Category {
			p.CustomerID, p.SupplierID, p.Category, p.Hits = want.CustomerID, want.SupplierID, want.Category, 0
		}
		p.Hits, p.LastOn = p.Hits+1, max(p.LastOn, l.On)
		return nil
	})
	return err
}

func bookedByHand(category string) bool {
	for _, c := range Booked {
		if c == category {
			return true
		}
	}
	return false
}

// forget takes one confirmation of a name back.
func (s *Service) forget(ctx context.Context, l *BankLine) error {
	if l.How == MatchSplit { // a name that stands for several teaches nothing
		return nil
	}
	up := identity.Elevated(ctx)
	p, err := s.PayerNames.First(up, listing.Is("name_key", listing.Eq, dedupe.Name(l.Party)))
	if app.KindOf(err) == app.NotFound && err != nil {
		return nil
	}
	if err != nil || p.CustomerID != l.CustomerID || p.SupplierID != l.SupplierID {
		return err
	}
	if p.Hits <= 1 {
		return s.PayerNames.Archive(up, p.ID, 0)
	}
	_, err = s.PayerNames.Update(up, p.ID, 0, func(p *PayerName) error { p.Hits--; return nil })
	return err
}
