package attendance

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"sort"

	"kontor/app"
	"kontor/app/attendance/punchfile"
	"kontor/app/attendance/rules"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
)

// rulePunch keeps punches as they came: only commands of this package write them.
func rulePunch(ctx context.Context, _, _ *Punch) error {
	if commanded(ctx) {
		return nil
	}
	return app.E(app.Conflict, "attendance.punch.fixed")
}

// PunchFile is a file of punches to read.
type PunchFile struct {
	Name   string
	Data   []byte
	Rows   punchfile.RowReader // of a workbook, instead of Data
	Hash   string              // of a workbook; else it is made from Data
	Device int64               // the clock, when the file names none; 0 = as the file says
	Month  calendar.Date       // of a card matrix that names none
	// ReadUntil is up to when the clock was read completely (ms); 0 = to six in the
	// morning after the last punch, but not beyond now.
	ReadUntil int64
}

// PunchReport is what a file holds and what importing it does.
type PunchReport struct {
	Format      punchfile.Format
	Encoding    string
	Read        int
	New         int
	Known       int
	Unknown     []PINCount
	Implausible []Implausible
	Devices     []DeviceRange
	Faults      []punchfile.Fault
	MoreFaults  int
	People      int
	Before      *Import // the same file was read before
	ImportID    int64
	Written     bool
}

// PINCount is a number that belongs to nobody yet.
type PINCount struct {
	PIN, Name string
	Count     int
}

// Implausible is a stretch of punches whose dates cannot be right: a clock that lost its
// time. An offset for the device and the stretch sets them right.
type Implausible struct {
	Device      int64
	Number      string
	Count       int
	First, Last int64
}

// DeviceRange is what a file holds of one clock.
type DeviceRange struct {
	ID          int64
	Number      string
	Name        string
	Fresh       bool // not known yet; importing makes it
	Count       int
	First, Last int64
}

// plausible tells whether a punch can be real: not in the future, not more than five
// years back.
func (s *Service) plausible(ms int64) bool {
	now := s.g.Clock.Now()
	return ms <= now.AddDate(0, 0, 1).UnixMilli() && ms >= now.AddDate(-5, 0, 0).UnixMilli()
}

// PreviewPunches reads a file and tells what importing it would do.
func (s *Service) PreviewPunches(ctx context.Context, f PunchFile) (*PunchReport, error) {
	r, _, err := s.readPunches(ctx, f)
	return r, err
}

// ImportPunches reads a file and writes what is new. Reading a file twice adds nothing.
// The days of the people concerned are computed again. ATT-07
func (s *Service) ImportPunches(ctx context.Context, f PunchFile) (*PunchReport, error) {
	r, list, err := s.readPunches(ctx, f)
	if err != nil {
		return nil, err
	}
	ctx = audit.Why(ctx, audit.Reason{Kind: "import", Text: f.Name})
	err = s.Gather(ctx, func(ctx context.Context) error {
		return s.g.Tx.InTx(ctx, func(ctx context.Context) error { return s.writePunches(command(ctx), f, r, list) })
	})
	if err != nil {
		return nil, err
	}
	r.Written = true
	return r, nil
}

// readPunches parses a file and compares it with what is there.
func (s *Service) readPunches(ctx context.Context, f PunchFile) (*PunchReport, []*Punch, error) {
	if _, err := identity.Need(ctx, identity.May(Punches, identity.Import)); err != nil {
		return nil, nil, err
	}
	res, hash, err := parseFile(f)
	if err != nil {
		return nil, nil, err
	}
	r := &PunchReport{Format: res.Format, Encoding: res.Encoding, Read: len(res.Readings) + len(res.Faults) + res.More, Faults: res.Faults, MoreFaults: res.More}
	if r.Before, err = s.sameFile(ctx, hash); err != nil {
		return nil, nil, err
	}
	res.Readings, err = s.nameless(ctx, res.Readings)
	if err != nil {
		return nil, nil, err
	}
	devices, err := s.devicesOf(ctx, f, res.Readings)
	if err != nil {
		return nil, nil, err
	}
	list := s.punchesOf(devices, res.Readings)
	if err := s.compare(ctx, r, devices, list); err != nil {
		return nil, nil, err
	}
	return r, list, nil
}

func parseFile(f PunchFile) (*punchfile.Result, string, error) {
	h := punchfile.Hints{}
	if !f.Month.IsZero() {
		y, m, _ := f.Month.Parts()
		h.Year, h.Month = y, int(m)
	}
	if f.Rows != nil {
		res, err := punchfile.ParseRows(f.Rows, h)
		return res, f.Hash, err
	}
	sum := sha256.Sum256(f.Data)
	res, err := punchfile.Parse(f.Name, f.Data, h)
	return res, hex.EncodeToString(sum[:]), err
}

func (s *Service) sameFile(ctx context.Context, hash string) (*Import, error) {
	if hash == "" {
		return nil, nil
	}
	i, err := s.Imports.First(identity.System(ctx, "punches"), listing.Is("hash", listing.Eq, hash), listing.Sort{Key: "id", Desc: true})
	if app.KindOf(err) == app.NotFound {
		return nil, nil
	}
	return i, err
}

// nameless gives readings that only have a name the number of the one employee of that name.
func (s *Service) nameless(ctx context.Context, list []punchfile.Reading) ([]punchfile.Reading, error) {
	need := false
	for _, x := range list {
		need = need || x.PIN == ""
	}
	if !need {
		return list, nil
	}
	people, err := s.Employees.Find(identity.System(ctx, "punches"), listing.Node{})
	if err != nil {
		return nil, err
	}
	byName := map[string][]*Employee{}
	for _, p := range people {
		byName[p.Name] = append(byName[p.Name], p)
	}
	for i := range list {
		x := &list[i]
		if x.PIN != "" {
			continue
		}
		if same := byName[x.Name]; len(same) == 1 {
			x.PIN = punchfile.PIN(same[0].Number)
			if same[0].PIN != "" {
				x.PIN = same[0].PIN
			}
		} else {
			x.PIN = x.Name // nobody, or two of the same name: shown as unknown
		}
	}
	return list, nil
}

// deviceOf is one clock of a file.
type deviceOf struct {
	*Device
	fresh bool
}

// devicesOf finds the clocks that a file names, by number or serial.
func (s *Service) devicesOf(ctx context.Context, f PunchFile, list []punchfile.Reading) (map[string]*deviceOf, error) {
	all, err := s.Devices.Find(identity.System(ctx, "punches"), listing.Node{})
	if err != nil {
		return nil, err
	}
	out := map[string]*deviceOf{}
	for _, x := range list {
		if out[x.Device] != nil {
			continue
		}
		for _, d := range all {
			if f.Device != 0 && d.ID == f.Device || f.Device == 0 && x.Device != "" && (punchfile.PIN(d.Number) == punchfile.PIN(x.Device) || d.Serial == x.Device || d.Name == x.Device) {
				out[x.Device] = &deviceOf{Device: d}
				break
			}
		}
		if out[x.Device] == nil && x.Device == "" && len(all) == 1 {
			out[x.Device] = &deviceOf{Device: all[0]}
		}
		if out[x.Device] == nil {
			number := x.Device
			if number == "" {
				number = "1"
			}
			fresh := &Device{Number: number, Name: number}
			fresh.ID = -int64(len(out) + 1) // until importing makes it
			out[x.Device] = &deviceOf{Device: fresh, fresh: true}
		}
	}
	return out, nil
}

// punchesOf makes records of readings.
func (s *Service) punchesOf(devices map[string]*deviceOf, list []punchfile.Reading) []*Punch {
	now := s.now()
	out := make([]*Punch, len(list))
	for i, x := range list {
		d := devices[x.Device]
		at := instant(rules.At(x.Date, x.Minute()), d.zone(s.zone())) + int64(x.Second%60)*1000
		p := &Punch{PIN: x.PIN, At: at, Status: int64(x.Status), Verify: int64(x.Verify), Source: FromFile, Line: int64(x.Line), DeviceID: d.ID, Note: ""}
		p.CreatedAt, p.UpdatedAt = now, now
		p.CountedAt = d.right(at)
		if !s.plausible(p.CountedAt) {
			p.Ignored = "implausible"
		}
		out[i] = p
	}
	return out
}

// compare fills the report: what is new, known, unknown, implausible, and the range of
// each clock.
func (s *Service) compare(ctx context.Context, r *PunchReport, devices map[string]*deviceOf, list []*Punch) error {
	who, err := s.pinBook(ctx)
	if err != nil {
		return err
	}
	byDevice := map[*deviceOf][]*Punch{}
	var order []*deviceOf
	for _, d := range devices {
		order = append(order, d)
	}
	sort.Slice(order, func(i, j int) bool { return order[i].Number < order[j].Number })
	index := map[int64]*deviceOf{}
	for _, d := range order {
		index[d.ID] = d
	}
	for _, p := range list {
		d := index[p.DeviceID]
		byDevice[d] = append(byDevice[d], p)
	}
	unknown := map[string]*PINCount{}
	people := map[int64]bool{}
	for _, d := range order {
		if err := s.compareDevice(ctx, r, d, byDevice[d], func(p *Punch) {
			if id := who.owner(p.PIN, p.CountedAt); id != 0 {
				p.EmployeeID = id
				people[id] = true
				return
			}
			if unknown[p.PIN] == nil {
				unknown[p.PIN] = &PINCount{PIN: p.PIN}
			}
			unknown[p.PIN].Count++
		}); err != nil {
			return err
		}
	}
	for _, u := range unknown {
		r.Unknown = append(r.Unknown, *u)
	}
	sort.Slice(r.Unknown, func(i, j int) bool { return r.Unknown[i].PIN < r.Unknown[j].PIN })
	r.People = len(people)
	return nil
}

func (s *Service) compareDevice(ctx context.Context, r *PunchReport, d *deviceOf, list []*Punch, own func(*Punch)) error {
	if len(list) == 0 {
		return nil
	}
	dr := DeviceRange{ID: d.ID, Number: d.Number, Name: d.Name, Fresh: d.fresh}
	odd := Implausible{Device: d.ID, Number: d.Number}
	first, last := list[0].At, list[0].At
	for _, p := range list {
		first, last = min(first, p.At), max(last, p.At)
	}
	known := map[PunchKey]bool{}
	if d.ID > 0 {
		var err error
		if known, err = s.p.Store.KnownPunches(ctx, d.ID, first, last); err != nil {
			return err
		}
	}
	for _, p := range list {
		own(p)
		key := PunchKey{p.PIN, p.At}
		if known[key] {
			r.Known++
		} else {
			r.New++
			known[key] = true
		}
		if p.Ignored != "" {
			odd.take(p.At)
			continue
		}
		dr.Count++
		if dr.First == 0 || p.At < dr.First {
			dr.First = p.At
		}
		dr.Last = max(dr.Last, p.At)
	}
	if odd.Count > 0 {
		r.Implausible = append(r.Implausible, odd)
	}
	r.Devices = append(r.Devices, dr)
	return nil
}

func (o *Implausible) take(at int64) {
	o.Count++
	if o.First == 0 || at < o.First {
		o.First = at
	}
	o.Last = max(o.Last, at)
}

// pinBook knows who had a number when.
type pinBook struct {
	badges  map[string][]*Badge
	numbers map[string]int64 // employee numbers, for people without a badge
}

func (s *Service) pinBook(ctx context.Context) (*pinBook, error) {
	sys := identity.System(ctx, "punches")
	b := &pinBook{map[string][]*Badge{}, map[string]int64{}}
	badges, err := s.Badges.Find(sys, listing.Is("kind", listing.Eq, string(PIN)))
	if err != nil {
		return nil, err
	}
	for _, x := range badges {
		b.badges[x.Number] = append(b.badges[x.Number], x)
	}
	people, err := s.Employees.Find(sys, listing.Node{})
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		if p.PIN == "" {
			b.numbers[punchfile.PIN(p.Number)] = p.ID
		}
	}
	return b, nil
}

// owner is the employee who had a number at an instant; 0 = nobody.
func (b *pinBook) owner(pin string, at int64) int64 {
	list := b.badges[pin]
	for _, x := range list {
		if at >= x.FromAt && (x.ToAt == 0 || at < x.ToAt) {
			return x.EmployeeID
		}
	}
	if len(list) > 0 {
		return 0
	}
	return b.numbers[pin]
}
