package casefile

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"kontor/app"
	"kontor/app/attendance/rules"
)

func plain(key string, pairs ...any) string { return key + fmt.Sprint(pairs...) }

// The example of the paper, with morning leave, a correction and overtime.
const example = `{"calendar":[{"date":"2026-10-01","kind":"H","statutory":true}],
 "policy":{"dedupe_minutes":2,"overtime_mode":"approved_and_present","overtime_unit_minutes":30},
 "shifts":[{"code":"D","segments":[{"in":"09:00","out":"18:00"}],"breaks":[{"from":"12:00","to":"13:00"}],
   "late_grace_minutes":5,"early_grace_minutes":0,"absent_half_after_minutes":60,"flex_minutes":0,"open_before_minutes":120,"close_after_minutes":600}],
 "employees":[{"no":"0001","hired":"2020-01-01","left":""}],
 "roster":[{"employee":"0001","date":"2026-11-23","shift":"D"}],
 "punches":[{"employee":"0001","at":"2026-11-23 08:55"},{"employee":"0001","at":"2026-11-23 18:03"}],
 "leaves":[{"employee":"0001","type":"annual","from":"2026-11-23 09:00","to":"2026-11-23 12:00"}],
 "trips":[],"corrections":[{"employee":"0001","date":"2026-11-23","segment":1,"slot":"out","at":"2026-11-23 18:00"}],
 "overtime":[{"employee":"0001","from":"2026-11-23 18:30","to":"2026-11-23 21:00"}],
 "from":"2026-11-23","to":"2026-11-23"
}`

func run(t *testing.T, text string) []Row {
	t.Helper()
	out, err := Run([]byte(text), plain)
	if err != nil {
		t.Fatal(err)
	}
	var a Answer
	if err := json.Unmarshal(out, &a); err != nil {
		t.Fatal(err)
	}
	return a.Days
}

func TestExample(t *testing.T) {
	days := run(t, example)
	if len(days) != 1 {
		t.Fatalf("%d rows", len(days))
	}
	d := days[0]
	if d.Employee != "0001" || d.Date.String() != "2026-11-23" || d.Shift != "D" || d.Planned != 480 || d.Worked != 300 || d.Leave != 180 ||
		d.Late+d.Early+d.MissIn+d.MissOut+d.Trip+d.Overtime.Workday != 0 || d.Absent != "0" {
		t.Errorf("%+v", d)
	}
	if strings.Join(d.Exception, " ") != "leave" || len(d.Trace) < 4 {
		t.Errorf("exceptions %v, trace %v", d.Exception, d.Trace)
	}
}

// The answer is exactly this: names, order, kinds of values.
func TestShapeOfTheAnswer(t *testing.T) {
	out, err := Run([]byte(`{"shifts":[{"code":"D","segments":[{"in":"09:00","out":"18:00"}],"breaks":[{"from":"12:00","to":"13:00"}]}],
		"employees":[{"no":"7"}],"roster":[{"employee":"7","date":"2026-11-23","shift":"D"}],"from":"2026-11-23","to":"2026-11-23"}`), plain)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(strings.Fields(string(out)), "")
	want := `{"days":[{"employee":"7","date":"2026-11-23","shift":"D","planned_minutes":480,"worked_minutes":0,"late_minutes":0,"early_minutes":0,` +
		`"missing_in":0,"missing_out":0,"absent_days":1,"leave_minutes":0,"trip_minutes":0,"overtime_minutes":{"1.5":0,"2":0,"3":0},"exceptions":["absent"],"trace":[`
	if !strings.HasPrefix(got, want) {
		t.Errorf("%s\nwant %s", got, want)
	}
	if out, err = Run([]byte(`{"from":"2026-11-23","to":"2026-11-23"}`), plain); err != nil || strings.Join(strings.Fields(string(out)), "") != `{"days":[]}` {
		t.Errorf("an empty case: %s %v", out, err)
	}
}

// Defaults: only policy keys and the scalar keys of a shift have them.
func TestDefaults(t *testing.T) {
	c, err := Read([]byte(`{"shifts":[{"code":"D","segments":[{"in":"18:00","out":"31:00"}]}],"employees":[{"no":"7"}],
		"roster":[{"employee":"7","date":"2026-11-23","shift":"D"},{"employee":"7","date":"2026-11-24","shift":"rest"}],"from":"2026-11-23","to":"2026-11-24"}`))
	if err != nil {
		t.Fatal(err)
	}
	s := c.People[0].Duties[0].Shift
	if s.LateGrace != 5 || s.EarlyGrace != 0 || s.AbsentHalfAfter != 60 || s.Flex != 0 || s.OpenBefore != 120 || s.CloseAfter != 600 || s.Segments[0].Out != 1860 {
		t.Errorf("%+v", s)
	}
	p := c.Policy
	if p.DedupeMinutes != 2 || p.Mode != rules.ApprovedAndPresent || p.OvertimeUnit != 30 {
		t.Errorf("%+v", p)
	}
	if !c.People[0].Duties[1].Rest || c.People[0].Duties[1].Shift != nil {
		t.Errorf("rest: %+v", c.People[0].Duties[1])
	}
}

// A bad file is refused with the line and the field.
func TestRefusals(t *testing.T) {
	base := "{\n\"from\":\"2026-11-23\",\"to\":\"2026-11-23\",\n"
	for _, c := range []struct{ text, key, line, field string }{
		{"{\n\"from\":\"2026-11-23\",\n\"to\":}", "syntax", "3", "to"},
		{"{\n\"from\":\"2026-11-23\"", "syntax", "2", "{}"},
		{"", "syntax", "1", "{}"},
		{"[]", "type", "1", ""},
		{"{} {}", "syntax", "1", "{}"},
		{"{\n\"to\":\"2026-11-23\"}", "missing", "1", "from"},
		{"{\"from\":\"2026-11-23\",\n\"to\":\"2026-11-22\"}", "period", "2", "to"},
		{"{\"from\":\"2026-11-23\",\n\"to\":\"2026-02-30\"}", "date", "2", "to"},
		{base + "\"shift\":[]}", "unknown", "3", "shift"},
		{base + "\"shifts\":{}}", "type", "3", "shifts"},
		{base + "\"shifts\":[\n{\"code\":\"D\"}]}", "missing", "4", "shifts[0].segments"},
		{base + "\"shifts\":[\n{\"segments\":[]}]}", "missing", "4", "shifts[0].code"},
		{base + "\"shifts\":[{\"code\":\"D\",\"segments\":[\n{\"in\":\"9\",\"out\":\"18:00\"}]}]}", "clock", "4", "shifts[0].segments[0].in"},
		{base + "\"shifts\":[{\"code\":\"D\",\"segments\":[\n{\"in\":\"18:00\",\"out\":\"09:00\"}]}]}", "segment_order", "4", "shifts[0].segments[0].in"},
		{base + "\"shifts\":[{\"code\":\"D\",\"segments\":[{\"in\":\"09:00\",\"out\":\"18:00\"}],\n\"flex_minutes\":-1}]}", "number", "4", "shifts[0].flex_minutes"},
		{base + "\"shifts\":[{\"code\":\"D\",\"segments\":[{\"in\":\"09:00\",\"out\":\"18:00\"}],\n\"late_grace_minutes\":2.5}]}", "number", "4", "shifts[0].late_grace_minutes"},
		{base + "\"policy\":{\n\"overtime_mode\":\"always\"}}", "choice", "4", "policy.overtime_mode"},
		{base + "\"employees\":[{\"no\":\"1\"},\n{\"no\":\"1\"}]}", "twice", "4", "employees[1].no"},
		{base + "\"employees\":[{\"no\":\"1\"}],\"punches\":[\n{\"employee\":\"2\",\"at\":\"2026-11-23 08:00\"}]}", "no_employee", "4", "punches[0].employee"},
		{base + "\"employees\":[{\"no\":\"1\"}],\"punches\":[\n{\"employee\":\"1\",\"at\":\"2026-11-23 25:00\"}]}", "instant", "4", "punches[0].at"},
		{base + "\"employees\":[{\"no\":\"1\"}],\"punches\":[\n{\"employee\":\"1\"}]}", "missing", "4", "punches[0].at"},
		{base + "\"employees\":[{\"no\":\"1\"}],\"roster\":[\n{\"employee\":\"1\",\"date\":\"2026-11-23\",\"shift\":\"Q\"}]}", "no_shift", "4", "roster[0].shift"},
		{base + "\"employees\":[{\"no\":\"1\"}],\"leaves\":[\n{\"employee\":\"1\",\"type\":\"sick\",\"from\":\"2026-11-23 12:00\",\"to\":\"2026-11-23 09:00\"}]}", "order", "4", "leaves[0].to"},
		{base + "\"employees\":[{\"no\":\"1\"}],\"corrections\":[\n{\"employee\":\"1\",\"date\":\"2026-11-23\",\"slot\":\"up\",\"at\":\"2026-11-23 09:00\"}]}", "choice", "4", "corrections[0].slot"},
		{base + "\"calendar\":[\n{\"date\":\"2026-10-01\",\"kind\":\"X\"}]}", "choice", "4", "calendar[0].kind"},
		{base + "\"from\":\"2026-11-23\"}", "twice", "3", "from"},
	} {
		_, err := Read([]byte(c.text))
		e, ok := err.(*app.Error)
		if !ok {
			t.Errorf("%s was taken: %v", c.text, err)
			continue
		}
		if e.Key != "attendance.case."+c.key || e.Args["line"] != c.line || e.Args["field"] != c.field {
			t.Errorf("%s\n got %s\nwant %s line %s field %s", c.text, e, c.key, c.line, c.field)
		}
	}
}

// One hour off: the offset of a device sets its punches right.
func TestClockOneHourOff(t *testing.T) {
	text := `{"shifts":[{"code":"D","segments":[{"in":"09:00","out":"18:00"}],"breaks":[{"from":"12:00","to":"13:00"}]}],"employees":[{"no":"1"}],
	"roster":[{"employee":"1","date":"2026-11-23","shift":"D"}],"punches":[{"employee":"1","at":"2026-11-23 09:55:10","device":"1"},{"employee":"1","at":"2026-11-23 19:03","device":"1"}],
	%s "from":"2026-11-23","to":"2026-11-23"}`
	if d := run(t, fmt.Sprintf(text, ""))[0]; d.Late != 55 {
		t.Errorf("as the clock says: %+v", d)
	}
	if d := run(t, fmt.Sprintf(text, `"clock_offsets":[{"device":"1","from":"2026-11-01 00:00","to":"2026-12-01 00:00","minutes":-60}],`))[0]; d.Worked != 480 || d.Late != 0 {
		t.Errorf("set right: %+v", d)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(example))
	for _, name := range []string{"night", "broken"} {
		if b, err := os.ReadFile("testdata/" + name + ".json"); err == nil {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := Read(b)
		if err != nil {
			if _, ok := err.(*app.Error); !ok {
				t.Errorf("%T", err)
			}
			return
		}
		if len(c.People)*int(c.To-c.From+1) < 500 {
			c.Compute(plain)
		}
	})
}
