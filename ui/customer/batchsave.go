package customer

import (
	"context"

	"kontor/app/batch"
	"kontor/app/customer"
)

// save creates the rows that are good, one after the other; the others stay with the reason.
func (m *Many) save() {
	if !m.grid.Settle() || m.busy {
		return
	}
	var list []*manyRow
	for _, r := range m.rows {
		m.check(r)
		if !m.empty(r) && len(r.errs) == 0 {
			list = append(list, r)
		}
	}
	if len(list) == 0 {
		m.host.Toast(m.host.T("cust.many.nothing"), nil)
		m.s.Redraw()
		return
	}
	m.busy = true
	type saved struct {
		texts  map[string]string
		person map[string]string
	}
	work := make([]saved, len(list))
	for i, r := range list {
		work[i] = saved{map[string]string{}, map[string]string{}}
		for _, c := range m.columns {
			if t := r.texts[c.key]; t != "" && c.contact {
				work[i].person[c.field.Key] = t
			} else if t != "" {
				work[i].texts[c.key] = t
			}
		}
	}
	m.host.Go(func(ctx context.Context) {
		r, err := m.deps.Batch(ctx, batch.Job{New: len(work), Why: "batch_entry", Do: func(ctx context.Context, at int) error {
			return createTyped(ctx, m.deps, work[at].texts, work[at].person)
		}})
		m.host.Post(func() { m.saved(list, r, err) })
	})
}

// saved takes the rows that were saved out of the grid, also before a fault.
func (m *Many) saved(list []*manyRow, result batch.Result, err error) {
	m.busy = false
	m.host.Report(err)
	gone := map[*manyRow]bool{}
	result.Each(func(at int, refused error) {
		if refused == nil {
			gone[list[at]] = true
		} else {
			list[at].why = m.host.ErrorText(refused)
		}
	})
	var rest []*manyRow
	for _, r := range m.rows {
		if !gone[r] && !m.empty(r) {
			r.asked = ""
			rest = append(rest, r)
		}
	}
	m.rows = rest
	if good := len(gone); good > 0 {
		m.host.Toast(m.host.T("cust.many.saved", "n", good, "left", len(rest)), func() {
			m.host.Go(func(ctx context.Context) {
				if err := m.deps.Undo(ctx); err != nil {
					m.host.Post(func() { m.host.Report(err) })
				}
			})
		})
	}
	m.keepSoon()
	m.askNow()
	m.s.Redraw()
}

// createTyped makes a customer and its first contact from typed texts.
func createTyped(ctx context.Context, d Deps, texts, person map[string]string) error {
	c := d.Records(customer.Customers).New().(*customer.Customer)
	if err := d.Registry.Type(customer.Customers).Fill(c, texts); err != nil {
		return err
	}
	var first *customer.Contact
	if len(person) > 0 {
		first = d.Records(customer.Contacts).New().(*customer.Contact)
		if err := d.Registry.Type(customer.Contacts).Fill(first, person); err != nil {
			return err
		}
	}
	return d.Customers.Create(ctx, c, first)
}
