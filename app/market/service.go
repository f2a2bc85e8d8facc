package market

import (
	"context"
	"strconv"
	"sync/atomic"

	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/app/reminder"
	"kontor/app/sales"
)

// Store answers the questions that are not lists.
type Store interface {
	// SoldThrough sums by channel and month what was quoted, contracted, ordered and won.
	SoldThrough(ctx context.Context, q SoldQuery) ([]Sold, error)
	// Territorize gives the next n customers above an id the territory of their region, none
	// to regions that are not named, without a new version of the records. It tells the last
	// id, 0 when there are no more.
	Territorize(ctx context.Context, of map[string]int64, above int64, n int) (last int64, err error)
	// GroundBy counts customers, open deals and orders by the territory of the customer.
	GroundBy(ctx context.Context, q GroundQuery) ([]Ground, error)
	// Flowed sums reported lines within reach by month, region, channel, product and unit.
	Flowed(ctx context.Context, within listing.Reach, from, to calendar.Date) ([]Flowed, error)
}

// Numbers gives channels their numbers.
type Numbers interface {
	Take(ctx context.Context, series string, on calendar.Date) (string, error)
}

// Params of the service.
type Params struct {
	Store     Store
	Numbers   Numbers
	Company   *company.Service
	Reminders *reminder.Engine
	Customers *customer.Service
	Sales     *sales.Service
	Pinyin    func(name string, person bool) string
	People    func(ctx context.Context) (People, error)
	Words     func(key string, args ...any) string // sentences that are stored; may be nil
}

// People is who is who.
type People interface {
	Name(person int64) string
	Active(person int64) bool
	Unit(person int64) int64
}

// Service is the use cases of channels and markets.
type Service struct {
	Channels    *record.Service[Channel]
	Territories *record.Service[Territory]
	Flows       *record.Service[FlowTask]
	Competitors *record.Service[Competitor]

	// Later asks for Redraw to run soon; nil does it with the save.
	Later func()
	// Many is from how many customers on redrawing waits for Later.
	Many int64
	// Step is how many customers are redrawn in one transaction: others save in between.
	Step int

	g     *record.Ground
	p     Params
	where atomic.Pointer[map[string]int64] // region → territory
	drawn atomic.Pointer[Redrawn]
}

// New makes the service and registers its effects.
func New(g *record.Ground, p Params) *Service {
	s := &Service{g: g, p: p, Many: 20_000, Step: 2000}
	s.addChannels(g)
	s.addTerritories(g)
	s.addFlows(g)
	s.addCompetitors(g)
	return s
}

// Dictionaries are the shipped entries of the lists of this area.
func Dictionaries() company.Dictionaries {
	return company.Dictionaries{
		"channel_kind":  {"distributor", "dealer", "partner", "retail", "online", "other"},
		"channel_level": {"general", "province", "city", "county"},
	}
}

func (s *Service) today() calendar.Date { return s.g.Registry.Today() }

func ref(field string, id int64) listing.Node {
	return listing.Is(field, listing.Eq, strconv.FormatInt(id, 10))
}

// usedBy gives the first of kinds that has a record whose reference points to id; "" when
// none has.
func (s *Service) usedBy(ctx context.Context, field string, id int64, kinds ...string) (string, error) {
	for _, kind := range kinds {
		plan, err := listing.Allow(identity.System(ctx, "market"), s.g.Registry, identity.May(kind, identity.See), listing.Query{Entity: kind, Filter: ref(field, id)})
		if err != nil {
			return "", err
		}
		used, err := s.g.Source.First(ctx, plan, 1)
		if err != nil {
			return "", err
		}
		if len(used) > 0 {
			return kind, nil
		}
	}
	return "", nil
}
