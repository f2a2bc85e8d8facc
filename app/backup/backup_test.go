package backup

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/identity"
)

var zone = time.FixedZone("CST", 8*3600)

func day(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		panic(err)
	}
	return t
}

// One backup a day for two years leaves 7 days, 5 weeks, 12 months.
func TestDrop(t *testing.T) {
	var list []File
	now := day("2026-03-18 02:00")
	for d := range 730 {
		at := now.AddDate(0, 0, -729+d)
		list = append(list, File{Path: at.Format("2006-01-02"), At: at})
		gone := map[string]bool{}
		for _, f := range Drop(list, at) {
			gone[f.Path] = true
		}
		kept := list[:0:0]
		for _, f := range list {
			if !gone[f.Path] {
				kept = append(kept, f)
			}
		}
		list = kept
	}
	var got []string
	for _, f := range list {
		got = append(got, f.Path)
	}
	want := []string{
		"2025-04-30", "2025-05-31", "2025-06-30", "2025-07-31", "2025-08-31", "2025-09-30", "2025-10-31", "2025-11-30", "2025-12-31",
		"2026-01-31", "2026-02-22", "2026-02-28", "2026-03-01", "2026-03-08", "2026-03-12", "2026-03-13", "2026-03-14", "2026-03-15", "2026-03-16", "2026-03-17", "2026-03-18",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v\nwant %v", got, want)
	}
}

func TestDropKeepsTodayAndTheFuture(t *testing.T) {
	now := day("2026-03-18 14:00")
	list := []File{{"a", day("2026-03-18 09:00")}, {"b", day("2026-03-18 12:00")}, {"c", day("2030-01-01 00:00")}}
	if got := Drop(list, now); len(got) != 0 {
		t.Errorf("%v", got)
	}
	if got := Drop([]File{{"only", day("2001-01-01 00:00")}}, now); len(got) != 0 {
		t.Errorf("the only one: %v", got)
	}
}

func TestNames(t *testing.T) {
	at := day("2026-03-18 14:32")
	name := FileName("重庆-山湖", at)
	company, back, ok := ParseName(name, zone)
	if !ok || company != "重庆-山湖" || !back.Equal(at) {
		t.Errorf("%s became %s %s", name, company, back)
	}
	for _, bad := range []string{"", "x.kontor-backup", "-20260318-143200.kontor-backup", "a-20261318-143200.kontor-backup", "a-20260318-143200.zip"} {
		if _, _, ok := ParseName(bad, zone); ok {
			t.Errorf("%q is no name of a backup", bad)
		}
	}
}

// steps is a Store that notes what was asked of it.
type steps struct {
	done []string
	fail string
}

func (s *steps) do(what string) error {
	s.done = append(s.done, what)
	if what == s.fail {
		return app.E(app.Internal, "backup.damaged")
	}
	return nil
}
func (s *steps) Make(context.Context, string) error { return s.do("make") }
func (s *steps) Verify(context.Context, string) (Verified, error) {
	return Verified{}, s.do("verify")
}
func (s *steps) Note(context.Context, Verified) error         { return s.do("note") }
func (s *steps) List(context.Context, string) ([]File, error) { return nil, s.do("list") }
func (s *steps) Keep(context.Context, string, string) error   { return s.do("keep") }
func (s *steps) Remove(context.Context, string) error         { return s.do("remove") }
func (s *steps) Name() string                                 { return "山湖" }
func (s *steps) ReadOnly() bool                               { return false }

// Only what was read back becomes a backup; the rest is removed.
func TestRun(t *testing.T) {
	admin := identity.With(context.Background(), &identity.Actor{ID: 1, Roles: []identity.Role{{Rights: []string{"admin"}}}})
	for fail, want := range map[string]string{
		"":       "[make verify keep note list]",
		"make":   "[make]",
		"verify": "[make verify remove]",
		"keep":   "[make verify keep]",
	} {
		s := &steps{fail: fail}
		_, err := New(s, app.ClockFunc(func() time.Time { return day("2026-03-18 14:32") }), zone).Run(admin, "/b")
		if fmt.Sprint(s.done) != want || (err != nil) != (fail != "") {
			t.Errorf("failing at %q: %v %v", fail, s.done, err)
		}
	}
	s := &steps{}
	_, err := New(s, app.ClockFunc(time.Now), zone).Run(identity.With(context.Background(), &identity.Actor{ID: 2}), "/b")
	var e *app.Error
	if !errors.As(err, &e) || e.Kind != app.Denied || len(s.done) != 0 {
		t.Errorf("without the right: %v %v", err, s.done)
	}
}
