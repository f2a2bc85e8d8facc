package customer

import (
	"testing"
	"time"

	"kontor/app/calendar"
)

var day = calendar.Must

// CUS-26: day 89 reminds, day 90 returns.
func TestPoolNinetyDays(t *testing.T) {
	c := Cared{OwnedOn: day("2026-01-01"), LastActivityOn: day("2026-03-01")}
	on, _ := ReturnsOn(DefaultPoolRules, c)
	if on != day("2026-05-30") || int(on-c.LastActivityOn) != 90 {
		t.Errorf("returns on %s", on)
	}
	if warn := on.AddDays(-DefaultPoolLimits.Warn); int(warn-c.LastActivityOn) != 89 {
		t.Errorf("reminds on %s", warn)
	}
	c.LastActivityOn = 0
	if on, _ := ReturnsOn(DefaultPoolRules, c); on != day("2026-04-01") {
		t.Errorf("without any activity it counts from the owner's first day: %s", on)
	}
	for name, c := range map[string]Cared{
		"locked": {OwnedOn: day("2026-01-01"), Locked: true}, "won": {OwnedOn: day("2026-01-01"), WonOn: day("2025-06-01")},
		"pooled": {OwnedOn: day("2026-01-01"), InPool: true}, "unowned": {},
	} {
		if on, _ := ReturnsOn(DefaultPoolRules, c); on != 0 {
			t.Errorf("%s customers never return, got %s", name, on)
		}
	}
}

// CUS-27, CUS-28: several rules, the strictest that applies wins.
func TestPoolRules(t *testing.T) {
	rules := []PoolRule{{Key: "all", FollowUp: 90}, {Key: "a", Grades: []string{"a"}, FollowUp: 30}, {Key: "deal", Categories: []string{"device"}, Deal: 180}}
	base := Cared{OwnedOn: day("2026-01-01"), LastActivityOn: day("2026-06-01")}
	for _, c := range []struct{ grade, category, on, by string }{
		{"b", "", "2026-08-30", "all"}, {"a", "", "2026-07-01", "a"}, {"b", "device", "2026-06-30", "deal"},
	} {
		x := base
		x.Grade, x.Category = c.grade, c.category
		if on, by := ReturnsOn(rules, x); on != day(c.on) || by.Key != c.by {
			t.Errorf("%+v: %s by %s", c, on, by.Key)
		}
	}
}

func TestClaimLimits(t *testing.T) { // CUS-29
	l := PoolLimits{AtOnce: 10, PerDay: 12, Owned: 600, FormerWait: 30}
	for _, c := range []struct {
		claim Claim
		room  int
		why   string
	}{
		{Claim{Wanted: 10}, 10, ""},
		{Claim{Wanted: 11}, 10, "pool.at_once"},
		{Claim{Wanted: 5, ClaimedToday: 9}, 3, "pool.per_day"},
		{Claim{Wanted: 5, Owned: 598}, 2, "pool.owned"},
		{Claim{Wanted: 5, Owned: 700}, 0, "pool.owned"},
		{Claim{Wanted: 5, ClaimedToday: 20}, 0, "pool.per_day"},
	} {
		if room, why := l.Room(c.claim); room != c.room || why != c.why {
			t.Errorf("%+v: %d %s", c.claim, room, why)
		}
	}
	if room, _ := (PoolLimits{}).Room(Claim{Wanted: 1000, Owned: 1 << 20}); room != 1000 {
		t.Error("no limits, no bounds")
	}
	if l.ClaimableFrom(3, 3, day("2026-03-01")) != day("2026-03-31") || l.ClaimableFrom(4, 3, day("2026-03-01")) != day("2026-03-01") {
		t.Error("only the former owner waits")
	}
}

func TestMeaningfulNotes(t *testing.T) {
	quiet := map[Note]bool{NoteCreate: true, NoteStatus: true, NoteOwner: true, NoteField: true, NoteFile: true, NoteRemind: true, NoteComment: true}
	for _, n := range Notes {
		if n.Meaningful() == quiet[n] {
			t.Errorf("%s moves the last activity: %v", n, n.Meaningful())
		}
	}
	for _, n := range Typed {
		if !n.Meaningful() {
			t.Errorf("a follow-up of kind %s counts", n)
		}
	}
}

func TestUrgency(t *testing.T) {
	today := day("2026-03-18")
	for due, want := range map[string]Urgency{"": UrgencyNone, "2026-03-17": UrgencyOverdue, "2026-03-18": UrgencyToday, "2026-03-19": UrgencyLater} {
		if got := UrgencyOf(day(due), today); got != want {
			t.Errorf("%q: %s", due, got)
		}
	}
}

func TestRemindAt(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	lead, ten := int64(30), int64(600)
	task := Task{DueOn: day("2026-03-18"), State: TaskOpen, RemindLead: &lead}
	if got := time.UnixMilli(task.RemindAt(zone)).In(zone).Format("01-02 15:04"); got != "03-18 08:30" {
		t.Errorf("a task without a time: %s", got)
	}
	task.Minute = &ten
	if got := time.UnixMilli(task.RemindAt(zone)).In(zone).Format("01-02 15:04"); got != "03-18 09:30" {
		t.Errorf("at ten, half an hour before: %s", got)
	}
	task.State = TaskDone
	if task.RemindAt(zone) != 0 {
		t.Error("a finished task reminds of nothing")
	}
}

func TestCreditCode(t *testing.T) {
	for code, ok := range map[string]bool{
		"91350100M000100Y43": true, "91350100M000100Y44": false, "9135 0100-m000100y43": true,
		"91350100I000100Y43": false, "110108123456789": true, "DE 811 234 567": true,
	} {
		if err := badCreditCode(tidyCode(code)); (err == nil) != ok {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func TestPhoneFields(t *testing.T) {
	c := ShippedChecks()
	x := &Customer{Name: "苏州恒拓精密制造有限公司", Phone: c.TidyPhone("0512-6688 2010"), Mobile: c.TidyPhone("+86 199 0000 5521"), Mail: "Info@HengTuo.example"}
	c.complete(x)
	if x.MobileKey != "19900005521" || x.PhoneKey != "51266882010" || x.NameKey != "恒拓精密制造" && x.NameKey != "苏州恒拓精密制造" || x.Mail != "info@hengtuo.example" {
		t.Errorf("%+v", x)
	}
	if c.BadMobile("12345678901") == nil || c.BadMobile("1990000552") == nil || c.BadMobile("19900005521") != nil || c.BadPhone("021-55003126转808") != nil {
		t.Error("mobile numbers are checked") // SYS-35
	}
}

func TestDescriptions(t *testing.T) {
	if Describe(ShippedChecks()).Field("name") == nil || DescribeContact(ShippedChecks()).Field("name") == nil ||
		DescribeActivity().Field("kind") == nil || DescribeTask().Field("title") == nil {
		t.Error("an entity without its title")
	}
}
