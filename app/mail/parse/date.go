package parse

import (
	"net/mail"
	"strings"
	"time"
)

// forms are dates met in mails besides those of RFC 5322.
var forms = []string{
	"Mon, 2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05", "2 Jan 2006 15:04 -0700",
	"Mon, 2 Jan 06 15:04:05 -0700", "Mon Jan 2 15:04:05 2006", "Mon Jan 2 15:04:05 -0700 2006", "Jan 2 2006 15:04:05 -0700",
	"Mon, Jan 2, 2006 15:04:05 -0700", "Monday, January 2, 2006 3:04 PM", "2006-01-02T15:04:05Z07:00", "2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05", "2006/01/02 15:04:05", "2006年1月2日 15:04:05", "2006年1月2日 15:04", "2006-1-2 15:4:5",
}

// zones are names that occur in place of an offset.
var zones = map[string]string{
	"GMT": "+0000", "UTC": "+0000", "UT": "+0000", "Z": "+0000", "CST": "+0800", "HKT": "+0800", "SGT": "+0800", "JST": "+0900",
	"KST": "+0900", "EST": "-0500", "EDT": "-0400", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
	"CET": "+0100", "CEST": "+0200", "BST": "+0100", "MSK": "+0300", "IST": "+0530",
}

// Date reads a date field; the zero time when it cannot be read or is absurd. CST is
// read as China's time: the program's mail comes from there more than from Chicago.
func Date(s string) time.Time {
	s = strings.TrimSpace(s)
	if i := strings.IndexByte(s, '('); i > 0 {
		s = strings.TrimSpace(s[:i])
	}
	if len(s) == 0 || len(s) > 80 {
		return time.Time{}
	}
	s = withOffset(strings.Join(strings.Fields(s), " "))
	if t, err := mail.ParseDate(s); err == nil {
		return sane(t)
	}
	for _, f := range forms {
		if t, err := time.Parse(f, s); err == nil {
			return sane(t)
		}
	}
	return time.Time{}
}

func sane(t time.Time) time.Time {
	if t.Year() < 1980 || t.Year() > 2200 {
		return time.Time{}
	}
	return t.UTC()
}

// withOffset writes a zone name or GMT+8 at the end as +0800.
func withOffset(s string) string {
	i := strings.LastIndexByte(s, ' ')
	if i < 0 {
		return s
	}
	zone := strings.ToUpper(s[i+1:])
	if off, ok := zones[zone]; ok {
		return s[:i+1] + off
	}
	zone = strings.TrimPrefix(strings.TrimPrefix(zone, "GMT"), "UTC")
	if len(zone) < 2 || zone[0] != '+' && zone[0] != '-' {
		return s
	}
	digits := strings.ReplaceAll(zone[1:], ":", "")
	switch len(digits) {
	case 1:
		digits = "0" + digits + "00"
	case 2:
		digits += "00"
	case 3:
		digits = "0" + digits
	}
	return s[:i+1] + zone[:1] + digits
}
