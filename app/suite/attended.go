package suite

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/finance"
)

// attended gives finance what the attendance says of people who have a login.
func (s *Suite) attended(ctx context.Context, month calendar.Date) (map[int64]finance.Attended, error) {
	v, err := s.Attendance.Month(ctx, month)
	if err != nil {
		return nil, err
	}
	list, err := s.Attendance.EmployeesIn(ctx, month.MonthStart(), month.MonthEnd())
	if err != nil {
		return nil, err
	}
	person := map[int64]int64{}
	for _, e := range list {
		person[e.ID] = e.PersonID
	}
	out := map[int64]finance.Attended{}
	for i := range v.People {
		m := &v.People[i].Sum
		id := person[v.People[i].ID]
		if id == 0 {
			continue
		}
		extra := 0
		for _, n := range m.Overtime {
			extra += n
		}
		out[id] = finance.Attended{Due: int64(m.Required), Worked: int64(m.Attended), Late: int64(m.LateTimes), Overtime: int64(extra), AbsentHalf: int64(m.AbsentHalf)}
	}
	return out, nil
}
