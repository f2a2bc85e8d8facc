package customer

import (
	"context"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/app/reminder"
)

// Accounts is the entity of logins that customers have with the online service.
const Accounts = "customer_account"

// AccountState says how far a login has come.
type AccountState string

// The states of a login: approved by a granted request, opened by an administrator,
// expired by the day.
const (
	AccountApproved AccountState = "approved"
	AccountOpened   AccountState = "opened"
	AccountExpired  AccountState = "expired"
)

// Account is the login of a customer. The password is kept as a hash only: it can be
// checked and replaced, and nobody can read it.
type Account struct {
	entity.Head
	CustomerID int64
	Company    string
	Login      string
	State      AccountState
	Trial      bool
	OpenedOn   calendar.Date
	ExpiresOn  calendar.Date
	Hash       string
	Remark     string
}

func describeAccount() *entity.Desc[Account] {
	return entity.Describe(Accounts, "company", func(a *Account, e *entity.Fields) {
		e.Follows("customer_id")
		e.Ref("customer_id", Customers, &a.CustomerID).Found().Must().Computed()
		e.Text("company", &a.Company).Computed().Found().Max(120)
		e.Text("login", &a.Login).Computed().Only().Max(60)
		entity.Choice(e, "state", &a.State, AccountApproved, AccountOpened, AccountExpired).Computed()
		e.Flag("trial", &a.Trial).Computed()
		e.Date("opened_on", &a.OpenedOn).Computed()
		e.Date("expires_on", &a.ExpiresOn).Computed()
		e.Text("password_hash", &a.Hash).Computed().Unlisted().Silent().Rights("nobody.sees", "nobody.sees").Max(400)
		e.LongText("remark", &a.Remark).Computed()
	})
}

// Opening is what an administrator gives a login.
type Opening struct {
	Login    string
	Password string
	Until    calendar.Date
	Trial    bool
}

// OpenAccount opens an approved login, or opens an expired one again. It needs the
// administrator's right. Invalid account.login, account.until, password.short and the
// other faults of passwords.
func (s *Service) OpenAccount(ctx context.Context, id int64, o Opening) error {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return err
	}
	o.Login = strings.ToLower(strings.TrimSpace(o.Login))
	if o.Login == "" {
		return app.E(app.Invalid, "account.login").At("login")
	}
	if o.Until < s.today() {
		return app.E(app.Invalid, "account.until").At("expires_on")
	}
	if fault := identity.PasswordFault(o.Password, o.Login); fault != "" {
		return app.E(app.Invalid, "password."+fault).At("password")
	}
	hash, err := identity.HashPassword(o.Password, s.p.Cost)
	if err != nil {
		return app.E(app.Internal, "internal").Because(err)
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "account"}), func(ctx context.Context) error {
		_, err := s.Accounts.Update(command(ctx), id, 0, func(a *Account) error {
			a.Login, a.Hash, a.State, a.Trial = o.Login, hash, AccountOpened, o.Trial
			a.OpenedOn, a.ExpiresOn = s.today(), o.Until
			return nil
		})
		return err
	})
}

// CheckAccount tells whether a password belongs to an open login; for those who may see
// logins.
func (s *Service) CheckAccount(ctx context.Context, login, password string) (bool, error) {
	if _, err := identity.Need(ctx, identity.May(Accounts, identity.See)); err != nil {
		return false, err
	}
	a, err := s.Accounts.First(identity.System(ctx, "account"), listing.Is("login", listing.Eq, strings.ToLower(strings.TrimSpace(login))))
	if app.KindOf(err) == app.NotFound {
		return false, nil
	}
	if err != nil || a.State != AccountOpened || a.ExpiresOn < s.today() {
		return false, err
	}
	return identity.CheckPassword(a.Hash, password)
}

// ExpireAccounts is the daily job that ends logins whose time is over.
func (s *Service) ExpireAccounts(ctx context.Context) (int, error) {
	ctx = audit.Why(identity.System(ctx, "accounts"), audit.Reason{Kind: "job"})
	over, err := s.Accounts.Find(ctx, listing.All(listing.Is("state", listing.Eq, string(AccountOpened)), listing.Is("expires_on", listing.Lt, "today")))
	if err != nil {
		return 0, err
	}
	for i, a := range over {
		err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
			_, err := s.Accounts.Update(command(ctx), a.ID, 0, func(a *Account) error { a.State = AccountExpired; return nil })
			return err
		})
		if err != nil {
			return i, err
		}
	}
	return len(over), nil
}

// extendAccounts lets the logins of a customer run longer.
func (s *Service) extendAccounts(ctx context.Context, customer int64, until calendar.Date) error {
	list, err := s.Accounts.Find(identity.System(ctx, "account"), listing.Is("customer_id", listing.Eq, strconv.FormatInt(customer, 10)))
	if err != nil {
		return err
	}
	for _, a := range list {
		if a.State == AccountApproved || a.ExpiresOn >= until {
			continue
		}
		if _, err := s.Accounts.Update(command(ctx), a.ID, 0, func(a *Account) error {
			a.ExpiresOn, a.State = until, AccountOpened
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// accountWarnings remind the owner three days before a login ends.
func (s *Service) accountWarnings(ctx context.Context, _, to calendar.Date) ([]reminder.Reminder, error) {
	lead := reminder.Lead{Days: 3, Minute: 9 * 60}
	list, err := s.Accounts.Find(identity.System(ctx, "account"), listing.All(listing.Is("state", listing.Eq, string(AccountOpened)),
		listing.Is("expires_on", listing.Le, to.AddDays(lead.Days).String())))
	if err != nil {
		return nil, err
	}
	var out []reminder.Reminder
	for _, a := range list {
		r := reminder.Notice("account_end", Customers, a.CustomerID, a.Company, a.OwnerID, a.ExpiresOn)
		r.DueAt = lead.At(a.ExpiresOn, s.g.Registry.Zone())
		out = append(out, r)
	}
	return out, nil
}

// newLogs makes the services of what is written by commands only.
func (s *Service) newLogs(g *record.Ground) {
	s.Handovers = record.New(g, describeHandover())
	s.Runs = record.New(g, describePoolRun())
	s.Requests = record.New(g, describeRequest())
	s.Accounts = record.New(g, describeAccount())
	s.Units = record.New(g, describeOwningUnit())
	s.Handovers.Rule = func(ctx context.Context, _, _ *Handover) error { return onlyLogged(ctx, Handovers) }
	s.Runs.Rule = func(ctx context.Context, _, _ *PoolRunRecord) error { return onlyLogged(ctx, PoolRuns) }
	s.Requests.Rule = func(ctx context.Context, _, _ *Request) error { return onlyLogged(ctx, Requests) }
	s.Accounts.Rule = func(ctx context.Context, _, _ *Account) error { return onlyLogged(ctx, Accounts) }
	s.Units.Rule = func(ctx context.Context, _, _ *OwningUnit) error { return onlyLogged(ctx, OwningUnits) }
}
