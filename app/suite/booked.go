package suite

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/effort"
	"kontor/app/finance"
	"kontor/app/listing"
)

// booked gives the review of performance entries the money that finance recorded.
func (s *Suite) booked(ctx context.Context, from, to calendar.Date) ([]effort.Booked, error) {
	list, err := s.Finance.Money.Find(ctx, listing.All(listing.Is("received_on", listing.Between, from.String(), to.String()),
		listing.Is("state", listing.In, string(finance.Draft), string(finance.Confirmed))), listing.Sort{Key: "received_on"}, listing.Sort{Key: "id"})
	out := make([]effort.Booked, len(list))
	for i, m := range list {
		out[i] = effort.Booked{ID: m.ID, Number: m.Number, CustomerID: m.CustomerID, On: m.ReceivedOn, Amount: m.Home, Draft: m.State == finance.Draft}
	}
	return out, err
}
