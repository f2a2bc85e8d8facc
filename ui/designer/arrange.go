package designer

import (
	"strconv"

	"kontor/app/paper"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// locked tells whether an element keeps its place.
func (p *page) locked(r ref) bool {
	it := p.at(r)
	return it != nil && r.isItem() && it.Yes("lock")
}

// free are the chosen elements that may be moved.
func (p *page) free() []ref {
	var out []ref
	for _, r := range p.sel {
		if !p.locked(r) {
			out = append(out, r)
		}
	}
	return out
}

// lock keeps what is chosen in its place, or frees it when all of it is kept already.
func (p *page) lock() {
	on := len(p.free()) > 0
	p.edit("", func() {
		for _, r := range p.sel {
			if it := p.at(r); it != nil && r.isItem() {
				it.Set("lock", on)
			}
		}
	})
	p.choose(p.sel...)
}

// together adds the other elements of the groups that are chosen, in front, so that the last
// one stays the primary.
func (p *page) together(list []ref) []ref {
	groups, have := map[string]bool{}, map[ref]bool{}
	for _, r := range list {
		have[r] = true
		if it := p.at(r); it != nil && r.isItem() && it.Str("group") != "" {
			groups[it.Str("group")] = true
		}
	}
	if len(groups) == 0 {
		return list
	}
	var out []ref
	for _, r := range p.order() {
		if r.isItem() && !have[r] && groups[p.at(r).Str("group")] {
			out = append(out, r)
		}
	}
	return append(out, list...)
}

// newGroup is a name that no group has.
func (p *page) newGroup() string {
	taken := map[string]bool{}
	for _, r := range p.order() {
		if r.isItem() {
			taken[p.at(r).Str("group")] = true
		}
	}
	for n := 1; ; n++ {
		if name := "g" + strconv.Itoa(n); !taken[name] {
			return name
		}
	}
}

// group makes the chosen elements one that is chosen and moved together; ungroup parts them.
func (p *page) group() { p.regroup(p.newGroup()) }

func (p *page) ungroup() { p.regroup("") }

func (p *page) regroup(name string) {
	p.edit("", func() {
		for _, r := range p.sel {
			if it := p.at(r); it != nil && r.isItem() {
				it.Set("group", name)
			}
		}
	})
	p.choose(p.sel...)
}

// turned is the same paper lying the other way; nothing for continuous forms.
func turned(s paper.Size) (paper.Size, bool) {
	if s.Tractor || s.W == s.H {
		return s, false
	}
	for _, x := range paper.Sizes {
		if x.W == s.H && x.H == s.W && !x.Tractor {
			return x, true
		}
	}
	x, ok := paper.SizeOf(paper.OwnKey(s.H, s.W))
	return x, ok && !x.Tractor
}

// turnSheet lays the paper across, or upright again.
func (p *page) turnSheet() {
	if s, ok := turned(p.sheetSize()); ok {
		p.setPaper(s)
	}
}

// arranging are the commands of groups, locks and the way the paper lies.
func (p *page) arranging() []kit.Command {
	t := p.host.T
	items := func(least int) func() string {
		return func() string {
			n := 0
			for _, r := range p.sel {
				if r.isItem() {
					n++
				}
			}
			if n < least {
				return t("designer.none_chosen")
			}
			return ""
		}
	}
	return []kit.Command{
		{ID: "designer.group", Title: t("designer.group"), Keys: []kit.Key{"Ctrl+G"}, Icon: icons.Columns, Run: p.group, Enabled: items(2)},
		{ID: "designer.ungroup", Title: t("designer.ungroup"), Keys: []kit.Key{"Ctrl+Shift+G"}, Run: p.ungroup, Enabled: items(2)},
		{ID: "designer.lock", Title: t("designer.lock"), Keys: []kit.Key{"Ctrl+L"}, Icon: icons.Lock, Run: p.lock, Enabled: items(1)},
		{ID: "designer.turn", Title: t("designer.turn"), Keys: []kit.Key{"Ctrl+Shift+O"}, Icon: icons.Refresh, Run: p.turnSheet, Enabled: func() string {
			if _, ok := turned(p.sheetSize()); !ok {
				return t("designer.no_turn")
			}
			return ""
		}},
	}
}

// arrangeMenu are the same commands in a menu.
func (p *page) arrangeMenu() []kit.MenuItem {
	var out []kit.MenuItem
	for _, c := range p.arranging() {
		out = append(out, kit.MenuItem{Title: c.Title, Icon: c.Icon, Key: c.Key(), Disabled: c.Why() != "", Why: c.Why(), Run: c.Run})
	}
	return out
}

// propsArrange is the lock of what is chosen, and whether it is a group.
func (p *page) propsArrange(c *kit.Canvas, in *kit.Rect) {
	t := p.host.T
	c.Check("prop.lock", in.CutTop(26), t("designer.locked"), len(p.free()) == 0, func(bool) { p.lock() })
	if len(p.sel) < 2 {
		return
	}
	first := p.at(p.primary())
	grouped := first != nil && first.Str("group") != ""
	c.Check("prop.group", in.CutTop(26), t("designer.grouped"), grouped, func(on bool) {
		if on {
			p.group()
			return
		}
		p.ungroup()
	})
}
