package layout

import (
	"testing"
	"time"

	"kontor/app/calendar"
	"kontor/app/money"
	"kontor/app/paper"
)

func TestFieldsAreWritten(t *testing.T) {
	data := paper.Data{
		"currency": "JPY", "text": "文字\tmit\x00 Tab", "yes": true, "no": false, "n": 341, "big": int64(7),
		"amount": money.Of(4200000, "CNY"), "zero": money.Of(0, "CNY"), "eur": money.Of(-578000, "EUR"),
		"qty": money.Quantity(1021_500000), "price": money.Price(120_000000), "rate": money.Percent(5), "norate": money.Rate(0),
		"day": calendar.Must("2026-03-18"), "noday": calendar.Date(0), "at": time.Date(2026, 3, 18, 14, 32, 0, 0, time.UTC), "never": time.Time{},
		"both": paper.Words{ZH: "含税", EN: "tax included"}, "list": []string{"一", "二"}, "mixed": []any{"a", 2, money.Of(5, "CNY")},
		"sub": paper.Data{"x": "deep"}, "plain": map[string]any{"x": "map"}, "raw": []byte("x"), "print": paper.Data{"count": 3},
	}
	for _, c := range []struct{ in, zh, en string }{
		{"{{text}}", "文字 mit Tab", "文字 mit Tab"},
		{"a {{missing}} b", "a  b", "a  b"},
		{"{{yes}}{{no}}", "✓", "✓"},
		{"№ {{n|pad:7}} {{big}}", "№ 0000341 7", "№ 0000341 7"},
		{"{{amount}} {{amount|amount}}", "42,000.00 ¥42,000.00", "42,000.00 ¥42,000.00"},
		{"{{zero}}/{{zero|money:dash}}/{{zero|money:blank}}/{{zero|blank}}", "0.00/—//", "0.00/—//"},
		{"{{eur|amount}}", "EUR −5,780.00", "EUR −5,780.00"},
		{"{{eur|amount:abs}} {{eur|words:abs}}", "EUR 5,780.00 欧元伍仟柒佰捌拾元整", "EUR 5,780.00 Euros five thousand seven hundred eighty only"},
		{"{{amount|words}}", "人民币肆万贰仟元整", "RMB forty-two thousand only"},
		{"{{amount|words:bare}}", "肆万贰仟元整", "forty-two thousand only"},
		{"{{qty}} {{price}} {{rate}} {{norate|blank}}", "1,021.5 120 5% ", "1,021.5 120 5% "},
		{"{{day}}", "2026-03-18", "18 Mar 2026"},
		{"{{day|date:long}}", "2026 年 3 月 18 日", "18 March 2026"},
		{"{{day|date:month}}{{noday}}", "2026 年 3 月", "March 2026"},
		{"{{at|time}}{{never|time}}", "2026-03-18 14:32", "2026-03-18 14:32"},
		{"{{at|date:long}}", "2026 年 3 月 18 日", "18 March 2026"},
		{"{{both}}", "含税", "tax included"},
		{"{{list|numbered}}", "1. 一\n2. 二", "1. 一\n2. 二"},
		{"{{list|join:、}}", "一、二", "一、二"},
		{"{{mixed|join:/}}", "a/2/0.05", "a/2/0.05"},
		{"{{sub.x}} {{plain.x}} {{sub.x.y}}", "deep map ", "deep map "},
		{"{{raw}}{{sub}}", "", ""},
		{"{{text|first:2}}", "文字", "文字"},
		{"{{print.reprint}}", "2", "2"},
		{"{{sub.x|upper}}", "DEEP", "DEEP"},
		{"{{text|money}}", "文字 mit Tab", "文字 mit Tab"},
	} {
		parts, what := parseText(c.in)
		if what != "" {
			t.Fatalf("%s: %s", c.in, what)
		}
		x := text{parts, parts, parts, true}
		zh := (&scope{data: data, lang: "zh"}).render(x)
		en := (&scope{data: data, lang: "en"}).render(x)
		if zh != c.zh || en != c.en {
			t.Errorf("%s: %q %q, want %q %q", c.in, zh, en, c.zh, c.en)
		}
	}
	for in, want := range map[string]string{"{{a": "field", "a}}": "field", "{{a|nope}}": "format", "{{}}": "field", "{{a b}}": "field", "{{a{{b}}": "field", "{{a.b.c.d.e.f.g}}": "field"} {
		if _, what := parseText(in); what != want {
			t.Errorf("%q: %q, want %q", in, what, want)
		}
	}
}

func TestBothLanguages(t *testing.T) {
	for _, c := range [][3]string{
		{"客户：", "Customer: ", "客户 Customer："},
		{"品名", "Name", "品名 Name"},
		{"{{a}} 页", "page {{a}}", "{{a}} 页"},
		{"货物如有短缺请于 3 日内提出。", "Please report within 3 days.", "货物如有短缺请于 3 日内提出。\nPlease report within 3 days."},
	} {
		if got := joinLanguages(c[0], c[1]); got != c[2] {
			t.Errorf("%q, want %q", got, c[2])
		}
	}
	if got := (&scope{lang: "both"}).choose(paper.Words{ZH: "平日", EN: "Work"}); got != "平日 Work" {
		t.Error(got)
	}
}

func TestCurrencyAndReprints(t *testing.T) {
	src := head + "[[band]]\nitem = [ { text = \"{{currency}} {{total|amount}}\", x = 0, y = 0, when = \"currency and currency != CNY\" }, { text = \"AGAIN {{print.reprint}}\", x = 0, y = 9, when = \"print.reprint\" } ]\n"
	for _, c := range []struct {
		currency, count any
		foreign, again  bool
	}{{"EUR", 1, true, false}, {paper.Data{"code": "EUR"}, int64(2), true, true}, {paper.Data{"code": "CNY"}, 3, false, true}, {nil, nil, false, false}} {
		doc, _ := lay(t, src, paper.Request{Data: paper.Data{"currency": c.currency, "print": paper.Data{"count": c.count}, "total": money.Of(5, "EUR")}})
		_, foreign := find(doc.Pages[0], "EUR EUR 0.05")
		_, again := find(doc.Pages[0], "AGAIN")
		if foreign != c.foreign || again != c.again {
			t.Errorf("%v %v: %v %v", c.currency, c.count, foreign, again)
		}
	}
}
