package records

import (
	"encoding/json"
	"strconv"

	"kontor/app/listing"
	"kontor/ui/kit"
)

// Save keeps tab, filter, order and record.
func (p *Page) Save() kit.State {
	s := kit.State{"tab": strconv.Itoa(p.tab)}
	if len(p.tabs) == 0 {
		return s
	}
	if p.tabs[p.tab].Draw == nil {
		s["text"], s["id"] = p.filter.Text(), strconv.FormatInt(p.list().Current(), 10)
		if raw, err := json.Marshal(p.list().Query().Sort); err == nil {
			s["sort"] = string(raw)
		}
	}
	p.saveModes(s)
	return s
}

// Restore shows what Save kept.
func (p *Page) Restore(s kit.State) {
	if i, err := strconv.Atoi(s["tab"]); err == nil && i >= 0 && i < len(p.tabs) {
		p.restoreModes(i, s)
		p.show(i)
	}
	if len(p.tabs) == 0 || p.tabs[p.tab].Draw != nil {
		return
	}
	q := p.list().Query()
	var order []listing.Sort
	if json.Unmarshal([]byte(s["sort"]), &order) == nil && len(order) > 0 {
		q.Sort = order
	}
	q.Text = s["text"]
	if kept := p.wishes[p.tab].kept; kept.Layout != "" {
		p.list().Table.RestoreColumns(kept.Layout)
	}
	p.ask(q)
	if id, err := strconv.ParseInt(s["id"], 10, 64); err == nil && id > 0 {
		p.list().Select(id)
	}
}
