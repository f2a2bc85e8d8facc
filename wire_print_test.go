package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"kontor/app/finance"
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
