package designer

import (
	"slices"
	"strings"

	"kontor/app/paper"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// operators of a condition, in the order of the menu; filled and empty ask for no value.
var operators = []string{"filled", "empty", "=", "!=", ">", ">=", "<", "<="}

// condition is a condition of one test, as most are.
type condition struct{ field, op, value string }

// readCondition reads a condition of one test; ok is false for those joined with and, or.
func readCondition(s string) (c condition, ok bool) {
	words := strings.Fields(s)
	switch {
	case len(words) == 1 && strings.HasPrefix(words[0], "!"):
		return condition{words[0][1:], "empty", ""}, true
	case len(words) == 1:
		return condition{words[0], "filled", ""}, true
	case len(words) >= 3 && slices.Contains(operators, words[1]):
		value := strings.Join(words[2:], " ")
		if strings.HasPrefix(value, `"`) && strings.HasSuffix(value, `"`) && len(value) > 1 {
			return condition{words[0], words[1], value[1 : len(value)-1]}, true
		}
		return condition{words[0], words[1], value}, len(words) == 3
	}
	return condition{}, false
}

func (c condition) text() string {
	switch c.op {
	case "filled":
		return c.field
	case "empty":
		return "!" + c.field
	}
	value := strings.ReplaceAll(c.value, `"`, "")
	if value == "" || strings.ContainsAny(value, " \t") {
		value = `"` + value + `"`
	}
	return c.field + " " + c.op + " " + value
}

// propsWhen is the condition under which an element shows.
func (p *page) propsWhen(c *kit.Canvas, in *kit.Rect, r ref, t *paper.Table) {
	T := p.host.T
	c.LineH(in.X-12, in.Y, in.W+24, theme.Line)
	row := in.CutTop(34)
	on := t.Str("when") != ""
	c.Switch("prop.when", row.CutRight(36).MiddleRow(20), T("designer.when"), on, func(on bool) {
		p.edit("", func() {
			if on {
				t.Set("when", p.firstField())
			} else {
				t.Set("when", nil)
			}
		})
	})
	c.Text(row, T("designer.when"), kit.Strong)
	if !on {
		return
	}
	now, simple := readCondition(t.Str("when"))
	if !simple {
		raw := p.field("when", T("designer.when"), func() string { return t.Str("when") }, func(text string) string {
			p.edit("when", func() { t.Set("when", text) })
			return ""
		})
		c.Field("prop.when.raw", in.CutTop(theme.Control), raw)
		in.CutTop(6)
		c.Text(in.CutTop(20), T("designer.when_joined"), kit.Hint)
		return
	}
	set := func(n condition) { p.edit("", func() { t.Set("when", n.text()) }) }
	cells := in.CutTop(theme.Control).Columns(6, -1.3, -1)
	c.Drop("prop.when.field", cells[0], p.label(now.field), "", func() []kit.MenuItem { return p.whenFields(now, set) })
	c.Drop("prop.when.op", cells[1], T("designer.op."+opName(now.op)), "", func() []kit.MenuItem {
		var out []kit.MenuItem
		for _, op := range operators {
			out = append(out, kit.MenuItem{Title: T("designer.op." + opName(op)), Checked: op == now.op, Run: func() { n := now; n.op = op; set(n) }})
		}
		return out
	})
	in.CutTop(6)
	if now.op != "filled" && now.op != "empty" {
		f := p.field("when.value", T("designer.when_value"), func() string { c, _ := readCondition(t.Str("when")); return c.value }, func(text string) string {
			n, _ := readCondition(t.Str("when"))
			n.value = text
			p.edit("when.value", func() { t.Set("when", n.text()) })
			return ""
		})
		c.Field("prop.when.value", in.CutTop(theme.Control), f)
		in.CutTop(6)
	}
	state := T("designer.shows")
	if s, ok := p.spot(r); !ok || s.Hidden {
		state = T("designer.hides")
	}
	if !p.names {
		in.CutTop(c.Para(*in, T("designer.in_sample", "name", p.samples[p.sample].Title, "state", state), kit.Hint, 2))
		in.CutTop(6)
	}
}

// opName is the name of an operator in keys of texts.
func opName(op string) string {
	return map[string]string{"=": "eq", "!=": "ne", ">": "gt", ">=": "ge", "<": "lt", "<=": "le"}[op] + map[bool]string{true: op}[op == "filled" || op == "empty"]
}

func (p *page) firstField() string {
	for _, f := range p.fields {
		if f.List == "" && f.Type == paper.TextType {
			return f.Path
		}
	}
	return "number"
}

func (p *page) whenFields(now condition, set func(condition)) []kit.MenuItem {
	list := ""
	if r := p.primary(); r.isColumn() {
		list = p.bands()[r.band].Sub("table").Str("list")
	}
	var out []kit.MenuItem
	last := "-"
	for _, f := range p.fields {
		if f.List != "" && f.List != list {
			continue
		}
		if f.Group != last {
			last = f.Group
			out = append(out, kit.MenuItem{Title: p.groupName(f.Group), Head: true})
		}
		out = append(out, kit.MenuItem{Title: p.host.T("printfield." + f.Name), Checked: f.Path == now.field, Run: func() { n := now; n.field = f.Path; set(n) }})
	}
	for _, o := range []string{"stamp", "code", "tax", "image", "lead_time", "prices"} {
		path := "options." + o
		out = append(out, kit.MenuItem{Title: path, Checked: path == now.field, Run: func() { n := now; n.field = path; set(n) }})
	}
	return out
}
