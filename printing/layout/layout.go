package layout

import (
	"context"
	"errors"
	"strings"
	"time"

	"kontor/app"
	"kontor/app/paper"
	"kontor/assets/glyph"
)

// Limits of one document.
const (
	MaxPages = 500
	MaxTime  = 10 * time.Second
)

// tooManyPages says where it happened as well, for who writes the template.
func (m *maker) tooManyPages() error {
	return app.E(app.Invalid, "paper.too_many_pages", "pages", MaxPages, "line", m.at)
}

// maker lays one request out.
type maker struct {
	ctx      context.Context
	tpl      *Template
	req      paper.Request
	width    float64 // of the text area
	sheets   int
	at       int // line in the template of the band that is being placed
	warnings []paper.Warning
}

func (m *maker) warn(key string, pairs ...any) {
	w := paper.Warning{Key: key, Args: map[string]any{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		w.Args[pairs[i].(string)] = pairs[i+1]
	}
	for _, old := range m.warnings {
		if old.Key == key && old.Args["text"] == w.Args["text"] && old.Args["character"] == w.Args["character"] {
			return // bands are laid out more than once
		}
	}
	if len(m.warnings) < 50 {
		m.warnings = append(m.warnings, w)
	}
}

// warnOn is warn for a page.
func (m *maker) warnOn(page int, key string, pairs ...any) {
	n := len(m.warnings)
	if m.warn(key, pairs...); len(m.warnings) > n {
		m.warnings[n].Page = page
	}
}

// alive gives the error of a cancelled or too slow layout.
func (m *maker) alive() error {
	err := m.ctx.Err()
	if errors.Is(err, context.DeadlineExceeded) {
		return app.E(app.Invalid, "paper.too_slow", "seconds", int(MaxTime/time.Second), "line", m.at).Because(err)
	}
	return err
}

// Layout makes the pages of a request with a template. Errors: Invalid paper.too_many_pages
// and paper.too_slow; the context's error when it was cancelled.
func Layout(ctx context.Context, t *Template, req paper.Request) (*paper.Doc, []paper.Warning, error) {
	ctx, stop := context.WithTimeout(ctx, MaxTime)
	defer stop()
	req.Data = plainCurrency(req.Data)
	if len(t.Pictures) > 0 {
		files := paper.Data{}
		for key, raw := range t.Pictures {
			files[key] = raw
		}
		req.Data["picture"] = files
	}
	m := &maker{ctx: ctx, tpl: t, req: req}
	m.width = t.Form.W - t.Margin.left - t.Margin.right
	lang := req.Language
	if lang == "" {
		lang = t.Language
	}
	s := &scope{data: req.Data, lang: lang, words: req.Options.Words, label: req.Options.Label}
	doc := &paper.Doc{Language: lang, Created: req.Now, Author: s.show(s.get(path{"company", "name"}), "", "")}
	doc.Title = strings.TrimSpace(s.render(t.Title) + " " + s.show(s.get(path{"number"}), "", ""))
	var forms []paper.Page
	for _, part := range m.parts(s) {
		s.part, s.partNo = part.name, part.no
		sheets, err := m.run(s)
		if err != nil {
			return nil, nil, err
		}
		for _, sh := range sheets {
			page := paper.Page{Size: t.Form, Part: part.name, Items: sh.items}
			if !t.places("print.reprint") {
				Reprint(req.Data, lang, &page, t.Margin.top, t.Margin.right)
			}
			forms = append(forms, page)
		}
	}
	doc.Pages = m.impose(forms)
	m.shift(doc)
	takeSpots(doc)
	m.inspect(doc)
	return doc, m.warnings, nil
}

// plainCurrency makes a currency that came as a record its code, as templates compare it.
func plainCurrency(d paper.Data) paper.Data {
	out := paper.Data{}
	for k, v := range d {
		out[k] = v
	}
	if c := asData(d["currency"]); c != nil {
		out["currency"], _ = c["code"].(string)
	}
	return out
}

type partOf struct {
	name string
	no   int
}

// parts lists the parts to print: one page each, or one that names them all on carbon paper.
func (m *maker) parts(s *scope) []partOf {
	n := m.req.Options.Parts
	if n <= 0 {
		n = 1
	}
	n = min(n, 4, max(len(m.tpl.Parts), 1))
	var out []partOf
	for i := 0; i < n && i < len(m.tpl.Parts); i++ {
		out = append(out, partOf{s.render(m.tpl.Parts[i]), i + 1})
	}
	if len(out) == 0 {
		return []partOf{{"", 1}}
	}
	if m.req.Options.OneStrike && n > 1 {
		var names []string
		for i, p := range out {
			names = append(names, string(rune('①'+i))+p.name)
		}
		return []partOf{{strings.Join(names, " "), 0}}
	}
	return out
}

// impose puts several forms on one sheet, one above the other, with a line to cut along.
func (m *maker) impose(forms []paper.Page) []paper.Page {
	size, _ := paper.SizeOf(m.tpl.Paper)
	if m.tpl.PerPage <= 1 {
		for i := range forms {
			forms[i].Size = size
		}
		return forms
	}
	var out []paper.Page
	for i, f := range forms {
		slot := i % m.tpl.PerPage
		if slot == 0 {
			out = append(out, paper.Page{Size: size, Part: f.Part})
		}
		page := &out[len(out)-1]
		dy := float64(slot) * m.tpl.Form.H
		if slot > 0 {
			page.Part += " / " + f.Part
			page.Items = append(page.Items, paper.Line{X1: 5, Y1: dy, X2: size.W - 5, Y2: dy, Width: 0.15, Dash: 2, Color: paper.Color{R: 0x80, G: 0x80, B: 0x80}})
		}
		for _, it := range f.Items {
			page.Items = append(page.Items, move(it, 0, dy))
		}
	}
	return out
}

// shift applies the offsets of a printer.
func (m *maker) shift(doc *paper.Doc) {
	Shift(doc, m.req.Options.OffsetX, m.req.Options.OffsetY)
}

// Shift moves everything on the pages by mm, right and down.
func Shift(doc *paper.Doc, dx, dy float64) {
	if dx == 0 && dy == 0 {
		return
	}
	for p := range doc.Pages {
		for i, it := range doc.Pages[p].Items {
			doc.Pages[p].Items[i] = move(it, dx, dy)
		}
	}
}

// inspect looks for what would print badly: characters without a glyph, content that the
// printer does not reach, lines and type too fine for impact printers.
func (m *maker) inspect(doc *paper.Doc) {
	seen := map[rune]bool{}
	told := map[string]bool{}
	tell := func(page int, key string, pairs ...any) {
		if !told[key] {
			told[key] = true
			m.warnOn(page, key, pairs...)
		}
	}
	for n, page := range doc.Pages {
		from, to := page.Size.Reach()
		for _, it := range page.Items {
			x0, y0, x1, y1 := extent(it)
			t, isText := it.(paper.Text)
			switch {
			case x0 < -0.1 || y0 < -1 || x1 > page.Size.W+0.1 || y1 > page.Size.H+1:
				tell(n+1, "off_page")
			case page.Size.Tractor && (x0 < from-0.1 || x1 > to+0.1):
				tell(n+1, "out_of_reach")
			}
			if isText {
				for _, r := range t.Text {
					if has, _ := glyph.HasGlyph(r); !has && !seen[r] && len(m.warnings) < 50 {
						seen[r] = true
						m.warnOn(n+1, "no_glyph", "character", string(r))
					}
				}
				if m.tpl.Impact && t.Size < 10 {
					tell(n+1, "small_type")
				}
			}
			if l, ok := it.(paper.Line); ok && m.tpl.Impact && l.Width < 0.349 {
				tell(n+1, "thin_line")
			}
		}
	}
}

// Titles is the name of the template in both languages.
func (t *Template) Titles() paper.Words { return t.Title.words() }

// PartNames are the names of the parts in both languages.
func (t *Template) PartNames() []paper.Words {
	var out []paper.Words
	for _, p := range t.Parts {
		out = append(out, p.words())
	}
	return out
}

func (t text) words() paper.Words {
	return paper.Words{ZH: (&scope{lang: "zh"}).render(t), EN: (&scope{lang: "en"}).render(t)}
}
