package finance

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/reminder"
)

// dueReminders makes the reminders of what is to come in and to go out: three days before it
// is due, and on the first day it is overdue (FIN-01, FIN-03, FIN-10), for whoever is in
// charge of it.
func (s *Service) dueReminders(ctx context.Context, from, to calendar.Date) ([]reminder.Reminder, error) {
	sys := identity.System(ctx, "receivables")
	zone := s.g.Registry.Zone()
	var out []reminder.Reminder
	early, late := reminder.Lead{Days: 3, Minute: 9 * 60}, reminder.Lead{Days: -1, Minute: 9 * 60}
	for _, kind := range []struct {
		name, entity, party string
		lead                reminder.Lead // before the due day; negative: after it
	}{
		{"receivable_due", Receivables, "customer_id.name", early},
		{"receivable_overdue", Receivables, "customer_id.name", late},
		{"payable_due", Payables, "payee", early},
		{"payable_overdue", Payables, "payee", late},
	} {
		q := listing.Query{
			Entity: kind.entity, Columns: []string{"id", "due_on", "owner_id", kind.party, "number"},
			Filter: listing.All(listing.Is("open_minor", listing.Gt, "0"),
				listing.Is("due_on", listing.Between, from.AddDays(kind.lead.Days).String(), to.AddDays(kind.lead.Days).String())),
		}
		err := s.each(sys, q, func(c []entity.Value) {
			due := dateOf(c[1])
			r := reminder.Notice(kind.name, kind.entity, c[0].Int(), c[3].Text()+" "+c[4].Text(), c[2].Int(), due)
			r.DueAt = kind.lead.At(due, zone)
			out = append(out, r)
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
