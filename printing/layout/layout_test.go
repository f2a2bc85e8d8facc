package layout

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/money"
	"kontor/app/paper"
)

// lay lays a template out and fails the test when it cannot.
func lay(t *testing.T, src string, req paper.Request) (*paper.Doc, []paper.Warning) {
	t.Helper()
	tpl, err := Load("test", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	doc, warnings, err := Layout(context.Background(), tpl, req)
	if err != nil {
		t.Fatal(err)
	}
	return doc, warnings
}

// texts gives the texts of a page, top to bottom as they were put.
func texts(p paper.Page) (list []paper.Text) {
	for _, it := range p.Items {
		if t, ok := it.(paper.Text); ok {
			list = append(list, t)
		}
	}
	return list
}

func find(p paper.Page, s string) (paper.Text, bool) {
	for _, t := range texts(p) {
		if strings.Contains(t.Text, s) {
			return t, true
		}
	}
	return paper.Text{}, false
}

const head = "kind = \"quote\"\ntitle = \"x\"\npaper = \"a4\"\nmargin = [10, 10, 10, 10]\nsize = 10\n"

func TestTextWrapsAndPushesWhatStandsBelow(t *testing.T) {
	src := head + `
[[band]]
item = [
  { text = "{{subject}}", x = 0, y = 0, w = 40, h = 6 },
  { type = "line", x = 0, y = 6, w = 100 },
  { type = "line", x = 50, y = 0, h = 12 },
  { text = "below", x = 0, y = 6, w = 40, h = 6 },
  { text = "beside", x = 60, y = 0, w = 40, h = 6, valign = "middle" },
]
[[band]]
item = [ { text = "next band", x = 0, y = 0 } ]
`
	short, _ := lay(t, src, paper.Request{Data: paper.Data{"subject": "短"}})
	long, _ := lay(t, src, paper.Request{Data: paper.Data{"subject": strings.Repeat("长的主题文字", 6)}})
	a, _ := find(short.Pages[0], "below")
	b, _ := find(long.Pages[0], "below")
	grown := b.Y - a.Y
	if grown < 5 {
		t.Fatalf("the text below moved only %g mm", grown)
	}
	next0, _ := find(short.Pages[0], "next band")
	next1, _ := find(long.Pages[0], "next band")
	if d := next1.Y - next0.Y - grown; d > 0.01 || d < -0.01 {
		t.Errorf("the next band moved %g mm more than the text below", d)
	}
	beside0, _ := find(short.Pages[0], "beside")
	beside1, _ := find(long.Pages[0], "beside")
	if d := beside1.Y - beside0.Y - grown/2; d > 0.01 || d < -0.01 {
		t.Errorf("the text beside is off its middle by %g mm", d)
	}
	for _, it := range long.Pages[0].Items {
		if l, ok := it.(paper.Line); ok && l.X1 == l.X2 && l.Y2-l.Y1 < 12+grown-0.01 {
			t.Errorf("the upright line is %g mm long and should have grown", l.Y2-l.Y1)
		}
	}
}

const tableSrc = head + `
[[band]]
role = "head"
height = 20
item = [ { text = "HEAD {{page}}/{{pages}}", x = 0, y = 0 } ]
[[band]]
role = "lines"
[band.table]
list = "lines"
height = 8
column = [
  { title = "TITLE", text = "{{line.name}}", width = 60, grow = 1 },
  { key = "amount", title = "AMOUNT", text = "{{line.amount}}", width = 30, align = "right" },
]
span = [ { when = "line.kind = section", text = "SECTION {{line.name}}", bold = true } ]
lead = [ { label = "OPENING", text = "{{total}}" } ]
total = [ { label = "SUM", text = "{{total}}", bold = true } ]
[[band]]
role = "totals"
height = 20
item = [ { text = "AFTER THE SUM", x = 0, y = 0 } ]
[[band]]
role = "end"
height = 30
item = [ { text = "SIGNATURE", x = 0, y = 0 } ]
[[band]]
role = "foot"
height = 6
item = [ { text = "FOOT {{page}}/{{pages}}", x = 0, y = 0 } ]
`

func rows(n int) paper.Data {
	var lines []paper.Data
	for i := range n {
		lines = append(lines, paper.Data{"name": fmt.Sprintf("row-%03d", i+1), "amount": money.Of(100, "CNY"), "kind": "product"})
	}
	return paper.Data{"lines": lines, "total": money.Of(money.Minor(n*100), "CNY")}
}

// PRT-04: the header row repeats, totals are never alone, every sheet is numbered.
func TestTablesRunOverSheets(t *testing.T) {
	for n := 1; n <= 90; n++ {
		doc, _ := lay(t, tableSrc, paper.Request{Data: rows(n)})
		seen := 0
		for i, p := range doc.Pages {
			if _, ok := find(p, fmt.Sprintf("HEAD %d/%d", i+1, len(doc.Pages))); !ok {
				t.Fatalf("%d rows: sheet %d has no head", n, i+1)
			}
			if _, ok := find(p, fmt.Sprintf("FOOT %d/%d", i+1, len(doc.Pages))); !ok {
				t.Fatalf("%d rows: sheet %d has no foot", n, i+1)
			}
			here := 0
			for _, x := range texts(p) {
				if strings.HasPrefix(x.Text, "row-") {
					here++
				}
				if x.Y > 287 && !strings.HasPrefix(x.Text, "FOOT") {
					t.Fatalf("%d rows: %q stands in the foot at %g", n, x.Text, x.Y)
				}
			}
			_, title := find(p, "TITLE")
			if title != (here > 0) {
				t.Fatalf("%d rows: sheet %d with %d rows, header %v", n, i+1, here, title)
			}
			if _, lead := find(p, "OPENING"); lead != (i == 0) || lead && here == 0 {
				t.Fatalf("%d rows: sheet %d with %d rows, opening row %v", n, i+1, here, lead)
			}
			if _, sum := find(p, "SUM"); sum {
				if _, after := find(p, "AFTER"); !after || here < min(2, n) {
					t.Fatalf("%d rows: the sum stands with %d rows, block after it %v", n, here, after)
				}
			}
			seen += here
		}
		if seen != n {
			t.Fatalf("%d rows went in, %d came out", n, seen)
		}
		last := doc.Pages[len(doc.Pages)-1]
		if s, ok := find(last, "SIGNATURE"); !ok || s.Y < 250 {
			t.Fatalf("%d rows: the signature is missing or not at the bottom", n)
		}
	}
}

func TestARowHigherThanASheetRunsOver(t *testing.T) {
	d := rows(3)
	long := strings.Repeat("一行很长的说明文字，", 700)
	d["lines"].([]paper.Data)[1]["name"] = long
	doc, _ := lay(t, tableSrc, paper.Request{Data: d})
	var all strings.Builder
	for _, p := range doc.Pages {
		for _, x := range texts(p) {
			if strings.Contains(long, x.Text) {
				all.WriteString(x.Text)
			}
			if x.Y > 287 && !strings.HasPrefix(x.Text, "FOOT") {
				t.Fatalf("%q lies outside at %g", x.Text, x.Y)
			}
		}
	}
	if len(doc.Pages) < 2 || all.String() != long {
		t.Errorf("%d sheets, %d of %d bytes came through", len(doc.Pages), all.Len(), len(long))
	}
}

func TestLongTermsRunOverToTheNextSheet(t *testing.T) {
	src := head + "[[band]]\nsplit = true\nitem = [ { text = \"{{terms|numbered}}\", x = 0, y = 0, h = 6 } ]\n[[band]]\nitem = [ { text = \"END\", x = 0, y = 0 } ]\n"
	var terms []string
	for i := range 120 {
		terms = append(terms, fmt.Sprintf("条款 %d：质保期内 24 小时内响应。", i))
	}
	doc, _ := lay(t, src, paper.Request{Data: paper.Data{"terms": terms}})
	n := 0
	for _, p := range doc.Pages {
		for _, x := range texts(p) {
			if strings.Contains(x.Text, "条款") {
				n++
			}
			if x.Y > 288 || x.Y < 10 {
				t.Fatalf("%q at %g", x.Text, x.Y)
			}
		}
	}
	if n != 120 || len(doc.Pages) < 3 {
		t.Errorf("%d of 120 terms on %d sheets", n, len(doc.Pages))
	}
	if _, ok := find(doc.Pages[len(doc.Pages)-1], "END"); !ok {
		t.Error("what follows is not on the last sheet")
	}
}

func TestSectionRowsAndConditions(t *testing.T) {
	d := rows(2)
	d["lines"].([]paper.Data)[0]["kind"] = "section"
	doc, _ := lay(t, tableSrc, paper.Request{Data: d})
	if x, ok := find(doc.Pages[0], "SECTION row-001"); !ok || !x.Bold {
		t.Error("no section title")
	}
	s := &scope{lang: "zh", data: paper.Data{"state": "in review", "n": 3, "a": money.Of(12050, "CNY"), "none": "", "options": paper.Data{"x": true}}}
	for c, want := range map[string]bool{
		"n": true, "none": false, "!none": true, "missing": false, "options.x": true, "!options.x": false,
		`state = "in review"`: true, "state != open": true, "n > 2": true, "n >= 3 and n < 3": false, "n = 4 or n = 3": true,
		"a > 120.4": true, "a = 120.5": true, "a <= 120": false, "n = x": false, "n != x": true,
	} {
		parsed, ok := parseCond(c)
		if !ok || s.holds(parsed) != want {
			t.Errorf("%s: parsed %v, holds %v", c, ok, s.holds(parsed))
		}
	}
	for _, bad := range []string{"", "a b", "a =", "= b", "a and", "or a", "!a = b", `a = "x`, "a.b.", "a == b", "a..b"} {
		if _, ok := parseCond(bad); ok {
			t.Errorf("%q was read as a condition", bad)
		}
	}
}

func TestPartsAndCarbonPaper(t *testing.T) {
	src := head + "parts = [ { zh = \"存根\", en = \"Counterfoil\" }, { zh = \"客户\", en = \"Customer\" }, { zh = \"记账\", en = \"Accounts\" } ]\n[[band]]\nrole = \"page\"\nitem = [ { text = \"{{part}}\", x = 200, y = 20, w = 5, h = 60, vertical = true, when = \"part\" } ]\n[[band]]\nitem = [ { text = \"{{number}}\", x = 0, y = 0 } ]\n"
	doc, _ := lay(t, src, paper.Request{Data: paper.Data{"number": "N-1"}, Options: paper.Options{Parts: 3}})
	if len(doc.Pages) != 3 || doc.Pages[1].Part != "客户" {
		t.Fatalf("%d pages, second part %q", len(doc.Pages), doc.Pages[1].Part)
	}
	if a, ok := find(doc.Pages[2], "记"); !ok || a.X < 195 {
		t.Error("the name of the part does not stand at the edge")
	}
	en, _ := lay(t, src, paper.Request{Data: paper.Data{"number": "N-1"}, Language: "en", Options: paper.Options{Parts: 2}})
	if a, ok := find(en.Pages[0], "Counterfoil"); !ok || a.Angle != -90 {
		t.Errorf("a Latin name is turned: %+v", a)
	}
	one, _ := lay(t, src, paper.Request{Data: paper.Data{"number": "N-1"}, Options: paper.Options{Parts: 3, OneStrike: true}})
	if len(one.Pages) != 1 || one.Pages[0].Part != "①存根 ②客户 ③记账" {
		t.Errorf("carbon paper: %d pages, %q", len(one.Pages), one.Pages[0].Part)
	}
	if none, _ := lay(t, src, paper.Request{Options: paper.Options{Parts: 9}}); len(none.Pages) != 3 {
		t.Errorf("more parts than names: %d pages", len(none.Pages))
	}
}

func TestPrePrintedFormsGetTheDataOnly(t *testing.T) {
	src := strings.Replace(tableSrc, "[[band]]\nrole = \"end\"", "[[band]]\nitem = [ { type = \"box\", x = 0, y = 0, w = 10, h = 10 }, { prefix = \"LABEL \", text = \"{{number}}\", x = 0, y = 0, border = 0.3 } ]\n[[band]]\nrole = \"end\"", 1)
	d := rows(2)
	d["number"] = "N-7"
	doc, _ := lay(t, src, paper.Request{Data: d, Options: paper.Options{PrePrinted: true, OffsetX: 1.5, OffsetY: -0.5}})
	plain, _ := lay(t, src, paper.Request{Data: d})
	for _, it := range doc.Pages[0].Items {
		x, ok := it.(paper.Text)
		if !ok {
			t.Fatalf("a %T is printed on the form", it)
		}
		if strings.Contains(x.Text, "LABEL") || x.Text == "TITLE" || x.Text == "SIGNATURE" {
			t.Errorf("%q is on the form already", x.Text)
		}
	}
	a, _ := find(doc.Pages[0], "row-002")
	b, _ := find(plain.Pages[0], "row-002")
	if fmt.Sprintf("%.2f %.2f", a.X-b.X, a.Y-b.Y) != "1.50 -0.50" {
		t.Errorf("the row moved by %.2f %.2f", a.X-b.X, a.Y-b.Y)
	}
}

func TestTwoFormsOnASheet(t *testing.T) {
	src := "kind = \"receipt\"\ntitle = \"x\"\npaper = \"a4\"\nform = [210, 148.5]\nper_page = 2\nparts = [ { zh = \"一\", en = \"1\" }, { zh = \"二\", en = \"2\" }, { zh = \"三\", en = \"3\" } ]\n[[band]]\nitem = [ { text = \"PART {{part}}\", x = 0, y = 0 } ]\n"
	doc, _ := lay(t, src, paper.Request{Options: paper.Options{Parts: 3}})
	if len(doc.Pages) != 2 || doc.Pages[0].Part != "一 / 二" {
		t.Fatalf("%d sheets, %q", len(doc.Pages), doc.Pages[0].Part)
	}
	a, _ := find(doc.Pages[0], "PART 一")
	b, _ := find(doc.Pages[0], "PART 二")
	if d := b.Y - a.Y - 148.5; d > 0.01 || d < -0.01 {
		t.Errorf("the second form lies %g mm off", d)
	}
}

func TestLimits(t *testing.T) {
	tpl, err := Load("test", []byte(tableSrc))
	if err != nil {
		t.Fatal(err)
	}
	var e *app.Error
	_, _, err = Layout(context.Background(), tpl, paper.Request{Data: rows(20_000)})
	if !errors.As(err, &e) || e.Key != "paper.too_many_pages" {
		t.Errorf("20,000 rows: %v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, _, err := Layout(ctx, tpl, paper.Request{Data: rows(50)}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	late, stop := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	defer stop()
	if _, _, err := Layout(late, tpl, paper.Request{Data: rows(50)}); !errors.As(err, &e) || e.Key != "paper.too_slow" {
		t.Errorf("too slow: %v", err)
	}
}

func TestWarnings(t *testing.T) {
	src := "kind = \"receipt\"\ntitle = \"x\"\npaper = \"241x139.7\"\nimpact = true\nmargin = [5, 5, 5, 5]\n[[band]]\nitem = [\n  { text = \"{{payer}}\", x = 0, y = 0, w = 20, h = 5, grow = \"fixed\", size = 8 },\n  { type = \"line\", x = 30, y = 20, w = 50, width = 0.1 },\n  { type = \"qr\", text = \"{{number}}\", x = 60, y = 0, w = 20, h = 20 },\n  { type = \"image\", image = \"company.logo\", x = 90, y = 0, w = 10, h = 10 },\n]\n"
	_, got := lay(t, src, paper.Request{Data: paper.Data{"payer": "很长的交款单位名称\U000F0000很长的", "number": strings.Repeat("9", 9000), "company": paper.Data{"logo": []byte("no picture")}}})
	keys := map[string]bool{}
	for _, w := range got {
		keys[w.Key] = true
	}
	for _, want := range []string{"does_not_fit", "no_glyph", "out_of_reach", "small_type", "thin_line", "bar_code", "picture"} {
		if !keys[want] {
			t.Errorf("no warning %s in %v", want, got)
		}
	}
}

func TestAColumnThatNobodyFillsIsLeftOut(t *testing.T) {
	src := strings.Replace(tableSrc, "column = [", "column = [\n  { title = \"OFF\", text = \"{{line.discount|blank}}\", width = 20, filled = true },", 1)
	d := rows(3)
	without, _ := lay(t, src, paper.Request{Data: d})
	d["lines"].([]paper.Data)[2]["discount"] = money.Percent(5)
	with, _ := lay(t, src, paper.Request{Data: d})
	if _, ok := find(without.Pages[0], "OFF"); ok {
		t.Error("the empty column shows")
	}
	if _, ok := find(with.Pages[0], "OFF"); !ok {
		t.Error("the column with a discount does not show")
	}
}
