package main

import (
	"context"

	"kontor/app/company"
	"kontor/app/paper"
	"kontor/app/printroom"
	"kontor/ui/kit"
)

// printRoom gives the print room of the company its press, and the press the templates of
// the company.
func (c *office) printRoom() {
	c.press = c.house.press.With(c.Prints)
	c.Prints.Press = c.press
	c.Prints.Check = func(ctx context.Context, kind paper.Kind, _ printroom.Format, name string, body []byte) error {
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
