// Package attendance is the room of employees and their time: shifts, rosters, time
// clocks, punches, leave, trips, corrections, overtime, day results, month sheets.
// The rules themselves are pure and live in rules; files are read by punchfile and
// rosterfile; this package keeps the records, decides who may do what, and recomputes.
package attendance

// Names of the entities, which are also the names of the tables.
const (
	Employees   = "employee"
	Badges      = "badge"
	Groups      = "attendance_group"
	Shifts      = "shift"
	Devices     = "device"
	Rosters     = "roster"
	Punches     = "punch"
	Leaves      = "leave"
	Trips       = "trip"
	Corrections = "correction"
	Overtimes   = "overtime"
	DayResults  = "day_result"
	MonthLocks  = "month_lock"
	Supplements = "supplement"
	Days        = "calendar_day"
	Parameters  = "law_parameter"
	Imports     = "punch_import"
)
