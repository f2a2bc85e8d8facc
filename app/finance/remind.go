package finance

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/reminder"
)

// dueReminders makes the reminders of receivables: three days before they are due, and on
// the first day they are overdue (FIN-01, FIN-10), for whoever is in charge of them.
func (s *Service) dueReminders(ctx context.Context, from, to calendar.Date) ([]reminder.Reminder, error) {
	sys := identity.System(ctx, "receivables")
	zone := s.g.Registry.Zone()
	var out []reminder.Reminder
	for _, kind := range []struct {
		name string
		lead reminder.Lead // before the due day; negative: after it
	}{{"receivable_due", reminder.Lead{Days: 3, Minute: 9 * 60}}, {"receivable_overdue", reminder.Lead{Days: -1, Minute: 9 * 60}}} {
		q := listing.Query{
			Entity: Receivables, Columns: []string{"id", "due_on", "owner_id", "customer_id.name", "number"},
			Filter: listing.All(listing.Is("open_minor", listing.Gt, "0"),
				listing.Is("due_on", listing.Between, from.AddDays(kind.lead.Days).String(), to.AddDays(kind.lead.Days).String())),
		}
		err := s.each(sys, q, func(c []entity.Value) {
			due := dateOf(c[1])
			r := reminder.Notice(kind.name, Receivables, c[0].Int(), c[3].Text()+" "+c[4].Text(), c[2].Int(), due)
			r.DueAt = kind.lead.At(due, zone)
			out = append(out, r)
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
