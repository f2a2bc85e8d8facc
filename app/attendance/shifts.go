package attendance

import (
	"context"
	"sort"
	"strings"

	"kontor/app"
	"kontor/app/attendance/rules"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

func prepareShift(_ context.Context, before, s *Shift) error {
	s.Code = strings.TrimSpace(s.Code)
	if s.Edition == 0 {
		s.Edition = 1
	}
	if before == nil && s.Current == "" {
		s.Current = s.Code
	}
	if s.Archived != entity.Live {
		return nil
	}
	if before != nil && s.Current != "" {
		s.Current = s.Code
	}
	return nil
}

// ruleShift refuses what cannot be computed, and changes of an edition that is in use.
func (s *Service) ruleShift(ctx context.Context, before, after *Shift) error {
	if err := after.check(); err != nil {
		return err
	}
	if restWord(after.Code) {
		return app.E(app.Invalid, "attendance.shift.code", "code", after.Code).At("code")
	}
	if before == nil || commanded(ctx) || !workTimeChanged(s.Shifts.Desc, before, after) {
		return nil
	}
	used, err := s.shiftUsed(ctx, before.ID)
	if err != nil {
		return err
	}
	if used {
		return app.E(app.Conflict, "attendance.shift.used", "code", before.Code)
	}
	return nil
}

func restWord(code string) bool {
	switch strings.ToLower(code) {
	case "休", "rest", "free", "off", "r", "-", "/", "年", "调", "假":
		return true
	}
	return false
}

// workTimeChanged tells whether anything that results depend on differs; name, colour
// and order do not count.
func workTimeChanged(d *entity.Desc[Shift], before, after *Shift) bool {
	for _, x := range d.Compare(before, after) {
		switch x.Key {
		case "name", "color", "pos", "current", "from_on", "archived", "owner_id", "unit_id":
		default:
			return true
		}
	}
	return before.Rules().PlannedMinutes() != after.Rules().PlannedMinutes() || before.Hours() != after.Hours() || len(before.Breaks) != len(after.Breaks) || !sameLines(before, after)
}

func sameLines(a, b *Shift) bool {
	if len(a.Segments) != len(b.Segments) || len(a.Breaks) != len(b.Breaks) {
		return false
	}
	for i := range a.Segments {
		x, y := a.Segments[i], b.Segments[i]
		if x.In != y.In || x.Out != y.Out || x.InFree != y.InFree || x.OutFree != y.OutFree || x.OpenBefore != y.OpenBefore || x.CloseAfter != y.CloseAfter {
			return false
		}
	}
	for i := range a.Breaks {
		if a.Breaks[i].From != b.Breaks[i].From || a.Breaks[i].To != b.Breaks[i].To {
			return false
		}
	}
	return true
}

// shiftUsed tells whether a roster or a group's week names an edition.
func (s *Service) shiftUsed(ctx context.Context, id int64) (bool, error) {
	sys := identity.System(ctx, "shifts")
	n, err := s.Rosters.Count(sys, listing.Is("shift_id", listing.Eq, idText(id)))
	if err != nil || n > 0 {
		return n > 0, err
	}
	shift, err := s.Shifts.Get(sys, id)
	if err != nil {
		return false, err
	}
	groups, err := s.Groups.Find(sys, listing.Node{})
	if err != nil {
		return false, err
	}
	for _, g := range groups {
		for _, code := range append(strings.Split(g.Week, ","), g.Makeup) {
			if code != "" && code == shift.Code {
				return true, nil
			}
		}
	}
	return false, nil
}

// ShiftChange changes a shift from a date on.
type ShiftChange struct {
	ID      int64
	Version int64
	From    calendar.Date // first date of the new edition
	Change  func(*Shift)
}

// ChangeShift changes a shift. One that nothing refers to yet is simply changed; else a
// new edition begins at From: rosters from then on move to it, and earlier days keep the
// edition they were computed with. Results from that date on are computed again.
func (s *Service) ChangeShift(ctx context.Context, c ShiftChange) (*Shift, error) {
	var out *Shift
	err := s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "shift"}), func(ctx context.Context) error {
		old, err := s.Shifts.Get(ctx, c.ID)
		if err != nil {
			return err
		}
		next := s.Shifts.Desc.Copy(old).(*Shift)
		c.Change(next)
		used, err := s.shiftUsed(ctx, c.ID)
		if err != nil {
			return err
		}
		if !used || !workTimeChanged(s.Shifts.Desc, old, next) {
			out, err = s.Shifts.Update(ctx, c.ID, c.Version, func(x *Shift) error { c.Change(x); return nil })
			return err
		}
		if c.From <= old.FromOn && !old.FromOn.IsZero() || c.From.IsZero() {
			return app.E(app.Invalid, "attendance.shift.from", "code", old.Code, "from", old.FromOn.String()).At("from_on")
		}
		if err := s.open(ctx, c.From); err != nil {
			return err
		}
		out, err = s.nextEdition(ctx, old, next, c)
		return err
	})
	return out, err
}

func (s *Service) nextEdition(ctx context.Context, old, next *Shift, c ShiftChange) (*Shift, error) {
	if _, err := s.Shifts.Update(command(ctx), old.ID, c.Version, func(x *Shift) error { x.Current = ""; return nil }); err != nil {
		return nil, err
	}
	fresh := s.Shifts.Desc.New()
	head := fresh.Head
	*fresh = *next
	fresh.Head = head
	fresh.Edition, fresh.FromOn, fresh.Current = old.Edition+1, c.From, next.Code
	for i := range fresh.Segments {
		fresh.Segments[i].Head = entity.Head{}
	}
	for i := range fresh.Breaks {
		fresh.Breaks[i].Head = entity.Head{}
	}
	if err := s.Shifts.Create(ctx, fresh); err != nil {
		return nil, err
	}
	later, err := s.Rosters.Find(identity.Elevated(ctx), listing.All(listing.Is("shift_id", listing.Eq, idText(old.ID)), listing.Is("on_date", listing.Ge, c.From.String())))
	if err != nil {
		return nil, err
	}
	for _, r := range later {
		if _, err := s.Rosters.Update(command(ctx), r.ID, 0, func(r *Roster) error { r.ShiftID = fresh.ID; return nil }); err != nil {
			return nil, err
		}
	}
	return fresh, s.markAll(ctx, c.From, Shifts)
}

// shiftBook finds shifts by edition and by code and date.
type shiftBook struct {
	byID   map[int64]*rules.Shift
	byCode map[string][]*Shift // oldest edition first
	names  map[int64]*Shift
}

func (s *Service) shiftBook(ctx context.Context) (*shiftBook, error) {
	all, err := s.Shifts.Find(identity.System(ctx, "shifts"), listing.Node{})
	if err != nil {
		return nil, err
	}
	b := &shiftBook{byID: map[int64]*rules.Shift{}, byCode: map[string][]*Shift{}, names: map[int64]*Shift{}}
	sort.Slice(all, func(i, j int) bool { return all[i].Edition < all[j].Edition })
	for _, x := range all {
		b.byID[x.ID], b.names[x.ID] = x.Rules(), x
		b.byCode[x.Code] = append(b.byCode[x.Code], x)
	}
	return b, nil
}

// on gives the edition of a code that is valid on a date; nil when there is none.
func (b *shiftBook) on(code string, d calendar.Date) *Shift {
	var out *Shift
	for _, x := range b.byCode[code] {
		if out == nil || x.FromOn <= d {
			out = x
		}
	}
	return out
}

// CurrentShifts lists the newest edition of every shift, in the order of the window.
func (s *Service) CurrentShifts(ctx context.Context) ([]*Shift, error) {
	return s.Shifts.Find(ctx, listing.Is("current", listing.Filled), listing.Sort{Key: "pos"}, listing.Sort{Key: "code"})
}

// ruleGroup refuses a week with unknown shifts.
func (s *Service) ruleGroup(ctx context.Context, before, g *Group) error {
	if before != nil && before.Week == g.Week && before.Makeup == g.Makeup {
		return nil
	}
	book, err := s.shiftBook(ctx)
	if err != nil {
		return err
	}
	week := strings.Split(g.Week, ",")
	if g.Week != "" && len(week) != 7 {
		return app.E(app.Invalid, "attendance.group.week").At("week")
	}
	for _, code := range append(week, g.Makeup) {
		if code != "" && len(book.byCode[code]) == 0 {
			return app.E(app.Invalid, "attendance.roster.code", "code", code).At("week")
		}
	}
	return nil
}

// week is the fixed week of a group.
func (g *Group) week() rules.Week {
	w := rules.Week{Holidays: g.Holidays, Makeup: g.Makeup}
	copy(w.Codes[:], strings.Split(g.Week, ","))
	if w.Makeup == "" {
		w.Makeup = w.Codes[0]
	}
	return w
}

// policy is what the group's people are measured by.
func (g *Group) policy() rules.Policy {
	p := rules.DefaultPolicy()
	if g == nil {
		return p
	}
	p.DedupeMinutes, p.OvertimeUnit, p.AgainMinutes, p.DayLimit = int(g.Dedupe), int(g.Unit), int(g.Again), int(g.DayLimit)
	if g.Mode != "" {
		p.Mode = rules.OvertimeMode(g.Mode)
	}
	return p
}

func (s *Service) groupSaved(ctx context.Context, e record.Saved[Group]) error {
	if e.Before == nil {
		return nil
	}
	people, err := s.Employees.Find(identity.System(ctx, "groups"), listing.Is("group_id", listing.Eq, idText(e.After.ID)))
	if err != nil {
		return err
	}
	for _, p := range people {
		if err := s.mark(ctx, p.ID, s.today().MonthStart(), s.today(), Groups); err != nil {
			return err
		}
	}
	return nil
}

// AllGroups lists the groups by name.
func (s *Service) AllGroups(ctx context.Context) ([]*Group, error) {
	return s.Groups.Find(ctx, listing.Node{}, listing.Sort{Key: "name"})
}

// SaveGroup makes (id 0) or changes a group.
func (s *Service) SaveGroup(ctx context.Context, id, version int64, set func(*Group)) error {
	if id == 0 {
		g := s.Groups.Desc.New()
		set(g)
		return s.Groups.Create(ctx, g)
	}
	_, err := s.Groups.Update(ctx, id, version, func(g *Group) error { set(g); return nil })
	return err
}
