package main

import (
	"archive/zip"
	"bytes"
	"context"
	"path/filepath"
	"testing"

	"kontor/app/calendar"
	"kontor/app/mail/provider"
	"kontor/data/files"
	"kontor/ui/cli"
)

// A statement goes to the customer's address with its PDF and a workbook of its lines; without
// an address nothing is written. FIN-12
func TestStatementIsMailedWithItsWorkbook(t *testing.T) {
	t.Setenv("KONTOR_HOME", t.TempDir())
	paths, err := files.UserPaths()
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ok(err)
	h, err := newHouse(files.Discard(), paths)
	ok(err)
	ctx := context.Background()
	file := filepath.Join(t.TempDir(), "a.kontor")
	_, err = h.found(ctx, founding{file: file, name: "杭州澜石包装设备有限公司", owner: "林晓雯"})
	ok(err)
	c, err := h.openCompany(ctx, h.params(file, cli.Where{}))
	ok(err)
	defer c.Close()
	ok(c.login(ctx, "", ""))
	a := c.Mail.Accounts.Desc.New()
	a.Mail, a.Name, a.Active, a.IMAPHost, a.IMAPPort, a.IMAPSecurity, a.IMAPUser = "lin@lanshi.example", "林晓雯", true, "127.0.0.1", 1, provider.Open, "lin"
	a.SMTPHost, a.SMTPPort, a.SMTPSecurity, a.SMTPUser = "127.0.0.1", 1, provider.Open, "lin"
	ok(c.Mail.Accounts.Create(c.ctx, a))
	made := func(name, address string) int64 {
		x := c.Customers.Customers.Desc.New()
		x.Name, x.Mail = name, address
		ok(c.Customers.Customers.Create(c.ctx, x))
		r := c.Finance.Receivables.Desc.New()
		r.Number, r.CustomerID, r.DocOn, r.DueOn, r.Amount = "R1", x.ID, calendar.Must("2026-01-10"), calendar.Must("2026-02-10"), 900_00
		ok(c.Finance.Receivables.Create(c.ctx, r))
		return x.ID
	}
	from, to := calendar.Must("2026-01-01"), calendar.Must("2026-01-31")
	if _, err := c.sendStatement(c.ctx, made("无地址", ""), from, to); err == nil {
		t.Error("sent without an address")
	}
	id := made("苏州恒拓精密制造有限公司", "fang@hengtuo.example")
	got, err := c.sendStatement(c.ctx, id, from, to)
	ok(err)
	if got != "fang@hengtuo.example" {
		t.Errorf("sent to %s", got)
	}
	st, err := c.Finance.StatementOf(c.ctx, id, from, to)
	ok(err)
	book, err := statementBook(st, "苏州恒拓")
	ok(err)
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	ok(err)
	if len(z.File) == 0 || st.Closing != 900_00 {
		t.Errorf("the workbook holds %d parts, closing %d", len(z.File), st.Closing)
	}
}
