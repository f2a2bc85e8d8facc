package calendar

import "testing"

func TestParseShort(t *testing.T) {
	today := Must("2026-03-18") // a Wednesday
	cases := []struct {
		in      string
		purpose Purpose
		want    string
	}{
		{"", Ahead, ""},
		{"今", Ahead, "2026-03-18"},
		{"明天", Ahead, "2026-03-19"},
		{"昨", Past, "2026-03-17"},
		{"Tomorrow", Ahead, "2026-03-19"},
		{"+1", Ahead, "2026-03-19"},
		{"＋１", Ahead, "2026-03-19"},
		{"-3", Past, "2026-03-15"},
		{"−3", Past, "2026-03-15"},
		{"+2w", Ahead, "2026-04-01"},
		{"+1月", Ahead, "2026-04-18"},
		{"+1个月", Ahead, "2026-04-18"},
		{"+1y", Ahead, "2027-03-18"},
		{"周五", Ahead, "2026-03-20"},
		{"周三", Ahead, "2026-03-18"},
		{"周二", Ahead, "2026-03-24"},
		{"周日", Ahead, "2026-03-22"},
		{"星期天", Ahead, "2026-03-22"},
		{"fri", Ahead, "2026-03-20"},
		{"Friday", Ahead, "2026-03-20"},
		{"下周五", Ahead, "2026-03-27"},
		{"上周五", Past, "2026-03-13"},
		{"周五", Past, "2026-03-13"},
		{"周三", Past, "2026-03-18"},
		{"0318", Ahead, "2026-03-18"},
		{"0318", Past, "2026-03-18"},
		{"0319", Past, "2025-03-19"},
		{"0401", Ahead, "2026-04-01"},
		{"0112", Ahead, "2027-01-12"}, // 300 days ahead
		{"0113", Ahead, "2026-01-13"}, // 301 days ahead: the past one is nearer the intention
		{"0317", Ahead, "2026-03-17"}, // 364 days ahead
		{"318", Ahead, "2026-03-18"},
		{"3-20", Ahead, "2026-03-20"},
		{"3/20", Ahead, "2026-03-20"},
		{"3月20日", Ahead, "2026-03-20"},
		{"20", Ahead, "2026-03-20"},
		{"5", Ahead, "2026-04-05"},
		{"5", Past, "2026-03-05"},
		{"31", Past, "2026-01-31"},
		{"0229", Past, "2024-02-29"},
		{"0229", Ahead, "2024-02-29"},
		{"2026-3-8", Ahead, "2026-03-08"},
		{"2026/03/08", Past, "2026-03-08"},
		{"2026.3.8", Past, "2026-03-08"},
		{"2026年3月8日", Past, "2026-03-08"},
		{"20260308", Past, "2026-03-08"},
		{"260308", Past, "2026-03-08"},
		{"26-3-8", Past, "2026-03-08"},
		{"850711", Past, "1985-07-11"},
	}
	for _, c := range cases {
		got, err := ParseShort(c.in, today, c.purpose)
		if err != nil || got.String() != c.want {
			t.Errorf("%q (purpose %d): %s %v, want %s", c.in, c.purpose, got, err, c.want)
		}
	}
	for _, bad := range []string{"abc", "0230", "2026-02-30", "1332", "周八", "+", "+x", "2026-13-01", "99999999", "1-2-3-4", "-", "2026-03", "+9999999", "32"} {
		if d, err := ParseShort(bad, today, Ahead); err == nil {
			t.Errorf("%q was read as %s", bad, d)
		}
	}
}

func FuzzParseShort(f *testing.F) {
	for _, s := range []string{"今", "+1", "周五", "0318", "2026-3-8", "下周一", "+2w", "31", "－３", "3月", "年月日", "٣"} {
		f.Add(s, 740000, true)
	}
	f.Fuzz(func(t *testing.T, s string, today int, ahead bool) {
		if today < 1000 || today > 3_000_000 {
			return
		}
		purpose := Past
		if ahead {
			purpose = Ahead
		}
		d, err := ParseShort(s, Date(today), purpose)
		if err != nil || d == 0 {
			return
		}
		if again, err := Parse(d.String()); err != nil || again != d {
			t.Errorf("%q gave %d, which does not come back from %q", s, d, d.String())
		}
	})
}
