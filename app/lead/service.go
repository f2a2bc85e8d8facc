package lead

import (
	"context"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/customer"
	"kontor/app/dedupe"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/app/reminder"
	"kontor/app/sales"
)

// Store answers the questions that are not lists.
type Store interface {
	// LeadRates counts the leads within reach that came between two days, by source or by
	// campaign.
	LeadRates(ctx context.Context, within listing.Reach, q RateQuery) ([]Rate, error)
}

// Params of the service.
type Params struct {
	Store     Store
	Customers *customer.Service
	Sales     *sales.Service
	Approvals *approval.Service
	Reminders *reminder.Engine
	People    func(ctx context.Context) (customer.People, error)
}

// Service is the use cases of leads.
type Service struct {
	Leads *record.Service[Lead]
	Notes *record.Service[Note]

	g *record.Ground
	p Params
}

// New makes the service and registers its effects.
func New(g *record.Ground, p Params) *Service {
	s := &Service{g: g, p: p}
	s.Leads = record.New(g, Describe(p.Customers.Checks()))
	s.Notes = record.New(g, describeNote())
	s.Leads.Prepare, s.Leads.Rule = s.prepare, s.rule
	if p.Approvals != nil {
		p.Approvals.Ended.Do(s.approvalEnded)
	}
	return s
}

// Dictionaries are the shipped entries of the lists of leads.
func Dictionaries() company.Dictionaries {
	return company.Dictionaries{"project_stage": {"idea", "planning", "design", "tender", "building", "finish"}}
}

// Commands are the kinds of change sets that whoever made them may take back, although
// the leads may be out of reach by then.
func Commands() []string {
	return []string{"lead_assign", "lead_claim", "lead_release", "lead_discard", "lead_restore"}
}

type commandKey struct{}

// command marks the context of a command, see sales.
func command(ctx context.Context, kind string) context.Context {
	return context.WithValue(identity.Elevated(audit.Why(ctx, audit.Reason{Kind: kind})), commandKey{}, true)
}

func undoing(ctx context.Context) bool {
	set := audit.Current(ctx)
	return set != nil && set.Undoes != 0
}

func (s *Service) today() calendar.Date { return s.g.Registry.Today() }

func (s *Service) now() int64 { return s.g.Clock.Now().UnixMilli() }

// prepare names a lead that nobody named, keeps the keys that doubles are found by, and
// puts a new lead into the pool when that was asked for.
func (s *Service) prepare(_ context.Context, before, l *Lead) error {
	if strings.TrimSpace(l.Name) == "" {
		l.Name = firstOf(cut(l.Need, 40), l.Company, l.Person)
	}
	l.CompanyKey = dedupe.Name(l.Company)
	l.MobileKey = ""
	if number := firstOf(l.Mobile, l.Phone); number != "" {
		l.MobileKey = s.p.Customers.Checks().Table().Keep(number).Key()
	}
	if before == nil && l.InPool {
		l.OwnerID = 0
	}
	l.InPool = l.OwnerID == 0
	switch {
	case l.InPool:
		l.AssignedOn = 0
	case before == nil && l.AssignedOn == 0, before != nil && before.OwnerID != l.OwnerID && before.AssignedOn == l.AssignedOn:
		l.AssignedOn = s.today()
	}
	return nil
}

// rule keeps states to the commands and leaves a lead that ended as it was.
func (s *Service) rule(ctx context.Context, before, after *Lead) error {
	if ctx.Value(commandKey{}) != nil || undoing(ctx) {
		return nil
	}
	if after.Amount < 0 {
		return app.E(app.Invalid, "money.negative").At("amount_minor")
	}
	if before == nil {
		return nil
	}
	if before.OwnerID != after.OwnerID {
		return app.E(app.Conflict, "lead.by_command", "name", before.Name).At("owner_id")
	}
	if !before.Live() && before.Archived == after.Archived || before.Asked {
		for _, d := range s.Leads.Desc.Compare(before, after) {
			if d.Key != "remark" && d.Key != "updated_at" {
				return app.E(app.Conflict, "lead.locked", "name", before.Name, "state", stateWord(before))
			}
		}
	}
	return nil
}

func ref(field string, id int64) listing.Node {
	return listing.Is(field, listing.Eq, strconv.FormatInt(id, 10))
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}

// cut shortens a text to its first line of at most n characters.
func cut(s string, n int) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
