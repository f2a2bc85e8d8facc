package customer

import (
	"strconv"
	"strings"

	"kontor/ui/kit"
)

// manyDraft is the name of the one draft of the grid.
const manyDraft = "customer.many"

// keepSoon keeps what was typed within two seconds.
func (m *Many) keepSoon() {
	if m.deps.Drafts == nil || m.keep != nil {
		return
	}
	m.keep = kit.After(keepRest, func() { m.keep = nil; m.keepNow() })
}

// keepNow writes the draft; an empty grid keeps none.
func (m *Many) keepNow() {
	if m.deps.Drafts == nil || m.offer != nil {
		return
	}
	texts := map[string]string{}
	for i, r := range m.rows {
		for key, text := range r.texts {
			if text != "" {
				texts[strconv.Itoa(i)+"|"+key] = text
			}
		}
	}
	if len(texts) == 0 {
		m.drop()
		return
	}
	if err := m.deps.Drafts.Save(manyDraft, m.Title(), texts); err != nil {
		m.host.Report(err)
	}
}

func (m *Many) drop() {
	if m.deps.Drafts != nil {
		if err := m.deps.Drafts.Drop(manyDraft); err != nil {
			m.host.Report(err)
		}
	}
}

// takeDraft fills the grid with what was typed before.
func (m *Many) takeDraft() {
	for key, text := range m.offer {
		row, col, ok := strings.Cut(key, "|")
		i, err := strconv.Atoi(row)
		if !ok || err != nil || i < 0 || i > 10_000 {
			continue
		}
		for len(m.rows) <= i {
			m.rows = append(m.rows, newManyRow())
		}
		m.rows[i].texts[col] = text
	}
	m.offer = nil
	for _, r := range m.rows {
		m.check(r)
	}
	m.touched()
}
