package workbench

import (
	"regexp"
	"strconv"
	"strings"

	"kontor/app/calendar"
)

// Quick is a to-do typed in one line: "明天 10 点 回访 恒拓", "Fri 14:30 call Anna".
type Quick struct {
	Title  string
	On     calendar.Date
	Minute *int64 // of the day; nil = any time
}

var (
	clock      = regexp.MustCompile(`^([01]?\d|2[0-3])[:：]([0-5]\d)$`)
	chinese    = regexp.MustCompile(`^(上午|下午|晚上)?\s*([01]?\d|2[0-3])\s*点\s*(半|[0-5]?\d分?)?$`)
	chineseGap = regexp.MustCompile(`(上午|下午|晚上)?(\d{1,2})\s+点`)
)

// ReadQuick takes day and time off the front of a line; without a day it is for today.
func ReadQuick(line string, today calendar.Date) Quick {
	line = chineseGap.ReplaceAllString(strings.TrimSpace(line), "${1}${2}点")
	words := strings.Fields(line)
	q := Quick{On: today}
	day, hour := false, false
	for len(words) > 1 {
		w := words[0]
		if m, ok := minuteOf(w); ok && !hour {
			hour, q.Minute = true, &m
		} else if d, err := calendar.ParseShort(w, today, calendar.Ahead); err == nil && !d.IsZero() && !day && !onlyDigits(w) {
			day, q.On = true, d
		} else {
			break
		}
		words = words[1:]
	}
	q.Title = strings.Join(words, " ")
	return q
}

// onlyDigits keeps a plain number ("3 台样机") from being read as a day.
func onlyDigits(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil && len(s) < 4
}

func minuteOf(w string) (int64, bool) {
	if m := clock.FindStringSubmatch(w); m != nil {
		h, _ := strconv.ParseInt(m[1], 10, 64)
		min, _ := strconv.ParseInt(m[2], 10, 64)
		return h*60 + min, true
	}
	m := chinese.FindStringSubmatch(w)
	if m == nil {
		return 0, false
	}
	h, _ := strconv.ParseInt(m[2], 10, 64)
	if (m[1] == "下午" || m[1] == "晚上") && h < 12 {
		h += 12
	}
	min := int64(0)
	if m[3] == "半" {
		min = 30
	} else if t := strings.TrimSuffix(m[3], "分"); t != "" {
		min, _ = strconv.ParseInt(t, 10, 64)
	}
	return h*60 + min, true
}
