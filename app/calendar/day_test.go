package calendar

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

// ATT-03: the notices of the years that ship add up with the law.
func TestBuiltinYearsAddUp(t *testing.T) {
	table := Builtin()
	for year, want := range map[int]struct{ work, stat int }{2024: {251, 11}, 2025: {248, 13}, 2026: {248, 13}} {
		c := table.CheckYear(year)
		if !c.OK() || c.Workdays != want.work || c.Statutory != want.stat {
			t.Errorf("%d: %+v, want %+v", year, c, want)
		}
	}
	if got, want := table.CheckYear(2026).Months, [12]int{21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23}; got != want {
		t.Errorf("working days per month of 2026: %v, want %v", got, want)
	}
	if c := table.CheckYear(2031); c.Known || c.OK() {
		t.Errorf("2031 has no notice, but %+v", c)
	}
}

func TestStatutoryDates(t *testing.T) {
	for year, want := range map[int]string{
		2024: "2024-01-01 2024-02-10 2024-02-11 2024-02-12 2024-04-04 2024-05-01 2024-06-10 2024-09-17 2024-10-01 2024-10-02 2024-10-03",
		2025: "2025-01-01 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-04-04 2025-05-01 2025-05-02 2025-05-31 2025-10-01 2025-10-02 2025-10-03 2025-10-06",
		2026: "2026-01-01 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-04-05 2026-05-01 2026-05-02 2026-06-19 2026-09-25 2026-10-01 2026-10-02 2026-10-03",
	} {
		var got []string
		for d := Of(year, 1, 1); d <= Of(year, 12, 31); d++ {
			if _, ok := StatutoryName(d); ok {
				got = append(got, d.String())
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%d: %v\nwant %s", year, got, want)
		}
	}
	if StatutoryCount(2024) != 11 || StatutoryCount(2025) != 13 {
		t.Error("11 days up to 2024, 13 from 2025")
	}
	if n := len(StatutoryDates(2031)); n != 12 { // Mid-Autumn falls on National Day
		t.Errorf("2031 has %d dates", n)
	}
	if n := len(StatutoryDates(2090)); n != 6 { // beyond the lunar table
		t.Errorf("2090 has %d fixed dates", n)
	}
}

func TestDay(t *testing.T) {
	table := Builtin()
	cases := []struct {
		date string
		kind DayKind
		stat bool
	}{
		{"2026-02-14", Makeup, false},
		{"2026-02-15", Holiday, false},
		{"2026-02-16", Holiday, true},
		{"2026-02-23", Holiday, false},
		{"2026-02-24", Workday, false},
		{"2026-02-28", Makeup, false},
		{"2026-03-01", Rest, false},
		{"2026-10-01", Holiday, true},
		{"2028-10-01", Holiday, true},
		{"2028-10-04", Workday, false},
		{"2028-01-26", Holiday, true},
		{"2028-01-29", Rest, false},
	}
	for _, c := range cases {
		if d := table.Day(Must(c.date)); d.Kind != c.kind || d.Statutory != c.stat {
			t.Errorf("%s: %+v", c.date, d)
		}
	}
	company := table.With([]Day{{Date: Must("2026-03-19"), Kind: Holiday, Name: "厂庆", Source: "company"}})
	if company.Day(Must("2026-03-19")).Kind != Holiday || table.Day(Must("2026-03-19")).Kind != Workday {
		t.Error("a layer must change its own table only")
	}
	plain := table.WithoutHolidays()
	if d := plain.Day(Must("2026-02-16")); d.Kind != Workday || !d.Statutory {
		t.Errorf("a group without holidays works on 16 February, at the statutory rate: %+v", d)
	}
	if d := plain.Day(Must("2026-02-14")); d.Kind != Rest {
		t.Errorf("a group without holidays rests on a make-up Saturday: %+v", d)
	}
	if got := table.AddWorkdays(Must("2026-02-13"), 2); got != Must("2026-02-24") {
		t.Errorf("two working days after 13 February 2026: %s", got)
	}
	if got := table.AddWorkdays(Must("2026-02-24"), -1); got != Must("2026-02-14") {
		t.Errorf("the working day before 24 February 2026: %s", got)
	}
}

const notice2026 = `国务院办公厅关于2026年部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　鼓励单位和个人结合落实带薪年休假等制度，实际形成较长假期，推动错峰出行。
国务院办公厅
2025年11月4日`

func TestReadNotice(t *testing.T) {
	days, faults := ReadNotice(notice2026, 0)
	if len(faults) > 0 {
		t.Fatalf("faults: %v", faults)
	}
	want := Builtin()
	for d := Of(2026, 1, 1); d <= Of(2026, 12, 31); d++ {
		got := (&Table{days: map[Date]Day{}, years: map[int]bool{2026: true}}).With(days).Day(d)
		w := want.Day(d)
		if got.Kind != w.Kind || got.Statutory != w.Statutory || got.Name != w.Name {
			t.Errorf("%s: %+v, want %+v", d, got, w)
		}
	}
	if c := Builtin().With(days).CheckYear(2026); !c.OK() {
		t.Errorf("year check %+v", c)
	}
}

func TestReadNoticeOlderWording(t *testing.T) {
	days, faults := ReadNotice("元旦：2022年12月31日至2023年1月2日放假调休，共3天。\n端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。", 2023)
	if len(faults) > 0 || len(days) != 7 {
		t.Fatalf("%v %v", days, faults)
	}
	if days[0].Date != Must("2022-12-31") || days[6] != (Day{Date: Must("2023-06-25"), Kind: Makeup, Name: "端午节调休", Source: "notice 2023"}) {
		t.Errorf("%v", days)
	}
}

func TestReadNoticeFaults(t *testing.T) {
	for text, key := range map[string]string{
		"春节：2月15日（周一）至23日放假调休，共9天。": "calendar.notice.weekday",
		"春节：2月15日至23日放假调休，共8天。":     "calendar.notice.count",
		"春节：2月30日放假。":               "calendar.notice.date",
		"今天天气很好。":                   "calendar.notice.nothing",
		"春节：2月23日至15日放假。":           "calendar.notice.date",
	} {
		_, faults := ReadNotice(text, 2026)
		if len(faults) == 0 || faults[0].Key != key {
			t.Errorf("%s: %v, want %s", text, faults, key)
		}
	}
	if _, faults := ReadNotice("2月15日放假", 0); len(faults) != 1 || faults[0].Key != "calendar.notice.year" {
		t.Errorf("without a year: %v", faults)
	}
}

func TestCalendarCSV(t *testing.T) {
	days, faults := ReadCSV(strings.NewReader("\ufeffdate,kind,name,statutory\r\n2027-02-06,H,春节,1\r\n\r\n2027-02-13,m,春节调休,0\r\n# end"))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	want := []Day{{Must("2027-02-06"), Holiday, "春节", true, "import"}, {Must("2027-02-13"), Makeup, "春节调休", false, "import"}}
	if !reflect.DeepEqual(days, want) {
		t.Errorf("%v", days)
	}
	var b bytes.Buffer
	if err := WriteCSV(&b, days); err != nil {
		t.Fatal(err)
	}
	if again, _ := ReadCSV(&b); !reflect.DeepEqual(again, want) {
		t.Errorf("written and read again: %v", again)
	}
	days, faults = ReadCSV(strings.NewReader("2027-02-30,H,x,0\n2027-02-06,Q,x,0\n2027-02-06,H,x,maybe\n2027-02-06,H\n2027-02-06,R"))
	if len(days) != 1 || len(faults) != 4 {
		t.Fatalf("%v %v", days, faults)
	}
	for i, field := range []string{"date", "kind", "statutory", "date"} {
		if faults[i].Field != field {
			t.Errorf("fault %d is at %s, want %s", i, faults[i].Field, field)
		}
	}
}

func FuzzReadNotice(f *testing.F) {
	f.Add(notice2026)
	f.Add("春节：2月15日（周一）至23日放假调休，共9天。2月14日上班")
	f.Add("放假2月至日上班")
	f.Add("1月4日上班2月15日至23日放假")
	f.Fuzz(func(t *testing.T, s string) {
		days, _ := ReadNotice(s, 2026)
		for _, d := range days {
			if d.Date <= 0 || d.Kind != Holiday && d.Kind != Makeup {
				t.Errorf("%+v", d)
			}
		}
	})
}

func FuzzReadCSV(f *testing.F) {
	f.Add("date,kind,name,statutory\n2027-02-06,H,春节,1\n")
	f.Add("2027-02-06,R,\"\",,,\n")
	f.Fuzz(func(t *testing.T, s string) {
		days, _ := ReadCSV(strings.NewReader(s))
		var b bytes.Buffer
		if err := WriteCSV(&b, days); err != nil {
			t.Fatal(err)
		}
		again, faults := ReadCSV(&b)
		if len(faults) > 0 || len(again) != len(days) {
			t.Errorf("%v → %v %v", days, again, faults)
		}
	})
}

// Worked days and a holiday in one sentence, whichever comes first: it went round in circles
// when the holiday stood last.
func TestHolidayAndWorkInOneSentence(t *testing.T) {
	for text, want := range map[string]string{
		"春节：1月4日上班2月15日至16日放假":        "2026-01-04M 2026-02-15H 2026-02-16H",
		"元旦：1月1日至2日放假调休，1月4日上班":       "2026-01-01H 2026-01-02H 2026-01-04M",
		"1月1日放假，1月2日放假，1月4日上班，1月5日放假": "2026-01-01H 2026-01-02H 2026-01-04M 2026-01-05H",
	} {
		days, _ := ReadNotice(text, 2026)
		var got []string
		for _, d := range days {
			got = append(got, d.Date.String()+map[DayKind]string{Holiday: "H", Makeup: "M"}[d.Kind])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// A single day of the company, or half a notice, neither makes a year known nor takes
// the statutory days away.
func TestHalfANotice(t *testing.T) {
	table := Builtin().With([]Day{{Date: Must("2027-03-08"), Kind: Holiday, Name: "厂庆", Source: "company"}})
	if table.Known(2027) {
		t.Error("one day of the company is no notice")
	}
	if d := table.Day(Must("2027-10-01")); !d.Statutory || d.Kind != Holiday {
		t.Errorf("2027-10-01 is %+v", d)
	}
	if !table.Day(Must("2027-03-08")).Off() {
		t.Error("the company's day is worked")
	}
	var all []Day
	for d, name := range StatutoryDates(2027) {
		all = append(all, Day{Date: d, Kind: Holiday, Name: name, Statutory: true, Source: "import"})
	}
	if !Builtin().With(all).Known(2027) {
		t.Error("a notice that names all statutory days makes the year known")
	}
	if Builtin().With(all[1:]).Known(2027) {
		t.Error("a notice without one of them does not")
	}
}
