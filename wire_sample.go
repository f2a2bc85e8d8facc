package main

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"time"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/identity"
	"kontor/app/sample"
	"kontor/assets/seal"
	"kontor/ui/cli"
	"kontor/ui/kit"
)

// makeSample makes the sample company: its clock runs through a year while it is made.
// When that fails nothing stays behind.
func (h *house) makeSample(ctx context.Context, file string, w cli.Where) (err error) {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return app.E(app.Denied, "company.no_access", "path", filepath.Dir(file)).Because(err)
	}
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		return err
	}
	now := clockOf(w.Today).Now()
	if !w.Today.IsZero() {
		now = w.Today.At(tourMinute, zone)
	}
	p := h.params(file, w)
	clock := sample.NewClock(sample.Start(calendar.On(now, zone), zone))
	p.Clock, p.Create = clock, true
	c, err := h.openCompany(ctx, p)
	if err != nil {
		return err
	}
	defer func() {
		closed := c.db.Close()
		if err == nil {
			err = closed
		} else {
			removeCompany(file)
		}
	}()
	if err := sample.Fill(ctx, sample.Params{Suite: c.Suite, Mail: c.Mail, Files: c.db.Blobs(), Clock: clock, Now: now}); err != nil {
		return err
	}
	if err := c.dress(ctx); err != nil {
		return err
	}
	if _, err := c.db.Seal(identity.System(ctx, "seal")); err != nil {
		return err
	}
	return c.index.Drain(identity.System(ctx, "index"))
}

// dress gives the sample company a logo and a stamp, so that its papers look as papers do.
func (c *office) dress(ctx context.Context) error {
	ctx = identity.System(ctx, "sample")
	for kind, img := range map[company.PictureKind]image.Image{company.Logo: kit.AppIcon(256), company.Stamp: seal.Stamp(sample.FirmName, 480)} {
		var raw bytes.Buffer
		if err := png.Encode(&raw, img); err != nil {
			return err
		}
		if err := c.Company.SetPicture(ctx, c.db.Blobs(), kind, string(kind)+".png", raw.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// Generate fills the company with load: customers, orders and employees by the ways the
// program itself takes.
func (c *office) Generate(ctx context.Context, customers, orders, employees int, progress func(done, all int)) error {
	_, err := sample.Generate(ctx, sample.Bulk{
		Suite: c.Suite, Customers: customers, Orders: orders, Employees: employees,
		Hurry: c.db.Hurry,
		Index: func(ctx context.Context) error { return c.index.Drain(identity.System(ctx, "index")) },
		Progress: func(_ string, done, total int) {
			if progress != nil {
				progress(done, total)
			}
		},
	})
	return err
}
