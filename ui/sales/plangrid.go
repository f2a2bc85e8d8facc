package sales

import (
	"strings"

	"kontor/app/calendar"
	"kontor/app/money"
	"kontor/ui/kit"
)

// planned is what an instalment says, whatever document it belongs to.
type planned struct {
	name   *string
	due    *calendar.Date
	amount *money.Minor
}

// planModel edits the instalments of a draft. Their sum stays the total of the document:
// what one is changed by is taken from the last other one.
type planModel[D, P any] struct {
	host     kit.Host
	edit     func(what string, fn func(doc *D))
	doc      func() *D
	all      func(doc *D) *[]P
	part     func(p *P) planned
	from     func(doc *D) calendar.Date // when a new one falls due
	total    func(doc *D) money.Minor
	currency func() string
	// loose plans may be empty, and need not add up before the document is submitted.
	loose bool
}

// newPlan makes the grid over the instalments of a document.
func newPlan[D, P any](m planModel[D, P]) *kit.Grid {
	t := m.host.T
	g := &kit.Grid{Name: t("saleswindow.plan"), Number: true, Blank: 0, Model: m}
	g.Columns = []kit.GridColumn{
		{ID: "name", Title: t("sales_order_plan.name"), Width: 160, Flex: true},
		{ID: "due_on", Title: t("sales_order_plan.due_on"), Width: 130},
		{ID: "amount", Title: t("sales_order_plan.amount_minor"), Width: 140, Align: kit.Right, Read: func(text string) (string, string, string) { return kit.ReadMoney(m.currency())(text) }},
	}
	return g
}

func (m planModel[D, P]) rows() []P {
	if doc := m.doc(); doc != nil {
		return *m.all(doc)
	}
	return nil
}

// Len, Cell and the rest make it the model of the grid.
func (m planModel[D, P]) Len() int { return len(m.rows()) }

func (m planModel[D, P]) Cell(row int, col string) kit.GridCell {
	l := m.part(&m.rows()[row])
	switch col {
	case "name":
		return kit.GridCell{Text: partName(m.host, *l.name)}
	case "due_on":
		return dateCell(*l.due)
	}
	return kit.GridCell{Text: plain(*l.amount, m.currency())}
}

func dateCell(d calendar.Date) kit.GridCell {
	if d.IsZero() {
		return kit.GridCell{}
	}
	return kit.GridCell{Text: d.String()}
}

func (m planModel[D, P]) Set(row int, col, text string, _ *kit.Option) string {
	text = strings.TrimSpace(text)
	if row >= m.Len() && text == "" {
		return ""
	}
	var on calendar.Date
	var amount money.Minor
	var err error
	switch col {
	case "due_on":
		on, err = calendar.ParseShort(text, m.host.Today(), calendar.Ahead)
	case "amount":
		amount, _, err = money.Typed(orZero(text), m.currency())
	}
	if err != nil {
		return m.host.ErrorText(err)
	}
	m.edit("", func(doc *D) {
		list := m.all(doc)
		if row >= len(*list) {
			*list = append(*list, m.fresh(doc))
		}
		l := m.part(&(*list)[row])
		switch col {
		case "name":
			*l.name = text
		case "due_on":
			*l.due = on
		case "amount":
			m.balance(doc, row, amount)
		}
	})
	return ""
}

// sum is what the instalments add up to.
func (m planModel[D, P]) sum(doc *D) money.Minor {
	var out money.Minor
	list := *m.all(doc)
	for i := range list {
		out += *m.part(&list[i]).amount
	}
	return out
}

// fresh is a new instalment: what is not planned yet.
func (m planModel[D, P]) fresh(doc *D) P {
	var p P
	l := m.part(&p)
	*l.due, *l.amount = m.from(doc), max(0, m.total(doc)-m.sum(doc))
	return p
}

// balance sets an instalment and takes the difference from the last other one. The only
// instalment of a strict plan is the total; a loose plan that does not add up is left as it is
// but for the one that was typed.
func (m planModel[D, P]) balance(doc *D, row int, amount money.Minor) {
	list := *m.all(doc)
	other := len(list) - 1
	if other == row {
		other--
	}
	at := m.part(&list[row]).amount
	if m.loose && (other < 0 || m.sum(doc) != m.total(doc)) {
		*at = amount
		return
	}
	if other < 0 {
		return
	}
	*m.part(&list[other]).amount += *at - amount
	*at = amount
}

func (m planModel[D, P]) Insert(at int) {
	m.edit("", func(doc *D) {
		list := m.all(doc)
		*list = append((*list)[:at:at], append([]P{m.fresh(doc)}, (*list)[at:]...)...)
	})
}

func (m planModel[D, P]) Delete(at int) {
	m.edit("", func(doc *D) {
		list := m.all(doc)
		if len(*list) < 2 && !m.loose {
			return
		}
		if len(*list) > 1 {
			m.balance(doc, at, 0)
		}
		*list = append((*list)[:at:at], (*list)[at+1:]...)
	})
}

func (m planModel[D, P]) Move(from, to int) {
	m.edit("", func(doc *D) {
		list := m.all(doc)
		l := (*list)[from]
		rest := append((*list)[:from:from], (*list)[from+1:]...)
		*list = append(rest[:to:to], append([]P{l}, rest[to:]...)...)
	})
}

func (m planModel[D, P]) Copy(from, to int) {
	m.edit("", func(doc *D) {
		list := m.all(doc)
		if to >= len(*list) {
			*list = append(*list, m.fresh(doc))
			to = len(*list) - 1
		}
		was, into := m.part(&(*list)[from]), m.part(&(*list)[to])
		*into.name, *into.due = *was.name, *was.due
	})
}
