package sample

import (
	"context"
	"math/rand/v2"
	"sort"
	"time"

	"kontor/app/audit"
	"kontor/app/blob"
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/mail"
	"kontor/app/sales"
	"kontor/app/suite"
)

// Name of the sample company.
const (
	FirmName  = "杭州澜石包装设备有限公司"
	firmShort = "澜石包装"
)

// Params say what to fill.
type Params struct {
	Suite    *suite.Suite
	Mail     *mail.Service // nil leaves the company without a mailbox
	Files    blob.Store    // keeps the proof of a payment; nil leaves out what needs one
	Clock    *Clock        // the clock the suite was made with, standing at Start(Today)
	Now      time.Time     // the instant at which the story ends: the present
	Progress func(done, total int)
}

// maker makes one sample company.
type maker struct {
	s         *suite.Suite
	p         Params
	r         *rand.Rand
	zone      *time.Location
	today     calendar.Date
	table     *calendar.Table
	staff     []*person
	units     map[string]int64
	catalogue map[string]*sales.Product
	byKind    map[string][]*sales.Product
	accounts  map[string]int64
	through   map[string]int64 // the channel of a region
	against   []string         // the competitors
	customers []*client
	named     map[string]*client
	events    []event
	out       []shipment
	due       []payment
	phones    int // running number of invented phones
	codes     int
	current   context.Context // the running transaction
}

// event is one thing that happens at a moment of the story.
type event struct {
	at  time.Time
	seq int
	do  func() error
}

// client is a customer on its way through the story.
type client struct {
	id, contact int64
	rec         customer.Customer
	person      string
	owner       *person
	since       calendar.Date
}

// Fill makes the sample company in an empty suite: the same for the same day. It runs
// the real services, day by day through the past year, so everything in it adds up
// because nothing was written past them.
func Fill(ctx context.Context, p Params) error {
	m := &maker{
		s: p.Suite, p: p, r: rand.New(rand.NewPCG(20260318, 7716)), zone: p.Suite.Ground.Registry.Zone(), table: calendar.Builtin(),
		catalogue: map[string]*sales.Product{}, byKind: map[string][]*sales.Product{}, accounts: map[string]int64{}, named: map[string]*client{},
	}
	m.today = calendar.On(p.Now, m.zone)
	ctx = audit.Why(identity.System(ctx, "sample"), audit.Reason{Kind: "sample"})
	for _, step := range []func(context.Context) error{m.company, m.people} {
		if err := p.Suite.Ground.Tx.InTx(ctx, step); err != nil {
			return err
		}
	}
	// What was read while the people were made is read again from the committed rows.
	if err := p.Suite.Load(ctx); err != nil {
		return err
	}
	if err := m.inTx(func() error { return m.ground() }); err != nil {
		return err
	}
	m.story()
	if err := m.run(); err != nil {
		return err
	}
	if err := m.attendance(ctx); err != nil {
		return err
	}
	p.Clock.Set(p.Now)
	if err := m.inTx(m.desk); err != nil {
		return err
	}
	return m.inTx(m.mails)
}

// boss gives the context of the owner.
func (m *maker) boss() context.Context { return m.tx(m.staff[0]) }

// inTx runs steps in one transaction; whatever acts inside joins it.
func (m *maker) inTx(fn func() error) error {
	return m.s.Ground.Tx.InTx(m.staff[0].ctx, func(ctx context.Context) error {
		m.current = ctx
		defer func() { m.current = nil }()
		return fn()
	})
}

// tx gives the context in which a person acts inside the running transaction.
func (m *maker) tx(x *person) context.Context {
	if m.current == nil {
		return x.ctx
	}
	a, err := identity.From(x.ctx)
	if err != nil {
		return x.ctx
	}
	return identity.With(m.current, a)
}

// at adds an event to the story; what lies after the present never happens.
func (m *maker) at(on calendar.Date, minute int, do func() error) bool {
	t := on.At(minute, m.zone)
	if t.After(m.p.Now) {
		return false
	}
	m.events = append(m.events, event{t, len(m.events), do})
	return true
}

// run lets the story happen in the order of time, a stretch of days in one transaction.
func (m *maker) run() error {
	sort.Slice(m.events, func(i, j int) bool {
		if !m.events[i].at.Equal(m.events[j].at) {
			return m.events[i].at.Before(m.events[j].at)
		}
		return m.events[i].seq < m.events[j].seq
	})
	const stretch = 200
	for from := 0; from < len(m.events); from += stretch {
		to := min(from+stretch, len(m.events))
		err := m.inTx(func() error {
			for _, e := range m.events[from:to] {
				m.p.Clock.Set(e.at)
				if err := e.do(); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if m.p.Progress != nil {
			m.p.Progress(to, len(m.events))
		}
	}
	return nil
}

// some draws a number from a to b, both included.
func (m *maker) some(a, b int) int { return a + m.r.IntN(b-a+1) }

// chance is true in n of 100 cases.
func (m *maker) chance(n int) bool { return m.r.IntN(100) < n }

// workday moves a date to the next working day, itself included.
func (m *maker) workday(d calendar.Date) calendar.Date {
	for m.table.Day(d).Off() {
		d++
	}
	return d
}

// minute draws a moment of the office day.
func (m *maker) minute() int { return 9*60 + m.r.IntN(8*12)*5 }

func pick[T any](m *maker, list []T) T { return list[m.r.IntN(len(list))] }

// who finds a person by login.
func (m *maker) who(login string) *person {
	for _, x := range m.staff {
		if x.login == login {
			return x
		}
	}
	return m.staff[0]
}
