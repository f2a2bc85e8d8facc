package parse

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	gomail "github.com/emersion/go-message/mail"
)

// A mail built to cost time or memory is read within the limits, and says so.
func TestLimits(t *testing.T) {
	nested := func(depth int, sameBoundary, closed bool) []byte {
		var b, tail bytes.Buffer
		b.WriteString("From: a@b.example\r\nSubject: deep\r\nMIME-Version: 1.0\r\n")
		for i := 0; i < depth; i++ {
			name := "b"
			if !sameBoundary {
				name = fmt.Sprintf("b%d", i)
			}
			fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=%s\r\n\r\n--%s\r\n", name, name)
			if closed {
				rest := tail.String()
				tail.Reset()
				fmt.Fprintf(&tail, "\r\n--%s--\r\n%s", name, rest)
			}
		}
		b.WriteString("Content-Type: text/plain\r\n\r\nheart\r\n")
		b.Write(tail.Bytes())
		return b.Bytes()
	}
	cases := []struct {
		name string
		mail []byte
		note Note
	}{
		{"300 multiparts in each other", nested(300, false, true), TooDeep},
		{"22 unterminated multiparts", nested(22, false, false), TooDeep},
		{"1,000 multiparts with one boundary", nested(1000, true, false), TooMany},
		{"20,000 empty parts", []byte("Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\n", 20000)), TooMany},
		{"parts without number in the header only", []byte("Content-Type: multipart/mixed; boundary=b\n\n--b\n" + strings.Repeat("X-A: 1\n", 50000) + "\ntext"), LongHeader},
		{"a header of 5 MB", []byte("Subject: " + strings.Repeat("a", 5<<20) + "\n\ntext"), ""},
		{"a header of 5 MB in 100,000 lines", []byte("From: a@b.example\n" + strings.Repeat("Received: from x by y; nothing but a long line of it all\n", 100000) + "\ntext"), LongHeader},
		{"a text of 9 MB", []byte("Subject: x\n\n" + strings.Repeat("中文", 1500000)), Cut},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := Read(c.mail, Limits{})
			if c.note != "" && !m.HasNote(c.note) {
				t.Errorf("notes %v, want %s among them", m.Notes, c.note)
			}
			if len(m.Parts) > 500 || len(m.Body) > 500 || len(m.Text()) > 5<<20 || utf8.RuneCountInString(m.Subject) > 1001 {
				t.Errorf("%d parts, %d segments, %d bytes of text, subject of %d bytes", len(m.Parts), len(m.Body), len(m.Text()), len(m.Subject))
			}
			if !utf8.ValidString(m.Text()) {
				t.Error("the text is not UTF-8")
			}
		})
	}
}

func TestManyAddressesAndIDs(t *testing.T) {
	m := Read([]byte("To: "+strings.Repeat("a@b.example, ", 20000)+"\nReferences: "+strings.Repeat("<x@y.example> ", 5000)+"\n\nx"), Limits{})
	if len(m.To) > 2000 || len(m.References) > 100 {
		t.Errorf("%d recipients and %d references were kept", len(m.To), len(m.References))
	}
}

// Deeply nested or endless HTML costs no more than its length.
func TestHTMLBombs(t *testing.T) {
	for name, page := range map[string]string{
		"100,000 open divs":      strings.Repeat("<div>", 100000) + "heart",
		"100,000 closing divs":   strings.Repeat("</div>", 100000) + "heart",
		"20,000 tables":          strings.Repeat("<table><tr><td>", 20000) + "heart",
		"20,000 lists":           strings.Repeat("<ul><li>", 20000) + "heart",
		"100,000 paragraphs":     "heart" + strings.Repeat("<p>x", 100000),
		"attributes without end": "heart<a " + strings.Repeat("x=1 ", 200000),
		"quotes in quotes":       strings.Repeat("<blockquote>", 50000) + "heart",
	} {
		t.Run(name, func(t *testing.T) {
			blocks := Blocks(page)
			if len(blocks) > MaxBlocks+100 {
				t.Errorf("%d blocks", len(blocks))
			}
			if len(blocks) == 0 || !strings.Contains(PlainOf(blocks[:1]), "heart") && !strings.Contains(PlainOf(blocks), "heart") {
				t.Error("the words were lost")
			}
		})
	}
}

// What the page hides is not shown, and nothing in it can be run or fetched.
func TestHTMLShowsOnlyWords(t *testing.T) {
	hidden := []string{
		`<div style="display: none">secret</div>`, `<span hidden>secret</span>`, `<style>secret</style>`, `<script>secret</script>`,
		`<!-- secret -->`, `<svg><text>secret</text></svg>`, `<p style="font-size:0px">secret</p>`, `<template>secret</template>`,
		`<table style="display:none"><tr><td>secret</td></tr></table>`, `<noscript>secret</noscript>`, `<title>secret</title>`,
		`<div style="max-height:0;overflow:hidden">secret</div>`, `<object data="x">secret</object>`, `<select><option>secret</select>`,
	}
	for _, h := range hidden {
		if got := PlainOf(Blocks("<p>before</p>" + h + "<p>after</p>")); got != "before\n\nafter" {
			t.Errorf("%s shows %q", h, got)
		}
	}
	for _, l := range []string{
		"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "//host/x",
		"java\nscript:alert(1)", "https://user:pw@host.example/", "ftp://x.example", "\x01javascript:x", "http:", "mailto:",
	} {
		if got := SafeLink(l); got != "" {
			t.Errorf("SafeLink(%q) = %q, want none", l, got)
		}
	}
	for _, l := range []string{"https://a.example/b?c=d", "http://a.example", "mailto:a@b.example", "tel:+8613800000000"} {
		if SafeLink(l) != l {
			t.Errorf("SafeLink(%q) refused", l)
		}
	}
}

func TestDates(t *testing.T) {
	want := time.Date(2026, 3, 18, 1, 15, 0, 0, time.UTC)
	for _, s := range []string{
		"Wed, 18 Mar 2026 09:15:00 +0800", "Wed, 18 Mar 2026 09:15:00 +0800 (CST)", "18 Mar 2026 09:15 +0800", "Wed, 18 Mar 2026 09:15:00 CST",
		"Wed, 18 Mar 2026 09:15:00 GMT+8", "Wed, 18 Mar 2026 09:15:00 GMT+08:00", "Wed,  18 Mar 2026  01:15:00 GMT", "2026-03-18 09:15:00 +0800",
		"2026-03-18T01:15:00Z", "Wed Mar 18 01:15:00 2026", "2026-03-18 01:15:00",
	} {
		if got := Date(s); !got.Equal(want) {
			t.Errorf("Date(%q) = %v, want %v", s, got, want)
		}
	}
	for _, s := range []string{"", "soon", "Wed, 18 Mar 0026 09:15:00 +0800", "Wed, 45 Mar 2026 09:15:00 +0800", strings.Repeat("1", 1000)} {
		if got := Date(s); !got.IsZero() {
			t.Errorf("Date(%q) = %v, want none", s, got)
		}
	}
}

func TestSafeNameKeepsEndingAndLength(t *testing.T) {
	long := SafeName(strings.Repeat("技术协议", 60)+".pdf", "application/pdf")
	if len(long) > MaxName || !strings.HasSuffix(long, ".pdf") || !utf8.ValidString(long) {
		t.Errorf("long name became %q (%d bytes)", long, len(long))
	}
	for _, bad := range []string{"", "/", "..", "a/..", "\x00", "aux.txt", "COM1", "x\u202e.exe", strings.Repeat("x", 5000), "a:b", "a\r\nb"} {
		got := SafeName(bad, "application/pdf")
		if got == "" || got == ".." || strings.ContainsAny(got, "/\\\x00\r\n:\u202e") || reserved(got) {
			t.Errorf("SafeName(%q) = %q", bad, got)
		}
	}
	if SafeName("résumé.pdf", "") != "résumé.pdf" { // composed form
		t.Error("names are to be in composed form")
	}
}

// FoldAt finds where the answered mail begins, and never hides a mail that is only that.
func TestFoldAt(t *testing.T) {
	cases := []struct {
		name, text string
		want       string // what stays
	}{
		{"QQ", "好的。\n\n------------------ 原始邮件 ------------------\n发件人: \"a\"\n内容", "好的。"},
		{"163", "收到\n\nAt 2026-03-17 16:20:11, \"林\" <a@b.example> wrote:\n>old\n>older", "收到"},
		{"Foxmail", "收到\n\n发件人： 林晓雯\n发送时间： 2026-03-17\n收件人： x\n主题： y\n\n旧", "收到"},
		{"Gmail", "Fine.\n\nOn Tue, Mar 17, 2026 at 4:20 PM Lin <a@b.example> wrote:\n\n> old", "Fine."},
		{"Gmail in Chinese", "可以\n\n林晓雯 <a@b.example> 于2026年3月17日周二 16:20写道：\n\n> old", "可以"},
		{"Apple in Chinese", "可以\n\n> 在 2026年3月17日，16:20，林晓雯 <a@b.example> 写道：\n> \n> old", "可以"},
		{"Outlook", "Fine.\n\n-----Original Message-----\nFrom: x\nSent: y\n\nold", "Fine."},
		{"Outlook rule", "Fine.\n________________________________\nFrom: x\nSent: y\n\nold", "Fine."},
		{"German", "Gut.\n\nAm 17.03.2026 um 16:20 schrieb Lin:\n> alt", "Gut."},
		{"no quotation", "Price is fine.\nFrom: Shanghai we ship by sea.", "Price is fine.\nFrom: Shanghai we ship by sea."},
		{"answer below", "> Can you come?\nYes, Thursday.", "> Can you come?\nYes, Thursday."},
		{"only a forward", "-----Original Message-----\nFrom: x\nSent: y\n\nold", "-----Original Message-----\nFrom: x\nSent: y\n\nold"},
	}
	for _, c := range cases {
		b := PlainBlocks(c.text)
		if got := PlainOf(b[:FoldAt(b)]); got != c.want {
			t.Errorf("%s: %q stays, want %q", c.name, got, c.want)
		}
	}
}

// A mail that is right is read as go-message reads it.
func TestAgreesWithGoMessage(t *testing.T) {
	var buf bytes.Buffer
	var h gomail.Header
	h.SetAddressList("From", []*gomail.Address{{Name: "陈建国", Address: "chenjg@hengtuo.example"}})
	h.SetAddressList("To", []*gomail.Address{{Name: "林, 晓雯", Address: "sales@lanshi.example"}, {Address: "b@c.example"}})
	h.SetSubject("封箱机 R3 报价与技术协议：很长的主题需要分成好几个编码词才能放下这一行")
	h.SetDate(time.Date(2026, 3, 18, 9, 15, 0, 0, time.FixedZone("", 8*3600)))
	h.SetMessageID("m1@hengtuo.example")
	h.SetMsgIDList("References", []string{"r1@x.example", "r2@x.example"})
	w, err := gomail.CreateWriter(&buf, h)
	if err != nil {
		t.Fatal(err)
	}
	var ih gomail.InlineHeader
	ih.SetContentType("text/plain", map[string]string{"charset": "utf-8"})
	pw, _ := w.CreateSingleInline(ih)
	_, _ = io.WriteString(pw, "林经理：\r\n价格没有问题。\r\n")
	_ = pw.Close()
	var ah gomail.AttachmentHeader
	ah.SetContentType("application/pdf", nil)
	ah.SetFilename("技术协议_盖章（最终版）第三次修订.pdf")
	aw, _ := w.CreateAttachment(ah)
	data := bytes.Repeat([]byte{0, 1, 2, 250, 251}, 500)
	_, _ = aw.Write(data)
	_ = aw.Close()
	_ = w.Close()

	m := Read(buf.Bytes(), Limits{})
	if len(m.Notes) > 0 {
		t.Errorf("notes %v", m.Notes)
	}
	subject, _ := h.Subject()
	if m.Subject != subject || m.MessageID != "m1@hengtuo.example" || len(m.References) != 2 || m.From[0].Name != "陈建国" || m.To[0].Name != "林, 晓雯" || len(m.To) != 2 {
		t.Errorf("header read as %+v", m)
	}
	if m.Text() != "林经理：\n价格没有问题。" {
		t.Errorf("text %q", m.Text())
	}
	if len(m.Parts) != 1 || m.Parts[0].Name != "技术协议_盖章（最终版）第三次修订.pdf" || !bytes.Equal(m.Parts[0].Bytes(), data) || m.Parts[0].Size != int64(len(data)) {
		t.Errorf("parts %+v", m.Parts)
	}
}
