package customer_test

import (
	"context"
	"testing"

	"kontor/app/audit"
	"kontor/app/batch"
	"kontor/app/cleaning"
	"kontor/app/customer"
	"kontor/app/record"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
	"kontor/ui/uitest"

	window "kontor/ui/customer"
)

func (o *office) deps() window.Deps {
	return window.Deps{
		Deps: records.Deps{Registry: o.Ground.Registry, Source: o.DB}, Customers: o.Customers, Views: o.Views, History: o.History,
		Records: func(kind string) record.Any { return o.Ground.Service(kind) }, Checks: customer.ShippedChecks(), Statement: o.Finance.StatementOf, Care: o.Market.CareFor, Marks: o.Marks.List,
		InTx: func(ctx context.Context, why string, fn func(context.Context) error) error {
			return o.DB.InTx(audit.Why(ctx, audit.Reason{Kind: why}), fn)
		},
		Batch:  batch.New(o.Ground).Run,
		Scans:  scans{o},
		Undo:   func(ctx context.Context) error { _, _, err := o.History.UndoLast(ctx); return err },
		Export: func(context.Context, window.ExportRequest) error { return nil },
	}
}

// scans are those of the office's owner.
type scans struct{ o *office }

func (s scans) Start(kind string, tell func()) (*cleaning.Scan, error) {
	x, err := s.o.Cleaning.Start(s.o.Boss, kind, tell)
	if err == nil {
		x.Wait()
	}
	return x, err
}

func (s scans) Latest(kind string) *cleaning.Scan { return s.o.Cleaning.Latest(s.o.Boss, kind) }

func (o *office) page() *window.Page {
	p := window.New(o.Host, o.deps())
	o.Host.Settle()
	return p
}

func surface(p *window.Page) *kit.Surface { return p.Content().(*kit.Surface) }

func TestPictures(t *testing.T) {
	o := sampleOffice(t)
	p := o.page()
	s := surface(p)
	s.SetSize(1372, 803)
	o.Host.Settle()
	shot := func(name string, w, h float32) { uitest.Picture(t, o.Host, p, name, w, h) }
	click := func(id string) {
		t.Helper()
		if !s.Click(id) {
			t.Errorf("nothing to click: %s", id)
		}
		o.Host.Settle()
	}
	shot("customers-1", 1372, 803)
	click("filter")
	s.TypeText("sz")
	o.Host.Settle()
	shot("customers-2-filter", 1372, 803)
	theme.Set(theme.Dark, 1)
	shot("customers-3-dark", 1372, 803)
	theme.Set(theme.Light, 1)
	shot("customers-4-narrow", 1032, 583)
	p.Show(customer.Customers, o.customers(t, 1)[0].ID, nil)
	o.Host.Settle()
	shot("customers-6-overlay", 1032, 583)
	s.SetSize(1372, 803)
	o.Host.SetSetting("customer.related", "timeline,docs,account,todos,facts")
	for _, tab := range []string{"facts", "docs", "account", "todos"} {
		click("pane.tab." + tab)
		shot("customers-7-"+tab, 1372, 803)
	}
	click("pane.tab.timeline")
	click("follow")
	shot("customers-8-follow", 1372, 803)
	o.Host.Dialog.Close()
	click("chip.filter.add")
	shot("customers-9-builder", 1372, 803)
	o.Host.Dialog.Close()
	for _, tab := range []string{"pool", "contacts", "doubles"} {
		click("tab." + tab)
		shot("customers-a-"+tab, 1372, 803)
	}
	click("tab.mine")
	s.FocusID("list", false)
	s.Press("Space")
	s.Press("Down")
	s.Press("Space")
	o.Host.Settle()
	shot("customers-b-batch", 1372, 803)
	for _, e := range o.Host.Errors {
		t.Error(o.Host.ErrorText(e), e)
	}
	o.Host.Tongue = tr.In("en")
	kit.SetTongue(tr.In("en"))
	p = o.page()
	s, o.Host.Layer = surface(p), nil
	shot("customers-5-english", 1372, 803)
	kit.SetTongue(tr.In("zh"))
}
