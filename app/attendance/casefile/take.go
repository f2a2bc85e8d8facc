package casefile

import (
	"regexp"
	"strconv"
	"time"

	"kontor/app"
	"kontor/app/attendance/rules"
	"kontor/app/calendar"
)

// reader takes typed values out of the tree; the first fault ends it.
type reader struct{ err *app.Error }

// obj is one object of the file with its place.
type obj struct {
	r    *reader
	n    *node
	path string
}

func (r *reader) fail(n *node, path, key string, pairs ...any) {
	if r.err != nil {
		return
	}
	all := append([]any{"line", strconv.Itoa(n.line), "field", path, "found", shown(n)}, pairs...)
	r.err = app.E(app.Invalid, "attendance.case."+key, all...).At(path)
}

// shown is the value as a message quotes it.
func shown(n *node) string {
	if n.kind == isObject || n.kind == isArray || n.kind == isNull {
		return kindName(n.kind)
	}
	if t := []rune(n.text); len(t) > 60 {
		return string(t[:60]) + "…"
	}
	return n.text
}

// kindName is the key of the word for a kind of value, marked for translation.
func kindName(k kind) string { return "@attendance.case.kind." + string(k) }

// object opens n, which may only have the given keys.
func (r *reader) object(n *node, path string, keys ...string) obj {
	o := obj{r, n, path}
	if r.err != nil {
		return o
	}
	if n.kind != isObject {
		r.fail(n, path, "type", "want", kindName(isObject))
		return o
	}
	for _, k := range n.keys {
		known := false
		for _, have := range keys {
			known = known || k == have
		}
		if !known {
			r.fail(n.named[k], below(path, k), "unknown")
		}
	}
	return o
}

// has gives the value of a key, unless it is missing or null.
func (o obj) has(key string) (*node, bool) {
	if o.r.err != nil || o.n.kind != isObject {
		return nil, false
	}
	n := o.n.named[key]
	if n == nil || n.kind == isNull {
		return nil, false
	}
	return n, true
}

func (o obj) missing(key string) {
	o.r.fail(o.n, below(o.path, key), "missing")
}

// list walks an array; a missing one is empty.
func (o obj) list(key string, each func(n *node, path string)) {
	n, ok := o.has(key)
	if !ok {
		return
	}
	path := below(o.path, key)
	if n.kind != isArray {
		o.r.fail(n, path, "type", "want", kindName(isArray))
		return
	}
	for i, item := range n.items {
		if o.r.err != nil {
			return
		}
		each(item, path+"["+strconv.Itoa(i)+"]")
	}
}

// text reads a text; must says that it may not be missing or empty.
func (o obj) text(key string, must bool) string {
	n, ok := o.has(key)
	if !ok {
		if must && o.r.err == nil {
			o.missing(key)
		}
		return ""
	}
	if n.kind != isText {
		o.r.fail(n, below(o.path, key), "type", "want", kindName(isText))
		return ""
	}
	if must && n.text == "" {
		o.r.fail(n, below(o.path, key), "empty")
	}
	return n.text
}

// minutes reads a whole number from 0 to most; missing gives the default.
func (o obj) minutes(key string, def, most int) int {
	n, ok := o.has(key)
	if !ok {
		return def
	}
	path := below(o.path, key)
	if n.kind != isNumber {
		o.r.fail(n, path, "type", "want", kindName(isNumber))
		return def
	}
	v, err := strconv.Atoi(n.text)
	if err != nil || v < 0 || v > most {
		o.r.fail(n, path, "number", "most", strconv.Itoa(most))
		return def
	}
	return v
}

// signed reads a whole number from −most to most.
func (o obj) signed(key string, most int) int {
	n, ok := o.has(key)
	if !ok {
		o.missing(key)
		return 0
	}
	v, err := strconv.Atoi(n.text)
	if n.kind != isNumber || err != nil || v < -most || v > most {
		o.r.fail(n, below(o.path, key), "number", "most", strconv.Itoa(most))
	}
	return v
}

func (o obj) flag(key string, def bool) bool {
	n, ok := o.has(key)
	if !ok {
		return def
	}
	if n.kind != isBool {
		o.r.fail(n, below(o.path, key), "type", "want", kindName(isBool))
	}
	return n.text == "true"
}

// choice reads one of several words.
func (o obj) choice(key, def string, words ...string) string {
	v := o.text(key, false)
	if v == "" {
		return def
	}
	list := ""
	for _, w := range words {
		if v == w {
			return v
		}
		list += " | " + w
	}
	o.r.fail(o.n.named[key], below(o.path, key), "choice", "choices", list[3:])
	return def
}

// date reads YYYY-MM-DD; without must it may be missing or empty.
func (o obj) date(key string, must bool) calendar.Date {
	s := o.text(key, must)
	if s == "" {
		return 0
	}
	d, err := calendar.Parse(s)
	if err != nil || d < calendar.Of(1900, 1, 1) || d > calendar.Of(2200, 12, 31) {
		o.r.fail(o.n.named[key], below(o.path, key), "date")
	}
	return d
}

var clockForm = regexp.MustCompile(`^(\d{1,2}):([0-5]\d)$`)

// clock reads hh:mm up to 47:59, minutes from midnight of the shift's date.
func (o obj) clock(key string) int {
	s := o.text(key, true)
	m := clockForm.FindStringSubmatch(s)
	if m == nil {
		if o.r.err == nil {
			o.r.fail(o.n.named[key], below(o.path, key), "clock")
		}
		return 0
	}
	h, _ := strconv.Atoi(m[1])
	mi, _ := strconv.Atoi(m[2])
	if h > 47 {
		o.r.fail(o.n.named[key], below(o.path, key), "clock")
	}
	return h*60 + mi
}

// instant reads YYYY-MM-DD hh:mm with optional seconds; 24:00 is the end of a day.
func (o obj) instant(key string) (rules.Minute, int) {
	s := o.text(key, true)
	if o.r.err != nil {
		return 0, 0
	}
	if m, sec, ok := parseInstant(s); ok {
		return m, sec
	}
	o.r.fail(o.n.named[key], below(o.path, key), "instant")
	return 0, 0
}

func parseInstant(s string) (rules.Minute, int, bool) {
	if len(s) > 10 && s[10] == 'T' {
		s = s[:10] + " " + s[11:]
	}
	if len(s) == 16 && s[11:] == "24:00" {
		d, err := calendar.Parse(s[:10])
		return rules.At(d+1, 0), 0, err == nil && !d.IsZero()
	}
	for _, form := range []string{"2006-01-02 15:04", "2006-01-02 15:04:05"} {
		if len(s) != len(form) {
			continue
		}
		t, err := time.Parse(form, s)
		if err == nil && t.Year() >= 1900 && t.Year() <= 2200 {
			return rules.At(calendar.Of(t.Date()), t.Hour()*60+t.Minute()), t.Second(), true
		}
	}
	return 0, 0, false
}

// span reads from and to of an interval; it must not be empty nor longer than a year and a day.
func (o obj) span() rules.Span {
	from, _ := o.instant("from")
	to, _ := o.instant("to")
	if o.r.err == nil && (to <= from || to-from > 367*1440) {
		o.r.fail(o.n.named["to"], below(o.path, "to"), "order")
	}
	return rules.Span{From: from, To: to}
}
