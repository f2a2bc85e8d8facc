package listing

import (
	"strings"

	"kontor/app"
)

// order resolves what a list is sorted by.
func (r resolver) order(p *Plan, q Query) error {
	for _, s := range q.Sort {
		c, ok, err := r.column(q.Entity, s.Key)
		if err != nil {
			return err
		}
		if !ok {
			return hidden(s.Key)
		}
		if by := c.Field.OrderKey; by != "" {
			masked, veiled := c.Masked, c.Veiled
			if c, _, err = r.column(q.Entity, strings.TrimSuffix(s.Key, c.Field.Key)+by); err != nil {
				return err
			}
			c.Masked, c.Veiled = masked, veiled
		}
		p.order = append(p.order, Term{Column: c, Desc: s.Desc})
	}
	return nil
}

func (r resolver) columns(p *Plan, q Query) error {
	for _, key := range q.Columns {
		c, ok, err := r.column(q.Entity, key)
		if err != nil {
			return err
		}
		if ok {
			p.columns = append(p.columns, c)
		}
	}
	for _, key := range q.Totals {
		c, ok, err := r.column(q.Entity, key)
		if err != nil {
			return err
		}
		if c.Via != nil || !c.Field.Kind.IsNumber() {
			return app.E(app.Invalid, "list.no_total", "name", key).At(key)
		}
		if ok && !c.Masked {
			p.totals = append(p.totals, c.Field)
		}
	}
	return nil
}
