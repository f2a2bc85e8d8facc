package lead

import (
	"context"
	"encoding/json"
	"strings"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/sales"
)

// Flow is the key of the approval of conversions.
const Flow = sales.FlowLead

// Wish is what a lead is to become. It is kept with the lead until the manager agreed.
type Wish struct {
	CustomerID int64         `json:"customer_id,omitempty"` // an existing customer; 0: a new one
	Company    string        `json:"company,omitempty"`     // name of the new customer
	Person     string        `json:"person,omitempty"`      // its first contact, "" for none
	Deal       string        `json:"deal"`
	Amount     money.Minor   `json:"amount"`
	CloseOn    calendar.Date `json:"close_on"`
	Stage      string        `json:"stage,omitempty"`
}

// WishFor proposes what a lead is to become.
func (s *Service) WishFor(ctx context.Context, id int64) (Wish, error) {
	l, err := s.Leads.Get(ctx, id)
	if err != nil {
		return Wish{}, err
	}
	w := Wish{Company: l.Company, Person: l.Person, Deal: l.Name, Amount: l.Amount, CloseOn: l.ExpectOn}
	if w.Company == "" {
		w.Company = l.Person
	}
	if w.CloseOn == 0 || w.CloseOn < s.today() {
		w.CloseOn = s.today().AddDays(45)
	}
	return w, nil
}

func (s *Service) card(l *Lead) customer.CardInput {
	return customer.CardInput{Name: l.Company, Person: l.Person, Mobile: l.Mobile, Phone: l.Phone, Mail: l.Mail}
}

// AskConversion puts the conversion of a lead before the manager; nothing else exists
// before that is approved. In a company of one person it is converted at once.
func (s *Service) AskConversion(ctx context.Context, id int64, w Wish) (*Lead, error) {
	w.Deal, w.Company, w.Person = strings.TrimSpace(w.Deal), strings.TrimSpace(w.Company), strings.TrimSpace(w.Person)
	switch {
	case w.Deal == "":
		return nil, app.E(app.Invalid, "lead.deal").At("deal")
	case w.CustomerID == 0 && w.Company == "":
		return nil, app.E(app.Invalid, "lead.customer").At("company")
	case w.Amount < 0:
		return nil, app.E(app.Invalid, "money.negative").At("amount")
	case w.CloseOn == 0:
		return nil, app.E(app.Invalid, "lead.close_on").At("close_on")
	}
	text, err := json.Marshal(w)
	if err != nil {
		return nil, app.E(app.Internal, "internal").Because(err)
	}
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		a, err := identity.From(ctx)
		if err != nil {
			return err
		}
		if w.CustomerID != 0 {
			if _, err := s.p.Customers.Customers.Get(ctx, w.CustomerID); err != nil {
				return err
			}
		}
		l, err := s.change(ctx, id, "lead_convert", func(l *Lead) error {
			if l.InPool {
				return app.E(app.Conflict, "lead.nobody", "name", l.Name)
			}
			if err := alive(l); err != nil {
				return err
			}
			l.Asked, l.Wish, l.State = true, string(text), Working
			return nil
		})
		if err != nil {
			return err
		}
		_, err = s.p.Approvals.Submit(ctx, Flow, approval.Subject{
			Entity: Leads, RecordID: l.ID, Title: l.Name, Party: firstOf(w.Company, l.Company, l.Person),
			Amount: w.Amount, Unit: l.UnitID, Applicant: a.ID, Snapshot: string(text), Type: s.Leads.Desc.Type, Doc: l,
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.Leads.Get(ctx, id)
}

// Recall takes the request for a conversion back.
func (s *Service) Recall(ctx context.Context, id int64) error {
	return s.p.Approvals.RecallOf(ctx, Leads, id)
}

// approvalEnded makes customer, contact and opportunity of an approved lead, in the
// transaction of the decision; any other end gives the lead back to be worked on.
func (s *Service) approvalEnded(ctx context.Context, e approval.Outcome) error {
	if e.Approval.Entity != Leads {
		return nil
	}
	cmd := command(ctx, "lead_convert")
	if e.Approval.State != approval.Approved {
		l, err := s.Leads.Update(cmd, e.Approval.RecordID, 0, func(l *Lead) error {
			l.Asked, l.ApprovalID = false, e.Approval.ID
			return nil
		})
		if err != nil || e.Approval.State == approval.Recalled {
			return err
		}
		return s.tell(ctx, e.Approval.ApplicantID, "lead_refused", l)
	}
	l, err := s.Leads.Get(cmd, e.Approval.RecordID)
	if err != nil {
		return err
	}
	var w Wish
	if err := json.Unmarshal([]byte(l.Wish), &w); err != nil {
		return app.E(app.Internal, "internal").Because(err)
	}
	customerID, contactID, err := s.becomeCustomer(cmd, l, w)
	if err != nil {
		return err
	}
	o := s.p.Sales.Opportunities.Desc.New()
	o.Name, o.CustomerID, o.ContactID, o.AmountMinor, o.CloseOn = w.Deal, customerID, contactID, w.Amount, w.CloseOn
	o.Source, o.Needs, o.LeadID = l.Source, l.Need, l.ID
	if w.Stage != "" {
		o.Stage = w.Stage
	}
	o.OwnerID, o.UnitID = l.OwnerID, l.UnitID
	if err := s.p.Sales.Opportunities.Create(cmd, o); err != nil {
		return err
	}
	if err := s.handNotes(cmd, l, customerID, contactID, o.ID); err != nil {
		return err
	}
	l, err = s.Leads.Update(cmd, l.ID, 0, func(l *Lead) error {
		l.Asked, l.State, l.EndedOn, l.ApprovalID = false, Converted, s.today(), e.Approval.ID
		l.CustomerID, l.ContactID, l.OpportunityID = customerID, contactID, o.ID
		if l.Quality == Unjudged { // what became a deal was real
			l.Quality, l.JudgedBy, l.JudgedAt = Real, e.Approval.ApplicantID, s.now()
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.tell(ctx, e.Approval.ApplicantID, "lead_converted", l)
}

// becomeCustomer finds or makes the customer and its contact. The same mobile with the
// same name as an existing customer is refused, as everywhere: the lead is then converted
// with that customer chosen.
func (s *Service) becomeCustomer(ctx context.Context, l *Lead, w Wish) (customerID, contactID int64, err error) {
	contact := s.p.Customers.Contacts.Desc.New()
	contact.Name, contact.Title, contact.Mobile, contact.Phone, contact.Mail = w.Person, l.Position, l.Mobile, l.Phone, l.Mail
	if w.CustomerID == 0 {
		c := s.p.Customers.Customers.Desc.New()
		c.Name, c.Source, c.Industry, c.Region, c.City, c.Address = w.Company, l.Source, l.Industry, l.Region, l.City, l.Address
		c.Mobile, c.Phone, c.Mail, c.Needs = l.Mobile, l.Phone, l.Mail, l.Need
		c.OwnerID, c.UnitID = l.OwnerID, l.UnitID
		if err := s.p.Customers.Create(ctx, c, contact); err != nil {
			return 0, 0, err
		}
		return c.ID, contact.ID, s.told(ctx, l, c.ID)
	}
	main, err := s.p.Customers.MainContact(ctx, w.CustomerID)
	if err != nil {
		return 0, 0, err
	}
	switch {
	case w.Person == "" && main != nil:
		contactID = main.ID
	case main != nil && main.Name == w.Person:
		contactID = main.ID
	case w.Person != "":
		contact.CustomerID = w.CustomerID
		contact.OwnerID, contact.UnitID = l.OwnerID, l.UnitID
		if err := s.p.Customers.Contacts.Create(ctx, contact); err != nil {
			return 0, 0, err
		}
		contactID = contact.ID
	}
	return w.CustomerID, contactID, s.told(ctx, l, w.CustomerID)
}

// told writes into the timeline of the customer where it came from.
func (s *Service) told(ctx context.Context, l *Lead, customerID int64) error {
	a := customer.Activity{CustomerID: customerID, Kind: customer.NoteCreate, Title: l.Name, Text: l.Need, LinkEntity: Leads, LinkID: l.ID}
	if a.OwnerID = l.OwnerID; a.OwnerID == 0 {
		a.OwnerID = record.Nobody
	}
	return s.p.Customers.Log(ctx, a)
}
