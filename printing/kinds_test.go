package printing

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"kontor/app/paper"
	"kontor/assets/templates"
)

// What the paper of a kind has beyond text and page breaks. A kind without lines has one
// page in full; the test grid of a printer is no document.
var kindsOfPaper = map[paper.Kind]struct {
	lines, totals, void bool
	long                string // a text of a line that must wrap
}{
	paper.Quote:       {lines: true, totals: true, void: true, long: "name"},
	paper.Order:       {lines: true, totals: true, void: true, long: "name"},
	paper.Contract:    {lines: true, totals: true, void: true, long: "name"},
	paper.Proposal:    {lines: true, totals: true, long: "name"}, // a version is replaced, never cancelled
	paper.Pricing:     {lines: true, totals: true, void: true, long: "name"},
	paper.Delivery:    {lines: true, totals: true, void: true, long: "name"},
	paper.Return:      {lines: true, totals: true, void: true, long: "name"},
	paper.Purchase:    {lines: true, totals: true, void: true, long: "name"},
	paper.GoodsIn:     {lines: true, totals: true, void: true, long: "name"},
	paper.Receipt:     {void: true},
	paper.Payment:     {void: true},
	paper.Expense:     {lines: true, totals: true, void: true, long: "text"},
	paper.Invoice:     {lines: true, totals: true, void: true, long: "name"},
	paper.Statement:   {lines: true, totals: true, long: "summary"},
	paper.CashJournal: {lines: true, totals: true, long: "summary"},
	paper.Ageing:      {lines: true, totals: true, long: "customer"},
	paper.Attendance:  {lines: true, long: "name"},
	paper.List:        {lines: true, totals: true},
}

// pageTexts are the texts of each page, run together.
func pageTexts(doc *paper.Doc) []string {
	out := make([]string, len(doc.Pages))
	for i, page := range doc.Pages {
		var b strings.Builder
		for _, it := range page.Items {
			if x, ok := it.(paper.Text); ok {
				b.WriteString(x.Text)
			}
		}
		out[i] = squeezed(b.String())
	}
	return out
}

func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// mark is a text that stands in one line of a document only.
func mark(i int) string { return fmt.Sprintf("M%03d", i) }

// grown is the example of a kind with n lines, each of which carries its mark in key.
func grown(kind paper.Kind, n int, key string) paper.Data {
	d := filled(kind)
	of, ok := d["lines"].([]paper.Data)
	if !ok || key == "" && kind != paper.List {
		return d
	}
	of = slices.DeleteFunc(slices.Clone(of), func(l paper.Data) bool {
		return l["kind"] == "section" || l["kind"] == "note" || l["kind"] == "optional"
	})
	var all []paper.Data
	for i := range n {
		l := paper.Data{}
		for k, v := range of[i%len(of)] {
			l[k] = v
		}
		if key == "" { // of a list
			cells := slices.Clone(l["cells"].([]any))
			cells[0] = mark(i)
			l["cells"] = cells
		} else {
			l[key] = mark(i)
		}
		if _, numbered := l["no"]; numbered {
			l["no"] = i + 1
		}
		all = append(all, l)
	}
	d["lines"] = all
	return d
}

// lay lays a document of a kind out with the template that is its standard.
func lay(t *testing.T, p *Press, r paper.Request) *paper.Doc {
	t.Helper()
	r.Now = day
	doc, _, err := p.Layout(context.Background(), r)
	if err != nil {
		t.Fatalf("%s: %v", r.Kind, err)
	}
	return doc
}

// Every kind of document stands in the table above.
func TestEveryKindIsProved(t *testing.T) {
	for _, kind := range paper.Kinds {
		if _, ok := kindsOfPaper[kind]; !ok && kind != paper.Grid {
			t.Errorf("%s is not in the table", kind)
		}
	}
}

// Totals never stand alone on a page: at least the last two lines stand with them, however
// many lines there are. PRT-01 PRT-04
func TestTotalsStayWithTheLastLines(t *testing.T) {
	p := New(Params{})
	for kind, is := range kindsOfPaper {
		if !is.totals {
			continue
		}
		broke := false
		for n := 3; n <= 70; n++ {
			d := grown(kind, n, is.long)
			doc := lay(t, p, paper.Request{Kind: kind, Data: d, Options: paper.Options{Parts: 1}})
			pages := pageTexts(doc)
			at := func(i int) int {
				return slices.IndexFunc(pages, func(s string) bool { return strings.Contains(s, mark(i)) })
			}
			for i := range n {
				if at(i) < 0 {
					t.Fatalf("%s: line %d of %d is lost", kind, i+1, n)
				}
			}
			broke = broke || at(n-1) > 0
			foot := footPage(t, p, kind, d)
			if foot >= 0 && (at(n-1) != foot || at(n-2) != foot) {
				t.Errorf("%s with %d lines: totals on page %d, the last lines on %d and %d", kind, n, foot+1, at(n-2)+1, at(n-1)+1)
			}
		}
		if !broke {
			t.Errorf("%s never ran over a page", kind)
		}
	}
}

// footPage is the page of the totals of a document, found by a total that stands nowhere
// else in it.
func footPage(t *testing.T, p *Press, kind paper.Kind, d paper.Data) int {
	t.Helper()
	const sign = "T0T4L"
	marked := paper.Data{}
	for k, v := range d {
		marked[k] = v
	}
	switch total := d["total"].(type) {
	case paper.Data:
		sums := paper.Data{}
		for k, v := range total {
			sums[k] = v
		}
		for _, k := range []string{"quantity", "increase", "in", "total"} {
			if _, ok := sums[k]; ok {
				sums[k] = sign
				break
			}
		}
		marked["total"] = sums
	case nil:
		totals := slices.Clone(d["totals"].([]any))
		totals[0] = sign
		marked["totals"] = totals
	default:
		marked["total"] = sign
	}
	for i, text := range pageTexts(lay(t, p, paper.Request{Kind: kind, Data: marked, Options: paper.Options{Parts: 1}})) {
		if strings.Contains(text, sign) {
			return i
		}
	}
	t.Errorf("%s: the total is not on the paper", kind)
	return -1
}

// Long texts wrap and are never cut: every piece of them is on the paper, inside the sheet.
func TestLongTextsWrapInEveryKind(t *testing.T) {
	p := New(Params{})
	long := ""
	for i := range 40 {
		long += fmt.Sprintf("第%02d段不锈钢", i)
	}
	for kind, is := range kindsOfPaper {
		d := grown(kind, 6, is.long)
		switch {
		case is.long != "":
			d["lines"].([]paper.Data)[2][is.long] = long
		case kind == paper.List:
			d["lines"].([]paper.Data)[2]["cells"].([]any)[1] = long
		default:
			d["purpose"], d["remark"] = long, ""
		}
		doc := lay(t, p, paper.Request{Kind: kind, Data: d, Options: paper.Options{Parts: 1}})
		all := strings.Join(pageTexts(doc), "")
		for i := range 40 {
			if want := fmt.Sprintf("第%02d段", i); !strings.Contains(all, want) {
				t.Errorf("%s: %s is cut off", kind, want)
			}
		}
		for _, page := range doc.Pages {
			for _, it := range page.Items {
				if x, ok := it.(paper.Text); ok && (x.X < 0 || x.Y < 0 || x.X > page.Size.W || x.Y > page.Size.H) {
					t.Errorf("%s: %q stands outside the sheet", kind, x.Text)
				}
			}
		}
	}
}

// Each kind prints in Chinese, in English, and in both.
func TestBothLanguagesInEveryKind(t *testing.T) {
	p := New(Params{})
	for kind := range kindsOfPaper {
		words := func(lang string) (set map[string]bool, all string) {
			set = map[string]bool{}
			doc := lay(t, p, paper.Request{Kind: kind, Language: lang, Data: filled(kind), Options: paper.Options{Parts: 1}})
			for _, page := range doc.Pages {
				for _, it := range page.Items {
					if x, ok := it.(paper.Text); ok {
						set[squeezed(x.Text)] = true
					}
				}
			}
			return set, strings.Join(pageTexts(doc), "")
		}
		zh, _ := words("zh")
		en, _ := words("en")
		_, both := words("both")
		only := func(a, b map[string]bool, han bool) (n, there int) {
			for s := range a {
				if s == "" || b[s] || strings.ContainsFunc(s, unicode.IsDigit) || strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) != han {
					continue
				}
				n++
				if strings.Contains(both, s) {
					there++
				}
			}
			return n, there
		}
		inZH, zhBoth := only(zh, en, true)
		inEN, enBoth := only(en, zh, false)
		if inZH < 4 || inEN < 4 || zhBoth < 3 || enBoth < 3 {
			t.Errorf("%s: %d labels in Chinese, %d in English; of them %d and %d where both are asked for", kind, inZH, inEN, zhBoth, enBoth)
		}
	}
}

// Copies of a paper in parts carry the name of their part; a reprint says that it is one
// and the how manieth, and what was cancelled says so on every page. PRT-05 PRT-06
func TestMarksOfEveryKind(t *testing.T) {
	p := New(Params{})
	for kind, is := range kindsOfPaper {
		for _, tpl := range p.Templates(kind) {
			if n := len(tpl.Parts); n > 1 {
				doc := lay(t, p, paper.Request{Kind: kind, Template: tpl.Name, Data: filled(kind), Options: paper.Options{Parts: n}})
				all := strings.Join(pageTexts(doc), "")
				for _, part := range tpl.Parts {
					// The name stands upright at the edge, a character at a time or turned.
					if !strings.Contains(all, squeezed(part.ZH)) {
						t.Errorf("%s: the copy %q is not named", tpl.Name, part.ZH)
					}
				}
			}
			d := grown(kind, 50, is.long)
			d["print"] = paper.Data{"count": 3, "by": "林晓雯", "at": day}
			d["void"] = true
			pages := pageTexts(lay(t, p, paper.Request{Kind: kind, Template: tpl.Name, Data: d, Options: paper.Options{Parts: 1}}))
			for i, text := range pages {
				if strings.Count(text, "补打2") != 1 && (i == 0 || !placesReprint(tpl.Name)) {
					t.Errorf("%s, page %d: the mark of a reprint stands there %d times", tpl.Name, i+1, strings.Count(text, "补打2"))
				}
				if strings.Contains(text, "作废") != is.void {
					t.Errorf("%s, page %d of %d: cancelled is said: %v", tpl.Name, i+1, len(pages), !is.void)
				}
			}
		}
	}
}

// placesReprint tells whether a shipped template has a place of its own for the mark.
func placesReprint(name string) bool {
	data, err := fs.ReadFile(templates.Files(), name+".toml")
	return err == nil && strings.Contains(string(data), "print.reprint")
}

// Every template gives a sound file, also over many pages.
func TestEveryFileIsSound(t *testing.T) {
	if _, err := exec.LookPath("qpdf"); err != nil {
		t.Fatal("qpdf is needed; .ci/packages.sh lists it")
	}
	p := New(Params{})
	dir := t.TempDir()
	for kind, is := range kindsOfPaper {
		for _, tpl := range p.Templates(kind) {
			raw, err := p.PDF(lay(t, p, paper.Request{Kind: kind, Template: tpl.Name, Data: grown(kind, 40, is.long), Options: paper.Options{Parts: 2}}))
			if err != nil {
				t.Fatal(tpl.Name, err)
			}
			file := filepath.Join(dir, tpl.Name+".pdf")
			if err := os.WriteFile(file, raw, 0o600); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command("qpdf", "--check", file).CombinedOutput(); err != nil {
				t.Errorf("%s: %v %s", tpl.Name, err, out)
			}
			if out, err := exec.Command("pdftotext", file, "-").Output(); err != nil || is.lines && !strings.Contains(string(out), mark(39)) {
				t.Errorf("%s: the text does not come back: %v", tpl.Name, err)
			}
		}
	}
}
