package mail

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/mail/address"
	"kontor/app/record"
)

// Verdict is what the rules say about a mail.
type Verdict struct {
	Match  Match
	Owners []Owner // those it belongs to, the first is the one it is shown with
}

// Judge applies the rules of matching: only whole addresses count, never a domain; own
// addresses never do. A mail may belong to several customers. known are the owners of
// its addresses, own the addresses of the company.
func Judge(m Incoming, known map[string][]Owner, own map[string]bool) Verdict {
	roles := []string{"from", "reply", "to", "cc"}
	if m.Outgoing {
		roles = []string{"to", "cc"}
	}
	var v Verdict
	seen := map[int64]bool{}
	others := false
	for _, role := range roles {
		for _, p := range m.Addresses {
			if p.Role != role || own[p.Key] {
				continue
			}
			others = true
			for _, o := range known[p.Key] {
				if !seen[o.CustomerID] {
					seen[o.CustomerID] = true
					v.Owners = append(v.Owners, o)
				}
			}
		}
	}
	switch {
	case len(v.Owners) > 0:
		v.Match = MatchFound
	case !others, m.Automatic, m.Bounce, m.Outgoing:
		v.Match = MatchIgnored // among ourselves, newsletters, reports: nobody has to sort these
	default:
		v.Match = MatchNone
	}
	return v
}

// match looks whose the new mails are and puts them into the timelines.
func (r *round) match() error {
	err := r.write(func(ctx context.Context) error { _, err := r.store().Rematch(ctx, r.a.ID); return err })
	if err != nil {
		return err
	}
	for {
		list, err := r.store().Unmatched(r.ctx, r.a.ID, 100)
		if err != nil || len(list) == 0 {
			return err
		}
		err = r.write(func(ctx context.Context) error {
			r.s.post(ctx)
			n, err := r.s.judge(ctx, r.a, list, r.own)
			r.report.Matched += n
			return err
		})
		if err != nil {
			return err
		}
	}
}

// judge stores the verdicts about some mails of an account, inside a transaction.
func (s *Service) judge(ctx context.Context, a *Account, list []Incoming, own map[string]bool) (int, error) {
	var keys []string
	for _, m := range list {
		for _, p := range m.Addresses {
			if !own[p.Key] && !slices.Contains(keys, p.Key) {
				keys = append(keys, p.Key)
			}
		}
	}
	known := map[string][]Owner{}
	for part := range slices.Chunk(keys, 400) {
		some, err := s.p.Store.ByAddress(ctx, part)
		if err != nil {
			return 0, err
		}
		for k, v := range some {
			known[k] = v
		}
	}
	matched := 0
	for _, m := range list {
		v := Judge(m, known, own)
		if err := s.tie(ctx, a, m.Message, v, "address"); err != nil {
			return matched, err
		}
		if v.Match == MatchFound {
			matched++
		}
	}
	return matched, nil
}

// tie stores a verdict: links, the state of all copies, and one entry in the timeline of
// each customer, however many copies of the mail there are.
func (s *Service) tie(ctx context.Context, a *Account, m Message, v Verdict, how string) error {
	first := Owner{}
	who, err := identity.From(ctx)
	if err != nil {
		return err
	}
	for i, o := range v.Owners {
		if i == 0 {
			first = o
		}
		fresh, err := s.p.Store.Link(ctx, Link{Key: m.Key, Entity: customer.Customers, RecordID: o.CustomerID, How: how, PersonID: who.ID, At: m.At})
		if err != nil {
			return err
		}
		if !fresh || !a.Timeline || m.Private {
			continue
		}
		if err := s.note(ctx, a, m, o); err != nil {
			return err
		}
	}
	return s.p.Store.SetMatch(ctx, m.Key, v.Match, first.CustomerID, first.ContactID)
}

// note writes the entry of a timeline.
func (s *Service) note(ctx context.Context, a *Account, m Message, o Owner) error {
	if s.p.Customers == nil {
		return nil
	}
	kind := customer.NoteMailIn
	if m.Outgoing {
		kind = customer.NoteMailOut
	}
	owner := a.OwnerID
	if owner == 0 {
		owner = record.Nobody
	}
	e := customer.Activity{
		CustomerID: o.CustomerID, ContactID: o.ContactID, Kind: kind, At: m.At.UnixMilli(), Title: cut(m.Subject, 200),
		Text: m.Snippet, LinkEntity: Messages, LinkID: m.ID,
	}
	e.OwnerID = owner
	if err := s.p.Customers.Log(system(ctx), e); err != nil {
		return err
	}
	return s.Arrived.Raise(ctx, Arrived{Message: m, CustomerID: o.CustomerID, ContactID: o.ContactID})
}

// Suggest proposes customers for a mail that belongs to nobody known: those with an
// address at the same domain. A domain where anybody gets an address says nothing. Only
// customers that the acting person may see are named.
func (s *Service) Suggest(ctx context.Context, message int64) ([]Owner, error) {
	m, err := s.message(ctx, message)
	if err != nil {
		return nil, err
	}
	domain := address.Domain(m.From.Mail)
	if domain == "" || address.FreeMail(m.From.Mail) || m.Outgoing {
		return nil, nil
	}
	list, err := s.p.Store.ByDomain(ctx, domain)
	if err != nil {
		return nil, err
	}
	return s.seen(ctx, list)
}

// seen keeps the customers that the acting person may see.
func (s *Service) seen(ctx context.Context, list []Owner) ([]Owner, error) {
	var out []Owner
	for _, o := range list {
		ok, err := s.mayMeet(ctx, o.CustomerID)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, o)
		}
	}
	return out, nil
}

// mayMeet tells whether the acting person may see a customer.
func (s *Service) mayMeet(ctx context.Context, id int64) (bool, error) {
	if id == 0 {
		return false, nil
	}
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(customer.Customers, identity.See),
		listing.Query{Entity: customer.Customers, Filter: listing.IDs([]int64{id})})
	if app.KindOf(err) == app.Denied {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	n, err := s.g.Source.Count(ctx, plan)
	return n > 0, err
}

// LinkCustomer ties a mail, and every mail of the same sender that belongs to nobody, to
// a customer by hand; contact 0 is the customer itself.
func (s *Service) LinkCustomer(ctx context.Context, message, customerID, contact int64) error {
	m, a, err := s.mine(ctx, message)
	if err != nil {
		return err
	}
	if ok, err := s.mayMeet(ctx, customerID); err != nil || !ok {
		if err == nil {
			err = app.E(app.NotFound, "record.not_found")
		}
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		s.post(ctx)
		if m.CustomerID != 0 && m.CustomerID != customerID {
			if err := s.refuse(ctx, m, m.CustomerID); err != nil {
				return err
			}
		}
		return s.tie(ctx, a, *m, Verdict{Match: MatchFound, Owners: []Owner{{CustomerID: customerID, ContactID: contact}}}, "hand")
	})
}

// refuse notes that a mail is not this customer's, so that the rules do not tie it again.
func (s *Service) refuse(ctx context.Context, m *Message, customerID int64) error {
	who, err := identity.From(ctx)
	if err != nil {
		return err
	}
	_, err = s.p.Store.Link(ctx, Link{Key: m.Key, Entity: customer.Customers, RecordID: customerID, How: "refused", PersonID: who.ID, At: s.now()})
	return err
}

// Unlink takes a mail away from its customer; with ignore it does not come into the
// unmatched tray either.
func (s *Service) Unlink(ctx context.Context, message int64, ignore bool) error {
	m, _, err := s.mine(ctx, message)
	if err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		s.post(ctx)
		if m.CustomerID != 0 {
			if err := s.refuse(ctx, m, m.CustomerID); err != nil {
				return err
			}
		}
		state := MatchNone
		if ignore {
			state = MatchIgnored
		}
		return s.p.Store.SetMatch(ctx, m.Key, state, 0, 0)
	})
}

// LinkRecord ties a mail to a document (quote, order …) that the person may see.
func (s *Service) LinkRecord(ctx context.Context, message int64, kind string, id int64) error {
	m, _, err := s.mine(ctx, message)
	if err != nil {
		return err
	}
	who, err := identity.From(ctx)
	if err != nil {
		return err
	}
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(kind, identity.See), listing.Query{Entity: kind, Filter: listing.IDs([]int64{id})})
	if err != nil {
		return err
	}
	if n, err := s.g.Source.Count(ctx, plan); err != nil || n == 0 {
		if err == nil {
			err = app.E(app.NotFound, "record.not_found")
		}
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		s.post(ctx)
		_, err := s.p.Store.Link(ctx, Link{Key: m.Key, Entity: kind, RecordID: id, How: "hand", PersonID: who.ID, At: m.At})
		return err
	})
}

// UnlinkRecord takes the tie to a document away.
func (s *Service) UnlinkRecord(ctx context.Context, message int64, kind string, id int64) error {
	m, _, err := s.mine(ctx, message)
	if err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		s.post(ctx)
		return s.p.Store.Unlink(ctx, m.Key, kind, id)
	})
}

// MatchAll looks whose the mails of an account are that nobody has looked at yet, as the
// end of a round does.
func (s *Service) MatchAll(ctx context.Context, account int64) error {
	a, err := s.Accounts.Get(system(ctx), account)
	if err != nil {
		return err
	}
	r := &round{s: s, a: a, ctx: system(ctx)}
	if r.own, err = s.p.Store.Own(r.ctx); err != nil {
		return err
	}
	return r.match()
}
