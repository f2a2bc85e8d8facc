package attendance

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/reminder"
)

// Kinds of reminders of attendance.
const (
	RemindContract = "contract_ends" // 30 days before a contract of employment ends
	RemindMissing  = "missing_punch" // to the person, the day after
)

// contractLead is how many days before its end a contract is reminded of.
const contractLead = 30

// reminders gives the reminders of attendance between two days.
func (s *Service) reminders(ctx context.Context, from, to calendar.Date) ([]reminder.Reminder, error) {
	ctx = identity.System(ctx, "attendance")
	var out []reminder.Reminder
	ending, err := s.Employees.Find(ctx, listing.All(listing.Is("contract_to", listing.Between, (from+contractLead).String(), (to+contractLead).String()),
		listing.Is("left_on", listing.Empty)))
	if err != nil {
		return nil, err
	}
	keepers, err := s.keepers(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range ending {
		for _, k := range keepers {
			out = append(out, reminder.Notice(RemindContract, Employees, p.ID, p.Name, k, p.ContractTo-contractLead))
		}
	}
	missing, err := s.missing(ctx, from, to)
	return append(out, missing...), err
}

// missing reminds people with a login of a punch that was missing the day before.
func (s *Service) missing(ctx context.Context, from, to calendar.Date) ([]reminder.Reminder, error) {
	people, err := s.Employees.Find(ctx, listing.Is("person_id", listing.Filled))
	if err != nil || len(people) == 0 {
		return nil, err
	}
	login := map[int64]*Employee{}
	var ids []int64
	for _, p := range people {
		login[p.ID] = p
		ids = append(ids, p.ID)
	}
	days, err := s.p.Store.ResultsOf(ctx, ResultQuery{Employees: ids, From: from - 1, To: to - 1})
	if err != nil {
		return nil, err
	}
	var out []reminder.Reminder
	for i := range days {
		d := &days[i]
		if d.MissingIn+d.MissingOut > 0 && d.State == "final" {
			out = append(out, reminder.Notice(RemindMissing, DayResults, d.ID, d.On.String(), login[d.EmployeeID].PersonID, d.On+1))
		}
	}
	return out, nil
}

// keepers are the persons who keep attendance (role hr); the wiring knows them.
func (s *Service) keepers(ctx context.Context) ([]int64, error) {
	if s.p.Keepers == nil {
		return nil, nil
	}
	return s.p.Keepers(ctx)
}
