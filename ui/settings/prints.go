package settings

import (
	"context"

	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/app/printroom"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// Queue is what can be done with the jobs of the print queue.
type Queue interface {
	// Retry prints jobs again that failed or were cancelled.
	Retry(ctx context.Context, ids []int64) (printroom.Progress, error)
	// Failed lists the jobs of the acting person that failed.
	Failed(ctx context.Context) ([]int64, error)
	CancelJob(ctx context.Context, id int64) error
	// Follow asks the printers what became of what they took.
	Follow(ctx context.Context) (open int, err error)
}

// queueTab is the print queue, which is the print log too: who printed what, when and where.
func (p *page) queueTab() records.Tab {
	t := p.host.T
	return records.Tab{
		Kind: printroom.Jobs, Title: t("print_job.many"), Group: t("settings.group.papers"), Icon: icons.Printer, Fixed: true,
		Query: listing.Query{Sort: []listing.Sort{{Key: "asked_at", Desc: true}, {Key: "id", Desc: true}}},
		Columns: []records.Column{
			{Key: "asked_at", Width: 128},
			{Key: "number", Width: 140, Flex: true},
			{Key: "state", Width: 84},
			{Key: "document", Width: 90},
			{Key: "printer", Width: 110},
			{Key: "reprint", Width: 84},
			{Key: "copies", Width: 56},
			{Key: "pages", Width: 56},
			{Key: "owner_id", Width: 80},
			{Key: "template_name", Width: 140},
			{Key: "stamp", Width: 70},
			{Key: "error", Width: 240},
			{Key: "tries", Hidden: true},
			{Key: "done_at", Hidden: true},
		},
		Style: func(key string, r *records.Row, c kit.Cell) kit.Cell {
			if key == "state" {
				tint := tintOf(printroom.State(r.Get("state").Text()))
				c.Badge = &tint
			}
			return c
		},
		Quiet:   func(in entity.Input) bool { return in.Text == "" || in.Text == "0" || in.Field.IsUnlisted },
		Actions: p.jobActions, More: p.queueCommands,
		Shown: func() { p.follow() },
	}
}

// tintOf is the colour of a state.
func tintOf(s printroom.State) kit.Tint {
	switch s {
	case printroom.Done:
		return kit.Green
	case printroom.Failed:
		return kit.Red
	case printroom.Waiting, printroom.Printing, printroom.Sent:
		return kit.Amber
	}
	return kit.Gray
}

func (p *page) jobActions(id int64, r *records.Row) []kit.Command {
	t := p.host.T
	var out []kit.Command
	switch printroom.State(r.Get("state").Text()) {
	case printroom.Failed, printroom.Cancelled:
		out = append(out, kit.Command{ID: "retry", Title: t("printqueue.retry"), Icon: icons.RotateCcw, Keys: []kit.Key{"R"}, Scope: kit.ScopeList, Run: func() { p.retry([]int64{id}) }, Status: t("printqueue.retry")})
	case printroom.Waiting, printroom.Sent:
		out = append(out,
			kit.Command{ID: "retry", Title: t("printqueue.retry"), Icon: icons.RotateCcw, Keys: []kit.Key{"R"}, Scope: kit.ScopeList, Run: func() { p.retry([]int64{id}) }},
			kit.Command{ID: "cancel", Title: t("printqueue.cancel"), Icon: icons.CircleX, Run: func() { p.cancelJob(id) }})
	}
	return out
}

func (p *page) queueCommands() []kit.Command {
	t := p.host.T
	return []kit.Command{
		{ID: "retry_all", Title: t("printqueue.retry_all"), Icon: icons.RotateCcw, Keys: []kit.Key{"Ctrl+R"}, Run: p.retryAll},
		{ID: "follow", Title: t("printqueue.refresh"), Icon: icons.Refresh, Keys: []kit.Key{"F5"}, Run: p.follow},
	}
}

func (p *page) retry(ids []int64) {
	p.host.Go(func(ctx context.Context) {
		done, err := p.d.Queue.Retry(ctx, ids)
		p.host.Post(func() {
			p.host.Report(err)
			if err == nil {
				p.host.Toast(p.host.T("printqueue.retried", "n", done.Done, "failed", done.Failed), nil)
			}
		})
	})
}

func (p *page) retryAll() {
	p.host.Go(func(ctx context.Context) {
		ids, err := p.d.Queue.Failed(ctx)
		p.host.Post(func() {
			switch {
			case err != nil:
				p.host.Report(err)
			case len(ids) == 0:
				p.host.Toast(p.host.T("printqueue.none_failed"), nil)
			default:
				p.retry(ids)
			}
		})
	})
}

func (p *page) cancelJob(id int64) {
	p.host.Go(func(ctx context.Context) {
		err := p.d.Queue.CancelJob(ctx, id)
		p.host.Post(func() { p.host.Report(err) })
	})
}

func (p *page) follow() {
	if p.host == nil {
		return
	}
	p.host.Go(func(ctx context.Context) {
		_, err := p.d.Queue.Follow(ctx)
		p.host.Post(func() { p.host.Report(err) })
	})
}
