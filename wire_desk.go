package main

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/record"
	"kontor/app/search"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/shell"
)

// desk is what the window works at: the areas, the actions and the shared services of
// one open company.
func (c *office) desk(ctx context.Context) (*shell.Desk, error) {
	firm, err := c.firm(c.ctx)
	if err != nil {
		return nil, err
	}
	kit.SetHome(firm.Currency)
	saved := &lastSave{at: c.Ground.Clock.Now()}
	stop := c.Ground.Notices.Listen(saved.note(c.Ground.Clock))
	d := &shell.Desk{
		Ctx: c.ctx, Actor: c.actor, Clock: c.Ground.Clock, Zone: c.Ground.Registry.Zone(), Bus: c.Ground.Notices,
		Name: firm.Name, Short: cmp.Or(firm.ShortName, firm.Name), File: c.db.Path(), Team: c.db.Path() == "", ReadOnly: c.db.ReadOnly(),
		Areas: c.areas(), Dialogs: c.dialogs(), Actions: c.actions(), Spelling: c.house.spelling, Find: c.find, Undo: c.undo, Redo: c.redo, SavedAt: saved.get,
		Notices: c.notices, Counts: c.counts, Preview: c.preview,
	}
	for _, w := range c.db.Warnings() {
		d.Warnings = append(d.Warnings, w)
	}
	d.Close = func() {
		stop()
		if err := c.Close(); err != nil {
			c.house.log.Warn("close", "err", err)
		}
	}
	return d, nil
}

// find answers the palette.
func (c *office) find(ctx context.Context, text string, limit int, kinds ...string) ([]shell.Hit, error) {
	hits, err := c.search.Find(ctx, text, search.Scope{Limit: limit, Kinds: kinds})
	if err != nil {
		return nil, err
	}
	out := make([]shell.Hit, len(hits))
	for i, h := range hits {
		out[i] = shell.Hit{Kind: h.Kind, ID: h.ID, Title: h.Title, Note: h.Subtitle, Own: h.Own, Spans: h.Spans}
	}
	return out, nil
}

func (c *office) undo(ctx context.Context) (string, error) {
	set, clashes, err := c.History.UndoLast(ctx)
	if err != nil {
		return "", err
	}
	if len(clashes) > 0 {
		return "", c.clashed(ctx, clashes)
	}
	return set.Reason, nil
}

// namedClashes is how many fields that were changed since are named.
const namedClashes = 4

// clashed names the fields that an undo left as somebody has made them since.
func (c *office) clashed(ctx context.Context, clashes []audit.Clash) error {
	var names []string
	for _, x := range clashes[:min(namedClashes, len(clashes))] {
		svc := c.Ground.Service(x.Entity)
		if svc == nil {
			continue
		}
		name := "#" + strconv.FormatInt(x.Record, 10)
		if rec, err := svc.Get(ctx, x.Record); err == nil {
			name = svc.Type().TitleOf(rec)
		}
		if f := svc.Type().Field(x.Key); f != nil {
			name += " " + kit.Tongue().T(f.LabelKey())
		}
		names = append(names, name)
	}
	if len(clashes) > namedClashes {
		names = append(names, "…")
	}
	return app.E(app.Conflict, "history.clashes", "n", len(clashes), "names", strings.Join(names, " · "))
}

func (c *office) redo(ctx context.Context) (string, error) {
	clashes, err := c.History.Redo(ctx)
	if err == nil && len(clashes) > 0 {
		err = c.clashed(ctx, clashes)
	}
	return "", err
}

// notices are the person's reminders.
func (c *office) notices(ctx context.Context) ([]shell.Notice, error) {
	list, err := c.Reminders.Mine(ctx)
	if err != nil {
		return nil, err
	}
	var out []shell.Notice
	for _, r := range list {
		out = append(out, shell.Notice{
			Icon: icons.Bell, Title: r.Subject, Note: r.On.String(), Open: shell.Target{Kind: r.Entity, ID: r.RecordID},
			Done: func(ctx context.Context) error { return c.Reminders.Done(ctx, r.ID) },
		})
	}
	return out, nil
}

// counts are the red numbers of the rail.
func (c *office) counts(ctx context.Context) map[string]int {
	out := map[string]int{}
	if list, err := c.Reminders.Mine(ctx); err == nil {
		out["bell"] = len(list)
	}
	if list, err := c.Approvals.Pending(ctx); err == nil {
		out["workbench"] = len(list)
	}
	if n, err := c.Mail.Unread(ctx); err == nil {
		out["mail"] = int(n)
	}
	return out
}

// deps are what pages of lists read from.
func (c *office) deps() records.PageDeps {
	return records.PageDeps{
		Deps:    records.Deps{Registry: c.Ground.Registry, Source: c.db, Files: stored{c}, Columns: c.columns, Texts: c.Snippets.Offered},
		Service: func(kind string) record.Any { return c.Ground.Service(kind) },
		Export:  c.exportTo,
		Mark:    c.putMark, Comments: c.Effort, Views: c.Views, Print: c.printList, PrintMany: c.printMany, Prints: c.prints,
	}
}
