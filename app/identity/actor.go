// Package identity is the room of who acts: the acting person with roles, rights and
// scopes, and later the users, the organisation and the login.
package identity

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/entity"
)

// Scope says whose records a right reaches. A larger scope includes the smaller ones.
type Scope int8

// The scopes.
const (
	ScopeNone       Scope = iota // no right at all
	ScopeSelf                    // own records and those shared with the person
	ScopeDepartment              // records of the person's departments
	ScopeTree                    // records of the departments and all below them
	ScopeAll                     // all records of the company
)

// Verb is what one does to records of a kind.
type Verb string

// The verbs that every kind of record knows; areas may add their own (approve, issue …).
const (
	See    Verb = "see"
	Add    Verb = "add"
	Change Verb = "change"
	Remove Verb = "remove" // into the recycle bin and back
	Export Verb = "export"
	Print  Verb = "print"
	Import Verb = "import"
)

// Action is a verb on a kind of record: the entity's name, or "" for the whole program.
type Action struct {
	Kind string
	Verb Verb
}

// May makes an Action.
func May(kind string, verb Verb) Action { return Action{Kind: kind, Verb: verb} }

// Role is a bundle of rights. Anything names every kind or verb: Action{"*", See}.
type Role struct {
	Key    string
	Grants map[Action]Scope
	Rights []string                 // single rights: "admin", "customer.mobile.unmask", …
	Fields map[string]entity.Access // "<entity>.<key>" → at most this; others are Edit
}

// Actor is the acting person with everything the permission check needs. It is built at
// login and rebuilt when roles change; it is never changed in place.
type Actor struct {
	ID      int64 // person; 0 is the program itself
	Name    string
	Session string  // one per login, so that undo finds its own changes
	Units   []int64 // own departments
	Tree    []int64 // own departments and all below them
	Covers  []int64 // persons stood in for: their records count as own
	Roles   []Role
	Super   bool // the program, or a step that a service takes beyond the person's rights
}

// Scope tells whose records the actor may do a with; the most permissive role wins.
func (a *Actor) Scope(act Action) Scope {
	if a == nil {
		return ScopeNone
	}
	if a.Super {
		return ScopeAll
	}
	best := ScopeNone
	for _, r := range a.Roles {
		for _, g := range []Action{act, {act.Kind, "*"}, {"*", act.Verb}, {"*", "*"}} {
			best = max(best, r.Grants[g])
		}
	}
	return best
}

// Can tells whether the actor may do a with at least some records.
func (a *Actor) Can(act Action) bool { return a.Scope(act) > ScopeNone }

// Has tells whether the actor holds a single right; "" is held by everyone.
func (a *Actor) Has(right string) bool {
	if right == "" || a.Super {
		return true
	}
	for _, r := range a.Roles {
		if slices.Contains(r.Rights, right) || slices.Contains(r.Rights, "*") {
			return true
		}
	}
	return false
}

// Access tells what the actor may do with a field of records that belong to others.
// On own records MaskedOut rises to Read, or Edit where the field may be edited.
func (a *Actor) Access(f *entity.Field) entity.Access {
	if a == nil {
		return entity.Hidden
	}
	if a.Super {
		return entity.Edit
	}
	if !a.Has(f.ReadRight) {
		return entity.Hidden
	}
	name := f.Entity + "." + f.Key
	best := a.roleAccess(name)
	if best == entity.Edit && !a.Has(f.EditRight) {
		best = entity.Read
	}
	if f.IsMasked && best > entity.MaskedOut && !a.Has(name+".unmask") {
		best = entity.MaskedOut
	}
	return best
}

// OwnAccess is Access for a record the actor owns: no mask.
func (a *Actor) OwnAccess(f *entity.Field) entity.Access {
	got := a.Access(f)
	if got != entity.MaskedOut {
		return got
	}
	if a.roleAccess(f.Entity+"."+f.Key) == entity.Edit && a.Has(f.EditRight) {
		return entity.Edit
	}
	return entity.Read
}

func (a *Actor) roleAccess(name string) entity.Access {
	best := entity.Hidden
	for _, r := range a.Roles {
		got, named := r.Fields[name]
		if !named {
			got = entity.Edit
		}
		best = max(best, got)
	}
	return best
}

// Owns tells whether a record of this owner counts as the actor's own.
func (a *Actor) Owns(owner int64) bool {
	return a.Super || owner != 0 && (owner == a.ID || slices.Contains(a.Covers, owner))
}

// Owners lists the persons whose records count as the actor's own.
func (a *Actor) Owners() []int64 { return append([]int64{a.ID}, a.Covers...) }

type actorKey struct{}

// With gives a context in which a acts.
func With(ctx context.Context, a *Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// From tells who acts. A context without an actor is refused: Denied access.nobody.
func From(ctx context.Context) (*Actor, error) {
	if a, ok := ctx.Value(actorKey{}).(*Actor); ok && a != nil {
		return a, nil
	}
	return nil, app.E(app.Denied, "access.nobody")
}

// Need refuses unless the actor may do act with some records: Denied access.denied.
func Need(ctx context.Context, act Action) (*Actor, error) {
	a, err := From(ctx)
	if err != nil {
		return nil, err
	}
	if !a.Can(act) {
		return nil, app.E(app.Denied, "access.denied", "verb", entity.Label("verb."+string(act.Verb)),
			"kind", entity.Label(act.Kind+".many"))
	}
	return a, nil
}

// NeedRight refuses unless the actor holds a single right: Denied access.right.
func NeedRight(ctx context.Context, right string) (*Actor, error) {
	a, err := From(ctx)
	if err != nil {
		return nil, err
	}
	if !a.Has(right) {
		return nil, app.E(app.Denied, "access.right", "right", entity.Label("right."+right))
	}
	return a, nil
}

// System gives a context in which the program itself acts (jobs, first start).
func System(ctx context.Context, name string) context.Context {
	return With(ctx, &Actor{Name: name, Session: "system", Super: true})
}

// Elevated gives a context in which the same person acts without limits: for a step that
// a service decides on and that the person may not do freely (a claim out of the pool
// changes the owner). The history still names the person.
func Elevated(ctx context.Context) context.Context {
	a, err := From(ctx)
	if err != nil {
		return ctx
	}
	up := *a
	up.Super = true
	return With(ctx, &up)
}
