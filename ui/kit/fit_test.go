package kit_test

import (
	"testing"

	"kontor/assets/icons"
	"kontor/ui/kit"
)

// Buttons never lie over what stands beside them: key hints go first, then the words of
// the quiet ones; the primary one keeps its words.
func TestButtonsFitTheirRoom(t *testing.T) {
	all := []kit.Button{{Text: "Import", Icon: icons.Download, Kind: kit.Plain}, {Text: "Print", Icon: icons.Printer, Key: "Ctrl+P"}, {Text: "New customer", Icon: icons.Plus, Kind: kit.Primary, Key: "Ctrl+N"}}
	width := func(list []kit.Button) (w float32) {
		for _, b := range list {
			w += kit.ButtonWidth(b) + 8
		}
		return w
	}
	full := width(all)
	if got := kit.FitButtons(full, all); got[0].Text != "Import" || got[1].Key == "" {
		t.Error("with enough room nothing changes")
	}
	if got := kit.FitButtons(full-10, all); got[1].Key != "" || got[1].Text != "Print" || got[0].Text != "Import" {
		t.Errorf("a key hint goes before words: %+v", got[1])
	}
	got := kit.FitButtons(full-100, all)
	if got[0].Text != "" || got[0].Tip != "Import" || got[0].ID != "Import" || width(got) > full-100 {
		t.Errorf("the quiet one shows its icon and says its words as a tip: %+v", got[0])
	}
	if got := kit.FitButtons(10, all); got[2].Text != "New customer" || got[1].Text != "" {
		t.Error("the primary one keeps its words")
	}
	if all[0].Text == "" || all[1].Key == "" {
		t.Error("the buttons that were given changed")
	}
}

// Tabs that find no room open from a button; the chosen one is always to be seen, and the
// keys still reach every one.
func TestTabsBehindAButton(t *testing.T) {
	tabs := []kit.Tab{{ID: "a", Text: "Receivables", Count: "12"}, {ID: "b", Text: "Money received", Count: "340"}, {ID: "c", Text: "Payment orders", Count: "18"}, {ID: "d", Text: "Accounts", Count: "4"}}
	current := "a"
	s := kit.NewSurface(func(c *kit.Canvas) {
		c.Tabs("tab", c.Bounds(), tabs, current, func(id string) { current = id })
	})
	wide := kit.TabsWidth(tabs, false)
	s.SetSize(wide, 44)
	if _, more := s.HitRect("tab.more"); more || !s.Shows("340") {
		t.Error("with enough room there are all tabs with their counts")
	}
	s.SetSize(wide-40, 44)
	if _, more := s.HitRect("tab.more"); more || s.Shows("340") || !s.Shows("12") || !s.Shows("Accounts") {
		t.Error("the counts of the others go before a tab does")
	}
	s.SetSize(wide*0.6, 44)
	box, more := s.HitRect("tab.more")
	if !more || s.Shows("Accounts") || box.Right() > wide*0.6 {
		t.Errorf("the last tabs are behind a button inside the strip: %v", box)
	}
	current = "d"
	s.Redraw()
	s.Flush()
	if !s.Shows("Accounts") {
		t.Error("the chosen tab is to be seen")
	}
	s.FocusID("tab.d", true)
	s.Press("Left")
	if current != "c" {
		t.Errorf("the key goes to the tab before, not to %s", current)
	}
}

// Chips go on in the next line, and choosing one does not move the others.
func TestChipsGoOnInTheNextLine(t *testing.T) {
	var chips []kit.Chip
	for _, name := range []string{"All", "Calls", "Mail", "Quotes", "Orders", "Receipts", "Changes"} {
		chips = append(chips, kit.Chip{ID: name, Text: name})
	}
	one, two := kit.ChipsHeight(900, chips), kit.ChipsHeight(260, chips)
	if two != 2*one {
		t.Errorf("heights %v and %v", one, two)
	}
	s := kit.NewSurface(func(c *kit.Canvas) {
		r := c.Bounds()
		c.Chips(&r, chips)
	})
	s.SetSize(260, 100)
	for _, ch := range chips {
		if box, ok := s.HitRect("chip." + ch.ID); !ok || box.Right() > 260 {
			t.Errorf("%s stands at %v", ch.ID, box)
		}
	}
	before, _ := s.HitRect("chip.Changes")
	for i := range chips {
		chips[i].On = true
	}
	if kit.ChipsHeight(260, chips) != two {
		t.Error("choosing chips makes another line")
	}
	chips[0].On, chips[6].On = true, false
	s.Redraw()
	s.Flush()
	if after, _ := s.HitRect("chip.Changes"); after.Y != before.Y {
		t.Error("a chip changed its line")
	}
}
