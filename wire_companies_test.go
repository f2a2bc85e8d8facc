package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/data/files"
	"kontor/ui/cli"
)

// Several companies lie side by side: both are open at once, each with data and numbers of its
// own, and both are offered at the next start, the last one first. FIN-18
func TestCompaniesSideBySide(t *testing.T) {
	t.Setenv("KONTOR_HOME", t.TempDir())
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	paths, err := files.UserPaths()
	ok(err)
	h, err := newHouse(files.Discard(), paths)
	ok(err)
	ctx := context.Background()
	f := &front{house: h}
	var open []*office
	var list []string
	for _, name := range []string{"澜石包装", "澜石配件"} {
		file := filepath.Join(t.TempDir(), name+".kontor")
		_, err := h.found(ctx, founding{file: file, name: name, owner: "林晓雯"})
		ok(err)
		c, err := h.openCompany(ctx, h.params(file, cli.Where{}))
		ok(err)
		defer c.Close()
		ok(c.login(ctx, "", ""))
		f.remember(c.ctx, c, file)
		open, list = append(open, c), append(list, file)
	}
	for i, c := range open {
		x := c.Customers.Customers.Desc.New()
		x.Name = []string{"苏州恒拓精密制造有限公司", "杭州舜泽食品有限公司"}[i]
		ok(c.Customers.Customers.Create(c.ctx, x))
		accounts, err := c.Finance.Accounts.Find(c.ctx, listing.Node{}, listing.Sort{Key: "id"})
		ok(err)
		if len(accounts) == 0 {
			a := c.Finance.Accounts.Desc.New()
			a.Name, a.Kind = "银行", "bank"
			ok(c.Finance.Accounts.Create(c.ctx, a))
			accounts = append(accounts, a)
		}
		m := c.Finance.Money.Desc.New()
		m.CustomerID, m.AccountID, m.Amount, m.ReceivedOn = x.ID, accounts[0].ID, 100_00, c.Ground.Registry.Today()
		ok(c.Finance.Receive(c.ctx, m, nil))
	}
	first, err := open[0].Finance.Money.First(open[0].ctx, listing.Node{})
	ok(err)
	second, err := open[1].Finance.Money.First(open[1].ctx, listing.Node{})
	ok(err)
	if first.Number == "" || first.Number != second.Number {
		t.Errorf("each company counts for itself: %s, %s", first.Number, second.Number)
	}
	for i, c := range open {
		if n, err := c.Customers.Customers.Count(c.ctx, listing.Node{}); err != nil || n != 1 {
			t.Errorf("company %d has %d customers, %v", i, n, err)
		}
	}
	recent := f.Recent()
	if len(recent) != 2 || recent[0].Company != list[1] || recent[1].Name != "澜石包装" || recent[1].Missing {
		t.Errorf("offered at the next start: %+v", recent)
	}
}

// Wages of a month come from a workbook of the accountant, found by the name of the person; the
// same file makes nothing twice. FIN-14
func TestWagesAreImported(t *testing.T) {
	t.Setenv("KONTOR_HOME", t.TempDir())
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	paths, err := files.UserPaths()
	ok(err)
	h, err := newHouse(files.Discard(), paths)
	ok(err)
	ctx := context.Background()
	file := filepath.Join(t.TempDir(), "a.kontor")
	_, err = h.found(ctx, founding{file: file, name: "澜石", owner: "林晓雯"})
	ok(err)
	c, err := h.openCompany(ctx, h.params(file, cli.Where{}))
	ok(err)
	defer c.Close()
	ok(c.login(ctx, "", ""))
	table := filepath.Join(t.TempDir(), "工资.csv")
	ok(os.WriteFile(table, []byte("工资月份,负责人,基本工资,提成,个人社保,个税\n2026-02-01,林晓雯,12000,800,900,150\n"), 0o600))
	r, err := c.Import(c.ctx, cli.ImportWish{Kind: "wages", Source: table})
	ok(err)
	list, err := c.Finance.Wages.Find(c.ctx, listing.Node{})
	ok(err)
	if r.Created != 1 || len(list) != 1 || list[0].Net != 11_750_00 || list[0].OwnerID != c.actor.ID || list[0].State != finance.Draft {
		t.Errorf("%+v: %+v", r, list)
	}
	_, _ = c.Import(c.ctx, cli.ImportWish{Kind: "wages", Source: table})
	if n, err := c.Finance.Wages.Count(c.ctx, listing.Node{}); err != nil || n != 1 {
		t.Errorf("imported twice there are %d wages, %v", n, err)
	}

	// Two rows of one person and month: the first counts, the second is told with its reason,
	// and the rest of the file comes in.
	ok(os.WriteFile(table, []byte("工资月份,负责人,基本工资\n2026-03-01,林晓雯,12000\n2026-03-15,林晓雯,13000\n2026-04-01,林晓雯,12500\n"), 0o600))
	r, err = c.Import(c.ctx, cli.ImportWish{Kind: "wages", Source: table})
	ok(err)
	if r.Created != 2 || r.Skipped != 1 {
		t.Fatalf("%+v", r)
	}
	march, err := c.Finance.Wages.First(c.ctx, listing.Is("month", listing.Eq, "2026-03-01"))
	ok(err)
	if march.Base != 12_000_00 {
		t.Errorf("the first row counts: %+v", march)
	}
}
