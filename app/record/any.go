package record

import (
	"context"

	"kontor/app/entity"
	"kontor/app/identity"
)

// Any is a service without its type: for undo, merge, batch edit, import and the command
// line. It passes the same rights, rules and effects.
type Any interface {
	Type() *entity.Type
	New() any
	Get(ctx context.Context, id int64) (any, error)
	Create(ctx context.Context, rec any) error
	Update(ctx context.Context, id, version int64, fn func(rec any) error) (any, error)
	// UpdateMany changes many records in one transaction, see Edit.
	UpdateMany(ctx context.Context, edits []Edit) error
	Archive(ctx context.Context, id, version int64) error
	Restore(ctx context.Context, id int64) error
	// Save creates (id 0) or updates from the texts of a form.
	Save(ctx context.Context, id, version int64, texts map[string]string) (any, error)
	// Form lists the inputs of a record (id 0: a new one) with the actor's field rights.
	Form(ctx context.Context, id int64) (Form, error)
	OpenBulk(ctx context.Context, p BulkParams) (*Bulk, error)
}

// Form is a form filled for the acting person.
type Form struct {
	ID      int64
	Version int64
	Title   string
	Inputs  []entity.Input
}

// Untyped gives the service without its type.
func (s *Service[T]) Untyped() Any { return untyped[T]{s} }

type untyped[T any] struct{ s *Service[T] }

func (u untyped[T]) Type() *entity.Type { return u.s.Desc.Type }
func (u untyped[T]) New() any           { return u.s.Desc.New() }

func (u untyped[T]) Get(ctx context.Context, id int64) (any, error) {
	rec, err := u.s.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	return rec, nil
}

func (u untyped[T]) Create(ctx context.Context, rec any) error { return u.s.create(ctx, rec) }

func (u untyped[T]) Update(ctx context.Context, id, version int64, fn func(rec any) error) (any, error) {
	return u.s.update(ctx, id, version, identity.Change, fn)
}

func (u untyped[T]) Archive(ctx context.Context, id, version int64) error {
	return u.s.Archive(ctx, id, version)
}

func (u untyped[T]) Restore(ctx context.Context, id int64) error { return u.s.Restore(ctx, id) }

func (u untyped[T]) Save(ctx context.Context, id, version int64, texts map[string]string) (any, error) {
	rec, err := u.s.Save(ctx, id, version, texts)
	if err != nil {
		return nil, err
	}
	return rec, nil
}

func (u untyped[T]) Form(ctx context.Context, id int64) (Form, error) { return u.s.Form(ctx, id) }

// veiled narrows the access to masked fields while the record's veil is down.
func (s *Service[T]) veiled(ctx context.Context, a *identity.Actor, rec any, access func(*entity.Field) entity.Access) (func(*entity.Field) entity.Access, error) {
	t := s.Desc.Type
	flag := t.VeilFlag()
	if flag == nil || a.Super {
		return access, nil
	}
	if t.Belongs {
		to := t.Field(t.Follows)
		id := to.Get(rec).Int()
		if id == 0 {
			return access, nil
		}
		var err error
		if rec, err = s.g.Store.Load(ctx, s.g.Registry.Type(to.To), id, false); err != nil {
			return nil, err
		}
	}
	if flag.Get(rec).Int() == 0 {
		return access, nil
	}
	return func(f *entity.Field) entity.Access {
		if f.IsMasked {
			return min(access(f), entity.MaskedOut)
		}
		return access(f)
	}, nil
}

// Form lists the inputs of a record (id 0: a new one) with the actor's field rights.
func (s *Service[T]) Form(ctx context.Context, id int64) (Form, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return Form{}, err
	}
	if id == 0 {
		if _, err := identity.Need(ctx, identity.May(s.Desc.Name, identity.Add)); err != nil {
			return Form{}, err
		}
		return Form{Inputs: s.Desc.Form(s.Desc.New(), a.OwnAccess)}, nil
	}
	rec, err := s.Get(ctx, id)
	if err != nil {
		return Form{}, err
	}
	h := entity.HeadOf(rec)
	own, err := Owns(ctx, s.g, s.Desc.Type, h)
	if err != nil {
		return Form{}, err
	}
	access := a.Access
	if own {
		access = a.OwnAccess
	}
	if access, err = s.veiled(ctx, a, rec, access); err != nil {
		return Form{}, err
	}
	f := Form{ID: h.ID, Version: h.Version, Title: s.Desc.TitleOf(rec), Inputs: s.Desc.Form(rec, access)}
	if s.within(ctx, rec, identity.Change) != nil {
		for i := range f.Inputs {
			f.Inputs[i].ReadOnly = true
		}
	}
	return f, nil
}
