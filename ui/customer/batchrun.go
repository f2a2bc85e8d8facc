package customer

import (
	"context"
	"strings"
	"time"

	"kontor/app/batch"
	"kontor/app/customer"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// showAfter is how many records a batch has when it shows how far it is.
const showAfter = 300

// each changes records as one batch, which one undo takes back. done says, for a number of
// records, what happened to them.
func (p *Page) each(job batch.Job, done func(n int) string) {
	ctx, stop := context.WithCancel(p.host.Context())
	show := p.progress(len(job.IDs), stop)
	job.Progress = show.at
	p.host.Go(func(context.Context) {
		defer stop()
		r, err := p.deps.Batch(ctx, job)
		p.host.Post(func() {
			show.close()
			if err != nil {
				p.host.Report(err)
				p.active().Reload()
				return
			}
			p.ended(r, done(r.Done))
		})
	})
}

// ended tells what a batch did and which records it left as they are, and why.
func (p *Page) ended(r batch.Result, done string) {
	t := p.host.T
	if r.Left > 0 {
		done = t("cust.batch_stopped", "done", done, "left", r.Left)
	}
	p.batchDone(nil, done)
	if len(r.Refused) == 0 {
		return
	}
	p.host.Go(func(ctx context.Context) {
		lines := p.refusals(ctx, r.Refused)
		p.host.Post(func() {
			p.host.ShowDialog(&kit.Dialog{
				Title: t("cust.batch_refused", "n", len(r.Refused)), Text: strings.Join(lines, "\n"),
				Buttons: []kit.DialogButton{{Text: t("kit.close"), Kind: kit.Primary, Cancel: true}},
			})
		})
	})
}

// namedRefusals is how many records that were left out are named.
const namedRefusals = 8

func (p *Page) refusals(ctx context.Context, list []batch.Refused) []string {
	svc := p.deps.Records(customer.Customers)
	var out []string
	for i, x := range list {
		if i == namedRefusals {
			return append(out, p.host.T("cust.batch_more", "n", len(list)-i))
		}
		name := "#" + itoa(x.ID)
		if rec, err := svc.Get(ctx, x.ID); err == nil {
			name = svc.Type().TitleOf(rec)
		}
		out = append(out, p.host.T("cust.batch_why", "name", name, "why", p.host.ErrorText(x.Err)))
	}
	return out
}

// running shows how far a batch is and stops it.
type running struct {
	p      *Page
	dialog *kit.Dialog
	done   int
	told   time.Time
}

func (p *Page) progress(total int, stop func()) *running {
	x := &running{p: p}
	if total < showAfter {
		return x
	}
	t := p.host.T
	x.dialog = &kit.Dialog{
		Title: t("cust.batch_running"), Height: func(float32) float32 { return 48 }, OnCancel: stop,
		Body: func(c *kit.Canvas, r kit.Rect) {
			c.Text(r.CutTop(24), t("cust.batch_progress", "done", x.done, "n", total), kit.Second)
			c.Progress(r.CutTop(18), float32(x.done)/float32(total), theme.Primary)
		},
		Buttons: []kit.DialogButton{{Text: t("cust.batch_stop"), Cancel: true}},
	}
	p.host.ShowDialog(x.dialog)
	return x
}

// at is told by the goroutine that works.
func (x *running) at(done int) {
	if x.dialog == nil || time.Since(x.told) < 100*time.Millisecond {
		return
	}
	x.told = time.Now()
	x.p.host.Post(func() {
		x.done = done
		x.dialog.Redraw()
	})
}

func (x *running) close() {
	if x.dialog != nil {
		x.dialog.Close()
	}
}
