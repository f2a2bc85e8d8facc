package main

import (
	"context"

	"kontor/app/audit"
	"kontor/app/company"
	"kontor/app/customer"
	"kontor/app/customfield"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/app/printroom"
	"kontor/app/view"
	"kontor/ui/kit"
	"kontor/ui/settings"
	"kontor/ui/shell"
)

// settingsPage is the settings window.
func (c *office) settingsPage(h kit.Host, t shell.Target) kit.Page {
	if name := t.Args["name"]; t.Kind == printroom.Templates && name != "" {
		return c.designerPage(h, name)
	}
	var roles []string
	for _, r := range identity.ShippedRoles() {
		roles = append(roles, r.Key)
	}
	return settingsPages{settings.New(h, settings.Deps{PageDeps: c.deps(), People: people{c}, Look: c.house.look, Roles: roles, Pictures: firmPictures{c}, Fields: c.fields, Lists: c.Company, Series: c.Numbers, Customers: customerRules{c.Customers}, Finance: c.Finance, Stages: c.Sales, Flows: c.Approvals, Names: c.names, Papers: papersOf{c.press, c.Prints}, Queue: queueOf{c}, Backup: func(ctx context.Context) (string, error) {
		v, err := c.backups().Run(ctx, c.backupFolder())
		return v.File, err
	}})}
}

type settingsPages struct{ kit.Page }

// Chosen is what is chosen in the page.
func (p settingsPages) Chosen() (string, []int64) { return chosenIn(p.Page) }

// OpenTarget shows a person or department.
func (p settingsPages) OpenTarget(t shell.Target) bool {
	own, ok := p.Page.(interface {
		Show(kind string, id int64, fresh bool) bool
		ShowNamed(tab string) bool
	})
	if t.Kind == printroom.Templates && t.Args["name"] != "" {
		return false // the designer is a page of its own
	}
	if ok && t.Args["tab"] != "" {
		return own.ShowNamed(t.Args["tab"])
	}
	return ok && own.Show(t.Kind, t.ID, t.New)
}

// people turns the dialogs of the settings into use cases.
type people struct{ c *office }

func (p people) AddPerson(ctx context.Context, n settings.NewPerson) error {
	rec := p.c.Members.People.Desc.New()
	rec.Name, rec.Login, rec.Roles = n.Name, n.Login, []string{n.Role}
	if units := p.c.actor.Units; len(units) > 0 {
		rec.Units = []member.PersonUnit{{DepartmentID: units[0]}}
	}
	return p.c.Members.Add(ctx, rec, n.Password)
}

func (p people) ChangePassword(ctx context.Context, old, fresh string) (string, error) {
	return p.c.Members.ChangePassword(ctx, old, fresh)
}

func (p people) Disable(ctx context.Context, id int64) error { return p.c.Members.Disable(ctx, id) }

// Held counts what a person is in charge of.
func (p people) Held(ctx context.Context, id int64) ([]settings.Held, error) {
	list, err := p.c.Customers.Holdings(ctx, id)
	var out []settings.Held
	for _, h := range list {
		out = append(out, settings.Held{Kind: h.Entity, N: h.N})
	}
	return out, err
}

// HandOver gives everything to other people, and disables the one who leaves, in one
// transaction.
func (p people) HandOver(ctx context.Context, from int64, to []int64, reason string, leaving bool) error {
	return p.c.db.InTx(audit.Why(ctx, audit.Reason{Kind: "handover", Text: reason}), func(ctx context.Context) error {
		if _, err := p.c.Customers.Transfer(ctx, customer.Transfer{From: from, Among: to, Reason: reason, Leaving: leaving}); err != nil || !leaving {
			return err
		}
		return p.c.Members.Disable(ctx, from)
	})
}

func (p people) Enable(ctx context.Context, id int64) error { return p.c.Members.Enable(ctx, id) }

// firmPictures are logo and stamp of the company.
type firmPictures struct{ c *office }

func (p firmPictures) Picture(ctx context.Context, kind string) ([]byte, error) {
	return p.c.Company.Picture(ctx, p.c.db.Blobs(), company.PictureKind(kind))
}

func (p firmPictures) SetPicture(ctx context.Context, kind, file string) error {
	var name string
	var content []byte
	if file != "" {
		var err error
		if name, content, err = readFile(file); err != nil {
			return err
		}
	}
	return p.c.Company.SetPicture(ctx, p.c.db.Blobs(), company.PictureKind(kind), name, content)
}

// recount stores anew what the formulas of a kind give, after one of them changed.
func (c *office) recount(kind string) {
	if c.ctx == nil {
		return
	}
	if err := c.fields.Recalculate(identity.System(c.ctx, "formulas"), kind, nil); err != nil {
		c.house.log.Warn("formulas", "kind", kind, "err", err)
	}
}

// usedInViews finds the saved views that show, sort or filter by a field.
func (c *office) usedInViews(ctx context.Context, t *entity.Type, key string) ([]customfield.Use, error) {
	q := listing.Query{Entity: view.Views, Filter: listing.Is("list", listing.Eq, t.Name), Columns: []string{"name", "query", "layout"}}
	plan, err := listing.Allow(identity.System(ctx, "views"), c.Ground.Registry, identity.May(view.Views, identity.See), q)
	if err != nil {
		return nil, err
	}
	var out []customfield.Use
	err = c.db.Each(ctx, plan, func(r listing.Row) error {
		if customfield.Mentions(r.Cells[1].Text(), t.Name, key) || customfield.Mentions(r.Cells[2].Text(), t.Name, key) {
			out = append(out, customfield.Use{What: "view", Name: r.Cells[0].Text()})
		}
		return nil
	})
	return out, err
}

// customerRules are the rules of the customer area that the settings change.
type customerRules struct{ *customer.Service }

func (r customerRules) BirthdayDays(ctx context.Context) (int, error) {
	lead, err := r.BirthdayLead(ctx)
	return lead.Days, err
}

// Panes gives the layouts of the page of a customer by role.
func (r customerRules) Panes(ctx context.Context) (map[string]string, error) {
	list, err := r.Service.Panes(ctx)
	out := map[string]string{}
	for role, p := range list {
		out[role] = string(p)
	}
	return out, err
}

// SetPane chooses the layout of a role.
func (r customerRules) SetPane(ctx context.Context, role, pane string) error {
	return r.Service.SetPane(ctx, role, customer.Pane(pane))
}
