package mail_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kontor/app/mail"
	"kontor/ui/kit"
	uimail "kontor/ui/mail"
)

// drafts are the letters of a view of the outbox.
func (d *desk) letters(v mail.ViewKey) []mail.Outgoing {
	d.t.Helper()
	list, err := d.mail.OutboxView(d.boss, v, nil)
	d.check(err)
	return list
}

// sendNow is the round after the ten seconds in which a letter can be taken back.
func (d *desk) sendNow() mail.Tally {
	d.t.Helper()
	d.clock.Move(11 * time.Second)
	t, err := d.mail.SendQueued(d.boss)
	d.check(err)
	d.host.Settle()
	return t
}

// begin opens a new letter.
func (d *desk) begin(p *uimail.Page, s *kit.Surface) *uimail.Writing {
	d.t.Helper()
	d.press(s, "Ctrl+N")
	w := p.Writing()
	if !w.Open() {
		d.t.Fatal("no letter was begun")
	}
	return w
}

// R answers, Ctrl+Enter sends, and for ten seconds it can be taken back.
func TestAnswerAndTakeBack(t *testing.T) {
	d, p, s := opened(t)
	p.Focus()
	d.press(s, "R")
	w := p.Writing()
	w.Type("陈经理：没有问题。\n\n林晓雯")
	d.press(s, "Ctrl+Enter")
	if p.Writing().Open() || len(d.host.Toasts) == 0 || d.host.Toasts[len(d.host.Toasts)-1] != "10 秒后发送" {
		t.Fatalf("sent: %v %q", p.Writing().Open(), d.host.Toasts)
	}
	d.host.Undo()
	d.host.Settle()
	w = p.Writing()
	if !w.Open() || !strings.HasPrefix(w.Text(), "陈经理：没有问题。") {
		t.Fatal("taken back, the letter does not come to be edited")
	}
	if got := d.sendNow(); got.Sent != 0 || len(d.server.sent) != 0 {
		t.Fatal("a letter that was taken back went out")
	}
	d.press(s, "Ctrl+Enter")
	if got := d.sendNow(); got.Sent != 1 || len(d.server.sent) != 1 {
		t.Fatalf("sending: %+v", got)
	}
	raw := d.server.sent[0]
	for _, want := range []string{"In-Reply-To: <m13@test.example>", "<chenjg@hengtuo.example>"} {
		if !strings.Contains(raw, want) {
			t.Errorf("the mail lacks %q:\n%s", want, raw[:min(len(raw), 900)])
		}
	}
	d.noErrors()
}

// What is written is kept by itself; Esc leaves it among the drafts.
func TestDraftIsKept(t *testing.T) {
	d, p, s := opened(t)
	w := d.begin(p, s)
	w.Type("写了一半")
	d.host.Settle()
	list := d.letters(mail.ViewDrafts)
	if len(list) != 1 {
		t.Fatalf("drafts after the pause: %d", len(list))
	}
	w.Type("写了一半，再写")
	d.press(s, "Esc")
	if p.Writing().Open() {
		t.Fatal("Esc does not leave")
	}
	p.Choose("drafts")
	d.host.Settle()
	if !s.Shows("写了一半，再写") {
		t.Errorf("the draft shows:\n%s", s.Dump())
	}
	d.click(s, "edit")
	if got := p.Writing().Text(); got != "写了一半，再写" {
		t.Errorf("the draft goes on with %q", got)
	}
	d.click(s, "throw")
	if d.host.Question == nil || len(d.letters(mail.ViewDrafts)) != 1 {
		t.Fatal("thrown away without a question")
	}
	d.host.Question.OnYes()
	d.host.Settle()
	if n := len(d.letters(mail.ViewDrafts)); n != 0 || p.Writing().Open() {
		t.Errorf("drafts left: %d", n)
	}
	d.noErrors()
}

// Two letters at a time: the one that was begun first stays a draft.
func TestSecondLetterKeepsFirst(t *testing.T) {
	d, p, s := opened(t)
	d.begin(p, s).Type("第一封")
	d.begin(p, s).Type("第二封")
	d.host.Settle()
	if n := len(d.letters(mail.ViewDrafts)); n != 2 {
		t.Errorf("drafts: %d", n)
	}
	d.noErrors()
}

func TestWhoGetsIt(t *testing.T) {
	d, p, s := opened(t)
	w := d.begin(p, s)
	w.Subject("报价")
	d.press(s, "Ctrl+Enter")
	if w.Err() != "请填写收件人" {
		t.Errorf("without a reader: %q", w.Err())
	}
	w.To("没有地址的人")
	d.press(s, "Ctrl+Enter")
	if !strings.Contains(w.Err(), "没有地址的人") || len(d.letters(mail.ViewScheduled)) != 0 {
		t.Errorf("bad address: %q", w.Err())
	}
	w.ClearTo()
	w.To("陈 <chenjg@hengtuo.example>; CHENJG@hengtuo.example，a.petersen@hanse.example")
	d.host.Settle()
	if got := w.Recipients(); len(got) != 2 {
		t.Errorf("recipients: %q", got)
	}
	if !s.Shows("收件人所属客户") || !s.Shows("苏州恒拓精密") {
		t.Errorf("the card is not that of the reader:\n%s", s.Dump())
	}
	d.press(s, "Ctrl+Enter")
	if n := len(d.letters(mail.ViewScheduled)); n != 1 {
		t.Errorf("in the outbox: %d (%s)", n, w.Err())
	}
	d.noErrors()
}

// Before sending the window asks: forgotten file, no subject, gaps of a template.
func TestAsksBeforeSending(t *testing.T) {
	for name, c := range map[string]struct{ subject, text, title string }{
		"file":    {"报价", "请见附件。", "忘了附件？"},
		"subject": {"", "您好", "没有主题，仍然发送？"},
		"gap":     {"报价", "交期 ____", "正文还有没填的空"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.account()
			p := d.page()
			s := d.surface(p)
			w := d.begin(p, s)
			w.To("a@b.example")
			w.Subject(c.subject)
			w.Type(c.text)
			d.press(s, "Ctrl+Enter")
			q := d.host.Question
			if q == nil || q.Title != c.title {
				t.Fatalf("question: %+v", q)
			}
			if len(d.letters(mail.ViewScheduled)) != 0 {
				t.Error("queued before the answer")
			}
			q.OnYes()
			d.host.Settle()
			if len(d.letters(mail.ViewScheduled)) != 1 {
				t.Error("not queued after the answer")
			}
			d.noErrors()
		})
	}
}

// A template is filled from the open document; what has nothing is marked.
func TestTemplateInLetter(t *testing.T) {
	d, p, s := opened(t)
	p.Focus()
	d.press(s, "R")
	w := p.Writing()
	w.UseTemplate("交期确认")
	d.host.Settle()
	text := w.Text()
	for _, want := range []string{"陈建国，您好", "BJ2026030001 合计 ¥168,900.00", "林晓雯　杭州澜石包装设备有限公司"} {
		if !strings.Contains(text, want) {
			t.Errorf("filled text lacks %q: %s", want, text)
		}
	}
	if !s.Shows("已全部填入，可直接修改正文") {
		t.Error("the marks do not say that all is filled in")
	}
	w.UseTemplate("交期确认") // again: in place of what it put there
	d.host.Settle()
	if w.Text() != text {
		t.Errorf("filled twice:\n%s", w.Text())
	}
	d.noErrors()
}

// The paper of the open document goes along, and can be taken out.
func TestPaperInLetter(t *testing.T) {
	d, p, s := opened(t)
	p.Focus()
	d.press(s, "R")
	d.click(s, "paper")
	d.pick(d.host.Menu.Items[0].Title)
	w := p.Writing()
	if f := w.Files(); len(f) != 1 || f[0] != "BJ-202603-018_R3.pdf" {
		t.Fatalf("files: %q", f)
	}
	if !s.Shows("BJ-202603-018_R3.pdf") {
		t.Error("the file's name is not to be seen")
	}
	d.host.Pick = "/tmp/图纸.pdf"
	d.click(s, "attach")
	if f := w.Files(); len(f) != 2 || !s.Shows("图纸.pdf") || !s.Shows("BJ-202603-018_R3.pdf") {
		t.Errorf("files: %q\n%s", f, s.Dump())
	}
	d.click(s, "chip.file0.x")
	if f := w.Files(); len(f) != 1 || f[0] != "图纸.pdf" {
		t.Errorf("files: %q", f)
	}
	d.noErrors()
}

func TestForwardTakesFilesAlong(t *testing.T) {
	d, p, s := opened(t)
	p.Focus()
	d.press(s, "F")
	w := p.Writing()
	if f := w.Files(); len(f) != 2 || f[1] != "到货计划.xlsx" {
		t.Errorf("files: %q", f)
	}
	w.To("a.petersen@hanse.example")
	w.Type("FYI")
	d.press(s, "Ctrl+Enter")
	if d.sendNow().Sent != 1 || !strings.Contains(d.server.sent[0], "spreadsheetml") && !strings.Contains(d.server.sent[0], "xlsx") {
		t.Error("the files did not go along")
	}
	d.noErrors()
}

// A letter for later waits until its time, and can be changed until then.
func TestSendLater(t *testing.T) {
	d, p, s := opened(t)
	w := d.begin(p, s)
	w.To("a.petersen@hanse.example")
	w.Subject("周一见")
	w.Type("您好")
	d.click(s, "later")
	d.pick("下周一 9:00")
	d.press(s, "Ctrl+Enter")
	if d.sendNow().Sent != 0 {
		t.Fatal("sent before its time")
	}
	p.Choose("scheduled")
	d.host.Settle()
	if !s.Shows("3-23 09:00 发送") {
		t.Errorf("outbox:\n%s", s.Dump())
	}
	d.clock.Set(time.Date(2026, 3, 23, 9, 0, 1, 0, d.host.Zone()))
	if d.sendNow().Sent != 1 {
		t.Error("not sent at its time")
	}
	d.noErrors()
}

// Refused and unconfirmed letters say so and leave it to the person to go on.
func TestRefusedAndUnconfirmed(t *testing.T) {
	d, p, s := opened(t)
	queue := func(subject string) {
		w := d.begin(p, s)
		w.To("a.petersen@hanse.example")
		w.Subject(subject)
		w.Type("您好")
		d.press(s, "Ctrl+Enter")
	}
	queue("退回")
	d.server.refuse = &mail.SendError{Outcome: mail.Permanent, Code: 550, Text: "550 no such user", Err: errors.New("550")}
	if d.sendNow().Failed != 1 {
		t.Fatal("not refused")
	}
	queue("不确定")
	d.server.refuse = &mail.SendError{Outcome: mail.Unknown, Err: errors.New("connection lost")}
	if d.sendNow().Unknown != 1 {
		t.Fatal("not unknown")
	}
	d.server.refuse = nil
	d.clock.Move(24 * time.Hour)
	if got := d.sendNow(); got.Sent != 0 {
		t.Fatalf("sent by itself: %+v", got)
	}
	p.Choose("scheduled")
	d.shot(p, "mail-21-unconfirmed")
	if !s.Shows("未确认") || !s.Shows("发送失败") {
		t.Errorf("outbox:\n%s", s.Dump())
	}
	d.click(s, "resolve")
	if len(d.letters(mail.ViewScheduled)) != 1 {
		t.Error("the confirmed letter stays in the outbox")
	}
	d.shot(p, "mail-22-failed")
	if !s.Shows("没有发出：550 no such user") {
		t.Errorf("the reason is missing:\n%s", s.Dump())
	}
	d.click(s, "again")
	if len(d.server.sent) != 1 {
		t.Errorf("sent again: %d", len(d.server.sent))
	}
	d.noErrors()
}
