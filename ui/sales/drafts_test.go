package sales_test

import (
	"strings"
	"testing"
)

// SAL-06: several new quotes that were left unsaved are all kept, each in its own place,
// and offered by their subjects; saving one forgets that one only.
func TestSeveralNewQuotesAreKept(t *testing.T) {
	o := newOffice(t)
	for _, subject := range []string{"封箱机", "缠绕膜"} {
		p, s := o.quote(0)
		s.Click("head.subject")
		s.TypeText(subject)
		s.Press("Tab")
		o.settle(s)
		p.Close()
	}
	p, s := o.quote(0)
	if !s.Shows(o.host.T("saleswindow.left_many", "n", 2)) {
		t.Fatalf("two kept quotes are not offered: %q", s.Texts())
	}
	s.Click("banner.action")
	items := o.host.Menu.Items
	if len(items) != 4 || items[0].Title != "缠绕膜" || items[1].Title != "封箱机" {
		t.Fatalf("offered: %+v", items)
	}
	items[1].Run()
	o.settle(s)
	if !s.Shows("封箱机") {
		t.Error("the chosen one did not come back")
	}
	s.Press("Ctrl+Enter")
	o.settle(s)
	p.Close()
	left := 0
	for k, v := range o.host.Settings {
		if strings.HasPrefix(k, "draft.") && v != "" {
			left++
			if !strings.Contains(v, "缠绕膜") {
				t.Errorf("%s is still kept", k)
			}
		}
	}
	if left != 1 {
		t.Errorf("%d drafts are kept, want the other one", left)
	}
	_, s = o.quote(0)
	if !s.Shows(o.host.T("saleswindow.take_up")) {
		t.Error("the other one is not offered any more")
	}
	s.Click("banner.close")
	o.settle(s)
	for k, v := range o.host.Settings {
		if strings.HasPrefix(k, "draft.") && v != "" {
			t.Errorf("%s was dropped and is still kept", k)
		}
	}
}

// A draft that an earlier version kept for a new quote is still offered.
func TestDraftOfAnEarlierVersionIsOffered(t *testing.T) {
	o := newOffice(t)
	p, s := o.quote(0)
	s.Click("head.subject")
	s.TypeText("旧草稿")
	s.Press("Tab")
	o.settle(s)
	p.Close()
	for k, v := range o.host.Settings {
		if strings.HasPrefix(k, "draft.quote.0.") {
			delete(o.host.Settings, k)
			o.host.Settings["draft.quote.0"] = v
		}
	}
	delete(o.host.Settings, "drafts.quote")
	_, s = o.quote(0)
	s.Click("banner.action")
	o.settle(s)
	if !s.Shows("旧草稿") {
		t.Error("it did not come back")
	}
	if o.host.Settings["draft.quote.0"] != "" {
		t.Error("it is offered a second time")
	}
}
