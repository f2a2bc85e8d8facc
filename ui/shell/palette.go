package shell

import (
	"context"
	"strconv"
	"strings"
	"time"

	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// palette is the open search and command palette (picture 22).
type palette struct {
	w      *window
	d      *kit.Dialog
	field  *kit.Field
	scope  string // "", ">", "#", "@"
	rows   []Choice
	cur    int
	gen    int
	facts  Facts
	factOf string
	took   time.Duration
	asked  bool
}

const paletteWidth, paletteHeight = 936, 518

// openPalette shows the palette; a second Ctrl+K closes it.
func (w *window) openPalette() {
	if w.palOpn || w.sh.desk == nil {
		return
	}
	p := &palette{w: w, field: kit.NewField(w.sh.tongue.T("shell.search"))}
	p.field.Placeholder, p.field.Plain = w.sh.tongue.T("shell.search"), true
	p.field.OnChange = func(string) { p.search() }
	p.field.OnKey = p.key
	p.d = &kit.Dialog{
		Title: w.sh.tongue.T("shell.search"), Width: paletteWidth, Full: true, Body: p.draw,
		Height: func(float32) float32 { return paletteHeight }, Keys: func(k kit.Key, _ bool) bool { return p.key(k) },
		OnCancel: func() { w.palOpn = false },
	}
	w.palOpn, w.palette = true, p
	w.layer.ShowDialog(p.d)
	kit.Post(p.field.Focus) // once it was drawn
	p.search()
}

func (p *palette) close() {
	p.w.palOpn = false
	p.d.Close()
}

func (p *palette) key(k kit.Key) bool {
	switch k {
	case "Down":
		p.move(1)
	case "Up":
		p.move(-1)
	case "Enter":
		p.run(p.cur)
	case "Ctrl+K", "Esc":
		p.close()
	default:
		return false
	}
	return true
}

func (p *palette) move(by int) {
	if n := len(p.rows); n > 0 {
		p.cur = (p.cur + by + n) % n
		p.preview()
		p.d.Redraw()
	}
}

func (p *palette) run(i int) {
	if i < 0 || i >= len(p.rows) {
		return
	}
	row := p.rows[i]
	p.close()
	p.w.sh.used(row.ID)
	row.Run()
}

// search asks for the rows of the present text; late answers are dropped.
func (p *palette) search() {
	text := strings.TrimSpace(p.field.Text())
	scope := p.scope
	if text != "" && strings.ContainsAny(text[:1], ">#@") {
		scope, text = text[:1], strings.TrimSpace(text[1:])
	}
	p.gen++
	gen, d := p.gen, p.w.sh.desk
	start := time.Now()
	plain := p.commands(text, scope)
	if d.Find == nil || text == "" || scope == ">" {
		p.show(arrange(plain), time.Since(start))
		return
	}
	go func() {
		hits, joined, err := p.find(d, text)
		took := time.Since(start)
		kit.Post(func() {
			if gen != p.gen || p.w.sh.desk != d {
				return
			}
			if err != nil {
				p.w.report(err)
				return
			}
			all := append(plain, p.records(hits, text, scope)...)
			if scope == "" {
				all = append(all, joined...)
			}
			p.show(arrange(all), took)
		})
	}()
}

// find searches the records of the text, and for each way to read the text as a command
// with an object, the objects.
func (p *palette) find(d *Desk, text string) (hits []Hit, joined []Choice, err error) {
	hits, err = d.Find(d.Ctx, text, 12)
	if err != nil {
		return nil, nil, err
	}
	for _, s := range splits(text) {
		joined = append(joined, p.join(d, s[0], s[1])...)
		if len(joined) >= 6 {
			break
		}
	}
	return hits, joined, nil
}

func (p *palette) join(d *Desk, command, object string) []Choice {
	var out []Choice
	for _, a := range p.w.sh.actions() {
		if a.Object == "" {
			continue
		}
		title := p.w.sh.tongue.T(a.Key)
		score, marks := match(d.Spelling, title, command)
		if score < scoreInner || len(marks) == 0 {
			continue
		}
		// Among all kinds the numbers of documents (HT…) would leave no room.
		hits, err := d.Find(d.Ctx, object, 3, a.Object)
		if err != nil {
			continue // not to be seen by this person; a fault was told by the search of all
		}
		for _, h := range hits {
			full := title + p.w.sh.tongue.T("palette.colon") + h.Title
			c := Choice{
				ID: "command/" + a.ID + "/" + strconv.FormatInt(h.ID, 10), Group: GroupCommands, Icon: a.Icon, Title: full,
				Marks: append(marks, shift(d.Spelling.Match(h.Title, object), len(full)-len(h.Title))...), Note: command + " · " + object,
				Kind: h.Kind, Record: h.ID, Score: joinScore(title, marks) + p.w.sh.boost("command/"+a.ID), Why: []string{"both"},
			}
			c.Run = func() { p.w.runAction(a, h.ID) }
			out = append(out, ownBoost(c, h))
		}
	}
	return out
}

func ownBoost(c Choice, h Hit) Choice {
	if h.Own {
		c.Score += boostOwn
		c.Why = append(c.Why, "own")
	}
	if h.Today {
		c.Score += boostToday
		c.Why = append(c.Why, "today")
	}
	return c
}

// commands are the actions whose title fits, or the most used ones for an empty text.
func (p *palette) commands(text, scope string) []Choice {
	if scope == "#" || scope == "@" {
		return nil
	}
	actions := p.w.sh.actions()
	if text != "" {
		actions = append(actions, p.w.ownActions()...)
	}
	var out []Choice
	taken := map[string]bool{}
	for _, a := range actions {
		c := Choice{ID: "command/" + a.ID, Group: GroupCommands, Icon: a.Icon, Title: p.w.sh.tongue.T(a.Key), Run: func() { p.w.runAction(a, 0) }}
		if len(a.Keys) > 0 {
			c.Note = a.Keys[0].Label()
		}
		taken[c.Title] = true
		out = append(out, c)
	}
	if text == "" {
		return p.ranked(out, text)
	}
	return p.ranked(append(out, p.w.pageActions(taken)...), text)
}

// ranked are the commands whose titles fit the text, with their scores.
func (p *palette) ranked(all []Choice, text string) []Choice {
	out := all[:0]
	for _, c := range all {
		c.Score, c.Marks = 1, p.w.sh.desk.Spelling.Match(c.Title, text)
		if text != "" {
			if c.Score, c.Marks = match(p.w.sh.desk.Spelling, c.Title, text); c.Score == 0 {
				continue
			}
			c.Score = wholeCommand(c.Score, text)
		}
		c.Score += p.w.sh.boost(c.ID)
		out = append(out, c)
	}
	return out
}

// records turns search hits into rows.
func (p *palette) records(hits []Hit, text, scope string) []Choice {
	var out []Choice
	for i, h := range hits {
		g, icon := groupOf(h.Kind)
		if scope == "#" && g != GroupDocuments || scope == "@" && g != GroupPeople {
			continue
		}
		c := Choice{
			ID: h.Kind + "/" + strconv.FormatInt(h.ID, 10), Group: g, Icon: icon, Title: h.Title, Marks: h.Spans, Note: h.Note, Kind: h.Kind, Record: h.ID,
			Score: scorePrefix - 5*i,
		}
		c.Score += p.w.sh.boost(c.ID)
		if len(c.Marks) == 0 {
			c.Marks = p.w.sh.desk.Spelling.Match(h.Title, text)
		}
		c.Run = func() { p.w.open(Target{Kind: h.Kind, ID: h.ID}) }
		out = append(out, ownBoost(c, h))
	}
	return out
}

func groupOf(kind string) (Group, icons.Name) {
	switch kind {
	case "customer":
		return GroupCustomers, icons.Building
	case "contact", "person", "employee":
		return GroupPeople, icons.User
	case "receipt", "money_in":
		return GroupDocuments, icons.Receipt
	case "product":
		return GroupDocuments, icons.Package
	}
	return GroupDocuments, icons.FileText
}

func (p *palette) show(rows []Choice, took time.Duration) {
	p.rows, p.cur, p.took, p.asked = rows, 0, took, true
	p.preview()
	p.d.Redraw()
}

// preview loads the facts of the chosen row 80 ms after it was chosen.
func (p *palette) preview() {
	p.facts, p.factOf = Facts{}, ""
	d := p.w.sh.desk
	if p.cur >= len(p.rows) || d.Preview == nil || p.rows[p.cur].Record == 0 {
		return
	}
	row := p.rows[p.cur]
	p.factOf = row.ID
	kit.After(80*time.Millisecond, func() {
		if p.factOf != row.ID || p.w.sh.desk != d {
			return
		}
		go func() {
			ctx, cancel := context.WithTimeout(d.Ctx, 2*time.Second)
			defer cancel()
			f, err := d.Preview(ctx, row.Kind, row.Record)
			kit.Post(func() {
				if err == nil && p.factOf == row.ID {
					p.facts = f
					p.d.Redraw()
				}
			})
		}()
	})
}

func (p *palette) draw(c *kit.Canvas, r kit.Rect) {
	c.Round(r, theme.RadiusDialog, theme.Raised, theme.Line)
	head := r.CutTop(46).Pad(16, 0, 12, 0)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	foot := r.CutBottom(34)
	p.drawHead(c, head)
	p.drawFoot(c, foot)
	side := r.CutRight(356)
	c.Fill(side.Pad(0, 1, 1, 0), theme.Sunken)
	c.LineV(side.X, side.Y, side.H, theme.Line)
	p.drawRows(c, r.Pad(1, 6, 0, 0))
	p.drawSide(c, side.Pad(16, 12, 16, 10))
}
