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
)

// Requests is the entity of what people ask about customers.
const Requests = "customer_request"

// RequestKind says what is asked for.
type RequestKind string

// The kinds of requests.
const (
	AskReport    RequestKind = "report"    // the record is wrong, clashes or is a fake (CUS-37)
	AskExtension RequestKind = "extension" // more time before the rules take it back, or for its login (CUS-53)
	AskAccount   RequestKind = "account"   // a login for the customer (CUS-52)
)

// RequestState says how far a request has come.
type RequestState string

// The states of a request.
const (
	RequestOpen      RequestState = "open"
	RequestGranted   RequestState = "granted"
	RequestRefused   RequestState = "refused"
	RequestWithdrawn RequestState = "withdrawn"
)

// Causes are what a report may say.
var Causes = []string{"wrong", "clash", "fake", "other"}

// Request is what somebody asks about a customer and a supervisor decides. Its owner is
// who asks, its department that of the customer.
type Request struct {
	entity.Head
	Title      string // the customer's name
	Kind       RequestKind
	State      RequestState
	CustomerID int64
	Cause      string // of a report
	Text       string
	Days       int64         // of an extension or a trial
	Until      calendar.Date // what a granted extension came to
	AskedAt    int64
	DecidedBy  int64
	DecidedAt  int64
	Answer     string
}

func describeRequest() *entity.Desc[Request] {
	return entity.Describe(Requests, "title", func(r *Request, e *entity.Fields) {
		e.Text("title", &r.Title).Computed().Found().Max(200)
		entity.Choice(e, "kind", &r.Kind, AskReport, AskExtension, AskAccount).Computed()
		entity.Choice(e, "state", &r.State, RequestOpen, RequestGranted, RequestRefused, RequestWithdrawn).Else(entity.Str(string(RequestOpen))).Computed()
		e.Ref("customer_id", Customers, &r.CustomerID).Found().Computed()
		entity.Choice(e, "cause", &r.Cause, Causes...).Computed()
		e.LongText("text", &r.Text).Computed().Max(2000)
		e.Int("days", &r.Days).Computed()
		e.Date("until", &r.Until).Computed()
		e.Instant("asked_at", &r.AskedAt).Computed()
		e.Ref("decided_by", "person", &r.DecidedBy).Computed()
		e.Instant("decided_at", &r.DecidedAt).Computed()
		e.Text("answer", &r.Answer).Computed().Max(400)
	})
}

// Ask puts a request before the supervisor. Anybody may report a customer, also one of a
// colleague; the other kinds are for those who look after it. Invalid request.text,
// request.days, request.cause; Conflict request.twice while the same one is open.
func (s *Service) Ask(ctx context.Context, r Request) (*Request, error) {
	a, err := identity.Need(ctx, identity.May(Requests, identity.Add))
	if err != nil {
		return nil, err
	}
	c, err := s.Customers.Get(identity.System(ctx, "request"), r.CustomerID)
	if err != nil {
		return nil, err
	}
	if r.Kind != AskReport {
		if _, err := s.Customers.May(ctx, r.CustomerID, identity.Change); err != nil {
			return nil, err
		}
	}
	if err := r.check(); err != nil {
		return nil, err
	}
	out := &Request{
		Title: c.Name, Kind: r.Kind, State: RequestOpen, CustomerID: c.ID, Cause: r.Cause, Text: strings.TrimSpace(r.Text),
		Days: r.Days, AskedAt: s.g.Clock.Now().UnixMilli(),
	}
	out.OwnerID, out.UnitID = a.ID, c.UnitID
	return out, s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "request"}), func(ctx context.Context) error {
		n, err := s.Requests.Count(identity.System(ctx, "request"), openRequest(c.ID, r.Kind, a.ID))
		if err != nil {
			return err
		}
		if n > 0 {
			return app.E(app.Conflict, "request.twice", "name", c.Name)
		}
		return s.Requests.Create(command(ctx), out)
	})
}

func (r Request) check() error {
	switch {
	case r.Kind != AskReport && r.Kind != AskExtension && r.Kind != AskAccount:
		return app.E(app.Invalid, "request.kind")
	case strings.TrimSpace(r.Text) == "":
		return app.E(app.Invalid, "request.text").At("text")
	case r.Kind != AskReport && (r.Days < 1 || r.Days > 3650):
		return app.E(app.Invalid, "request.days").At("days")
	case r.Kind == AskReport && !within(Causes, r.Cause):
		return app.E(app.Invalid, "request.cause").At("cause")
	}
	return nil
}

func openRequest(customer int64, kind RequestKind, person int64) listing.Node {
	return listing.All(listing.Is("customer_id", listing.Eq, strconv.FormatInt(customer, 10)), listing.Is("kind", listing.Eq, string(kind)),
		listing.Is("state", listing.Eq, string(RequestOpen)), listing.Is("owner_id", listing.Eq, strconv.FormatInt(person, 10)))
}

// Withdraw takes one's own open request back.
func (s *Service) Withdraw(ctx context.Context, id int64) error {
	a, err := identity.From(ctx)
	if err != nil {
		return err
	}
	return s.settle(ctx, id, func(r *Request) error {
		if r.OwnerID != a.ID {
			return app.E(app.Denied, "request.not_yours")
		}
		r.State = RequestWithdrawn
		return nil
	})
}

// Consequence says what a granted report does to the customer.
type Consequence string

// The consequences.
const (
	NoConsequence Consequence = ""
	IntoPool      Consequence = "release"
	IntoBin       Consequence = "bin"
)

// Verdict is how a supervisor decides.
type Verdict struct {
	Grant  bool
	Answer string // needed for a refusal
	Then   Consequence
}

// Settle decides on a request: it needs the right to assign that customer, and nobody
// but an administrator decides on an own request. What was asked for happens in the same
// transaction.
func (s *Service) Settle(ctx context.Context, id int64, v Verdict) error {
	v.Answer = strings.TrimSpace(v.Answer)
	if !v.Grant && v.Answer == "" {
		return app.E(app.Invalid, "pool.reason").At("answer")
	}
	a, err := identity.Need(ctx, identity.May(Customers, identity.Assign))
	if err != nil {
		return err
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "request", Text: v.Answer}), func(ctx context.Context) error {
		var r Request
		err := s.settle(ctx, id, func(x *Request) error {
			if x.OwnerID == a.ID && !a.Has(identity.RightAdmin) {
				return app.E(app.Denied, "request.own")
			}
			if x.State, x.Answer = RequestRefused, v.Answer; v.Grant {
				x.State = RequestGranted
				if x.Kind == AskExtension {
					x.Until = s.today().AddDays(int(x.Days))
				}
			}
			x.DecidedBy, x.DecidedAt = a.ID, s.g.Clock.Now().UnixMilli()
			r = *x
			return nil
		})
		if err != nil {
			return err
		}
		c, err := s.Customers.Get(identity.System(ctx, "request"), r.CustomerID)
		if err != nil {
			return err
		}
		if !c.InPool {
			if err := record.Within(ctx, s.g, s.Customers.Desc.Type, c, identity.Assign); err != nil {
				return err
			}
		}
		if err := s.tell(ctx, r.OwnerID, "request_"+string(r.State), c); err != nil || !v.Grant {
			return err
		}
		return s.grant(ctx, &r, c, v.Then)
	})
}

// settle changes an open request.
func (s *Service) settle(ctx context.Context, id int64, fn func(*Request) error) error {
	if _, err := s.Requests.Get(ctx, id); err != nil {
		return err
	}
	_, err := s.Requests.Update(command(ctx), id, 0, func(r *Request) error {
		if r.State != RequestOpen {
			return app.E(app.Conflict, "request.over", "name", r.Title)
		}
		return fn(r)
	})
	return err
}

// grant does what was asked for.
func (s *Service) grant(ctx context.Context, r *Request, c *Customer, then Consequence) error {
	switch r.Kind {
	case AskExtension:
		err := s.each(ctx, []int64{c.ID}, nil, func(c *Customer) error {
			c.ProtectedUntil = max(c.ProtectedUntil, r.Until)
			return nil
		})
		if err != nil {
			return err
		}
		return s.extendAccounts(ctx, c.ID, r.Until)
	case AskAccount:
		acc := &Account{CustomerID: c.ID, Company: c.Name, State: AccountApproved, Trial: true, ExpiresOn: s.today().AddDays(int(r.Days))}
		acc.OwnerID, acc.UnitID = c.OwnerID, c.UnitID
		return s.Accounts.Create(command(ctx), acc)
	}
	switch then {
	case IntoPool:
		if c.InPool {
			return nil
		}
		return s.release(ctx, []int64{c.ID}, nil, step{action: ByRelease, reason: r.Text})
	case IntoBin:
		return s.Customers.Archive(ctx, c.ID, 0)
	}
	return nil
}
