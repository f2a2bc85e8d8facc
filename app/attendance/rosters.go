package attendance

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/attendance/punchfile"
	"kontor/app/attendance/rosterfile"
	"kontor/app/attendance/rules"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
)

func (s *Service) ruleRoster(ctx context.Context, before, r *Roster) error {
	if r.Pos == 0 {
		r.Pos = 1
	}
	if r.Kind != OnShift {
		r.ShiftID = 0
	} else if r.ShiftID == 0 {
		return app.E(app.Invalid, "attendance.roster.shift").At("shift_id")
	}
	if commanded(ctx) {
		return nil
	}
	if err := s.open(ctx, r.On); err != nil {
		return err
	}
	if before != nil && before.On != r.On {
		return s.open(ctx, before.On)
	}
	return nil
}

// Cell is one cell of the roster grid: what an employee does on a date.
type Cell struct {
	EmployeeID int64
	On         calendar.Date
	Codes      []string // of shifts, in order; several on one date are possible
	Rest       bool     // an explicit day of rest
	Clear      bool     // nothing said: the week of the group holds again
	Note       string
}

// FillReport says what filling a roster did or would do.
type FillReport struct {
	Created, Changed, Removed, Same int
	Warnings                        []rules.Warning
}

// Fill writes cells of the roster as one change that can be undone at once. Errors:
// attendance.roster.code for an unknown shift, attendance.roster.left outside of the
// employment, attendance.locked. ATT-09
func (s *Service) Fill(ctx context.Context, cells []Cell) (FillReport, error) {
	var rep FillReport
	if len(cells) == 0 {
		return rep, nil
	}
	people, err := s.peopleOf(ctx, cells)
	if err != nil {
		return rep, err
	}
	book, err := s.shiftBook(ctx)
	if err != nil {
		return rep, err
	}
	want, err := s.wanted(ctx, cells, people, book)
	if err != nil {
		return rep, err
	}
	have, err := s.had(ctx, cells)
	if err != nil {
		return rep, err
	}
	ctx = audit.Why(ctx, audit.Reason{Kind: "roster"})
	err = s.Gather(ctx, func(ctx context.Context) error {
		return s.g.Tx.InTx(ctx, func(ctx context.Context) error { return s.fill(ctx, want, have, &rep) })
	})
	if err != nil {
		return FillReport{}, err
	}
	rep.Warnings, err = s.Warnings(ctx, people, cells)
	return rep, err
}

func (s *Service) peopleOf(ctx context.Context, cells []Cell) (map[int64]*Employee, error) {
	seen := map[int64]bool{}
	var ids []int64
	for _, c := range cells {
		if !seen[c.EmployeeID] {
			seen[c.EmployeeID] = true
			ids = append(ids, c.EmployeeID)
		}
	}
	list, err := s.employeesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := map[int64]*Employee{}
	for _, p := range list {
		out[p.ID] = p
	}
	return out, nil
}

// wanted turns cells into entries, by employee and date.
func (s *Service) wanted(ctx context.Context, cells []Cell, people map[int64]*Employee, book *shiftBook) (map[dayKey][]*Roster, error) {
	locked, err := s.lockedMonths(ctx)
	if err != nil {
		return nil, err
	}
	out := map[dayKey][]*Roster{}
	for _, c := range cells {
		p := people[c.EmployeeID]
		if p == nil {
			return nil, app.E(app.NotFound, "record.not_found", "kind", "employee.one")
		}
		if locked[c.On.Month()] {
			return nil, app.E(app.Conflict, "attendance.locked", "month", c.On.Month())
		}
		if !c.Clear && (c.On < p.HiredOn || !p.LeftOn.IsZero() && c.On > p.LeftOn) {
			return nil, app.E(app.Invalid, "attendance.roster.left", "name", p.Name, "date", c.On.String())
		}
		key := dayKey{c.EmployeeID, c.On}
		entries := []*Roster{}
		switch {
		case c.Clear:
		case len(c.Codes) == 0:
			kind := OnFree
			if c.Rest {
				kind = OnRest
			}
			entries = append(entries, &Roster{EmployeeID: c.EmployeeID, On: c.On, Pos: 1, Kind: kind, Note: c.Note})
		}
		for i, code := range c.Codes {
			x := book.on(code, c.On)
			if x == nil {
				return nil, app.E(app.Invalid, "attendance.roster.code", "code", code)
			}
			entries = append(entries, &Roster{EmployeeID: c.EmployeeID, On: c.On, Pos: int64(i + 1), Kind: OnShift, ShiftID: x.ID, Note: c.Note})
		}
		out[key] = entries
	}
	return out, nil
}

// had reads what stands in the cells now.
func (s *Service) had(ctx context.Context, cells []Cell) (map[dayKey][]Roster, error) {
	from, to := cells[0].On, cells[0].On
	seen := map[int64]bool{}
	var ids []int64
	for _, c := range cells {
		from, to = min(from, c.On), max(to, c.On)
		if !seen[c.EmployeeID] {
			seen[c.EmployeeID] = true
			ids = append(ids, c.EmployeeID)
		}
	}
	list, err := s.p.Store.RostersOf(ctx, ids, from, to)
	if err != nil {
		return nil, err
	}
	out := map[dayKey][]Roster{}
	for _, r := range list {
		k := dayKey{r.EmployeeID, r.On}
		out[k] = append(out[k], r)
	}
	return out, nil
}

// fill writes the differences. Many new entries go through a bulk run.
func (s *Service) fill(ctx context.Context, want map[dayKey][]*Roster, have map[dayKey][]Roster, rep *FillReport) error {
	for key, entries := range want {
		old := have[key]
		for i, e := range entries {
			if i >= len(old) {
				if err := s.Rosters.Create(ctx, e); err != nil {
					return err
				}
				rep.Created++
				continue
			}
			o := old[i]
			if o.Kind == e.Kind && o.ShiftID == e.ShiftID && o.Note == e.Note {
				rep.Same++
				continue
			}
			rep.Changed++
			if _, err := s.Rosters.Update(ctx, o.ID, 0, func(r *Roster) error {
				r.Kind, r.ShiftID, r.Note = e.Kind, e.ShiftID, e.Note
				return nil
			}); err != nil {
				return err
			}
		}
		for i := len(entries); i < len(old); i++ {
			rep.Removed++
			if err := s.Rosters.Archive(ctx, old[i].ID, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

// Warnings checks the roster of people around the cells against the law: days in a row,
// rest between shifts, overlaps, dates outside of the employment.
func (s *Service) Warnings(ctx context.Context, people map[int64]*Employee, cells []Cell) ([]rules.Warning, error) {
	from, to := cells[0].On, cells[0].On
	for _, c := range cells {
		from, to = min(from, c.On), max(to, c.On)
	}
	var ids []int64
	for id := range people {
		ids = append(ids, id)
	}
	law, err := s.Law(ctx)
	if err != nil {
		return nil, err
	}
	inputs, _, err := s.inputs(ctx, work{employees: ids, from: from - 7, to: to + 7})
	if err != nil {
		return nil, err
	}
	var out []rules.Warning
	for _, in := range inputs {
		for _, w := range rules.CheckRoster(in.Person, in.Duties, law) {
			if w.Date >= from-1 && w.Date <= to+7 {
				out = append(out, w)
			}
		}
	}
	return out, nil
}

// RosterImport is what reading a roster file found.
type RosterImport struct {
	Matrix bool
	Cells  []Cell
	Faults []rosterfile.Fault
	Rows   int
}

// ReadRoster reads a roster and resolves people and shifts; nothing is written. Cells
// with an unknown number or code, outside of the employment or given twice become
// faults. ATT-04
func (s *Service) ReadRoster(ctx context.Context, in punchfile.RowReader, month calendar.Date) (*RosterImport, error) {
	if _, err := identity.Need(ctx, identity.May(Rosters, identity.Import)); err != nil {
		return nil, err
	}
	file, err := rosterfile.Read(in, month)
	if err != nil {
		return nil, err
	}
	people, err := s.Employees.Find(ctx, listing.Node{})
	if err != nil {
		return nil, err
	}
	byNo, byName := map[string]*Employee{}, map[string]*Employee{}
	for _, p := range people {
		byNo[punchfile.PIN(p.Number)], byName[p.Name] = p, p
	}
	shifts, err := s.shiftBook(ctx)
	if err != nil {
		return nil, err
	}
	r := &RosterImport{Matrix: file.Matrix, Faults: file.Faults, Rows: len(file.Entries)}
	at := map[dayKey]int{}
	for _, e := range file.Entries {
		fault := func(key, found string) {
			r.Faults = append(r.Faults, rosterfile.Fault{Line: e.Line, Key: key, Found: found})
		}
		p := byNo[punchfile.PIN(e.No)]
		if p == nil && e.No == "" {
			p = byName[e.Name]
		}
		switch {
		case p == nil:
			fault("employee", strings.TrimSpace(e.No+" "+e.Name))
			continue
		case e.Date < p.HiredOn || !p.LeftOn.IsZero() && e.Date > p.LeftOn:
			fault("left", p.Name+" "+e.Date.String())
			continue
		}
		codes, unknown := splitCodes(e.Code, func(code string) bool { return shifts.on(code, e.Date) != nil })
		if unknown != "" {
			fault("shift", unknown)
			continue
		}
		key := dayKey{p.ID, e.Date}
		if i, twice := at[key]; twice {
			if e.Code == "" || len(r.Cells[i].Codes) == 0 || r.Cells[i].Codes[len(r.Cells[i].Codes)-1] == e.Code {
				fault("twice", e.Date.String())
				continue
			}
			r.Cells[i].Codes = append(r.Cells[i].Codes, codes...) // a second shift of the day
			continue
		}
		at[key] = len(r.Cells)
		c := Cell{EmployeeID: p.ID, On: e.Date, Rest: e.Rest, Note: e.Note}
		c.Codes = codes
		r.Cells = append(r.Cells, c)
	}
	return r, nil
}

// splitCodes reads D or D+L; unknown is the first code that is no shift.
func splitCodes(text string, known func(string) bool) (codes []string, unknown string) {
	if text == "" {
		return nil, ""
	}
	if known(text) {
		return []string{text}, ""
	}
	for _, c := range strings.FieldsFunc(text, func(r rune) bool { return r == '+' || r == '/' || r == '、' }) {
		if c = strings.TrimSpace(c); !known(c) {
			return nil, c
		}
		codes = append(codes, c)
	}
	return codes, ""
}
