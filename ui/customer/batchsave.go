package customer

import (
	"context"

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
		errs, err := m.deps.SaveMany(ctx, "batch_entry", len(work), func(ctx context.Context, i int) error {
			return createTyped(ctx, m.deps, work[i].texts, work[i].person)
		})
		m.host.Post(func() { m.saved(list, errs, err) })
	})
}

func (m *Many) saved(list []*manyRow, errs []error, err error) {
	m.busy = false
	if err != nil {
		m.host.Report(err)
		return
	}
	gone := map[*manyRow]bool{}
	for i, r := range list {
		if errs[i] == nil {
			gone[r] = true
		} else {
			r.why = m.host.ErrorText(errs[i])
		}
	}
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
