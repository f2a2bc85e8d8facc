package customer

import (
	"context"
	"sort"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/dedupe"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/phone"
)

// CardInput is what somebody has typed so far of a customer or a contact.
type CardInput struct {
	Name   string // of the customer
	Person string // of the contact
	Mobile string
	Phone  string
	Tax    string
	Mail   string
}

// CardKeys are what to look up in indexed columns; empty ones are not asked for.
type CardKeys struct {
	NameKey string
	Prefix  string // beginning of the normal name, for names that are near
	Phones  []string
	Tax     string
	Mail    string
	IDs     []int64 // customers that a search for parts of the name found
	Except  int64   // the customer itself
}

// Card is a customer as far as finding duplicates needs it.
type Card struct {
	ID             int64
	Name           string
	Grade          string
	OwnerID        int64
	UnitID         int64
	InPool         bool
	PooledOn       calendar.Date
	LastActivityAt int64
	Tax            string
	Mail           string
	Phones         []string // of the customer and of the contacts that matched
	People         []string // names of the contacts that matched
}

// Duplicate is a customer that may be the same one, as the asking person may see it.
type Duplicate struct {
	ID       int64 // 0 when the person may not open it
	Name     string
	Grade    string
	Owner    string // "" in the pool
	InPool   bool
	PooledOn calendar.Date
	LastAt   int64
	Refuse   bool
	Reasons  []dedupe.Reason
	Near     int    // likeness of the names in percent
	Phone    string // the phone in common, masked unless the record is the person's own
}

// most is how many duplicates are shown while typing.
const most = 3

func cardOf(c *Customer) CardInput {
	return CardInput{Name: c.Name, Mobile: c.Mobile, Phone: c.Phone, Tax: c.CreditCode, Mail: c.Mail}
}

func (s *Service) dedupeCard(in CardInput) dedupe.Card {
	d := dedupe.Card{Name: in.Name, Tax: in.Tax}
	if in.Person != "" {
		d.People = []string{in.Person}
	}
	for _, p := range []string{in.Mobile, in.Phone} {
		if p != "" {
			d.Phones = append(d.Phones, s.p.Checks.Table().Keep(p))
		}
	}
	if in.Mail != "" {
		d.Mails = []string{in.Mail}
	}
	return d
}

func (s *Service) stored(c Card) dedupe.Card {
	d := dedupe.Card{Name: c.Name, People: c.People, Tax: c.Tax}
	for _, p := range c.Phones {
		d.Phones = append(d.Phones, s.p.Checks.Table().Keep(p))
	}
	if c.Mail != "" {
		d.Mails = []string{c.Mail}
	}
	return d
}

// prefixRunes is how much of two near names is looked up: enough to be rare in an index,
// short enough for 上海舜泽食品 and 上海舜泽调味食品.
const prefixRunes = 4

// near finds customers whose name contains the beginning of a normal name, or what
// follows a place of two characters: 舜泽食品厂 finds 上海舜泽食品, and the other way.
func (s *Service) near(ctx context.Context, nameKey string) ([]int64, error) {
	r := []rune(nameKey)
	var parts []string
	if len(r) >= 2 {
		parts = append(parts, string(r[:min(prefixRunes, len(r))]))
	}
	if len(r) >= prefixRunes {
		parts = append(parts, string(r[2:min(2+prefixRunes, len(r))]))
	}
	var out []int64
	for _, text := range parts {
		plan, err := listing.Allow(identity.System(ctx, "duplicates"), s.g.Registry, identity.May(Customers, identity.See),
			listing.Query{Entity: Customers, Text: text})
		if err != nil {
			return nil, err
		}
		ids, err := s.g.Source.First(ctx, plan, 20)
		if err != nil {
			return nil, err
		}
		out = append(out, ids...)
	}
	return out, nil
}

func (s *Service) keys(in CardInput, except int64) CardKeys {
	k := s.dedupeCard(in).Keys()
	out := CardKeys{NameKey: k.Name, Phones: k.Phones, Tax: k.Tax, Except: except}
	if len(k.Mails) > 0 {
		out.Mail = k.Mails[0]
	}
	if r := []rune(k.Name); len(r) >= prefixRunes {
		out.Prefix = string(r[:prefixRunes])
	}
	return out
}

// Duplicates lists customers that may be the same as what is being typed, the surest
// first, at most three. It looks at everybody's customers and tells of those that the
// person may not open only name, owner and last contact (CUS-14, CUS-15).
func (s *Service) Duplicates(ctx context.Context, in CardInput, except int64) ([]Duplicate, error) {
	a, err := identity.Need(ctx, identity.May(Customers, identity.See))
	if err != nil {
		return nil, err
	}
	keys := s.keys(in, except)
	if keys.IDs, err = s.near(ctx, keys.NameKey); err != nil {
		return nil, err
	}
	cards, err := s.p.Store.Cards(ctx, keys, 60)
	if err != nil {
		return nil, err
	}
	var people People
	if s.p.People != nil {
		if people, err = s.p.People(ctx); err != nil {
			return nil, err
		}
	}
	typed := s.dedupeCard(in)
	var out []Duplicate
	for _, c := range cards {
		v := dedupe.Compare(typed, s.stored(c))
		if len(v.Reasons) == 0 {
			continue
		}
		d := Duplicate{
			Name: c.Name, Grade: c.Grade, InPool: c.InPool, PooledOn: c.PooledOn, LastAt: c.LastActivityAt,
			Refuse: v.Refuse, Reasons: v.Reasons, Near: v.Near, Phone: v.Phone,
		}
		if !a.Owns(c.OwnerID) {
			d.Phone = phone.Mask(v.Phone)
		}
		if people != nil {
			d.Owner = people.Name(c.OwnerID)
		}
		if _, err := s.Customers.Get(ctx, c.ID); err == nil {
			d.ID = c.ID
		}
		out = append(out, d)
	}
	sort.SliceStable(out, func(i, j int) bool { return rank(out[i]) > rank(out[j]) })
	if len(out) > most {
		out = out[:most]
	}
	return out, nil
}

func rank(d Duplicate) int {
	weight := map[dedupe.Reason]int{dedupe.MobileAndName: 1000, dedupe.SameTax: 500, dedupe.SameName: 400, dedupe.SamePhone: 300, dedupe.SameMail: 200}
	n := d.Near
	for _, r := range d.Reasons {
		n += weight[r]
	}
	return n
}

// refuseDouble refuses the one certain duplicate: the same mobile together with the same
// customer name or the same contact name (Conflict customer.duplicate).
func (s *Service) refuseDouble(ctx context.Context, in CardInput, except int64) error {
	if in.Mobile == "" || dedupe.IsChecked(ctx) {
		return nil
	}
	typed := s.dedupeCard(CardInput{Name: in.Name, Person: in.Person, Mobile: in.Mobile})
	keys := typed.Keys().Phones
	if len(keys) == 0 {
		return nil
	}
	cards, err := s.p.Store.Cards(ctx, CardKeys{Phones: keys, Except: except}, 20)
	if err != nil {
		return err
	}
	for _, c := range cards {
		if dedupe.Compare(typed, s.stored(c)).Refuse {
			e := app.E(app.Conflict, "customer.duplicate", "name", c.Name, "mobile", phone.Mask(in.Mobile), "id", c.ID).At("mobile")
			e.Args["owner"] = ""
			if s.p.People != nil {
				if people, err := s.p.People(ctx); err == nil {
					e.Args["owner"] = people.Name(c.OwnerID)
				}
			}
			return e
		}
	}
	return nil
}
