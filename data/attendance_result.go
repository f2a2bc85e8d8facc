package data

import (
	"context"
	"strings"

	"kontor/app/attendance"
	"kontor/app/calendar"
)

// the figures of a day result, in the order of resultFields
const resultFigures = "planned, worked, late, late_times, early, early_times, missing_in, missing_out, absent_half, leave_minutes, trip_minutes, " +
	"overtime_15, overtime_2, overtime_3, banked, night, holiday, corrected, filled"

func resultFields(d *attendance.DayResult) []any {
	return []any{
		&d.Planned, &d.Worked, &d.Late, &d.LateTimes, &d.Early, &d.EarlyTimes, &d.MissingIn, &d.MissingOut, &d.Absent, &d.Leave, &d.Trip,
		&d.Overtime15, &d.Overtime2, &d.Overtime3, &d.Banked, &d.Night, &d.Holiday, &d.Corrected, &d.Filled,
	}
}

// ResultsOf reads results by employee and date.
func (db *DB) ResultsOf(ctx context.Context, q attendance.ResultQuery) ([]attendance.DayResult, error) {
	text := "''"
	if q.Full {
		text = "detail"
	}
	where, args := "archived = 0 AND on_date BETWEEN ? AND ?", []any{q.From.String(), q.To.String()}
	if q.Employees != nil {
		in, arg := db.InIDs("employee_id", q.Employees)
		where, args = where+" AND "+in, append(args, arg)
	}
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL("SELECT id, version, employee_id, on_date, shift, state, exceptions, first_in, last_out, leave_by, trip_by, input_hash, locked, "+text+", "+resultFigures+
		" FROM day_result WHERE "+where+" ORDER BY employee_id, on_date"), args...)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []attendance.DayResult
	for rows.Next() {
		var d attendance.DayResult
		var on string
		var locked int64
		dest := append([]any{&d.ID, &d.Version, &d.EmployeeID, &on, &d.Shift, &d.State, &d.Exceptions, &d.FirstIn, &d.LastOut, &d.LeaveBy, &d.TripBy, &d.InputHash, &locked, &d.Detail}, resultFields(&d)...)
		if err := rows.Scan(dest...); err != nil {
			return nil, db.Problem(err)
		}
		d.On, _ = calendar.Parse(on)
		d.Locked = locked != 0
		out = append(out, d)
	}
	return out, db.Problem(rows.Err())
}

// PutResults writes results in place of those of the same employee and date.
func (db *DB) PutResults(ctx context.Context, list []attendance.DayResult) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	figures := strings.Split(resultFigures, ", ")
	set := []string{"version = day_result.version + 1"}
	for _, c := range append([]string{"updated_at", "shift", "state", "exceptions", "first_in", "last_out", "leave_by", "trip_by", "detail", "input_hash"}, figures...) {
		set = append(set, c+" = excluded."+c)
	}
	marks := strings.Repeat(", ?", 14+len(figures))
	st, err := tx.tx.PrepareContext(ctx, db.SQL("INSERT INTO day_result (uid, created_at, updated_at, employee_id, on_date, shift, state, exceptions, first_in, last_out, leave_by, trip_by, detail, input_hash, "+resultFigures+
		") VALUES ("+marks[2:]+") ON CONFLICT (employee_id, on_date) DO UPDATE SET "+strings.Join(set, ", ")+" WHERE day_result.locked = 0"))
	if err != nil {
		return db.Problem(err)
	}
	defer st.Close()
	for i := range list {
		d := &list[i]
		args := []any{newUID(), d.UpdatedAt, d.UpdatedAt, d.EmployeeID, d.On.String(), d.Shift, d.State, d.Exceptions, d.FirstIn, d.LastOut, d.LeaveBy, d.TripBy, d.Detail, d.InputHash}
		for _, p := range resultFields(d) {
			args = append(args, *p.(*int64))
		}
		if _, err := st.ExecContext(ctx, args...); err != nil {
			return db.Problem(err)
		}
	}
	return nil
}

// DropResults removes unlocked results outside of the employment.
func (db *DB) DropResults(ctx context.Context, d attendance.Dropped) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	hired, left := "0001-01-01", "9999-12-31"
	if !d.Hired.IsZero() {
		hired = d.Hired.String()
	}
	if !d.Left.IsZero() {
		left = d.Left.String()
	}
	_, err = tx.tx.ExecContext(ctx, db.SQL("DELETE FROM day_result WHERE employee_id = ? AND on_date BETWEEN ? AND ? AND locked = 0 AND (on_date < ? OR on_date > ?)"),
		d.Employee, d.From.String(), d.To.String(), hired, left)
	return db.Problem(err)
}

// LockResults locks or unlocks all results between two dates.
func (db *DB) LockResults(ctx context.Context, from, to calendar.Date, locked bool) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	n := 0
	if locked {
		n = 1
	}
	_, err = tx.tx.ExecContext(ctx, db.SQL("UPDATE day_result SET locked = ? WHERE on_date BETWEEN ? AND ?"), n, from.String(), to.String())
	return db.Problem(err)
}

// LieuLeft gives the minutes of time off in lieu that employees have earned and not taken.
func (db *DB) LieuLeft(ctx context.Context, employees []int64, until calendar.Date) (map[int64]int, error) {
	in, arg := db.InIDs("employee_id", employees)
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL("SELECT employee_id, banked, leave_by FROM day_result WHERE "+in+
		" AND on_date <= ? AND archived = 0 AND (banked <> 0 OR leave_by <> '')"), arg, until.String())
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	out := map[int64]int{}
	for rows.Next() {
		var d attendance.DayResult
		if err := rows.Scan(&d.EmployeeID, &d.Banked, &d.LeaveBy); err != nil {
			return nil, db.Problem(err)
		}
		out[d.EmployeeID] += int(d.Banked) - d.LieuUsed()
	}
	return out, db.Problem(rows.Err())
}
