package main

import (
	"context"
	"strconv"
	"time"

	"kontor/app"
	"kontor/app/company"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/paper"
	"kontor/app/printroom"
	"kontor/printing"
	"kontor/ui/designer"
	"kontor/ui/kit"
)

// printRoom gives the print room of the company its press, and the press the templates of
// the company.
func (c *office) printRoom() {
	c.press = c.house.press.With(c.Prints)
	c.Prints.Press = c.press
	c.Prints.Check = func(ctx context.Context, kind paper.Kind, format printroom.Format, name string, body []byte) error {
		if format == printroom.Sheet {
			return c.press.CheckSheet(ctx, kind, body)
		}
		return c.press.Check(ctx, kind, name, body)
	}
	c.Prints.Sentence = func(err error) string { return kit.Tongue().Error(err) }
	c.Prints.Documents = c.printable
}

// printable finds a document for the queue.
func (c *office) printable(ctx context.Context, kind string, id int64) (printroom.Document, error) {
	of, ok := c.papered()[kind]
	if !ok {
		return printroom.Document{}, errNotYet(kind)
	}
	number, count, err := of.known(ctx, id)
	if err != nil {
		return printroom.Document{}, err
	}
	return printroom.Document{
		Kind: of.kind, Number: number, Prints: count,
		Fill: func(ctx context.Context, n int64, stamp bool) (paper.Data, error) {
			return of.fill(ctx, id, company.Print{Files: c.db.Blobs(), Stamp: stamp, Count: n})
		},
		Printed: func(ctx context.Context) error { _, err := of.printed(ctx, id); return err },
	}, nil
}

// papersOf are the print templates for the settings window.
type papersOf struct {
	*printing.Press
	*printroom.Service
}

func (papersOf) Read(path string) (string, []byte, error) { return readFile(path) }
func (papersOf) Write(path string, content []byte) error  { return writeFile(path, content) }
func (p papersOf) Restore(ctx context.Context, id int64) error {
	return p.Service.Templates.Restore(ctx, id)
}

// Templates lists those of a kind, the default first.
func (p papersOf) Templates(kind paper.Kind) []paper.Template { return p.Press.Templates(kind) }

// queueOf is the print queue for the settings window.
type queueOf struct{ c *office }

func (q queueOf) Retry(ctx context.Context, ids []int64) (printroom.Progress, error) {
	batch, err := q.c.Prints.Retry(ctx, ids)
	if err != nil {
		return printroom.Progress{}, err
	}
	done, err := q.c.Prints.Run(ctx, batch, nil)
	q.c.followPrints()
	return done, err
}

// Failed lists what failed of the acting person.
func (q queueOf) Failed(ctx context.Context) ([]int64, error) {
	list, err := q.c.Prints.Jobs.Find(ctx, listing.All(listing.Is("state", listing.In, string(printroom.Failed)), listing.Is("owner_id", listing.Eq, strconv.FormatInt(q.c.actor.ID, 10))))
	var out []int64
	for _, j := range list {
		out = append(out, j.ID)
	}
	return out, err
}

func (q queueOf) CancelJob(ctx context.Context, id int64) error { return q.c.Prints.CancelJob(ctx, id) }

func (q queueOf) Follow(ctx context.Context) (int, error) { return q.c.Prints.Follow(ctx) }

// followPrints asks the printers for a while what became of the jobs they just took; later
// the clock of the background jobs goes on asking.
func (c *office) followPrints() {
	c.work.Add(1)
	go func() {
		defer c.work.Done()
		for wait := time.Second; wait < 20*time.Second; wait *= 2 {
			select {
			case <-c.ctx.Done():
				return
			case <-time.After(wait):
			}
			if open, err := c.Prints.Follow(identity.System(c.ctx, "prints")); err != nil || open == 0 {
				return
			}
		}
	}()
}

// designerPage is the designer over a template.
func (c *office) designerPage(h kit.Host, name string) kit.Page {
	return designer.New(h, designer.Deps{
		Press: c.press, Store: c.Prints, Samples: c.paperSamples, Names: c.names, Read: readFile, Write: writeFile,
	}, name)
}

// samplesMost is how many real documents the designer shows a template with.
const samplesMost = 40

// paperSamples are the newest documents of a kind that the person may see.
func (c *office) paperSamples(ctx context.Context, kind paper.Kind) ([]designer.Sample, error) {
	for name, of := range c.papered() {
		if of.kind != kind {
			continue
		}
		plan, err := listing.Allow(ctx, c.Ground.Registry, identity.May(name, identity.See), listing.Query{Entity: name, Filter: listing.Is(c.named(name), listing.Filled), Sort: []listing.Sort{{Key: "id", Desc: true}}})
		if app.KindOf(err) == app.Denied && err != nil {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		ids, err := c.db.First(ctx, plan, samplesMost)
		if err != nil {
			return nil, err
		}
		var out []designer.Sample
		for _, id := range ids {
			number, count, err := of.known(ctx, id)
			if err != nil {
				return nil, err
			}
			d, err := of.fill(ctx, id, company.Print{Files: c.db.Blobs(), Stamp: c.stamped(ctx), Count: count + 1})
			if app.KindOf(err) == app.Denied && err != nil {
				continue
			}
			if err != nil {
				return nil, err
			}
			if who, _ := d["customer"].(paper.Data); who != nil {
				if n, _ := who["name"].(string); n != "" {
					number += " " + n
				}
			}
			out = append(out, designer.Sample{Title: number, Data: d})
		}
		return out, nil
	}
	return nil, nil
}
