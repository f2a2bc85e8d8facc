package member

import (
	"context"
	"encoding/json"
	"slices"
	"sort"
	"time"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

func msTime(ms int64) time.Time { return time.UnixMilli(ms) }

// rights is how a role is stored.
type rights struct {
	Grants map[string]map[string]identity.Scope `json:"grants,omitempty"` // kind → verb → scope
	Rights []string                             `json:"rights,omitempty"`
	Fields map[string]entity.Access             `json:"fields,omitempty"`
	Known  []string                             `json:"known,omitempty"` // what the program once granted, see RefreshRoles
}

// role reads a stored role.
func (r *RoleRecord) role() (identity.Role, error) {
	var x rights
	if err := json.Unmarshal([]byte(r.Grants), &x); err != nil {
		return identity.Role{}, app.E(app.Invalid, "role.broken", "role", r.Key).Because(err)
	}
	out := identity.Role{Key: r.Key, Grants: map[identity.Action]identity.Scope{}, Rights: x.Rights, Fields: x.Fields}
	for kind, verbs := range x.Grants {
		for verb, scope := range verbs {
			if scope < identity.ScopeNone || scope > identity.ScopeAll {
				return identity.Role{}, app.E(app.Invalid, "role.broken", "role", r.Key)
			}
			out.Grants[identity.May(kind, identity.Verb(verb))] = scope
		}
	}
	return out, nil
}

// pack writes a role into the record.
func (r *RoleRecord) pack(role identity.Role) error {
	x := rights{Grants: map[string]map[string]identity.Scope{}, Rights: role.Rights, Fields: role.Fields, Known: r.once()}
	for act, scope := range role.Grants {
		if x.Grants[act.Kind] == nil {
			x.Grants[act.Kind] = map[string]identity.Scope{}
		}
		x.Grants[act.Kind][string(act.Verb)] = scope
	}
	text, err := json.Marshal(x)
	if err != nil {
		return app.E(app.Internal, "role.broken", "role", r.Key).Because(err)
	}
	r.Grants = string(text)
	return nil
}

// SaveRole stores what a role may do; it needs the administrator's right. People with
// the role have the new rights from their next action on.
func (s *Service) SaveRole(ctx context.Context, id, version int64, role identity.Role) error {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return err
	}
	if id == 0 {
		rec := &RoleRecord{Key: role.Key, Pos: 100}
		if err := rec.pack(role); err != nil {
			return err
		}
		return s.Roles.Create(ctx, rec)
	}
	_, err := s.Roles.Update(ctx, id, version, func(r *RoleRecord) error { return r.pack(role) })
	return err
}

// Permission is one row of the page "what may this person do".
type Permission struct {
	Action identity.Action
	Scope  identity.Scope
	Role   string // the role that grants it
}

// Permissions lists what a person may do, the widest grant of each action and which role
// gives it. Everybody may ask about themselves, administrators about all.
func (s *Service) Permissions(ctx context.Context, person int64) ([]Permission, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	if a.ID != person && !a.Has(identity.RightAdmin) {
		return nil, app.E(app.Denied, "access.right", "right", entity.Label("right.admin"))
	}
	p, err := s.People.Get(identity.System(ctx, "rights"), person)
	if err != nil {
		return nil, err
	}
	roles, err := s.roleMap(ctx)
	if err != nil {
		return nil, err
	}
	best := map[identity.Action]Permission{}
	for _, key := range p.Roles {
		for act, scope := range roles[key].Grants {
			if scope > best[act].Scope {
				best[act] = Permission{act, scope, key}
			}
		}
	}
	out := make([]Permission, 0, len(best))
	for _, x := range best {
		out = append(out, x)
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Action.Kind != out[j].Action.Kind {
			return out[i].Action.Kind < out[j].Action.Kind
		}
		return out[i].Action.Verb < out[j].Action.Verb
	})
	return out, nil
}

// Directory answers the approval engine: who has a role, who leads whom. It is a
// snapshot of the moment.
type Directory struct {
	tree   *identity.Tree
	people map[int64]*Person
	admins []int64
}

// Directory takes a snapshot of the people.
func (s *Service) Directory(ctx context.Context) (*Directory, error) {
	people, turn := kept(s, func() *Directory { return s.people })
	if people != nil {
		return people, nil
	}
	tree, err := s.Tree(ctx)
	if err != nil {
		return nil, err
	}
	roles, err := s.roleMap(ctx)
	if err != nil {
		return nil, err
	}
	all, err := s.People.Find(identity.System(ctx, "people"), listing.Node{})
	if err != nil {
		return nil, err
	}
	d := &Directory{tree: tree, people: map[int64]*Person{}}
	for _, p := range all {
		d.people[p.ID] = p
		if s.administers(roles, p) {
			d.admins = append(d.admins, p.ID)
		}
	}
	s.keep(ctx, turn, func() { s.people = d })
	return d, nil
}

// WithRole lists the active people with a role, by id.
func (d *Directory) WithRole(role string) []int64 {
	var out []int64
	for id, p := range d.people {
		if p.State == Active && slices.Contains(p.Roles, role) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// Managers is the chain of heads above a person.
func (d *Directory) Managers(person int64) []int64 {
	var out []int64
	for _, id := range d.tree.Managers(person) {
		if d.Active(id) {
			out = append(out, id)
		}
	}
	return out
}

// Administrators lists the active people with the administrator's right.
func (d *Directory) Administrators() []int64 { return d.admins }

// Active tells whether a person may log in.
func (d *Directory) Active(person int64) bool {
	p := d.people[person]
	return p != nil && p.State == Active
}

// Name of a person, "" when unknown.
func (d *Directory) Name(person int64) string {
	if p := d.people[person]; p != nil {
		return p.Name
	}
	return ""
}

// Unit is the main department of a person.
func (d *Directory) Unit(person int64) int64 {
	if own := d.tree.UnitsOf(person); len(own) > 0 {
		return own[0]
	}
	return 0
}
