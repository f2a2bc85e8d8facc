package attendance

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontor/ui/kit"
)

// clockFile is what a clock gives: two people of the company, a stranger, a clock that
// lost its time, and a line that is none.
func clockFile(t *testing.T) string {
	var b strings.Builder
	for d := 16; d <= 18; d++ {
		for _, pin := range []int{10, 23, 77} {
			fmt.Fprintf(&b, "%9d\t2026-03-%02d 12:%02d:00\t2\t0\t1\t0\r\n", pin, d, pin%60)
		}
	}
	b.WriteString("       10\t2000-01-01 08:00:00\t2\t0\t1\t0\r\n")
	b.WriteString("garbage line\r\n")
	path := filepath.Join(t.TempDir(), "2_attlog.dat")
	ok(t, os.WriteFile(path, []byte(b.String()), 0o600))
	return path
}

func TestImportPunches(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	o.h.Pick = clockFile(t)
	o.click("import")
	i := o.p.imp
	if i == nil || i.report == nil {
		t.Fatal("no preview")
	}
	r := i.report
	if r.Read != 11 || r.New != 10 || r.Known != 0 || len(r.Unknown) != 1 || r.Unknown[0].PIN != "77" || len(r.Implausible) != 1 || len(r.Faults) != 1 || r.Written {
		t.Fatalf("preview %+v", r)
	}
	if i.until.Text() != "2026-03-18" || i.clock.Text() != "14:32" {
		t.Errorf("read until %s %s: not beyond now", i.until.Text(), i.clock.Text())
	}
	o.pic("08-import")
	i.links["77"].SetValue(kit.Option{ID: o.ids["尤敏"], Text: "尤敏"})
	o.press("Ctrl+Enter")
	if !i.report.Written || len(i.report.Unknown) != 0 {
		t.Fatalf("imported %+v", i.report)
	}
	o.pic("08-import-done")
	list, err := o.s.UnknownPINs(owner)
	ok(t, err)
	if len(list) != 0 {
		t.Errorf("numbers that belong to nobody: %+v", list)
	}
	o.click("close")
	if o.p.imp != nil || o.p.cur != "month" {
		t.Error("the preview stays open")
	}

	// The same file again brings nothing.
	o.click("import")
	if r := o.p.imp.report; r.New != 0 || r.Known != 10 || r.Before == nil {
		t.Errorf("second time: %+v", r)
	}
	o.pic("08-import-again")
	o.press("Esc")
	if o.p.imp != nil {
		t.Error("Esc leaves the preview open")
	}
}

func TestImportOfSomethingElse(t *testing.T) {
	o := openOffice(t, false)
	o.window(owner, "zh")
	path := filepath.Join(t.TempDir(), "photo.dat")
	ok(t, os.WriteFile(path, []byte("\x89PNG\r\n\x1a\nnothing of a clock"), 0o600))
	o.p.DropFiles([]string{path})
	o.h.Settle()
	if o.p.imp == nil || o.p.imp.load.Failed() == nil {
		t.Fatal("a picture is no punch file")
	}
	why := o.h.T("attendance.file_failed")
	s := o.p.Content().(*kit.Surface)
	if s.Flush(); !s.Shows(why) {
		t.Errorf("the page does not say %q", why)
	}
	if len(o.h.Errors) != 0 {
		t.Errorf("said by the page and reported again: %v", o.h.Errors)
	}
	o.pic("08-import-failed")
	o.press("Esc")
	if o.p.imp != nil {
		t.Error("Esc leaves the page open")
	}
}

func TestUnknownNumbers(t *testing.T) {
	o := openOffice(t, false)
	p := o.window(owner, "zh")
	o.h.Pick = clockFile(t)
	o.click("import")
	o.press("Ctrl+Enter")
	o.click("close")
	p.show("clocks")
	o.settle()
	c := p.tabs["clocks"].(*clocksTab)
	o.click("part.unknown")
	if len(c.unknown) != 1 || c.unknown[0].Count != 3 {
		t.Fatalf("unknown %+v", c.unknown)
	}
	o.pic("08-clocks-unknown")
	c.links["77"].SetValue(kit.Option{ID: o.ids["孙嘉怡"], Text: "孙嘉怡"})
	o.click("do.77")
	if len(c.unknown) != 0 {
		t.Errorf("still unknown %+v", c.unknown)
	}
	o.pic("08-clocks-known")
	for _, part := range []string{"imports", "punches"} {
		o.click("part." + part)
		o.pic("08-clocks-" + part)
	}
	c.filter.SetText("孙嘉怡")
	c.showPunches()
	o.settle()
	n, _ := c.punches.Count()
	if n == 0 || n > 60 {
		t.Errorf("%d punches of one person", n)
	}
	o.click("part.devices")
	c.devices.list.Select(1)
	o.settle()
	o.pic("08-clocks-device")
	if !o.p.s.Click("offset") {
		t.Fatal("no way to set a clock right")
	}
	o.settle()
	o.pic("08-clocks-offset")
	if o.h.Dialog == nil {
		t.Error("no dialog")
	}
}
