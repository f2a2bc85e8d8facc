// Package rules makes day and month results of attendance from punches, rosters,
// leave, trips, corrections and overtime requests. It is pure: everything it needs
// comes in one Input per person, and the same input always gives the same result,
// with the trace of the rules that made it. No clock, no store, no texts.
//
// The steps are: obligations of each shift, slots for coming and going, cuts between
// neighbouring shifts, removal of repeated punches, one alignment of all punches with
// all slots of the period (never day by day: that is what makes night shifts right),
// then worked, late, early, missing, absent, overtime by rate, and the gate that keeps
// a day open until all clocks have been read.
package rules
