package main

import (
	"context"
	"strings"

	"kontor/app/approval"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/mark"
	"kontor/app/sales"
	"kontor/app/search"
	"kontor/app/stock"
	"kontor/app/workbench"
	"kontor/ui/approvals"
	"kontor/ui/kit"
	"kontor/ui/shell"
	ui "kontor/ui/workbench"
)

// workbenchPage is the first window of the day.
func (c *office) workbenchPage(h kit.Host, t shell.Target) kit.Page {
	if t.Kind == mark.Marks {
		return c.marksPage(h, t.ID)
	}
	if t.Kind == approval.Approvals {
		return approvals.New(h, approvals.Deps{Deps: c.deps().Deps, Service: c.Approvals})
	}
	b := workbench.New(workbench.Params{Ground: c.Ground, Customers: c.Customers, Sales: c.Sales, Finance: c.Finance, Approvals: c.Approvals, Reminders: c.Reminders, Signals: signals, Backup: c.lastBackup})
	return ui.New(h, b, acts{c})
}

// signals are the lists that the workbench watches.
var signals = []workbench.Signal{
	{
		Key: "workbench.sign.low_stock", Query: listing.Query{Entity: sales.Products, Filter: listing.Is("lacking", listing.Gt, "0")},
		Open: stock.Levels, Args: map[string]string{"list": sales.Products, "view": "low"},
	},
}

// acts are what can be done from the workbench.
type acts struct{ c *office }

func (a acts) Done(ctx context.Context, task int64) error {
	return a.c.Customers.Done(ctx, task, customer.Finish{})
}

func (a acts) Reopen(ctx context.Context, task int64) error { return a.c.Customers.Reopen(ctx, task) }

// Add makes a to-do; when its last word names one customer alone, the to-do is that customer's.
func (a acts) Add(ctx context.Context, q workbench.Quick) error {
	t := a.c.Customers.Tasks.Desc.New()
	t.Title, t.DueOn, t.Minute = q.Title, q.On, q.Minute
	words := strings.Fields(q.Title)
	if n := len(words); n > 1 && a.c.actor.Can(identity.May("customer", identity.See)) {
		hits, err := a.c.search.Find(ctx, words[n-1], search.Scope{Kinds: []string{"customer"}, Limit: 2})
		if err != nil {
			return err
		}
		if len(hits) == 1 {
			t.CustomerID = hits[0].ID
		}
	}
	return a.c.Customers.Tasks.Create(ctx, t)
}

func (a acts) Agree(ctx context.Context, id int64) error {
	_, err := a.c.Approvals.Agree(ctx, id, "")
	return err
}

func (a acts) Return(ctx context.Context, id int64, reason string) error {
	_, err := a.c.Approvals.Return(ctx, id, reason)
	return err
}

func (a acts) Heard(ctx context.Context, id int64) error { return a.c.Reminders.Done(ctx, id) }
