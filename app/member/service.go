package member

import (
	"context"
	"strings"
	"sync"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

// Credentials remembers how people log in. Get gives an empty one for a person without.
type Credentials interface {
	Credential(ctx context.Context, person int64) (Credential, error)
	PutCredential(ctx context.Context, c Credential) error
}

// Owning counts what a person is still in charge of, so that nobody is disabled with
// customers, tasks or deals.
type Owning interface {
	Held(ctx context.Context, person int64) (int64, error)
}

// Params of the service.
type Params struct {
	Store   Credentials
	Owning  Owning
	Cost    identity.Cost
	Lockout identity.Lockout
	Pinyin  func(name string) string // sort key of a person's name; may be nil
}

// Service is the use cases of people, roles and departments.
type Service struct {
	People      *record.Service[Person]
	Departments *record.Service[Department]
	Roles       *record.Service[RoleRecord]

	g *record.Ground
	p Params

	mu      sync.Mutex
	turn    int                      // counts how often what is kept was forgotten
	touched map[*audit.Set]bool      // open transactions that changed people, roles or departments
	roles   map[string]identity.Role // nil: read again
	tree    *identity.Tree
	people  *Directory
}

// New makes the service.
func New(g *record.Ground, p Params) *Service {
	if p.Cost == (identity.Cost{}) {
		p.Cost = identity.DefaultCost
	}
	if p.Lockout == (identity.Lockout{}) {
		p.Lockout = identity.DefaultLockout
	}
	s := &Service{g: g, p: p, touched: map[*audit.Set]bool{}}
	s.Departments = record.New(g, DescribeDepartment())
	s.Roles = record.New(g, DescribeRole())
	s.People = record.New(g, DescribePerson())
	s.People.Prepare, s.People.Rule = s.preparePerson, s.rulePerson
	s.Departments.Rule = s.ruleDepartment
	s.Roles.Rule = s.ruleRole
	s.People.Saved.Do(func(ctx context.Context, e record.Saved[Person]) error { return s.changed(ctx) })
	s.Departments.Saved.Do(func(ctx context.Context, e record.Saved[Department]) error { return s.changed(ctx) })
	s.Roles.Saved.Do(func(ctx context.Context, e record.Saved[RoleRecord]) error { return s.changed(ctx) })
	if g.Notices != nil {
		g.Notices.Listen(s.heard) // as long as the company is open
	}
	return s
}

// changed forgets what is kept in memory, now for the transaction and again at its end.
func (s *Service) changed(ctx context.Context) error {
	s.forget()
	set := audit.Current(ctx)
	s.mu.Lock()
	s.touched[set] = true
	s.mu.Unlock()
	s.g.Tx.After(ctx, func() {
		s.mu.Lock()
		delete(s.touched, set)
		s.mu.Unlock()
		s.forget()
	})
	return nil
}

// heard forgets what is kept when another program changed it.
func (s *Service) heard(n effect.Notice) {
	switch n.Kind {
	case s.People.Desc.Type.Name, s.Departments.Desc.Type.Name, s.Roles.Desc.Type.Name:
		s.forget()
	}
}

func (s *Service) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turn++
	s.roles, s.tree, s.people = nil, nil, nil
}

// kept gives what look finds in memory, and the turn in which it looked.
func kept[T any](s *Service, look func() T) (T, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return look(), s.turn
}

// keep stores what was read since a turn, unless it changed meanwhile or the transaction
// that read it changed it, which may still be undone.
func (s *Service) keep(ctx context.Context, turn int, fn func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.turn == turn && !s.touched[audit.Current(ctx)] {
		fn()
	}
}

func (s *Service) preparePerson(ctx context.Context, _, p *Person) error {
	if s.p.Pinyin != nil {
		p.Pinyin = s.p.Pinyin(p.Name)
	}
	_, err := s.roleMap(ctx) // so that the choice of roles is known to the checks
	return err
}

// rulePerson keeps at least one active administrator and refuses unknown roles.
func (s *Service) rulePerson(ctx context.Context, before, after *Person) error {
	roles, err := s.roleMap(ctx)
	if err != nil {
		return err
	}
	for _, r := range after.Roles {
		if _, ok := roles[r]; !ok {
			return app.E(app.Invalid, "person.role", "role", r).At("roles")
		}
	}
	if before == nil || !s.administers(roles, before) || s.administers(roles, after) {
		return nil
	}
	all, err := s.People.Find(identity.System(ctx, "people"), listing.Is("state", listing.Eq, string(Active)))
	if err != nil {
		return err
	}
	for _, p := range all {
		if p.ID != after.ID && s.administers(roles, p) {
			return nil
		}
	}
	return app.E(app.Conflict, "person.last_owner").At("roles")
}

func (s *Service) administers(roles map[string]identity.Role, p *Person) bool {
	if p.State != Active || p.Archived != entity.Live {
		return false
	}
	a := identity.Actor{ID: p.ID}
	for _, k := range p.Roles {
		a.Roles = append(a.Roles, roles[k])
	}
	return a.Has(identity.RightAdmin)
}

func (s *Service) ruleDepartment(ctx context.Context, before, after *Department) error {
	tree, err := s.Tree(ctx)
	if err != nil {
		return err
	}
	if before != nil && after.ParentID != before.ParentID && !tree.CanMove(after.ID, after.ParentID) {
		return app.E(app.Conflict, "department.circle", "name", after.Name).At("parent_id")
	}
	if after.Archived == entity.Binned && before != nil && before.Archived == entity.Live {
		if len(tree.Kids(after.ID)) > 0 || len(tree.Members(after.ID)) > 0 {
			return app.E(app.Conflict, "department.used", "name", after.Name)
		}
	}
	return nil
}

func (s *Service) ruleRole(ctx context.Context, before, after *RoleRecord) error {
	if after.Key == identity.RoleOwner && before != nil && (before.Grants != after.Grants || after.Archived != entity.Live) {
		return app.E(app.Conflict, "role.owner")
	}
	if _, err := after.role(); err != nil {
		return err
	}
	if after.Archived == entity.Binned {
		n, err := s.People.Count(identity.System(ctx, "people"), listing.Is("roles", listing.Contains, after.Key))
		if err != nil {
			return err
		}
		if n > 0 {
			return app.E(app.Conflict, "role.used", "n", n)
		}
	}
	return nil
}

// Tree is the organisation as it is now.
func (s *Service) Tree(ctx context.Context) (*identity.Tree, error) {
	tree, turn := kept(s, func() *identity.Tree { return s.tree })
	if tree != nil {
		return tree, nil
	}
	sys := identity.System(ctx, "organisation")
	all, err := s.Departments.Find(sys, listing.Node{})
	if err != nil {
		return nil, err
	}
	units := make([]identity.Unit, len(all))
	for i, d := range all {
		units[i] = identity.Unit{ID: d.ID, Parent: d.ParentID, Head: d.HeadID, Number: d.Number, Name: d.Name, Pos: d.Pos}
	}
	people, err := s.People.Find(sys, listing.Node{})
	if err != nil {
		return nil, err
	}
	members := map[int64][]int64{}
	for _, p := range people {
		for _, u := range p.Units {
			members[p.ID] = append(members[p.ID], u.DepartmentID)
		}
	}
	tree = identity.NewTree(units, members)
	s.keep(ctx, turn, func() { s.tree = tree })
	return tree, nil
}

// roleMap gives the roles by key: those stored.
func (s *Service) roleMap(ctx context.Context) (map[string]identity.Role, error) {
	roles, turn := kept(s, func() map[string]identity.Role { return s.roles })
	if roles != nil {
		return roles, nil
	}
	all, err := s.Roles.Find(identity.System(ctx, "roles"), listing.Node{})
	if err != nil {
		return nil, err
	}
	roles = map[string]identity.Role{}
	for _, r := range all {
		if roles[r.Key], err = r.role(); err != nil {
			return nil, err
		}
	}
	options := make([]entity.Option, 0, len(all))
	for _, r := range all {
		options = append(options, entity.Option{Key: r.Key, Label: r.Name})
	}
	s.g.Registry.SetDictionary("role", options)
	s.keep(ctx, turn, func() { s.roles = roles })
	return roles, nil
}

// Actor makes the acting person out of a stored one: roles, departments, reach.
// Denied login.failed for a person who may not log in.
func (s *Service) Actor(ctx context.Context, id int64) (*identity.Actor, error) {
	p, err := s.People.Get(identity.System(ctx, "login"), id)
	if err != nil {
		return nil, err
	}
	if p.State != Active {
		return nil, app.E(app.Denied, "login.failed")
	}
	roles, err := s.roleMap(ctx)
	if err != nil {
		return nil, err
	}
	tree, err := s.Tree(ctx)
	if err != nil {
		return nil, err
	}
	a := &identity.Actor{ID: p.ID, Name: p.Name, Session: newSession(), Units: tree.UnitsOf(p.ID), Tree: tree.Reach(p.ID)}
	for _, key := range p.Roles {
		if r, ok := roles[key]; ok {
			a.Roles = append(a.Roles, r)
		}
	}
	return a, nil
}

// Add makes a person with a password; it needs the administrator's right. From the
// second person on everybody needs a password: Conflict password.needed names who has
// none yet.
func (s *Service) Add(ctx context.Context, p *Person, password string) error {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		active, err := s.active(ctx)
		if err != nil {
			return err
		}
		if p.State == Active || p.State == "" {
			if bare := unguarded(active); bare != "" && len(active) > 0 {
				return app.E(app.Conflict, "password.needed", "names", bare)
			}
			if password == "" && len(active) > 0 {
				return app.E(app.Invalid, "password.needed", "names", p.Name).At("password")
			}
		}
		fresh := *p // p stays new when the password is refused afterwards
		if err := s.People.Create(ctx, &fresh); err != nil {
			return err
		}
		if err := s.setPassword(ctx, fresh.ID, password, true); err != nil {
			return err
		}
		*p = fresh
		return nil
	})
}

func (s *Service) active(ctx context.Context) ([]*Person, error) {
	return s.People.Find(identity.System(ctx, "people"), listing.Is("state", listing.Eq, string(Active)))
}

// unguarded names the people without a password.
func unguarded(people []*Person) string {
	var names []string
	for _, p := range people {
		if !p.Guarded {
			names = append(names, p.Name)
		}
	}
	return strings.Join(names, "、")
}

// Disable takes the login away; the records stay, and what the person owns has to be
// handed over first (CUS-59). Enable gives it back.
func (s *Service) Disable(ctx context.Context, id int64) error {
	a, err := identity.NeedRight(ctx, identity.RightAdmin)
	if err != nil {
		return err
	}
	if a.ID == id {
		return app.E(app.Conflict, "person.self")
	}
	if s.p.Owning != nil {
		n, err := s.p.Owning.Held(ctx, id)
		if err != nil {
			return err
		}
		if n > 0 {
			p, err := s.People.Get(ctx, id)
			if err != nil {
				return err
			}
			return app.E(app.Conflict, "person.owns", "name", p.Name, "n", n)
		}
	}
	_, err = s.People.Update(ctx, id, 0, func(p *Person) error { p.State = Disabled; return nil })
	return err
}

// Enable lets a disabled person log in again.
func (s *Service) Enable(ctx context.Context, id int64) error {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		active, err := s.active(ctx)
		if err != nil {
			return err
		}
		p, err := s.People.Update(ctx, id, 0, func(p *Person) error { p.State = Active; return nil })
		if err != nil {
			return err
		}
		if bare := unguarded(append(active, p)); bare != "" && len(active) > 0 {
			return app.E(app.Conflict, "password.needed", "names", bare)
		}
		return nil
	})
}
