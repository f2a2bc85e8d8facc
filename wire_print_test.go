package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/paper"
	"kontor/app/printroom"
	"kontor/app/sales"
	"kontor/data/files"
	"kontor/ui/cli"
)

// testOffice is a new company with its owner logged in.
func testOffice(t *testing.T) *office {
	t.Helper()
	t.Setenv("KONTOR_HOME", t.TempDir())
	paths, err := files.UserPaths()
	if err != nil {
		t.Fatal(err)
	}
	h, err := newHouse(files.Discard(), paths)
	if err != nil {
		t.Fatal(err)
	}
	ctx, file := context.Background(), filepath.Join(t.TempDir(), "a.kontor")
	if _, err := h.found(ctx, founding{file: file, name: "澜石", owner: "林晓雯"}); err != nil {
		t.Fatal(err)
	}
	c, err := h.openCompany(ctx, h.params(file, cli.Where{}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if err := c.login(ctx, "", ""); err != nil {
		t.Fatal(err)
	}
	return c
}

// The command prints the cash journal of an account and the ageing as of a day, and says
// which account there is not. FIN-05 FIN-09
func TestCommandPrintsTheBooks(t *testing.T) {
	c, dir := testOffice(t), t.TempDir()
	bank := c.Finance.Accounts.Desc.New()
	bank.Name, bank.Kind, bank.Opening, bank.OpeningOn = "招商银行 6621", "bank", 100_00, c.Ground.Registry.Today()
	if err := c.Finance.Accounts.Create(c.ctx, bank); err != nil {
		t.Fatal(err)
	}
	if err := c.Finance.Book(c.ctx, &finance.Entry{AccountID: bank.ID, On: c.Ground.Registry.Today(), Summary: "利息", Category: "other", In: 500}); err != nil {
		t.Fatal(err)
	}
	for kind, what := range map[string]string{"cash-journal": bank.Name, "ageing": c.Ground.Registry.Today().String(), "attendance": c.Ground.Registry.Today().Month()} {
		to := filepath.Join(dir, kind+".pdf")
		pages, err := c.Print(c.ctx, cli.PrintWish{Kind: kind, Number: what, To: to})
		if err != nil || pages != 1 {
			t.Errorf("%s: %d pages, %v", kind, pages, err)
			continue
		}
		if raw, err := os.ReadFile(to); err != nil || !bytes.HasPrefix(raw, []byte("%PDF-")) {
			t.Errorf("%s: %v", kind, err)
		}
	}
	if _, err := c.Print(c.ctx, cli.PrintWish{Kind: "cash-journal", Number: "没有的账户", To: filepath.Join(dir, "x.pdf")}); err == nil {
		t.Error("an account that is not there was printed")
	}
}

// Every document that is printed again carries 补打 and its number, whatever its kind: the
// print log counts, and the paper of a quote says it like that of a receipt. PRT-06
func TestReprintsAreMarkedByTheLog(t *testing.T) {
	c := testOffice(t)
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	x := c.Customers.Customers.Desc.New()
	x.Name = "苏州恒拓精密制造有限公司"
	ok(c.Customers.Customers.Create(c.ctx, x))
	q, err := c.Sales.NewQuote(c.ctx, x.ID)
	ok(err)
	q.Subject = "胶带"
	ok(c.Sales.Quotes.Create(c.ctx, q))
	marks := func() (string, int64) {
		d, err := c.document(c.ctx, sales.Quotes, q.ID)
		ok(err)
		data, err := d.Data(c.ctx, d.Count+1, false)
		ok(err)
		doc, _, err := c.press.Layout(c.ctx, paper.Request{Kind: paper.Quote, Language: "both", Data: data, Now: c.Ground.Clock.Now()})
		ok(err)
		for _, it := range doc.Pages[0].Items {
			if text, is := it.(paper.Text); is && strings.Contains(text.Text, "补打") {
				return text.Text, d.Count
			}
		}
		return "", d.Count
	}
	if text, n := marks(); text != "" || n != 0 {
		t.Errorf("the first print says %q, %d before", text, n)
	}
	for i, state := range []printroom.State{printroom.Done, printroom.Failed, printroom.Sent} {
		j := c.Prints.Jobs.Desc.New()
		j.Number, j.Kind, j.RecordID, j.Document, j.State, j.Options = q.Label(), sales.Quotes, q.ID, string(paper.Quote), state, "{}"
		ok(c.Prints.Jobs.Create(identity.Elevated(c.ctx), j))
		want, before := []string{"补打 1  Reprint 1", "补打 1  Reprint 1", "补打 2  Reprint 2"}[i], []int64{1, 1, 2}[i]
		if text, n := marks(); text != want || n != before {
			t.Errorf("after a job that is %s: %q, %d before", state, text, n)
		}
	}
}
