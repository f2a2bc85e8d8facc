package sales

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/numbering"
	"kontor/app/reminder"
	"kontor/app/snippet"
)

// prepareQuote works the quote out before it is checked and saved.
func (s *Service) prepareQuote(ctx context.Context, before, q *Quote) error {
	if before != nil && before.State != QuoteDraft {
		return nil // what was sent is never worked out again
	}
	home, err := s.home(ctx)
	if err != nil {
		return err
	}
	if q.Currency == "" {
		q.Currency = home
	}
	if err := s.fillCosts(ctx, q.Items()); err != nil {
		return err
	}
	q.Trade.strip()
	_, err = q.Figure(home)
	return err
}

// fillCosts takes the costs of lines from their products: whoever writes the quote need
// not see them.
func (s *Service) fillCosts(ctx context.Context, items []*Item) error {
	for _, it := range items {
		if it.ProductID == 0 || it.Cost != 0 {
			continue
		}
		p, err := s.Products.Get(identity.System(ctx, "costs"), it.ProductID)
		if app.KindOf(err) == app.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		it.Cost = p.Cost
	}
	return nil
}

// ruleQuote locks a quote that was sent and keeps states to the commands.
func (s *Service) ruleQuote(ctx context.Context, before, after *Quote) error {
	if commanded(ctx) {
		return nil
	}
	if before == nil {
		if after.State != QuoteDraft {
			return app.E(app.Conflict, "quote.locked", "number", after.Label())
		}
		return s.mayTrade(ctx, after.CustomerID)
	}
	if before.CustomerID != after.CustomerID {
		if err := s.mayTrade(ctx, after.CustomerID); err != nil {
			return err
		}
	}
	if before.State != after.State || before.State != QuoteDraft && touched(s.Quotes.Desc.Type, before, after, "printed") {
		return app.E(app.Conflict, "quote.locked", "number", before.Label())
	}
	return nil
}

// NewQuote makes the draft of a quote for a customer with what is known: contact,
// payment terms, validity, tax mode and terms of the company. It is not saved yet.
func (s *Service) NewQuote(ctx context.Context, customerID int64) (*Quote, error) {
	firm, err := s.p.Company.Get(ctx)
	if err != nil {
		return nil, err
	}
	days, err := company.Read(ctx, s.p.Company, SettingValidDays, DefaultValidDays)
	if err != nil {
		return nil, err
	}
	q := s.Quotes.Desc.New()
	q.On, q.ValidUntil = s.today(), s.today().AddDays(days)
	q.Currency, q.TaxMode, q.State, q.Current, q.Revision = firm.Currency, TaxMode(firm.TaxMode), QuoteDraft, true, 1
	if q.Terms, err = s.p.Terms.Standing(ctx, snippet.Quote, false); err != nil {
		return nil, err
	}
	if customerID == 0 {
		return q, nil
	}
	c, err := s.p.Customers.Customers.Get(ctx, customerID)
	if err != nil {
		return nil, err
	}
	q.CustomerID, q.PaymentTerms, q.ChannelID = c.ID, c.PaymentTerms, c.ChannelID
	main, err := s.p.Customers.MainContact(ctx, customerID)
	if err != nil {
		return nil, err
	}
	if main != nil {
		q.ContactID = main.ID
	}
	return q, nil
}

// TopDiscount is the largest share given away on a quote: on a line or on the whole.
func (q *Quote) TopDiscount() money.Rate {
	var list, paid money.Minor
	var top money.Rate
	for i := range q.Lines {
		it := &q.Lines[i].Item
		if !it.Kind.Counts() {
			continue
		}
		full, err := money.LineAmount(money.Line{Quantity: it.Quantity, Price: it.Price}, q.Currency)
		if err != nil {
			continue
		}
		list, paid = list+full, paid+it.AmountMinor-it.ShareMinor
		top = max(top, money.RateOf(full-it.AmountMinor, full))
	}
	return max(top, money.RateOf(list-paid, list))
}

// checkDiscount refuses a discount above the limit to those without the right.
func (s *Service) checkDiscount(ctx context.Context, q *Quote) error {
	a, err := identity.From(ctx)
	if err != nil {
		return err
	}
	limit, err := company.Read(ctx, s.p.Company, SettingDiscountLimit, DefaultDiscountLimit)
	if err != nil {
		return err
	}
	if top := q.TopDiscount(); top > limit && !a.Has(identity.RightDiscount) && top > q.Allowed {
		return app.E(app.Denied, "sales.discount_right", "rate", top.String(), "limit", limit.String())
	}
	return s.checkPrices(ctx, q.priced(), q.Allowed, "sales.price_limit")
}

// Send gives the quote its number when it has none, makes it the current revision and
// supersedes the one before. Denied sales.discount_right and sales.price_limit ask for
// SubmitDiscount.
func (s *Service) Send(ctx context.Context, id int64) (*Quote, error) {
	var out *Quote
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		q, err := s.Quotes.May(ctx, id, identity.Issue)
		if err != nil {
			return err
		}
		if err := q.checkSend(s.today()); err != nil {
			return err
		}
		if err := s.checkDiscount(ctx, q); err != nil {
			return err
		}
		if err := s.CheckRate(ctx, q.Exchange(), q.Currency); err != nil {
			return err
		}
		cmd := command(ctx, "send")
		if err := s.supersede(cmd, q); err != nil {
			return err
		}
		out, err = s.Quotes.Update(cmd, id, 0, func(q *Quote) error {
			if err := q.move(QuoteSent); err != nil {
				return err
			}
			if q.Number == "" {
				if q.Number, err = s.p.Numbers.Take(ctx, numbering.Quote, q.On); err != nil {
					return err
				}
			}
			q.Current, q.SentAt = true, s.g.Clock.Now().UnixMilli()
			return nil
		})
		if err != nil {
			return err
		}
		return s.log(ctx, out.CustomerID, customer.NoteQuote, out.Label(), &out.TotalMinor, docLink{out.Currency, Quotes, out.ID, out.Subject})
	})
	return out, err
}

type docLink struct {
	currency, entity string
	id               int64
	text             string
}

// log writes a document into the customer's timeline.
func (s *Service) log(ctx context.Context, customerID int64, kind customer.Note, title string, amount *money.Minor, l docLink) error {
	return s.p.Customers.Log(ctx, customer.Activity{
		CustomerID: customerID, Kind: kind, Title: title, Text: l.text,
		AmountMinor: amount, Currency: l.currency, LinkEntity: l.entity, LinkID: l.id,
	})
}

// Accept records that the customer said yes.
func (s *Service) Accept(ctx context.Context, id int64) (*Quote, error) {
	return s.answer(ctx, id, QuoteAccepted, "")
}

// Reject records that the customer said no, and why.
func (s *Service) Reject(ctx context.Context, id int64, reason string) (*Quote, error) {
	if strings.TrimSpace(reason) == "" {
		return nil, app.E(app.Invalid, "quote.reason").At("reject_reason")
	}
	return s.answer(ctx, id, QuoteRejected, reason)
}

func (s *Service) answer(ctx context.Context, id int64, to QuoteState, reason string) (*Quote, error) {
	var out *Quote
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.Quotes.May(ctx, id, identity.Change); err != nil {
			return err
		}
		var err error
		out, err = s.Quotes.Update(command(ctx, string(to)), id, 0, func(q *Quote) error {
			q.RejectReason, q.ClosedAt = reason, s.g.Clock.Now().UnixMilli()
			return q.move(to)
		})
		return err
	})
	return out, err
}

// Convert makes the draft of an order out of a quote; a quote that was only sent counts
// as accepted by that. Conflict quote.not_convertible.
func (s *Service) Convert(ctx context.Context, id int64) (*Order, error) {
	var o *Order
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		q, err := s.Quotes.May(ctx, id, identity.Convert)
		if err != nil {
			return err
		}
		if !q.Convertible() {
			return app.E(app.Conflict, "quote.not_convertible", "number", q.Label())
		}
		o = OrderFrom(q, s.today())
		cmd := command(ctx, "convert")
		if err := s.Orders.Create(cmd, o); err != nil {
			return err
		}
		_, err = s.Quotes.Update(cmd, id, 0, func(q *Quote) error {
			q.OrderID = o.ID
			if q.State == QuoteAccepted {
				return nil
			}
			q.ClosedAt = s.g.Clock.Now().UnixMilli()
			return q.move(QuoteAccepted)
		})
		return err
	})
	return o, err
}

// Expire is the job that closes sent quotes whose validity is over. It is idempotent.
func (s *Service) Expire(ctx context.Context) (int, error) {
	ctx = command(identity.System(ctx, "expire"), "job")
	list, err := s.Quotes.Find(ctx, listing.All(listing.Is("state", listing.Eq, string(QuoteSent)), listing.Is("valid_until", listing.Lt, "today")))
	if err != nil {
		return 0, err
	}
	n := 0
	for _, q := range list {
		_, err := s.Quotes.Update(ctx, q.ID, 0, func(q *Quote) error {
			if !q.Overdue(s.today()) {
				return nil
			}
			n++
			return q.move(QuoteExpired)
		})
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// QuotePrinted counts a print of a quote and tells which one it is.
func (s *Service) QuotePrinted(ctx context.Context, id int64) (int64, error) {
	if _, err := s.Quotes.May(ctx, id, identity.Print); err != nil {
		return 0, err
	}
	q, err := s.Quotes.Update(command(ctx, "print"), id, 0, func(q *Quote) error { q.Printed++; return nil })
	if err != nil {
		return 0, err
	}
	return q.Printed, nil
}

// expiring makes the reminders of quotes whose validity ends within three days.
func (s *Service) expiring(ctx context.Context, from, to calendar.Date) ([]reminder.Reminder, error) {
	lead := reminder.Lead{Days: 3, Minute: 9 * 60}
	list, err := s.Quotes.Find(identity.System(ctx, "expiring"), listing.All(listing.Is("state", listing.Eq, string(QuoteSent)),
		listing.Is("is_current", listing.Eq, "1"), listing.Is("valid_until", listing.Between, from.AddDays(lead.Days).String(), to.AddDays(lead.Days).String())))
	if err != nil {
		return nil, err
	}
	out := make([]reminder.Reminder, 0, len(list))
	for _, q := range list {
		r := reminder.Notice("quote_expiring", Quotes, q.ID, q.Label(), q.OwnerID, q.ValidUntil)
		r.DueAt = lead.At(q.ValidUntil, s.g.Registry.Zone())
		out = append(out, r)
	}
	return out, nil
}
