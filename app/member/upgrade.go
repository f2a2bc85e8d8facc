package member

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/identity"
	"kontor/app/listing"
)

// knownOf lists what a shipped role grants: "customer.see", "right.stamp.use".
func knownOf(r identity.Role) []string {
	var out []string
	for act := range r.Grants {
		out = append(out, act.Kind+"."+string(act.Verb))
	}
	for _, right := range r.Rights {
		out = append(out, "right."+right)
	}
	slices.Sort(out)
	return out
}

// RefreshRoles gives the shipped roles of a company what newer programs grant: a company
// that was made before there were attachments may use them. What an administrator took
// away stays away: each role remembers what it was once given; a role that is new is
// added. It needs the program's own rights and does nothing when nothing is new.
func (s *Service) RefreshRoles(ctx context.Context) error {
	list, err := s.Roles.Find(ctx, listing.Is("shipped", listing.Eq, "1"))
	if err != nil || len(list) == 0 {
		return err
	}
	named, err := namedKinds(list)
	if err != nil {
		return err
	}
	ctx = audit.Why(ctx, audit.Reason{Kind: "job", Text: "roles"})
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		for pos, ship := range identity.ShippedRoles() {
			i := slices.IndexFunc(list, func(r *RoleRecord) bool { return r.Key == ship.Key })
			if i < 0 {
				if err := s.newRole(ctx, ship, int64(pos+1)); err != nil {
					return err
				}
				continue
			}
			if err := s.refresh(ctx, list[i], ship, named); err != nil {
				return err
			}
		}
		return nil
	})
}

// newRole adds a role that newer programs ship, unless somebody threw it away.
func (s *Service) newRole(ctx context.Context, ship identity.Role, pos int64) error {
	q := listing.Query{Entity: s.Roles.Desc.Name, Filter: listing.Is("key", listing.Eq, ship.Key), Bin: true}
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(s.Roles.Desc.Name, identity.See), q)
	if err != nil {
		return err
	}
	if n, err := s.g.Source.Count(ctx, plan); err != nil || n > 0 {
		return err
	}
	return s.shipRole(ctx, ship, pos)
}

// namedKinds are the kinds of records that any stored role speaks of: those that the
// program knew when the company was made.
func namedKinds(list []*RoleRecord) (map[string]bool, error) {
	out := map[string]bool{}
	for _, r := range list {
		role, err := r.role()
		if err != nil {
			return nil, err
		}
		for act := range role.Grants {
			out[act.Kind] = true
		}
	}
	return out, nil
}

func (s *Service) refresh(ctx context.Context, rec *RoleRecord, ship identity.Role, named map[string]bool) error {
	var stored rights
	if err := json.Unmarshal([]byte(rec.Grants), &stored); err != nil {
		return app.E(app.Invalid, "role.broken", "role", rec.Key).Because(err)
	}
	known := knownOf(ship)
	if slices.Equal(stored.Known, known) {
		return nil
	}
	fresh := func(kind, key string) bool {
		if len(stored.Known) == 0 { // a company of before the roles remembered
			return kind != "" && !named[kind]
		}
		return !slices.Contains(stored.Known, key)
	}
	role, err := rec.role()
	if err != nil {
		return err
	}
	for act, scope := range ship.Grants {
		if _, has := role.Grants[act]; !has && fresh(act.Kind, act.Kind+"."+string(act.Verb)) {
			role.Grants[act] = scope
		}
	}
	for _, right := range ship.Rights {
		if !slices.Contains(role.Rights, right) && fresh("", "right."+right) {
			role.Rights = append(role.Rights, right)
		}
	}
	_, err = s.Roles.Update(ctx, rec.ID, 0, func(r *RoleRecord) error {
		if err := r.pack(role); err != nil {
			return err
		}
		return r.know(known)
	})
	return err
}

// know remembers what the program granted.
func (r *RoleRecord) know(known []string) error {
	var x rights
	if err := json.Unmarshal([]byte(r.Grants), &x); err != nil {
		return app.E(app.Internal, "role.broken", "role", r.Key).Because(err)
	}
	x.Known = known
	text, err := json.Marshal(x)
	if err != nil {
		return app.E(app.Internal, "role.broken", "role", r.Key).Because(err)
	}
	r.Grants = string(text)
	return nil
}

// once is what a role remembers of what it was given; nothing for a new one.
func (r *RoleRecord) once() []string {
	var x rights
	if strings.TrimSpace(r.Grants) == "" || json.Unmarshal([]byte(r.Grants), &x) != nil {
		return nil
	}
	return x.Known
}
