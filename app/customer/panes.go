package customer

import (
	"context"

	"kontor/app"
	"kontor/app/company"
	"kontor/app/identity"
)

// Pane is how much of a customer a role works with: the same record, laid out for what the
// person does with it. It shows and hides nothing that rights would not. CUS-58
type Pane string

// The layouts of the page of one customer.
const (
	PaneFull  Pane = "full"  // everything, to be worked on: salespeople
	PaneBasic Pane = "basic" // basic data, people, follow-ups and files: service and office staff
	PaneValue Pane = "value" // what the customer is worth comes first: managers
)

// SettingPanes keeps the layout of each role.
const SettingPanes = "customer.panes"

// DefaultPanes are those of a new company; a role that is not named has everything.
var DefaultPanes = map[string]Pane{
	identity.RoleManager: PaneValue, identity.RoleFinance: PaneValue,
	identity.RoleCashier: PaneBasic, identity.RoleHR: PaneBasic, identity.RoleBuyer: PaneBasic, identity.RoleReadOnly: PaneBasic,
}

// Panes gives the layout of each role that has another one than PaneFull.
func (s *Service) Panes(ctx context.Context) (map[string]Pane, error) {
	return setting(ctx, s, SettingPanes, DefaultPanes)
}

// SetPane chooses the layout of a role; it needs the administrator's right.
func (s *Service) SetPane(ctx context.Context, role string, p Pane) error {
	if p != PaneFull && p != PaneBasic && p != PaneValue {
		return app.E(app.Invalid, "field.not_a_choice", "field", string(p)).At("pane")
	}
	now, err := s.Panes(ctx)
	if err != nil {
		return err
	}
	next := map[string]Pane{role: p}
	for k, v := range now {
		if k != role {
			next[k] = v
		}
	}
	return company.Write(ctx, s.p.Company, SettingPanes, next)
}

// PaneOf is the layout of the acting person: with several roles, the one that shows most.
func (s *Service) PaneOf(ctx context.Context) (Pane, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return PaneFull, err
	}
	panes, err := s.Panes(ctx)
	if err != nil || len(a.Roles) == 0 {
		return PaneFull, err
	}
	best := PaneBasic
	for _, r := range a.Roles {
		switch p := panes[r.Key]; {
		case p == "" || p == PaneFull:
			return PaneFull, nil
		case p == PaneValue:
			best = PaneValue
		}
	}
	return best, nil
}
