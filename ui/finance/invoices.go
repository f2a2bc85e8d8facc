package finance

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// Invoicing is what the window asks of the register of invoices.
type Invoicing interface {
	IssueInvoice(ctx context.Context, id int64, n finance.InvoiceNumber) (*finance.Invoice, error)
	DeliverInvoice(ctx context.Context, id int64, on calendar.Date) (*finance.Invoice, error)
	ReverseInvoice(ctx context.Context, id int64, n finance.InvoiceNumber, reason string) (*finance.Invoice, error)
	ImportInvoice(ctx context.Context, raw []byte, file string) (*finance.Invoice, error)
}

func (p *page) invoiceTab() records.Tab {
	t := p.host.T
	view := func(id string, f listing.Node) records.View {
		return records.View{ID: id, Title: t("finance.view." + id), Filter: f}
	}
	is := func(field, value string) listing.Node { return listing.Is(field, listing.Eq, value) }
	out, in := is("direction", string(finance.InvoiceOut)), is("direction", string(finance.InvoiceIn))
	q := newest("issued_on")
	q.Totals = []string{"gross_minor", "net_minor", "tax_minor"}
	col := func(key string, w float32) records.Column { return records.Column{Key: key, Width: w} }
	return records.Tab{
		Kind: finance.Invoices, Title: t("finance.part.invoices"), Query: q, Actions: p.invoiceActions, More: p.invoiceCommands,
		Columns: []records.Column{
			col("full_number", 172), col("issued_on", 88), col("direction", 64),
			{Key: "party", Width: 160, Flex: true},
			col("gross_minor", 100), col("net_minor", 100), col("tax_minor", 84),
			col("state", 86), col("checked", 60),
			{Key: "order_id", Width: 120, Hidden: true},
			{Key: "kind", Width: 110, Hidden: true},
			{Key: "owner_id", Width: 90, Hidden: true},
		},
		Views: []records.View{
			view("all", listing.Node{}), view("out", out), view("in", in), view("requested", is("state", string(finance.Requested))), view("undelivered", listing.All(out, is("state", string(finance.Issued)))),
			view("unchecked", listing.All(in, is("checked", "0"))), view("red", listing.Is("gross_minor", listing.Lt, "0")),
		},
	}
}

func (p *page) invoiceCommands() []kit.Command {
	if p.d.Keep == nil {
		return nil
	}
	return []kit.Command{{ID: "import.xml", Title: p.host.T("finance.import_xml"), Icon: icons.Upload, Keys: []kit.Key{"Ctrl+Shift+I"}, Run: p.importXML, Enabled: p.may(finance.Invoices, identity.Add)}}
}

// importXML asks for the XML of a fully digital invoice and registers it.
func (p *page) importXML() {
	t := p.host.T
	p.host.PickFile(kit.FileRequest{Title: t("finance.import_xml"), Exts: []string{"xml"}, Kinds: "XML"}, func(path string) {
		p.host.Go(func(ctx context.Context) {
			raw, ref, err := p.d.Keep(ctx, path)
			var v *finance.Invoice
			if err == nil {
				v, err = p.d.Books.ImportInvoice(ctx, raw, ref)
			}
			p.host.Post(func() {
				if err != nil {
					p.host.Report(err)
					return
				}
				p.host.Toast(t("finance.imported", "number", v.Full), nil)
				p.Show(finance.Invoices, v.ID, false)
			})
		})
	})
}

func (p *page) invoiceActions(id int64, r *records.Row) []kit.Command {
	t := p.host.T
	cmd := func(key string, icon icons.Name, k kit.Key, verb identity.Verb, run func()) kit.Command {
		return kit.Command{ID: "invoice." + key, Title: t("finance." + key), Icon: icon, Keys: []kit.Key{k}, Scope: kit.ScopeList, Run: run, Enabled: p.may(finance.Invoices, verb)}
	}
	st := finance.State(r.Get("state").Text())
	var out []kit.Command
	if r.Get("direction").Text() == string(finance.InvoiceOut) {
		out = append(out, cmd("print_request", icons.Printer, "Ctrl+P", identity.Print, func() { p.host.Open("print", id, map[string]string{"kind": finance.Invoices}) }))
	}
	switch st {
	case finance.Requested:
		return append([]kit.Command{cmd("issue_invoice", icons.Check, "I", identity.Issue, func() { p.issueInvoice(id, r.Get("full_number").Text()) })}, out...)
	case finance.Issued:
		out = append(out, cmd("deliver_invoice", icons.Send, "D", identity.Change, p.do(func(ctx context.Context) error { _, err := p.d.Books.DeliverInvoice(ctx, id, 0); return err }, "finance.done")))
	}
	if (st == finance.Issued || st == finance.Delivered) && r.Get("gross_minor").Int() > 0 {
		out = append(out, cmd("red_invoice", icons.Undo, "X", identity.Reverse, func() { p.redInvoice(id) }))
	}
	return out
}

// numberRows are the fields of what the tax system gave an invoice, and what they say.
func (p *page) numberRows(number string) ([]records.AskRow, func() finance.InvoiceNumber) {
	t := p.host.T
	code, no, on := kit.NewField(t("invoice.code")), kit.NewField(t("invoice.number")), kit.NewDate(t("invoice.issued_on"), p.host.Today, calendar.Past)
	no.SetText(number)
	on.SetValue(p.host.Today())
	rows := []records.AskRow{
		{Key: "number", Label: t("invoice.number"), Field: no}, {Key: "code", Label: t("invoice.code"), Field: code}, {Key: "issued_on", Label: t("invoice.issued_on"), Field: on.Field},
	}
	return rows, func() finance.InvoiceNumber {
		day, _ := on.Value()
		return finance.InvoiceNumber{Code: code.Text(), Number: no.Text(), On: day}
	}
}

func (p *page) issueInvoice(id int64, number string) {
	rows, read := p.numberRows(number)
	(&records.Ask{
		Title: p.host.T("finance.issue_invoice"), Text: p.host.T("finance.issue_invoice_text"), Rows: rows,
		Do: func() func(ctx context.Context) error {
			n := read()
			return func(ctx context.Context) error { _, err := p.d.Books.IssueInvoice(ctx, id, n); return err }
		},
		Done: func() { p.host.Toast(p.host.T("finance.done"), nil) },
	}).Show(p.host)
}

func (p *page) redInvoice(id int64) {
	rows, read := p.numberRows("")
	why := kit.NewField(p.host.T("finance.reason"))
	(&records.Ask{
		Title: p.host.T("finance.red_invoice"), Text: p.host.T("finance.red_invoice_text"), Danger: true, Rows: append(rows, records.AskRow{Key: "reason", Label: p.host.T("finance.reason"), Field: why}),
		Do: func() func(ctx context.Context) error {
			n, reason := read(), why.Text()
			return func(ctx context.Context) error { _, err := p.d.Books.ReverseInvoice(ctx, id, n, reason); return err }
		},
		Done: func() { p.host.Toast(p.host.T("finance.done"), nil) },
	}).Show(p.host)
}
