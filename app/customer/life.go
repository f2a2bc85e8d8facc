package customer

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/reminder"
)

// Life says where a customer stands between the first idea and the end (CUS-12).
type Life string

// The stages of a life.
const (
	Potential    Life = "potential"
	Formal       Life = "formal"
	Deregistered Life = "deregistered"
)

// Review says whether a new customer was accepted (CUS-36); "" = no review was asked for.
type Review string

// The states of a review.
const (
	ReviewPending  Review = "pending"
	ReviewAccepted Review = "accepted"
	ReviewRejected Review = "rejected"
)

// Keys of the settings of lives and reviews.
const (
	SettingLife   = "customer.life"
	SettingReview = "customer.review"
)

// LifeCriteria are what a customer has to meet at each step of its life.
type LifeCriteria struct {
	Fields   []string `json:"fields,omitempty"`    // filled before a potential one becomes formal
	Contact  bool     `json:"contact,omitempty"`   // it can be reached: a contact, phone, mobile or mail
	Deal     bool     `json:"deal,omitempty"`      // there is business: an open or a won deal
	KeepOpen bool     `json:"keep_open,omitempty"` // deregistering is allowed with open business
}

// DefaultLifeCriteria are those of a new company.
var DefaultLifeCriteria = LifeCriteria{Contact: true}

func (c *Customer) describeLife(e *entity.Fields) {
	entity.Choice(e, "life", &c.Life, Potential, Formal, Deregistered).Else(entity.Str(string(Formal))).Group("life").Also("生命周期", "客户阶段")
	e.Dict("development", "development", &c.Development).Group("life").Also("开发状态", "开发阶段")
	e.Text("intended", &c.Intended).Max(200).Group("life").Also("意向业务", "意向")
	e.LongText("problems", &c.Problems).Group("life").Also("存在问题", "问题")
	e.Date("life_on", &c.LifeOn).Computed()
	entity.Choice(e, "review", &c.Review, ReviewPending, ReviewAccepted, ReviewRejected).Computed()
	e.Text("review_note", &c.ReviewNote).Computed().Max(400)
}

// LifeCriteria are the criteria of the company.
func (s *Service) LifeCriteria(ctx context.Context) (LifeCriteria, error) {
	return setting(ctx, s, SettingLife, DefaultLifeCriteria)
}

// SetLifeCriteria stores the criteria; it needs the administrator's right. Invalid
// field.unknown for a field that customers do not have.
func (s *Service) SetLifeCriteria(ctx context.Context, c LifeCriteria) error {
	for _, key := range c.Fields {
		if f := s.Customers.Desc.Field(key); f == nil || f.IsComputed {
			return app.E(app.Invalid, "life.field", "field", key)
		}
	}
	return company.Write(ctx, s.p.Company, SettingLife, c)
}

// ReviewOn tells whether new customers of salespeople are reviewed.
func (s *Service) ReviewOn(ctx context.Context) (bool, error) {
	return setting(ctx, s, SettingReview, false)
}

// SetReview switches the review of new customers on or off.
func (s *Service) SetReview(ctx context.Context, on bool) error {
	return company.Write(ctx, s.p.Company, SettingReview, on)
}

func (s *Service) prepareLife(ctx context.Context, before, c *Customer) error {
	if c.Life == "" {
		c.Life = Formal
	}
	if before == nil || before.Life != c.Life {
		c.LifeOn = s.today()
	}
	if before != nil || c.InPool || c.Review != "" {
		return nil
	}
	on, err := s.ReviewOn(ctx)
	if err != nil || !on {
		return err
	}
	if a, err := identity.From(ctx); err != nil || a.Can(identity.May(Customers, identity.Assign)) {
		return err
	}
	c.Review = ReviewPending
	return nil
}

// ruleLife lets lives change by their commands only, and keeps deregistered customers
// as they are.
func (s *Service) ruleLife(ctx context.Context, a *identity.Actor, before, after *Customer) error {
	if commanded(ctx) || undoing(ctx) || a.ID == 0 {
		return nil
	}
	switch {
	case before == nil && after.Life == Deregistered, before != nil && before.Life != after.Life:
		return app.E(app.Conflict, "life.command").At("life")
	case before != nil && before.Life == Deregistered && len(s.Customers.Desc.Compare(before, after)) > 0:
		return app.E(app.Conflict, "life.over", "name", before.Name)
	}
	return nil
}

// Convert makes potential customers formal ones, with all their history, in one step
// (CUS-45). Invalid life.missing names what the criteria ask for and the customer lacks;
// Conflict life.not_potential.
func (s *Service) Convert(ctx context.Context, ids []int64) error {
	criteria, err := s.LifeCriteria(ctx)
	if err != nil {
		return err
	}
	return s.live(ctx, "convert", ids, "", func(ctx context.Context, c *Customer) error {
		if c.Life != Potential {
			return app.E(app.Conflict, "life.not_potential", "name", c.Name)
		}
		missing, err := s.lacks(ctx, criteria, c)
		if err != nil {
			return err
		}
		if len(missing) > 0 {
			return app.E(app.Invalid, "life.missing", "name", c.Name, "fields", missing)
		}
		c.Life = Formal
		return nil
	})
}

// lacks lists what a customer lacks to become formal.
func (s *Service) lacks(ctx context.Context, criteria LifeCriteria, c *Customer) ([]any, error) {
	var out []any
	for _, key := range criteria.Fields {
		f := s.Customers.Desc.Field(key)
		if f != nil && f.Get(c).IsEmpty() {
			out = append(out, f.Label())
		}
	}
	if criteria.Contact && c.Phone == "" && c.Mobile == "" && c.Mail == "" {
		n, err := s.Contacts.Count(identity.System(ctx, "life"), listing.Is("customer_id", listing.Eq, strconv.FormatInt(c.ID, 10)))
		if err != nil {
			return nil, err
		}
		if n == 0 {
			out = append(out, entity.Label("life.contact"))
		}
	}
	if criteria.Deal {
		has, err := s.summary(ctx, c.ID, "open_deals", "deal_minor")
		if err != nil {
			return nil, err
		}
		if has["open_deals"] == 0 && has["deal_minor"] == 0 {
			out = append(out, entity.Label("life.deal"))
		}
	}
	return out, nil
}

// summary reads contributed numbers of a customer; 0 for those no area contributes.
func (s *Service) summary(ctx context.Context, id int64, keys ...string) (map[string]int64, error) {
	keys = slices.DeleteFunc(keys, func(k string) bool { return s.Customers.Desc.Field(k) == nil })
	q := listing.Query{Entity: Customers, Columns: keys}
	plan, err := listing.Allow(identity.System(ctx, "life"), s.g.Registry, identity.May(Customers, identity.See), q)
	if err != nil {
		return nil, err
	}
	out := map[string]int64{}
	rows, err := s.g.Source.Block(ctx, plan, []int64{id})
	if err == nil && len(rows) > 0 && rows[0].ID != 0 {
		for i, k := range keys {
			out[k] = rows[0].Cells[i].Int()
		}
	}
	return out, err
}

// Deregister ends the life of a customer; the record and its history stay. Conflict
// life.open while there is open business, unless the criteria allow it.
func (s *Service) Deregister(ctx context.Context, ids []int64, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return app.E(app.Invalid, "pool.reason").At("reason")
	}
	criteria, err := s.LifeCriteria(ctx)
	if err != nil {
		return err
	}
	return s.live(ctx, "deregister", ids, reason, func(ctx context.Context, c *Customer) error {
		if c.Life == Deregistered {
			return app.E(app.Conflict, "life.over", "name", c.Name)
		}
		if !criteria.KeepOpen {
			has, err := s.summary(ctx, c.ID, "open_deals", "receivable_minor")
			if err != nil {
				return err
			}
			if has["open_deals"] > 0 || has["receivable_minor"] > 0 {
				return app.E(app.Conflict, "life.open", "name", c.Name)
			}
		}
		c.Life = Deregistered
		return nil
	})
}

// Reinstate takes a deregistered customer back as a formal one.
func (s *Service) Reinstate(ctx context.Context, ids []int64) error {
	return s.live(ctx, "reinstate", ids, "", func(_ context.Context, c *Customer) error {
		if c.Life != Deregistered {
			return app.E(app.Conflict, "life.not_over", "name", c.Name)
		}
		c.Life = Formal
		return nil
	})
}

// live changes the lives of customers that the acting person may change, all or none.
func (s *Service) live(ctx context.Context, kind string, ids []int64, reason string, fn func(context.Context, *Customer) error) error {
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: kind, Text: reason}), func(ctx context.Context) error {
		for _, id := range ids {
			if _, err := s.Customers.May(ctx, id, identity.Change); err != nil {
				return err
			}
		}
		return s.each(ctx, ids, nil, func(c *Customer) error {
			was := c.Life
			if err := fn(ctx, c); err != nil {
				return err
			}
			return s.Log(ctx, Activity{CustomerID: c.ID, Kind: NoteStatus, Title: "life", Text: reason, Data: change(was, c.Life)})
		})
	})
}

// Decide accepts or rejects new customers that wait for a review; it needs the right to
// assign them. Invalid pool.reason for a rejection without a reason.
func (s *Service) Decide(ctx context.Context, ids []int64, accept bool, note string) error {
	note = strings.TrimSpace(note)
	to := ReviewAccepted
	if !accept {
		if to = ReviewRejected; note == "" {
			return app.E(app.Invalid, "pool.reason").At("reason")
		}
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "review", Text: note}), func(ctx context.Context) error {
		for _, id := range ids {
			c, err := s.Customers.May(ctx, id, identity.Assign)
			if err != nil {
				return err
			}
			if c.Review == "" {
				return app.E(app.Conflict, "review.none", "name", c.Name)
			}
			if err := s.tell(ctx, c.OwnerID, "review_"+string(to), c); err != nil {
				return err
			}
		}
		return s.each(ctx, ids, nil, func(c *Customer) error { c.Review, c.ReviewNote = to, note; return nil })
	})
}

// Resubmit puts a rejected customer before the reviewer again.
func (s *Service) Resubmit(ctx context.Context, id int64) error {
	if _, err := s.Customers.May(ctx, id, identity.Change); err != nil {
		return err
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "review"}), func(ctx context.Context) error {
		return s.each(ctx, []int64{id}, nil, func(c *Customer) error {
			if c.Review != ReviewRejected {
				return app.E(app.Conflict, "review.none", "name", c.Name)
			}
			c.Review = ReviewPending
			return nil
		})
	})
}

// Purge removes a customer from the recycle bin for good, with contacts, timeline, tasks
// and requests (CUS-38). Documents keep it: Conflict record.held.
func (s *Service) Purge(ctx context.Context, id int64) error {
	return s.g.Purge(ctx, Customers, id, s.Tasks.Desc.Field("customer_id"), s.Requests.Desc.Field("customer_id"))
}

// tell reminds a person of a customer at once.
func (s *Service) tell(ctx context.Context, person int64, kind string, c *Customer) error {
	a, err := identity.From(ctx)
	if err != nil || s.p.Reminders == nil || person == 0 || person == a.ID {
		return err
	}
	r := reminder.Notice(kind, Customers, c.ID, c.Name, person, s.today())
	r.DueAt = s.g.Clock.Now().UnixMilli()
	_, err = s.p.Reminders.Put(ctx, r)
	return err
}
