package main

import (
	"bytes"
	"context"
	"image/png"
	"path/filepath"
	"strings"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/paper"
	"kontor/app/sales"
	"kontor/data/files"
	"kontor/ui/cli"
	"kontor/ui/kit"
)

// Print writes one document as PDF or picture.
func (c *office) Print(ctx context.Context, w cli.PrintWish) (int, error) {
	data, kind, err := c.paperOf(ctx, w.Kind, w.Number)
	if err != nil {
		return 0, err
	}
	doc, _, err := c.house.press.Layout(ctx, paper.Request{Kind: kind, Template: w.Template, Paper: w.Paper, Language: kit.Tongue().Lang, Data: data, Now: c.Ground.Clock.Now()})
	if err != nil {
		return 0, err
	}
	if strings.EqualFold(filepath.Ext(w.To), ".png") {
		img, err := c.house.press.Picture(doc, 1, 150)
		if err != nil {
			return 0, err
		}
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			return 0, err
		}
		return 1, writeFile(w.To, b.Bytes())
	}
	raw, err := c.house.press.PDF(doc)
	if err != nil {
		return 0, err
	}
	return len(doc.Pages), writeFile(w.To, raw)
}

// paperOf finds a document by its number and fills its paper.
func (c *office) paperOf(ctx context.Context, kind, number string) (paper.Data, paper.Kind, error) {
	switch kind {
	case "quote":
		id, err := c.numbered(ctx, sales.Quotes, number, identity.Print)
		if err != nil {
			return nil, "", err
		}
		q, err := c.Sales.Quotes.Get(ctx, id)
		if err != nil {
			return nil, "", err
		}
		d, err := c.Sales.QuotePaper(ctx, q, sales.Print{})
		return d, paper.Quote, err
	case "order":
		id, err := c.numbered(ctx, sales.Orders, number, identity.Print)
		if err != nil {
			return nil, "", err
		}
		o, err := c.Sales.Orders.Get(ctx, id)
		if err != nil {
			return nil, "", err
		}
		d, err := c.Sales.OrderPaper(ctx, o, sales.Print{})
		return d, paper.Order, err
	}
	return nil, "", app.E(app.NotFound, "print.not_yet", "kind", kind)
}

// numbered finds the newest record with a number that the person may print.
func (c *office) numbered(ctx context.Context, kind, number string, verb identity.Verb) (int64, error) {
	plan, err := listing.Allow(ctx, c.Ground.Registry, identity.May(kind, verb), listing.Query{Entity: kind,
		Filter: listing.Is("number", listing.Eq, number), Sort: []listing.Sort{{Key: "id", Desc: true}}})
	if err != nil {
		return 0, err
	}
	ids, err := c.db.First(ctx, plan, 1)
	if err != nil {
		return 0, err
	}
	if len(ids) == 0 {
		return 0, app.E(app.NotFound, "print.no_number", "number", number)
	}
	return ids[0], nil
}

// writeFile writes a file that is whole or not there.
func writeFile(path string, content []byte) error {
	f, err := files.Create(path)
	if err != nil {
		return app.E(app.Internal, "export.file", "file", filepath.Base(path)).Because(err)
	}
	defer f.Abort()
	if _, err := f.Write(content); err != nil {
		return app.E(app.Internal, "export.file", "file", filepath.Base(path)).Because(err)
	}
	return f.Commit()
}
