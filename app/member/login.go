package member

import (
	"context"

	"github.com/google/uuid"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/identity"
	"kontor/app/listing"
)

func newSession() string { return uuid.NewString() }

// Founder is the first person of a company.
type Founder struct {
	Login    string
	Name     string
	Password string // may be empty while there is one person only
	Company  string // name of the top department
}

// Found sets a new company up: the shipped roles, the top department and the first
// person, who is the owner. It gives the recovery code to be printed ("" without a
// password). Conflict person.not_first when there are people already.
func (s *Service) Found(ctx context.Context, f Founder) (*Person, string, error) {
	ctx = identity.System(ctx, f.Name)
	var p *Person
	code := ""
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		n, err := s.People.Count(ctx, listing.Node{})
		if err != nil {
			return err
		}
		if n > 0 {
			return app.E(app.Conflict, "person.not_first")
		}
		if err := s.shipRoles(ctx); err != nil {
			return err
		}
		top := &Department{Name: f.Company, Kind: "department"}
		if err := s.Departments.Create(ctx, top); err != nil {
			return err
		}
		p = s.People.Desc.New()
		p.Login, p.Name, p.Roles = f.Login, f.Name, []string{identity.RoleOwner}
		p.Units = []PersonUnit{{DepartmentID: top.ID}}
		if err := s.People.Create(ctx, p); err != nil {
			return err
		}
		if _, err := s.Departments.Update(ctx, top.ID, 0, func(d *Department) error { d.HeadID = p.ID; return nil }); err != nil {
			return err
		}
		if f.Password == "" {
			return nil
		}
		if err := s.setPassword(ctx, p.ID, f.Password, false); err != nil {
			return err
		}
		code, err = s.newRecovery(ctx, p.ID)
		return err
	})
	if err != nil {
		return nil, "", err
	}
	p, err = s.People.Get(ctx, p.ID)
	return p, code, err
}

func (s *Service) shipRoles(ctx context.Context) error {
	for i, r := range identity.ShippedRoles() {
		if err := s.shipRole(ctx, r, int64(i+1)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) shipRole(ctx context.Context, r identity.Role, pos int64) error {
	rec := &RoleRecord{Key: r.Key, Pos: pos, Shipped: true}
	if err := rec.pack(r); err != nil {
		return err
	}
	if err := rec.know(knownOf(r)); err != nil {
		return err
	}
	return s.Roles.Create(ctx, rec)
}

// Alone gives the only active person when no password is needed: then the program opens
// without asking.
func (s *Service) Alone(ctx context.Context) (*Person, bool, error) {
	active, err := s.active(ctx)
	if err != nil || len(active) != 1 || active[0].Guarded {
		return nil, false, err
	}
	return active[0], true, nil
}

// dummy is a hash nobody's password belongs to: an unknown login takes as long as a
// wrong password, so that logins cannot be guessed.
func (s *Service) dummy() string {
	h, err := identity.HashPassword("nobody's password", s.p.Cost)
	if err != nil {
		return ""
	}
	return h
}

// Login checks login and password and gives the acting person. Denied login.failed does
// not tell which of the two is wrong; Denied login.wait after too many failures;
// Conflict login.must_reset (with Args "person") when a new password is due.
func (s *Service) Login(ctx context.Context, login, password string) (*identity.Actor, error) {
	sys := identity.System(ctx, "login")
	p, err := s.People.First(sys, listing.All(listing.Is("login", listing.Eq, tidyLogin(login)), listing.Is("state", listing.Eq, string(Active))))
	if app.KindOf(err) == app.NotFound {
		_, _ = identity.CheckPassword(s.dummy(), password)
		return nil, app.E(app.Denied, "login.failed")
	}
	if err != nil {
		return nil, err
	}
	c, err := s.p.Store.Credential(sys, p.ID)
	if err != nil {
		return nil, err
	}
	if err := s.pause(c); err != nil {
		return nil, err
	}
	ok, err := identity.CheckPassword(c.Hash, password)
	if err != nil {
		return nil, app.E(app.Internal, "internal").Because(err)
	}
	now := s.g.Clock.Now()
	if !ok {
		c.Failures, c.FailedAt = c.Failures+1, now.UnixMilli()
		if err := s.p.Store.PutCredential(sys, c); err != nil {
			return nil, err
		}
		return nil, app.E(app.Denied, "login.failed")
	}
	if c.MustReset {
		return nil, app.E(app.Conflict, "login.must_reset", "person", p.ID)
	}
	if identity.WeakHash(c.Hash, s.p.Cost) {
		if c.Hash, err = identity.HashPassword(password, s.p.Cost); err != nil {
			return nil, err
		}
	}
	c.Failures, c.FailedAt, c.SeenAt = 0, 0, now.UnixMilli()
	if err := s.p.Store.PutCredential(sys, c); err != nil {
		return nil, err
	}
	return s.Actor(ctx, p.ID)
}

func (s *Service) pause(c Credential) error {
	left := s.p.Lockout.Left(int(c.Failures), msTime(c.FailedAt), s.g.Clock.Now())
	if left > 0 {
		return app.E(app.Denied, "login.wait", "seconds", int64(left.Seconds()+0.999))
	}
	return nil
}

// ChangePassword sets the acting person's own password after checking the old one.
func (s *Service) ChangePassword(ctx context.Context, old, new string) (recovery string, err error) {
	a, err := identity.From(ctx)
	if err != nil {
		return "", err
	}
	return s.change(ctx, a.ID, old, new)
}

// Reset sets a new password for a login that must choose one, with the old password.
func (s *Service) Reset(ctx context.Context, login, old, new string) (*identity.Actor, error) {
	sys := identity.System(ctx, "login")
	p, err := s.People.First(sys, listing.All(listing.Is("login", listing.Eq, tidyLogin(login)), listing.Is("state", listing.Eq, string(Active))))
	if err != nil {
		return nil, app.E(app.Denied, "login.failed")
	}
	if _, err := s.change(sys, p.ID, old, new); err != nil {
		return nil, err
	}
	return s.Login(ctx, login, new)
}

func (s *Service) change(ctx context.Context, id int64, old, new string) (recovery string, err error) {
	c, err := s.p.Store.Credential(ctx, id)
	if err != nil {
		return "", err
	}
	if err := s.pause(c); err != nil {
		return "", err
	}
	ok, err := identity.CheckPassword(c.Hash, old)
	if err != nil {
		return "", app.E(app.Internal, "internal").Because(err)
	}
	if !ok {
		c.Failures, c.FailedAt = c.Failures+1, s.g.Clock.Now().UnixMilli()
		if err := s.p.Store.PutCredential(ctx, c); err != nil {
			return "", err
		}
		return "", app.E(app.Denied, "password.old").At("old")
	}
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.setPassword(ctx, id, new, false); err != nil {
			return err
		}
		if c.Recovery == "" && new != "" {
			recovery, err = s.newRecovery(ctx, id)
		}
		return err
	})
	return recovery, err
}

// SetPassword gives a person a password to be changed at the next login; it needs the
// administrator's right.
func (s *Service) SetPassword(ctx context.Context, id int64, password string) error {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error { return s.setPassword(ctx, id, password, true) })
}

// setPassword writes a password inside the caller's transaction and notes in the history
// that it was changed. An empty one is refused where others use the program, too.
func (s *Service) setPassword(ctx context.Context, id int64, password string, mustReset bool) error {
	sys := identity.Elevated(ctx)
	p, err := s.People.Get(sys, id)
	if err != nil {
		return err
	}
	if password == "" {
		active, err := s.active(ctx)
		if err != nil {
			return err
		}
		if p.State == Active && len(active) > 1 {
			return app.E(app.Conflict, "password.needed", "names", p.Name).At("password")
		}
		mustReset = false
	} else if fault := identity.PasswordFault(password, p.Login); fault != "" {
		return app.E(app.Invalid, "password."+fault).At("password")
	}
	c, err := s.p.Store.Credential(ctx, id)
	if err != nil {
		return err
	}
	if c.Hash, err = identity.HashPassword(password, s.p.Cost); err != nil {
		return err
	}
	c.PersonID, c.MustReset, c.Failures, c.FailedAt = id, mustReset, 0, 0
	if err := s.p.Store.PutCredential(ctx, c); err != nil {
		return err
	}
	if password == "" && !p.Guarded {
		return nil
	}
	ctx = audit.Why(sys, audit.Reason{Kind: "password"})
	_, err = s.People.Update(ctx, id, 0, func(p *Person) error { p.Guarded = password != ""; return nil })
	return err
}

// NewRecovery makes a new recovery code for the acting person; the old one is void.
func (s *Service) NewRecovery(ctx context.Context) (string, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return "", err
	}
	return s.newRecovery(ctx, a.ID)
}

func (s *Service) newRecovery(ctx context.Context, id int64) (string, error) {
	code, err := identity.NewRecoveryCode()
	if err != nil {
		return "", app.E(app.Internal, "internal").Because(err)
	}
	c, err := s.p.Store.Credential(ctx, id)
	if err != nil {
		return "", err
	}
	c.PersonID = id
	if c.Recovery, err = identity.HashPassword(identity.TidyCode(code), s.p.Cost); err != nil {
		return "", err
	}
	return code, s.p.Store.PutCredential(ctx, c)
}

// Recover sets a new password with the recovery code and gives the next code.
// Denied login.recovery; failures count as those of a login.
func (s *Service) Recover(ctx context.Context, login, code, password string) (string, error) {
	sys := identity.System(ctx, "recovery")
	p, err := s.People.First(sys, listing.All(listing.Is("login", listing.Eq, tidyLogin(login)), listing.Is("state", listing.Eq, string(Active))))
	if err != nil {
		return "", app.E(app.Denied, "login.recovery")
	}
	c, err := s.p.Store.Credential(sys, p.ID)
	if err != nil {
		return "", err
	}
	if err := s.pause(c); err != nil {
		return "", err
	}
	ok, err := identity.CheckPassword(c.Recovery, identity.TidyCode(code))
	if err != nil || !ok || c.Recovery == "" {
		c.PersonID, c.Failures, c.FailedAt = p.ID, c.Failures+1, s.g.Clock.Now().UnixMilli()
		if err := s.p.Store.PutCredential(sys, c); err != nil {
			return "", err
		}
		return "", app.E(app.Denied, "login.recovery")
	}
	next := ""
	err = s.g.Tx.InTx(sys, func(ctx context.Context) error {
		if err := s.setPassword(ctx, p.ID, password, false); err != nil {
			return err
		}
		next, err = s.newRecovery(ctx, p.ID)
		return err
	})
	return next, err
}
