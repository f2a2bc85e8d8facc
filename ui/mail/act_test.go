package mail_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kontor/app/identity"
	"kontor/app/mail"
	"kontor/ui/kit"
	uimail "kontor/ui/mail"
)

// opened is a company with the mails of the picture, its page drawn.
func opened(t *testing.T) (*desk, *uimail.Page, *kit.Surface) {
	t.Helper()
	d := newDesk(t)
	d.picture()
	p := d.page()
	s := d.surface(p)
	return d, p, s
}

func (d *desk) press(s *kit.Surface, keys ...kit.Key) {
	d.t.Helper()
	for _, k := range keys {
		if !s.Press(k) {
			d.t.Fatalf("nobody took %s", k)
		}
		d.host.Settle()
	}
}

func (d *desk) click(s *kit.Surface, id string) {
	d.t.Helper()
	if !s.Click(id) {
		d.t.Fatalf("there is no %s to click:\n%s", id, s.Dump())
	}
	d.host.Settle()
}

// subjects are the subjects of a view.
func (d *desk) subjects(v mail.ViewKey) []string {
	d.t.Helper()
	ids, err := d.mail.List(d.boss, v, mail.Filter{})
	d.check(err)
	rows, err := d.mail.Messages(d.boss, ids)
	d.check(err)
	var out []string
	for _, m := range rows {
		out = append(out, m.Subject)
	}
	return out
}

func (d *desk) first(v mail.ViewKey) mail.Message {
	d.t.Helper()
	ids, err := d.mail.List(d.boss, v, mail.Filter{})
	d.check(err)
	rows, err := d.mail.Messages(d.boss, ids[:1])
	d.check(err)
	return rows[0]
}

func (d *desk) noErrors() {
	d.t.Helper()
	for _, err := range d.host.Errors {
		d.t.Error(err)
	}
	d.host.Errors = nil
}

const answered = "Re: 封箱机 R3 报价与技术协议"

// E archives and goes to the next mail; it can be undone.
func TestArchiveByKey(t *testing.T) {
	d, p, s := opened(t)
	p.Focus()
	d.press(s, "E")
	if slices.Contains(d.subjects(mail.ViewInbox), answered) || !slices.Contains(d.subjects(mail.ViewArchive), answered) {
		t.Fatalf("archived: inbox %q archive %q", d.subjects(mail.ViewInbox), d.subjects(mail.ViewArchive))
	}
	if !s.Shows("Could you quote 2 units FKJ-5050 with CE?") {
		t.Errorf("the next mail is not read:\n%s", s.Dump())
	}
	d.host.Undo()
	d.host.Settle()
	if !slices.Contains(d.subjects(mail.ViewInbox), answered) {
		t.Error("undo did not bring the mail back")
	}
	d.noErrors()
}

func TestFlagsByKey(t *testing.T) {
	d, p, s := opened(t)
	p.Focus()
	d.press(s, "S")
	if m := d.first(mail.ViewInbox); !m.Flags.Has(mail.Starred) {
		t.Error("S does not star")
	}
	if !slices.Contains(d.subjects(mail.ViewStarred), answered) {
		t.Error("the view of starred mail lacks it")
	}
	d.press(s, "S")
	if m := d.first(mail.ViewInbox); m.Flags.Has(mail.Starred) {
		t.Error("S again does not take the star away")
	}
	d.press(s, "Down", "Up") // chosen by hand: read
	if m := d.first(mail.ViewInbox); !m.Flags.Has(mail.Seen) {
		t.Error("a mail that was chosen counts as unread")
	}
	d.press(s, "U")
	if m := d.first(mail.ViewInbox); m.Flags.Has(mail.Seen) {
		t.Error("U does not mark as unread")
	}
	d.noErrors()
}

// A mail that only happens to be shown stays unread.
func TestShownIsNotRead(t *testing.T) {
	d, _, _ := opened(t)
	if m := d.first(mail.ViewInbox); m.Flags.Has(mail.Seen) {
		t.Error("the mail shown first counts as read")
	}
}

func TestDeleteByKey(t *testing.T) {
	d, p, s := opened(t)
	p.Focus()
	d.press(s, "Delete")
	if !slices.Contains(d.subjects(mail.ViewTrash), answered) {
		t.Fatal("Delete does not move to the trash")
	}
	p.Choose("trash")
	d.host.Settle()
	p.Focus()
	d.press(s, "Delete")
	if d.host.Question == nil || !d.host.Question.Danger {
		t.Fatal("erasing for good must be asked about")
	}
	if len(d.subjects(mail.ViewTrash)) != 1 {
		t.Error("erased before the answer")
	}
	d.host.Question.OnYes()
	d.host.Settle()
	if n := d.subjects(mail.ViewTrash); len(n) != 0 {
		t.Errorf("still in the trash: %q", n)
	}
	d.noErrors()
}

func TestSearchAndFilter(t *testing.T) {
	d, p, s := opened(t)
	p.Search("对账")
	d.host.Settle()
	if !s.Shows("3 月对账单") || s.Shows("光学膜样品尺寸确认") {
		t.Errorf("search:\n%s", s.Dump())
	}
	p.Search("没有这样的词")
	d.host.Settle()
	if !s.Shows("没有找到“没有这样的词”") {
		t.Errorf("nothing found:\n%s", s.Dump())
	}
	d.press(s, "Esc")
	if !s.Shows("光学膜样品尺寸确认") {
		t.Error("Esc does not end the search")
	}
	d.click(s, "filter")
	d.pick("只看有附件")
	if s.Shows("咨询热收缩膜包装机") || !s.Shows("光学膜样品尺寸确认") {
		t.Error("filter: with files")
	}
	d.noErrors()
}

// A mail of nobody known: linked by hand it comes into the timeline, and back.
func TestLinkUnmatched(t *testing.T) {
	d, p, s := opened(t)
	d.check(d.index.Rebuild(identity.System(d.sys, "index")))
	p.Choose("unmatched")
	d.host.Settle()
	if !s.Shows("wang.lei@newco.example 不在任何客") {
		t.Fatalf("card:\n%s", s.Dump())
	}
	p.Focus()
	d.press(s, "L")
	x := d.host.Dialog.Surface()
	x.TypeText("宁波三洲")
	d.host.Settle()
	d.press(x, "Enter") // takes the first suggestion
	d.press(x, "Enter") // links
	if rest := d.subjects(mail.ViewUnmatched); len(rest) != 0 {
		t.Fatalf("still unmatched: %q", rest)
	}
	c := d.clients["宁波三洲阀门"]
	list, err := d.mail.OfCustomer(d.boss, c.ID, 10)
	d.check(err)
	if len(list) != 2 {
		t.Errorf("mails of the customer: %d", len(list))
	}
	d.host.Undo()
	d.host.Settle()
	if rest := d.subjects(mail.ViewUnmatched); len(rest) != 1 {
		t.Errorf("undone: %q", rest)
	}
	d.noErrors()
}

func TestIgnoreUnmatched(t *testing.T) {
	d, p, s := opened(t)
	p.Choose("unmatched")
	d.host.Settle()
	d.click(s, "new.customer")
	if o := d.host.Opened; len(o) != 1 || !o[0].New || o[0].Kind != "customer" || o[0].Args["mail"] != "wang.lei@newco.example" {
		t.Errorf("new customer: %+v", o)
	}
	d.click(s, "ignore")
	if rest := d.subjects(mail.ViewUnmatched); len(rest) != 0 {
		t.Errorf("ignored: %q", rest)
	}
	if !s.Shows("全部邮件都已归类") {
		t.Errorf("empty tray:\n%s", s.Dump())
	}
	d.host.Undo()
	d.host.Settle()
	if rest := d.subjects(mail.ViewUnmatched); len(rest) != 1 {
		t.Errorf("undone: %q", rest)
	}
	d.noErrors()
}

// The mail is tied to an open document of the customer and loosed from it.
func TestLinkDocument(t *testing.T) {
	d, _, s := opened(t)
	d.click(s, "link.document")
	number := d.host.Menu.Items[0].Title
	d.pick(number)
	m := d.first(mail.ViewInbox)
	o, err := d.mail.Open(d.boss, m.ID)
	d.check(err)
	if !slices.ContainsFunc(o.Links, func(l mail.Link) bool { return l.Entity == "quote" }) {
		t.Fatalf("links: %+v", o.Links)
	}
	id := ""
	for _, line := range strings.Fields(s.Dump()) {
		if strings.HasPrefix(line, "chip.quote") && strings.HasSuffix(line, ".x") {
			id = line
		}
	}
	if id == "" {
		id = s.Named("移除" + number)
	}
	d.click(s, id)
	if o, err = d.mail.Open(d.boss, m.ID); err != nil || slices.ContainsFunc(o.Links, func(l mail.Link) bool { return l.Entity == "quote" }) {
		t.Errorf("still tied: %+v %v", o.Links, err)
	}
	d.noErrors()
}

// Pane at the right: customer, documents, to-do, quote.
func TestCardOpens(t *testing.T) {
	d, _, s := opened(t)
	h := d.clients["苏州恒拓精密"]
	d.click(s, "open.customer")
	d.click(s, "task")
	d.click(s, "quote")
	o := d.host.Opened
	if len(o) != 3 || o[0].Kind != "customer" || o[0].ID != h.ID || o[1].Kind != "task" || o[1].Args["title"] != answered || o[2].Kind != "quote" || o[2].Args["customer_id"] == "" {
		t.Errorf("opened: %+v", o)
	}
}

// Attachments are opened from a copy; programs are never started.
func TestOpenFiles(t *testing.T) {
	d := newDesk(t)
	d.account()
	d.put(letter{from: "x@a.example", name: "x", subject: "文件", text: "见附件", at: "2026-03-18 09:00", files: []string{"报价.pdf", "发票.pdf.exe", "宏.xlsm"}})
	d.sort()
	p := d.page()
	s := d.surface(p)
	d.click(s, "file0/open")
	if d.kept["报价.pdf"] == "" {
		t.Errorf("not opened: %v", keys(d.kept))
	}
	d.click(s, "file1/open")
	if q := d.host.Question; q == nil || d.kept["发票.pdf.exe"] != "" {
		t.Fatal("a program was opened")
	}
	d.host.Pick = "/tmp/kept.exe"
	d.host.Question.OnYes()
	d.host.Settle()
	if d.kept["/tmp/kept.exe"] == "" {
		t.Error("saving it was chosen")
	}
	d.host.Question = nil
	d.click(s, "file2/open")
	if d.host.Question == nil {
		t.Error("a file with macros is opened without a question")
	}
	d.noErrors()
}

func keys(m map[string]string) (out []string) {
	for k := range m {
		out = append(out, k)
	}
	return out
}

// F5 fetches; what went wrong stays as a banner until it works again.
func TestFetch(t *testing.T) {
	d := newDesk(t)
	d.account()
	p := d.page()
	s := d.surface(p)
	d.server.trouble = mail.Refusal(mail.Unreachable, "imap.lanshi.example")
	d.press(s, "F5")
	if !s.Shows("重试") {
		t.Errorf("offline:\n%s", s.Dump())
	}
	d.server.trouble = nil
	d.server.arrived = append(d.server.arrived, []byte("From: =?utf-8?q?=E9=99=88?= <chen@hengtuo.example>\r\nTo: sales@lanshi.example\r\nMessage-ID: <1@hengtuo.example>\r\nSubject: new order\r\n\r\nten boxes\r\n"))
	d.clock.Move(time.Minute)
	d.click(s, s.Named("重试"))
	if s.Shows("重试") || !s.Shows("new order") || !s.Shows("ten boxes") || !s.Shows("上次收取 14:33") {
		t.Errorf("fetched:\n%s", s.Dump())
	}
	if d.host.Counts["mail"] != 1 {
		t.Errorf("unread on the rail: %d", d.host.Counts["mail"])
	}
	d.noErrors()
}
