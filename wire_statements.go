package main

import (
	"bytes"
	"context"
	"strings"
	"time"

	"kontor/app/blob"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/finance"
	"kontor/app/mail"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/printing/excel"
	"kontor/ui/kit"
)

// sendStatement mails the statement of a customer to its main contact, as a PDF and as a
// workbook of its lines, and gives the address. Without an address nothing is written.
func (c *office) sendStatement(ctx context.Context, customer int64, from, to calendar.Date) (string, error) {
	data, err := c.Finance.StatementPaper(ctx, customer, from, to, finance.Print{Files: c.db.Blobs(), Stamp: c.stamped(ctx)})
	if err != nil {
		return "", err
	}
	doc, _, err := c.press.Layout(ctx, paper.Request{Kind: paper.Statement, Language: kit.Tongue().Lang, Data: data, Now: c.Ground.Clock.Now()})
	if err != nil {
		return "", err
	}
	pdf, err := c.press.PDF(doc)
	if err != nil {
		return "", err
	}
	firm, err := c.firm(ctx)
	if err != nil {
		return "", err
	}
	names, err := c.names(ctx, "customer", []int64{customer})
	if err != nil {
		return "", err
	}
	t := kit.Tongue()
	span := from.String() + " – " + to.String()
	sum, err := c.Finance.StatementOf(ctx, customer, from, to)
	if err != nil {
		return "", err
	}
	book, err := statementBook(sum, names[customer])
	if err != nil {
		return "", err
	}
	closing := money.Of(sum.Closing, firm.Currency).String()
	file := t.T("account_statement.file", "company", firm.Name, "span", to.String())
	o, err := c.Mail.SendFiles(ctx, mail.Start{
		CustomerID: customer, Subject: t.T("account_statement.subject", "company", firm.Name, "span", span),
		Text: t.T("account_statement.text", "customer", names[customer], "span", span, "closing", closing),
	}, []mail.OutgoingFile{
		{Name: blob.CleanName(file + ".pdf"), Type: "application/pdf", Content: pdf},
		{Name: blob.CleanName(file + ".xlsx"), Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Content: book},
	})
	if err != nil {
		return "", err
	}
	o, err = c.Mail.Queue(ctx, o.ID, time.Time{})
	if err != nil {
		return "", err
	}
	return o.Draft.To[0].Mail, nil
}

// statementBook is the statement as a workbook: opening, each movement, closing.
func statementBook(st *finance.Statement, name string) ([]byte, error) {
	t := kit.Tongue()
	head := exporting.Head{Name: name, Rows: len(st.Lines) + 2}
	for i, key := range []string{"date", "what", "charged", "paid", "balance"} {
		col := exporting.Column{Title: t.T("cust.account." + key)}
		if i > 1 {
			col.Form, col.Scale = exporting.Amount, 2
		}
		head.Columns = append(head.Columns, col)
	}
	var out bytes.Buffer
	w, err := excel.NewWriter(&out, head)
	if err != nil {
		return nil, err
	}
	defer w.Abort()
	row := func(on, what string, debit, credit, balance money.Minor) error {
		return w.Row([]entity.Value{entity.Str(on), entity.Str(what), entity.Num(int64(debit)), entity.Num(int64(credit)), entity.Num(int64(balance))})
	}
	if err := row(st.From.String(), t.T("cust.account_opening"), 0, 0, st.Opening); err != nil {
		return nil, err
	}
	for _, m := range st.Lines {
		if err := row(m.On.String(), strings.TrimSpace(t.T("statement."+m.Kind)+" "+m.Number+" "+m.Remark), m.Debit, m.Credit, m.Balance); err != nil {
			return nil, err
		}
	}
	if err := row(st.To.String(), t.T("finance.closing"), st.Debit, st.Credit, st.Closing); err != nil {
		return nil, err
	}
	_, err = w.Close()
	return out.Bytes(), err
}
