package market

import (
	"context"
	"strconv"

	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/app/sales"
)

// Store answers the questions that are not lists.
type Store interface {
	// Sold sums by channel and month what was quoted, contracted, ordered and won.
	SoldThrough(ctx context.Context, q SoldQuery) ([]Sold, error)
}

// Numbers gives channels their numbers.
type Numbers interface {
	Take(ctx context.Context, series string, on calendar.Date) (string, error)
}

// Params of the service.
type Params struct {
	Store     Store
	Numbers   Numbers
	Customers *customer.Service
	Sales     *sales.Service
	Pinyin    func(name string, person bool) string
}

// Service is the use cases of channels and markets.
type Service struct {
	Channels *record.Service[Channel]

	g *record.Ground
	p Params
}

// New makes the service and registers its effects.
func New(g *record.Ground, p Params) *Service {
	s := &Service{g: g, p: p}
	s.addChannels(g)
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
