package main

import (
	"context"
	"time"

	"kontor/app/blob"
	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/mail"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/ui/kit"
)

// sendStatement mails the statement of a customer as a PDF to its main contact and gives the
// address. Without an address nothing is written.
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
	closing := ""
	if sum, err := c.Finance.StatementOf(ctx, customer, from, to); err == nil {
		closing = money.Of(sum.Closing, firm.Currency).String()
	}
	o, err := c.Mail.SendFiles(ctx, mail.Start{
		CustomerID: customer, Subject: t.T("account_statement.subject", "company", firm.Name, "span", span),
		Text: t.T("account_statement.text", "customer", names[customer], "span", span, "closing", closing),
	}, []mail.OutgoingFile{{Name: blob.CleanName(t.T("account_statement.file", "company", firm.Name, "span", to.String()) + ".pdf"), Type: "application/pdf", Content: pdf}})
	if err != nil {
		return "", err
	}
	o, err = c.Mail.Queue(ctx, o.ID, time.Time{})
	if err != nil {
		return "", err
	}
	return o.Draft.To[0].Mail, nil
}
