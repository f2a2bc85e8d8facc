package attendance

import (
	"context"
	"strconv"
	"strings"
	"time"

	"kontor/app/attendance"
	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/app/listing"
	"kontor/ui/kit"
	"kontor/ui/tr"
)

func itoa(n int) string { return strconv.Itoa(n) }

// dash stands for nothing in lists.
const dash = "—"

func orDash(n int) string {
	if n == 0 {
		return dash
	}
	return itoa(n)
}

func daysOrDash(d rules.Days100) string {
	if d == 0 {
		return dash
	}
	return attendance.DaysText(d)
}

func hoursOrDash(minutes int) string {
	if minutes == 0 {
		return dash
	}
	return attendance.Hours(minutes)
}

// tongue is the reader's language.
func (p *page) tongue() *tr.Tongue { return tr.In(p.host.Lang()) }

// monthText is 2026 年 3 月, or Mar 2026.
func (p *page) monthText(d calendar.Date) string { return p.tongue().Month(d) }

// shortMonth is 3 月, or Mar.
func (p *page) shortMonth(d calendar.Date) string {
	if p.host.Lang() == "zh" {
		_, m, _ := d.Parts()
		return itoa(int(m)) + " 月"
	}
	return d.Time().Format("Jan")
}

// dayText is 3 月 12 日 周四.
func (p *page) dayText(d calendar.Date) string { return p.tongue().Heading(d) }

// clock is hh:mm of an instant.
func (p *page) clock(ms int64) string { return time.UnixMilli(ms).In(p.host.Zone()).Format("15:04") }

// moment is 3-18 14:30.
func (p *page) moment(ms int64) string {
	if ms == 0 {
		return dash
	}
	t := time.UnixMilli(ms).In(p.host.Zone())
	return strconv.Itoa(int(t.Month())) + "-" + strconv.Itoa(t.Day()) + t.Format(" 15:04")
}

// fullMoment is 2026-03-18 14:30.
func (p *page) fullMoment(ms int64) string {
	if ms == 0 {
		return dash
	}
	return time.UnixMilli(ms).In(p.host.Zone()).Format("2006-01-02 15:04")
}

// dateOf is the business date of an instant.
func (p *page) dateOf(ms int64) calendar.Date {
	return calendar.On(time.UnixMilli(ms), p.host.Zone())
}

// initials are the first letters of a pinyin sort key: "chen siyuan" → csy.
func initials(pinyin string) string {
	var b strings.Builder
	for _, w := range strings.Fields(strings.ToLower(pinyin)) {
		b.WriteByte(w[0])
	}
	return b.String()
}

// fits tells whether a person is meant by what was typed: part of the name, the number,
// the pinyin or its initials.
func fits(name, number, pinyin, typed string) bool {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if typed == "" {
		return true
	}
	plain := strings.ReplaceAll(strings.ToLower(pinyin), " ", "")
	return strings.Contains(strings.ToLower(name), typed) || strings.Contains(number, typed) ||
		strings.HasPrefix(initials(pinyin), typed) || strings.HasPrefix(plain, typed)
}

// markTint is the colour of a mark.
func markTint(k attendance.MarkKind) *kit.Tint {
	switch k {
	case attendance.MarkLate, attendance.MarkEarly:
		return &kit.Amber
	case attendance.MarkMissing:
		return &kit.Purple
	case attendance.MarkAbsent:
		return &kit.Solid
	case attendance.MarkLeave:
		return &kit.Blue
	case attendance.MarkTrip:
		return &kit.Petrol
	case attendance.MarkOvertime:
		return &kit.Green
	case attendance.MarkWaiting:
		return &kit.Gray
	}
	return nil
}

// clockField is a field for a time of a shift: 900, 09:00, 31:00, 07:00+1.
func clockField(h kit.Host, name string) *kit.Field {
	f := kit.NewField(name)
	f.Read = func(text string) (shown, preview, err string) {
		if strings.TrimSpace(text) == "" {
			return "", "", ""
		}
		m, ok := attendance.ParseClock(text)
		if !ok {
			return text, "", h.T("attendance.bad_clock")
		}
		return attendance.ClockText(m), "", ""
	}
	return f
}

// minuteOf reads a clock field.
func minuteOf(f *kit.Field) (int, bool) {
	f.Commit()
	return attendance.ParseClock(f.Text())
}

// numberField is a field for a whole number of minutes.
func numberField(h kit.Host, name string) *kit.Field {
	f := kit.NewField(name)
	f.AlignRight = true
	f.Check = func(text string) string {
		if n, err := strconv.Atoi(strings.TrimSpace(text)); text != "" && (err != nil || n < 0 || n > 2880) {
			return h.T("attendance.bad_number")
		}
		return ""
	}
	return f
}

func numberOf(f *kit.Field) int64 {
	n, _ := strconv.ParseInt(strings.TrimSpace(f.Text()), 10, 64)
	return n
}

// exportList writes a list as it is shown to a file.
func (p *page) exportList(q listing.Query, view string) {
	p.host.SaveFile(kit.FileRequest{Title: p.t("attendance.export"), Name: view + ".xlsx", Exts: []string{"xlsx", "csv"}, Kinds: "Excel, CSV", Confirm: true}, func(path string) {
		p.run(func(ctx context.Context) error { return p.d.Export(ctx, q, view, path) }, func() { p.host.Toast(p.t("records.exported", "file", path), nil) })
	})
}
