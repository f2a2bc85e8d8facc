package workbench

import (
	"testing"

	"kontor/app/calendar"
)

// WB-09: a schedule entry is typed in one line.
func TestQuickToDo(t *testing.T) {
	today := calendar.Must("2026-03-18") // a Wednesday
	for _, c := range []struct {
		line, title, on string
		minute          int64 // -1 = any time
	}{
		{"明天 10 点 回访 恒拓", "回访 恒拓", "2026-03-19", 600},
		{"回访 恒拓", "回访 恒拓", "2026-03-18", -1},
		{"周五 下午3点半 样机测试", "样机测试", "2026-03-20", 930},
		{"fri 14:30 call Anna", "call Anna", "2026-03-20", 870},
		{"0320 寄样册", "寄样册", "2026-03-20", -1},
		{"3 台样机报价", "3 台样机报价", "2026-03-18", -1},
		{"明天", "明天", "2026-03-18", -1},
	} {
		q := ReadQuick(c.line, today)
		got := int64(-1)
		if q.Minute != nil {
			got = *q.Minute
		}
		if q.Title != c.title || q.On.String() != c.on || got != c.minute {
			t.Errorf("%q is read as %q on %s at %d", c.line, q.Title, q.On, got)
		}
	}
}
