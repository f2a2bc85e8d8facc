package compose

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kontor/app"
	"kontor/app/mail/address"
)

func a(mail string) address.Address { return address.Address{Mail: mail} }

var en = Words{
	Reply: "Re: ", Forward: "Fwd: ", Header: "Forwarded message", From: "From: ", To: "To: ", Date: "Date: ", Subject: "Subject: ",
	Wrote: func(who, at string) string { return fmt.Sprintf("%s, %s wrote:", at, who) }, Zone: time.FixedZone("", 8*3600),
}

func original() Original {
	return Original{
		ID: "m3@hengtuo.example", References: []string{"m1@lanshi.example", "m2@hengtuo.example"},
		From: []address.Address{{Name: "陈建国", Mail: "chenjg@hengtuo.example"}},
		To:   []address.Address{a("Sales@lanshi.example"), a("zhou@hemu.example")}, Cc: []address.Address{a("liu@hengtuo.example"), a("chenjg@hengtuo.example")},
		Subject: "回复：Re: R3 报价", Date: time.Date(2026, 3, 18, 1, 15, 0, 0, time.UTC), Text: "价格没有问题。\n\n> 旧\n",
	}
}

func TestReply(t *testing.T) {
	own := []string{"sales@lanshi.example"}
	m := Reply(original(), false, own, en)
	if len(m.To) != 1 || m.To[0].Mail != "chenjg@hengtuo.example" || len(m.Cc) != 0 {
		t.Errorf("to %v cc %v", m.To, m.Cc)
	}
	if m.Subject != "Re: R3 报价" {
		t.Errorf("subject %q", m.Subject)
	}
	if m.InReplyTo != "m3@hengtuo.example" || !reflect.DeepEqual(m.References, []string{"m1@lanshi.example", "m2@hengtuo.example", "m3@hengtuo.example"}) {
		t.Errorf("in reply to %q, references %q", m.InReplyTo, m.References)
	}
	if want := "2026-03-18 09:15, 陈建国 <chenjg@hengtuo.example> wrote:\n> 价格没有问题。\n>\n>> 旧"; m.Text != want {
		t.Errorf("text %q, want %q", m.Text, want)
	}
	if m := Reply(original(), true, own, en); len(m.Cc) != 2 || m.Cc[0].Mail != "zhou@hemu.example" || m.Cc[1].Mail != "liu@hengtuo.example" {
		t.Errorf("answer to all goes in copy to %v", m.Cc)
	}
	o := original()
	o.ReplyTo = []address.Address{a("orders@hengtuo.example")}
	if m := Reply(o, false, own, en); m.To[0].Mail != "orders@hengtuo.example" {
		t.Errorf("Reply-To is to be obeyed, goes to %v", m.To)
	}
	o = original()
	o.From = []address.Address{a("SALES@lanshi.example")}
	if m := Reply(o, false, own, en); len(m.To) != 1 || m.To[0].Mail != "zhou@hemu.example" {
		t.Errorf("an answer to an own mail goes to its recipients, goes to %v", m.To)
	}
	o.To = []address.Address{a("sales@lanshi.example")}
	if m := Reply(o, false, own, en); len(m.To) != 1 || m.To[0].Mail != "SALES@lanshi.example" {
		t.Errorf("an answer to a mail to oneself goes to %v", m.To)
	}
}

func TestReferencesStayShort(t *testing.T) {
	o := Original{ID: "last"}
	for i := range 50 {
		o.References = append(o.References, fmt.Sprint("r", i))
	}
	refs := References(o)
	if len(refs) != 20 || refs[0] != "r0" || refs[19] != "last" || refs[18] != "r49" {
		t.Errorf("%d references %q", len(refs), refs)
	}
	if got := References(Original{ID: "b", InReplyTo: []string{"a"}}); !reflect.DeepEqual(got, []string{"a", "b"}) {
		t.Errorf("without references In-Reply-To counts: %q", got)
	}
}

func TestForward(t *testing.T) {
	o := original()
	o.Files = []File{{Name: "技术协议.pdf", Data: []byte("x")}}
	m := Forward(o, en)
	if m.Subject != "Fwd: R3 报价" || len(m.To) != 0 || m.InReplyTo != "" || len(m.Files) != 1 {
		t.Errorf("forward %+v", m)
	}
	for _, s := range []string{"---------- Forwarded message ----------\nFrom: 陈建国 <chenjg@hengtuo.example>\nDate: 2026-03-18 09:15\n", "Subject: 回复：Re: R3 报价\n\n价格没有问题。"} {
		if !strings.Contains(m.Text, s) {
			t.Errorf("text %q lacks %q", m.Text, s)
		}
	}
}

func TestBaseSubject(t *testing.T) {
	for in, want := range map[string]string{
		"Re: R3": "R3", "RE: re[2]: AW: R3": "R3", "回复：转发: R3": "R3", "答复: Re：R3": "R3", "Fwd: WG: R3": "R3", "Return of goods": "Return of goods",
		"Re:": "", "报价：R3": "报价：R3", "Referenz: 5": "Referenz: 5", "re-order: 12": "re-order: 12",
	} {
		if got := BaseSubject(in); got != want {
			t.Errorf("BaseSubject(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCheck(t *testing.T) {
	good := func() Message {
		return Message{From: a("sales@lanshi.example"), To: []address.Address{a("x@y.example")}, Subject: "s", Text: "t"}
	}
	m := good()
	if err := m.Check(); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		key    string
		change func(*Message)
	}{
		{"mail.no_recipient", func(m *Message) { m.To = nil }},
		{"mail.bad_address", func(m *Message) { m.Cc = []address.Address{a("nobody")} }},
		{"mail.bad_address", func(m *Message) { m.Bcc = []address.Address{a("x@y.example\r\nRCPT TO:<z@y.example>")} }},
		{"mail.bad_sender", func(m *Message) { m.From = a("me") }},
		{"mail.no_subject_and_text", func(m *Message) { m.Subject, m.Text = " ", "" }},
		{"mail.files_too_large", func(m *Message) { m.Files = []File{{Data: make([]byte, MaxFiles+1)}} }},
	}
	for _, c := range cases {
		m := good()
		c.change(&m)
		var e *app.Error
		if err := m.Check(); !errors.As(err, &e) || e.Key != c.key || e.Field == "" {
			t.Errorf("got %v, want %s with a field", err, c.key)
		}
	}
	m = Message{From: a("s@x.example"), Bcc: []address.Address{a("A@商栈.example"), a("a@xn--czr894b.example")}, Text: "t"}
	if r := m.Recipients(); len(r) != 1 || r[0] != "A@xn--czr894b.example" {
		t.Errorf("recipients %q", r)
	}
}

func TestForgotFile(t *testing.T) {
	m := Message{Text: "报价单见附件。"}
	if !m.ForgotFile(-1) {
		t.Error("a promised attachment is missing")
	}
	m.Files = []File{{}}
	if m.ForgotFile(-1) {
		t.Error("there is an attachment")
	}
	text, at := Assemble("好的。", "林晓雯", "> 请看附件")
	m = Message{Text: text}
	if text != "好的。\n\n林晓雯\n\n> 请看附件\n" || m.ForgotFile(at) {
		t.Errorf("the quotation promises nothing: %q at %d", text, at)
	}
	if text, at := Assemble("", "林", ""); text != "林\n" || at != -1 {
		t.Errorf("%q %d", text, at)
	}
}

func TestFileName(t *testing.T) {
	got := FileName(strings.Repeat("技术协议", 30) + ".xlsx")
	if utf8.RuneCountInString(got) > MaxName || len(got) < 100 || !strings.HasSuffix(got, ".xlsx") {
		t.Errorf("%q", got)
	}
	if FileName("报价/R3.pdf") != "R3.pdf" || TypeOf("a.PDF") != "application/pdf" || TypeOf("x") != "application/octet-stream" {
		t.Error("names and types")
	}
	if id := NewID("sales@LanShi.example"); !strings.HasSuffix(id, "@lanshi.example") || len(id) < 40 || id == NewID("sales@lanshi.example") {
		t.Errorf("id %q", id)
	}
}
