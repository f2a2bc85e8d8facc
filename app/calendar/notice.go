package calendar

import (
	"regexp"
	"sort"
	"strconv"
	"strings"

	"kontor/app"
)

var (
	noticeYear  = regexp.MustCompile(`(\d{4})年(?:部分)?节假日`)
	anyYear     = regexp.MustCompile(`(\d{4})年`)
	sectionHead = regexp.MustCompile(`^(?:[一二三四五六七八九十]+、|\d+[.、])?([^:0-9]{2,20}):`)
	dateRange   = regexp.MustCompile(`(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(\([^()]*\))?(?:(?:至|到|-|~|—)(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(\([^()]*\))?)?`)
	offDays     = regexp.MustCompile(`共(\d+)天|放假(\d+)天`)
	weekdayNote = regexp.MustCompile(`(?:周|星期)([一二三四五六日天])`)
	spaces      = regexp.MustCompile(`[ \t　]+`)
)

const maxNoticeBytes = 64 << 10

// ReadNotice reads the text of the yearly holiday notice as it is published
// ("2月15日（…）至23日（…）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。").
// year is taken when the text names none. Faults are sentences for the preview: a
// weekday that does not fit its date, a number of days that does not add up.
// Errors: calendar.notice.*.
func ReadNotice(text string, year int) ([]Day, []*app.Error) {
	if len(text) > maxNoticeBytes {
		return nil, []*app.Error{app.E(app.Invalid, "calendar.notice.long")}
	}
	text = spaces.ReplaceAllString(narrowNotice(text), "")
	if m := noticeYear.FindStringSubmatch(text); m != nil {
		year, _ = strconv.Atoi(m[1])
	} else if m := anyYear.FindStringSubmatch(text); m != nil && year == 0 {
		year, _ = strconv.Atoi(m[1])
	}
	if year < 2000 || year > 2100 {
		return nil, []*app.Error{app.E(app.Invalid, "calendar.notice.year")}
	}
	r := noticeReader{year: year, days: map[Date]Day{}}
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if m := sectionHead.FindStringSubmatch(line); m != nil {
			r.name, line = m[1], line[len(m[0]):]
		}
		for _, sentence := range strings.FieldsFunc(line, func(c rune) bool { return c == '。' || c == ';' }) {
			r.sentence(sentence)
		}
	}
	if len(r.days) == 0 {
		r.fault("calendar.notice.nothing")
	}
	return r.sorted(), r.faults
}

type noticeReader struct {
	year   int
	name   string
	days   map[Date]Day
	faults []*app.Error
}

func (r *noticeReader) fault(key string, pairs ...any) {
	r.faults = append(r.faults, app.E(app.Invalid, key, pairs...))
}

// sentence reads one sentence: a holiday, the days worked for it, both in the order of the
// words, or neither.
func (r *noticeReader) sentence(s string) {
	if strings.HasPrefix(s, "鼓励") {
		return
	}
	for s != "" {
		part := s
		off, work := strings.Index(s, "放假"), strings.Index(s, "上班")
		if off >= 0 && work >= 0 { // the dates stand before the word: each word ends a part
			part = s[:min(off, work)+len("放假")]
		}
		s = s[len(part):]
		if off >= 0 || work >= 0 {
			r.part(part, off < 0 || work >= 0 && work < off)
		}
	}
}

// part reads the dates of a holiday, or of days worked.
func (r *noticeReader) part(s string, work bool) {
	found := dateRange.FindAllStringSubmatch(s, -1)
	total := 0
	for _, m := range found {
		from, to, ok := r.span(m)
		if !ok {
			r.fault("calendar.notice.date", "found", m[0])
			continue
		}
		for d := from; d <= to; d++ {
			r.put(d, work)
			total++
		}
	}
	if m := offDays.FindStringSubmatch(s); m != nil && !work {
		said, _ := strconv.Atoi(m[1] + m[2])
		if said != total {
			r.fault("calendar.notice.count", "name", r.name, "said", said, "found", total)
		}
	}
}

// span makes the dates of one match and checks the weekdays given in brackets.
func (r *noticeReader) span(m []string) (from, to Date, ok bool) {
	from, ok = noticeDate(r.year, m[1], m[2], m[3])
	if !ok {
		return
	}
	r.weekday(from, m[4])
	to = from
	if m[7] == "" {
		return from, to, true
	}
	y, mo, _ := from.Parts()
	monthText := m[6]
	if monthText == "" {
		monthText = strconv.Itoa(int(mo))
	}
	to, ok = noticeDate(y, m[5], monthText, m[7])
	if !ok || to < from || to-from > 30 {
		return 0, 0, false
	}
	r.weekday(to, m[8])
	return from, to, true
}

func (r *noticeReader) weekday(d Date, note string) {
	m := weekdayNote.FindStringSubmatch(note)
	if m != nil && chineseWeekdays[m[1]] != isoWeekday(d) {
		r.fault("calendar.notice.weekday", "date", d.String(), "said", m[0])
	}
}

func noticeDate(year int, y, m, d string) (Date, bool) {
	if y != "" {
		year, _ = strconv.Atoi(y)
	}
	mo, _ := strconv.Atoi(m)
	day, _ := strconv.Atoi(d)
	return full(year, mo, day)
}

func (r *noticeReader) put(d Date, work bool) {
	source := "notice " + strconv.Itoa(r.year)
	if work {
		r.days[d] = Day{Date: d, Kind: Makeup, Name: r.name + "调休", Source: source}
		return
	}
	name, stat := StatutoryName(d)
	if !stat {
		name = r.name
	}
	r.days[d] = Day{Date: d, Kind: Holiday, Name: name, Statutory: stat, Source: source}
}

func (r *noticeReader) sorted() []Day {
	out := make([]Day, 0, len(r.days))
	for _, d := range r.days {
		out = append(out, d)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Date < out[j].Date })
	return out
}

// narrowNotice is narrow, but keeps the full stop that ends sentences.
func narrowNotice(s string) string {
	parts := strings.Split(s, "。")
	for i := range parts {
		parts[i] = narrow(parts[i])
	}
	return strings.Join(parts, "。")
}
