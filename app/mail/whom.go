package mail

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/mail/address"
)

// SendPaper begins a letter with the PDF of a document to the customer's contact and
// saves it: the window shows it, the person sends it.
func (s *Service) SendPaper(ctx context.Context, st Start) (*Outgoing, error) {
	if len(st.To) == 0 && st.CustomerID != 0 && s.p.Customers != nil {
		to, err := s.addressOf(ctx, st.CustomerID)
		if err != nil {
			return nil, err
		}
		st.To = to
	}
	o, _, err := s.NewLetter(ctx, st)
	if err != nil {
		return nil, err
	}
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.SaveDraft(ctx, o); err != nil {
			return err
		}
		return s.AttachPaper(ctx, o.ID, st.Entity, st.RecordID)
	})
	return o, err
}

// SendFiles begins a letter with files to the customer's contact and saves it. Without an
// address nothing is written: Invalid mail.no_address.
func (s *Service) SendFiles(ctx context.Context, st Start, files []OutgoingFile) (*Outgoing, error) {
	to, err := s.addressOf(ctx, st.CustomerID)
	if err != nil {
		return nil, err
	}
	if st.To = to; len(to) == 0 {
		return nil, app.E(app.Invalid, "mail.no_address")
	}
	o, _, err := s.NewLetter(ctx, st)
	if err != nil {
		return nil, err
	}
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.SaveDraft(ctx, o); err != nil {
			return err
		}
		for _, f := range files {
			f.OutgoingID = o.ID
			if err := s.Attach(ctx, &f); err != nil {
				return err
			}
		}
		return nil
	})
	return o, err
}

// addressOf gives the address to write to a customer: the main contact's, else its own.
func (s *Service) addressOf(ctx context.Context, id int64) ([]address.Address, error) {
	contact, err := s.p.Customers.MainContact(ctx, id)
	if err != nil {
		return nil, err
	}
	if contact != nil && address.Valid(contact.Mail) {
		return []address.Address{{Name: contact.Name, Mail: contact.Mail}}, nil
	}
	c, err := s.p.Customers.Customers.Get(ctx, id)
	if err != nil || !address.Valid(c.Mail) {
		return nil, err
	}
	return []address.Address{{Name: c.Name, Mail: c.Mail}}, nil
}

// customersOf gives whose letter it is: of the document's customer and of all recipients.
func (s *Service) customersOf(ctx context.Context, o *Outgoing) ([]Owner, error) {
	var keys []string
	for _, a := range address.Unique(append(append(append([]address.Address{}, o.Draft.To...), o.Draft.Cc...), o.Draft.Bcc...)) {
		keys = append(keys, a.Key())
	}
	known, err := s.p.Store.ByAddress(ctx, keys)
	if err != nil {
		return nil, err
	}
	var out []Owner
	add := func(x Owner) {
		if !slices.ContainsFunc(out, func(y Owner) bool { return y.CustomerID == x.CustomerID }) {
			out = append(out, x)
		}
	}
	if o.CustomerID != 0 {
		first := Owner{CustomerID: o.CustomerID}
		for _, k := range keys {
			for _, x := range known[k] {
				if x.CustomerID == o.CustomerID && first.ContactID == 0 {
					first = x
				}
			}
		}
		add(first)
	}
	for _, k := range keys {
		for _, x := range known[k] {
			add(x)
		}
	}
	return out, nil
}
