package attendance

import (
	"time"

	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/app/entity"
)

// Device is a time clock, or another place where punches come from.
type Device struct {
	entity.Head
	Number    string // as its files say
	Name      string
	Serial    string
	Place     string
	Zone      string // IANA; empty = the company's
	GroupID   int64  // the group it serves; 0 = everybody
	ReadUntil int64  // read completely up to here
	Retired   bool

	Offsets []DeviceOffset
}

// DeviceOffset sets a clock that ran wrong right for an interval; punches keep their raw time.
type DeviceOffset struct {
	entity.Head
	DeviceID     int64
	Pos          int64
	FromAt, ToAt int64 // raw time
	Minutes      int64 // added to the raw time
	Reason       string
}

// DescribeDevice gives a fresh description. ATT-07
func DescribeDevice() *entity.Desc[Device] {
	return entity.Describe(Devices, "name", func(d *Device, e *entity.Fields) {
		e.Open()
		e.Text("number", &d.Number).Must().Only().Found().Max(24).Also("机器号", "设备号")
		e.Text("name", &d.Name).Must().Found().Max(60).Also("打卡机", "名称")
		e.Text("serial", &d.Serial).Max(40).Also("序列号")
		e.Text("place", &d.Place).Max(100).Also("位置")
		e.Text("zone", &d.Zone).Max(60)
		e.Ref("group_id", Groups, &d.GroupID)
		e.Instant("read_until", &d.ReadUntil).Computed()
		e.Flag("retired", &d.Retired)
		entity.Lines(e, describeOffset(), "device_id", &d.Offsets)
	})
}

func describeOffset() *entity.Desc[DeviceOffset] {
	return entity.Describe("device_offset", "reason", func(o *DeviceOffset, e *entity.Fields) {
		e.Ref("device_id", Devices, &o.DeviceID)
		e.Int("pos", &o.Pos)
		e.Instant("from_at", &o.FromAt)
		e.Instant("to_at", &o.ToAt)
		e.Int("minutes", &o.Minutes)
		e.Text("reason", &o.Reason)
	})
}

// zone of the clock, or the company's.
func (d *Device) zone(company *time.Location) *time.Location {
	if d == nil || d.Zone == "" {
		return company
	}
	if z, err := time.LoadLocation(d.Zone); err == nil {
		return z
	}
	return company
}

// right gives the raw instant of a punch with the offset that held then.
func (d *Device) right(ms int64) int64 {
	if d == nil {
		return ms
	}
	for _, o := range d.Offsets {
		if ms >= o.FromAt && (o.ToAt == 0 || ms < o.ToAt) {
			return ms + o.Minutes*60_000
		}
	}
	return ms
}

// wall puts an instant on the axis of local wall time.
func wall(ms int64, zone *time.Location) (rules.Minute, int) {
	t := time.UnixMilli(ms).In(zone)
	return rules.At(calendar.Of(t.Date()), t.Hour()*60+t.Minute()), t.Second()
}

// instant is the opposite of wall.
func instant(m rules.Minute, zone *time.Location) int64 {
	return m.Date().At(m.OfDay(), zone).UnixMilli()
}

// Source of a punch.
type Source string

// The sources of punches.
const (
	FromFile   Source = "file"
	FromPush   Source = "push"
	FromManual Source = "manual" // 签卡, with the author as owner
	FromMobile Source = "mobile"
	FromDesk   Source = "desk" // the button of this program
)

// Punch is one reading of a clock. It is never edited or deleted; linking an unknown
// number to an employee and ignoring with a reason are all that happens to it.
type Punch struct {
	entity.Head
	EmployeeID int64
	DeviceID   int64
	PIN        string
	At         int64 // raw instant, as the clock had it
	CountedAt  int64 // the instant with the clock's offset: what results are made of
	Status     int64 // as the clock numbers it; -1 = unsaid
	Verify     int64 // likewise
	Source     Source
	Line       int64 // of the file
	Ignored    string
	Note       string // reason of a manual punch
}

// DescribePunch gives a fresh description. ATT-07, ATT-15
func DescribePunch() *entity.Desc[Punch] {
	return entity.Describe(Punches, "pin", func(p *Punch, e *entity.Fields) {
		e.Ref("employee_id", Employees, &p.EmployeeID).Found().Computed()
		e.Ref("device_id", Devices, &p.DeviceID).Computed()
		e.Text("pin", &p.PIN).Computed().Max(24)
		e.Instant("punched_at", &p.At).Computed()
		e.Instant("counted_at", &p.CountedAt).Computed().Unlisted()
		e.Int("status", &p.Status).Computed().Else(entity.Num(-1))
		e.Int("verify", &p.Verify).Computed().Else(entity.Num(-1))
		entity.Choice(e, "source", &p.Source, FromFile, FromPush, FromManual, FromMobile, FromDesk).Computed().Else(entity.Str(string(FromFile)))
		e.Int("line", &p.Line).Computed().Unlisted()
		e.Text("ignored", &p.Ignored).Computed()
		e.Text("note", &p.Note).Computed()
		e.Follows("employee_id")
	})
}

// Import is one file of punches that was read.
type Import struct {
	entity.Head
	Name        string
	Hash        string
	Format      string
	DeviceID    int64
	Read        int64
	Fresh       int64
	Known       int64
	Unknown     int64
	Implausible int64
	Faults      int64
	FromOn      calendar.Date
	ToOn        calendar.Date
}

// DescribeImport gives a fresh description.
func DescribeImport() *entity.Desc[Import] {
	return entity.Describe(Imports, "name", func(i *Import, e *entity.Fields) {
		e.Text("name", &i.Name).Computed().Found().Max(200)
		e.Text("hash", &i.Hash).Computed().Unlisted().Max(64)
		e.Text("format", &i.Format).Computed().Max(20)
		e.Ref("device_id", Devices, &i.DeviceID).Computed()
		e.Int("read_rows", &i.Read).Computed()
		e.Int("new_rows", &i.Fresh).Computed()
		e.Int("known_rows", &i.Known).Computed()
		e.Int("unknown_rows", &i.Unknown).Computed()
		e.Int("implausible_rows", &i.Implausible).Computed()
		e.Int("fault_rows", &i.Faults).Computed()
		e.Date("from_on", &i.FromOn).Computed()
		e.Date("to_on", &i.ToOn).Computed()
	})
}
