package shell

import (
	"testing"

	"kontor/app/identity"
	"kontor/ui/kit"
	"kontor/ui/tr"
)

type kept map[string]string

func (k kept) Get(key string) string { return k[key] }
func (k kept) Set(key, value string) { k[key] = value }

// doing is a page with commands and nothing else.
type doing struct {
	kit.Page
	list []kit.Command
}

func (d doing) Commands() []kit.Command { return d.list }

// What the window and its page can do is found by its words, by pinyin too; what is so
// already, or cannot run now, is not offered.
func TestPaletteFindsWhatWindowAndPageDo(t *testing.T) {
	ran := ""
	run := func(id string) func() { return func() { ran = id } }
	w := &window{cur: &slot{page: doing{list: []kit.Command{
		{ID: "approve", Title: "批准", Keys: []kit.Key{"A"}, Run: run("approve")},
		{ID: "deliver", Title: "批量发货", Run: run("deliver"), Enabled: func() string { return "没有待发的行" }},
		{ID: "add", Title: "新建客户", Run: run("page")},
	}}}}
	w.sh = &Shell{p: Params{Prefs: kept{"theme": "dark"}}, tongue: tr.In("zh"), desk: &Desk{
		Actor: &identity.Actor{Super: true}, Spelling: spelling(),
		Actions: []Action{{ID: "customer.new", Key: "action.customer.new", Run: func(kit.Host, int64) { ran = "company" }}},
	}}
	p := &palette{w: w}
	only := func(text string) *Choice {
		t.Helper()
		got := p.commands(text, "")
		if len(got) != 1 {
			t.Fatalf("%q finds %d: %+v", text, len(got), got)
		}
		return &got[0]
	}
	if c := only("批"); c.Title != "批准" || c.Note != "A" {
		t.Errorf("%+v", c)
	}
	only("pz").Run()
	if ran != "approve" {
		t.Errorf("ran %q", ran)
	}
	if got := p.commands("深色", ""); len(got) != 0 {
		t.Errorf("dark is offered in the dark: %+v", got)
	}
	if c := only("qs"); c.Title != "浅色主题" {
		t.Errorf("%+v", c)
	}
	only("xjkh").Run()
	if ran != "company" {
		t.Errorf("a command of the page stands beside the company's of the same name: %q", ran)
	}
	if got := p.commands("", ""); len(got) != 1 {
		t.Errorf("before typing only the company's actions stand there: %+v", got)
	}
}
