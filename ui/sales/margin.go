package sales

import (
	"strings"

	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// margin is how the estimated margin of a document is shown. A line whose cost nobody wrote
// counts as if it cost nothing: a margin that rests on such lines says so, and one that
// rests on nothing else is not shown at all.
type margin struct {
	rate, amount string
	note         string // "" when every line has a cost
	tone         theme.Token
}

func marginOf(t func(string, ...any) string, s *sales.Sums, items []*sales.Item, home string) margin {
	open, all := sales.Costless(items)
	if all > 0 && open == all {
		return margin{rate: "—", amount: "", note: t("saleswindow.margin_unknown"), tone: theme.Muted}
	}
	rate, tail, found := strings.Cut(s.MarginRate().Number(), ".")
	if found {
		rate += "." + tail[:1] // one decimal is enough to judge by
	}
	m := margin{rate: rate + "%", amount: money.Of(s.MarginMinor, home).String(), tone: theme.OK}
	if s.MarginMinor < 0 {
		m.tone = theme.Bad
	}
	if open > 0 {
		m.note, m.tone = t("saleswindow.margin_open", "n", open), theme.Warn
	}
	return m
}

// line is all of it in a few words.
func (m margin) line(t func(string, ...any) string) string {
	out := t("saleswindow.margin_of", "rate", m.rate)
	if m.note != "" {
		out += " (" + m.note + ")"
	}
	return out
}

// draw writes it right-aligned under the totals.
func (m margin) draw(c *kit.Canvas, line kit.Rect, name string) {
	for _, s := range []string{m.amount, m.rate} {
		if s != "" {
			c.Text(line.CutRight(kit.Measure(s, kit.Caption)+2), s, kit.Caption.In(m.tone))
			line.CutRight(12)
		}
	}
	if m.note != "" {
		name += " · " + m.note
	}
	c.Text(line, name, kit.Caption.RightAligned())
}
