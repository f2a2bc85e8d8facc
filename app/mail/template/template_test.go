package template

import (
	"errors"
	"strings"
	"testing"

	"kontor/app"
)

func TestFill(t *testing.T) {
	tpl, err := Parse("{{contact.name}}，您好：\n报价单 {{ quote.number }} 合计 {{quote.total_minor|amount}}，交期 {{quote.delivery}}，{{quote.secret}}。{{quote.number}}")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(tpl.Marks()); n != 5 {
		t.Errorf("%d marks, want 5", n)
	}
	text, report := tpl.Fill(func(m Mark) (string, bool) {
		v, ok := map[string]string{"contact.name": "陈经理", "quote.number": "BJ-202603-018", "quote.total_minor|amount": "¥168,900.00", "quote.delivery": ""}[strings.Trim(m.String(), "{}")]
		return v, ok
	})
	if want := "陈经理，您好：\n报价单 BJ-202603-018 合计 ¥168,900.00，交期 ____，{{quote.secret}}。BJ-202603-018"; text != want {
		t.Errorf("got %q", text)
	}
	states := ""
	for _, f := range report {
		states += string(rune('0' + f.State))
	}
	if states != "00012" {
		t.Errorf("states %s, want 00012", states)
	}
}

func TestParseRefuses(t *testing.T) {
	for in, key := range map[string]string{
		"a\n{{x": "template.open", "{{}}": "template.bad_mark", "{{a b}}": "template.bad_mark", "{{a.}}": "template.bad_mark", "{{a|}}": "template.bad_mark",
		"{{range x}}": "template.bad_mark", "{{a.b|c d}}": "template.bad_mark", "{{{{a}}}}": "template.bad_mark", "{{名}}": "template.bad_mark",
		strings.Repeat("x", MaxLen+1): "template.too_long", strings.Repeat("{{a}}", MaxMarks+1): "template.too_long",
	} {
		var e *app.Error
		if _, err := Parse(in); !errors.As(err, &e) || e.Key != key {
			t.Errorf("%.20q gives %v, want %s", in, err, key)
		}
	}
	_, err := Parse("one\ntwo\nthree {{bad mark}}")
	var e *app.Error
	if !errors.As(err, &e) || e.Args["line"] != 3 {
		t.Errorf("the fault is in line 3: %v", err)
	}
}

// A value that looks like a mark is not filled again.
func TestValuesAreNotTemplates(t *testing.T) {
	tpl, _ := Parse("{{a}} {{b}}")
	text, _ := tpl.Fill(func(m Mark) (string, bool) { return map[string]string{"a": "{{b}}", "b": "x"}[m.Path], true })
	if text != "{{b}} x" {
		t.Errorf("got %q", text)
	}
}

func FuzzTemplate(f *testing.F) {
	for _, s := range []string{"", "{{a}}", "{{a.b|c}} {{", "}}{{", "{{{a}}}", "中{{a}}文"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tpl, err := Parse(s)
		if err != nil {
			return
		}
		if text, _ := tpl.Fill(func(m Mark) (string, bool) { return "", false }); strings.Count(text, "{{") != strings.Count(s, "{{") {
			t.Fatalf("%q became %q", s, text)
		}
		if _, err := Parse(s + " {{x}}"); err != nil && len(tpl.marks) < MaxMarks && len(s) < MaxLen-5 {
			t.Fatalf("%q is right, with a mark more it is not: %v", s, err)
		}
	})
}
