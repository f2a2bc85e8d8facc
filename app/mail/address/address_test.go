package address

import (
	"reflect"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	cases := []struct {
		in   string
		want []Address
	}{
		{"a@b.example", []Address{{"", "a@b.example"}}},
		{"陈建国 <chenjg@hengtuo.example>", []Address{{"陈建国", "chenjg@hengtuo.example"}}},
		{`"Wang, Lei" <wl@x.example>; b@y.example`, []Address{{"Wang, Lei", "wl@x.example"}, {"", "b@y.example"}}},
		{"Wang, Lei <wl@x.example>, b@y.example", []Address{{"Wang, Lei", "wl@x.example"}, {"", "b@y.example"}}},
		{"a@b.example，c@d.example；e@f.example、g@h.example", []Address{{"", "a@b.example"}, {"", "c@d.example"}, {"", "e@f.example"}, {"", "g@h.example"}}},
		{"a@b.example\nc@d.example", []Address{{"", "a@b.example"}, {"", "c@d.example"}}},
		{"Team: a@b.example, c@d.example;, e@f.example", []Address{{"", "a@b.example"}, {"", "c@d.example"}, {"", "e@f.example"}}},
		{"undisclosed-recipients:;", nil},
		{"a@b.example (Anna (CEO) Petersen)", []Address{{"Anna CEO Petersen", "a@b.example"}}},
		{"Anna a@b.example", []Address{{"Anna", "a@b.example"}}},
		{"mailto:a@b.example", []Address{{"", "a@b.example"}}},
		{"<@relay.example,@x.example:a@b.example>", []Address{{"", "a@b.example"}}},
		{"a@b.example <a@b.example>", []Address{{"", "a@b.example"}}},
		{`'Anna' <a@b.example>`, []Address{{"Anna", "a@b.example"}}},
		{`"a \"quoted\" name" <a@b.example>`, []Address{{`a "quoted" name`, "a@b.example"}}},
		{`"unfinished <a@b.example>`, []Address{{`unfinished`, "a@b.example"}}},
		{"just a name", []Address{{"just a name", ""}}},
		{"x, a@b.example", []Address{{"x", ""}, {"", "a@b.example"}}},
		{"", nil},
		{", ;, ", nil},
		{"<>", nil},
		{"@", []Address{{"@", ""}}},
	}
	for _, c := range cases {
		if got := Parse(c.in, nil); !reflect.DeepEqual(got, c.want) {
			t.Errorf("Parse(%q)\n got %q\nwant %q", c.in, got, c.want)
		}
	}
}

func TestTyped(t *testing.T) {
	good, wrong := Typed("陈建国 <chenjg＠hengtuo.example>； limin@lianxin.example，王经理, a@b, x@y..example")
	if len(good) != 2 || good[0].Mail != "chenjg@hengtuo.example" || good[0].Name != "陈建国" {
		t.Errorf("good %q", good)
	}
	if len(wrong) != 3 {
		t.Errorf("wrong %q", wrong)
	}
}

func TestKeyAndValid(t *testing.T) {
	if Key("ChenJG@HengTuo.Example") != "chenjg@hengtuo.example" || Key(" a@b.example ") != "a@b.example" {
		t.Error("keys ignore case and blanks")
	}
	if Key("a@商栈.example") != Key("a@xn--czr894b.example") || !strings.HasPrefix(Domain("a@商栈.example"), "xn--") {
		t.Errorf("the two writings of a domain have one key: %s", Key("a@商栈.example"))
	}
	for _, s := range []string{"a@b.example", "a.b+c@d-e.example", "root@localhost", "中文@b.example", "a@商栈.example"} {
		if !Valid(s) {
			t.Errorf("%q is an address", s)
		}
	}
	for _, s := range []string{
		"", "a", "a@", "@b.example", "a b@c.example", "a@b", "a@-b.example", "a@b..example", ".a@b.example", "a@b.example\r\nRCPT TO:<x>",
		"a\"@b.example", "a@b@c.example", strings.Repeat("a", 65) + "@b.example", "a@b_.ex ample", "<a@b.example>",
	} {
		if Valid(s) {
			t.Errorf("%q is no address", s)
		}
	}
}

func TestFreeMail(t *testing.T) {
	for _, s := range []string{"123456@qq.com", "a@163.com", "a@GMAIL.com", "a@foxmail.com", "outlook.com"} {
		if !FreeMail(s) {
			t.Errorf("%s belongs to everybody", s)
		}
	}
	for _, s := range []string{"a@hengtuo.example", "a@exmail.qq.com", "a@mail.163.com.evil.example"} {
		if FreeMail(s) {
			t.Errorf("%s is a company's", s)
		}
	}
}

func TestPretends(t *testing.T) {
	if !(Address{"boss@lanshi.example", "x@evil.example"}).Pretends() || !(Address{"老板 (boss@lanshi.example)", "x@evil.example"}).Pretends() {
		t.Error("another address as the name is a pretence")
	}
	if (Address{"x@evil.example", "X@evil.example"}).Pretends() || (Address{"王磊", "wl@x.example"}).Pretends() {
		t.Error("an honest name is no pretence")
	}
}

func TestUnique(t *testing.T) {
	got := Unique([]Address{{"A", "a@b.example"}, {"", "A@B.example"}, {"", "me@own.example"}, {"c", ""}, {"", "d@e.example"}}, "ME@own.example")
	if len(got) != 2 || got[0].Name != "A" || got[1].Mail != "d@e.example" {
		t.Errorf("got %q", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"a@b.example", `"x" <a@b.example>, c`, "g: a@b;", "(((", `"\`, "<<<a@b", "=?utf-8?B?a?= <x@y.z>", "a@b,,;<>()"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, a := range Parse(s, nil) {
			if a.Mail == "" && a.Name == "" {
				t.Fatalf("empty entry in %q", s)
			}
			if Valid(a.Mail) && strings.ContainsAny(a.Mail, "\r\n <>") {
				t.Fatalf("%q is valid", a.Mail)
			}
			a.Pretends()
		}
		Typed(s)
	})
}
