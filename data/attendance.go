package data

import (
	"context"
	"database/sql"
	"strings"

	"kontor/app/attendance"
	"kontor/app/calendar"
)

var _ attendance.Store = (*DB)(nil)

const punchColumns = "uid, version, created_at, updated_at, owner_id, unit_id, import_id, employee_id, device_id, pin, punched_at, counted_at, status, verify, source, line, ignored, note"

// AddPunches writes punches that are not there yet.
func (db *DB) AddPunches(ctx context.Context, list []*attendance.Punch) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	q := db.SQL("INSERT INTO punch (" + punchColumns + ") VALUES (?" + strings.Repeat(", ?", strings.Count(punchColumns, ",")) +
		") ON CONFLICT (device_id, pin, punched_at) DO NOTHING RETURNING id")
	st, err := tx.tx.PrepareContext(ctx, q)
	if err != nil {
		return db.Problem(err)
	}
	defer st.Close()
	for _, p := range list {
		if p.UID == "" {
			p.UID = newUID()
		}
		p.ID, p.Version = 0, 1
		err := st.QueryRowContext(ctx, p.UID, 1, p.CreatedAt, p.UpdatedAt, null(p.OwnerID), null(p.UnitID), p.ImportID, null(p.EmployeeID), null(p.DeviceID),
			p.PIN, p.At, p.CountedAt, p.Status, p.Verify, string(p.Source), p.Line, p.Ignored, p.Note).Scan(&p.ID)
		if err != nil && err != sql.ErrNoRows {
			return db.Problem(err)
		}
	}
	return nil
}

// null stores 0 as unknown, as references want it.
func null(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

// KnownPunches lists the punches of a device between two instants.
func (db *DB) KnownPunches(ctx context.Context, device, from, to int64) (map[attendance.PunchKey]bool, error) {
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL("SELECT pin, punched_at FROM punch WHERE device_id = ? AND punched_at BETWEEN ? AND ?"), device, from, to)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	out := map[attendance.PunchKey]bool{}
	for rows.Next() {
		var k attendance.PunchKey
		if err := rows.Scan(&k.PIN, &k.At); err != nil {
			return nil, db.Problem(err)
		}
		out[k] = true
	}
	return out, db.Problem(rows.Err())
}

// PunchesOf reads the punches of employees by time.
func (db *DB) PunchesOf(ctx context.Context, employees []int64, from, to int64) ([]attendance.Punch, error) {
	in, arg := db.InIDs("employee_id", employees)
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL("SELECT id, employee_id, coalesce(device_id, 0), pin, punched_at, counted_at, status, source, note FROM punch WHERE archived = 0 AND ignored = '' AND "+in+
		" AND counted_at BETWEEN ? AND ? ORDER BY counted_at, id"), arg, from, to)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []attendance.Punch
	for rows.Next() {
		var p attendance.Punch
		if err := rows.Scan(&p.ID, &p.EmployeeID, &p.DeviceID, &p.PIN, &p.At, &p.CountedAt, &p.Status, &p.Source, &p.Note); err != nil {
			return nil, db.Problem(err)
		}
		out = append(out, p)
	}
	return out, db.Problem(rows.Err())
}

// LinkPunches gives the punches of a PIN without an employee to one.
func (db *DB) LinkPunches(ctx context.Context, pin string, employee, from, to int64) (attendance.Linked, error) {
	var l attendance.Linked
	tx, err := db.writer(ctx)
	if err != nil {
		return l, err
	}
	const cond = " WHERE pin = ? AND employee_id IS NULL AND counted_at BETWEEN ? AND ?"
	err = tx.tx.QueryRowContext(ctx, db.SQL("SELECT count(*), coalesce(min(counted_at), 0), coalesce(max(counted_at), 0) FROM punch"+cond), pin, from, to).
		Scan(&l.Count, &l.First, &l.Last)
	if err != nil || l.Count == 0 {
		return l, db.Problem(err)
	}
	_, err = tx.tx.ExecContext(ctx, db.SQL("UPDATE punch SET employee_id = ?, version = version + 1"+cond), employee, pin, from, to)
	return l, db.Problem(err)
}

// UnknownPINs lists the numbers of punches without an employee.
func (db *DB) UnknownPINs(ctx context.Context) ([]attendance.UnknownPIN, error) {
	rows, err := db.from(ctx).QueryContext(ctx, "SELECT pin, coalesce(device_id, 0), count(*), min(punched_at), max(punched_at) FROM punch WHERE employee_id IS NULL GROUP BY pin, device_id ORDER BY pin, device_id LIMIT 2000")
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []attendance.UnknownPIN
	for rows.Next() {
		var u attendance.UnknownPIN
		if err := rows.Scan(&u.PIN, &u.DeviceID, &u.Count, &u.First, &u.Last); err != nil {
			return nil, db.Problem(err)
		}
		out = append(out, u)
	}
	return out, db.Problem(rows.Err())
}

// RostersOf reads the roster of employees.
func (db *DB) RostersOf(ctx context.Context, employees []int64, from, to calendar.Date) ([]attendance.Roster, error) {
	in, arg := db.InIDs("employee_id", employees)
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL("SELECT id, version, employee_id, on_date, pos, kind, coalesce(shift_id, 0), note FROM roster WHERE archived = 0 AND "+in+
		" AND on_date BETWEEN ? AND ? ORDER BY employee_id, on_date, pos, id"), arg, from.String(), to.String())
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []attendance.Roster
	for rows.Next() {
		var r attendance.Roster
		var on string
		if err := rows.Scan(&r.ID, &r.Version, &r.EmployeeID, &on, &r.Pos, &r.Kind, &r.ShiftID, &r.Note); err != nil {
			return nil, db.Problem(err)
		}
		r.On, _ = calendar.Parse(on)
		out = append(out, r)
	}
	return out, db.Problem(rows.Err())
}

// MarkDirty notes days to compute again.
func (db *DB) MarkDirty(ctx context.Context, list []attendance.Dirty) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	for _, d := range list {
		if _, err := tx.tx.ExecContext(ctx, db.SQL("INSERT INTO attendance_dirty (employee_id, from_on, to_on, cause) VALUES (?, ?, ?, ?)"),
			d.EmployeeID, d.From.String(), d.To.String(), d.Cause); err != nil {
			return db.Problem(err)
		}
	}
	return nil
}

// DirtyDays reads up to n stretches of days to compute again, in the order they came.
func (db *DB) DirtyDays(ctx context.Context, n int) ([]attendance.Dirty, error) {
	rows, err := db.from(ctx).QueryContext(ctx, db.SQL("SELECT id, employee_id, from_on, to_on, cause FROM attendance_dirty ORDER BY id LIMIT ?"), n)
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	var out []attendance.Dirty
	for rows.Next() {
		var d attendance.Dirty
		var from, to string
		if err := rows.Scan(&d.ID, &d.EmployeeID, &from, &to, &d.Cause); err != nil {
			return nil, db.Problem(err)
		}
		d.From, _ = calendar.Parse(from)
		d.To, _ = calendar.Parse(to)
		out = append(out, d)
	}
	return out, db.Problem(rows.Err())
}

// ClearDirty removes stretches that were computed.
func (db *DB) ClearDirty(ctx context.Context, ids []int64) error {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	in, arg := db.InIDs("id", ids)
	_, err = tx.tx.ExecContext(ctx, db.SQL("DELETE FROM attendance_dirty WHERE "+in), arg)
	return db.Problem(err)
}
