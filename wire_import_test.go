package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"kontor/app/listing"
	"kontor/data/files"
	"kontor/ui/cli"
)

// The program imports what people write: the labels of options in both languages, and
// the names of colleagues.
func TestImportReadsLabelsOfOptions(t *testing.T) { // CUS-11
	t.Setenv("KONTOR_HOME", t.TempDir())
	paths, err := files.UserPaths()
	if err != nil {
		t.Fatal(err)
	}
	h, err := newHouse(files.Discard(), paths)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	file := filepath.Join(t.TempDir(), "a.kontor")
	if _, err := h.found(ctx, founding{file: file, name: "澜石", owner: "林晓雯"}); err != nil {
		t.Fatal(err)
	}
	table := filepath.Join(t.TempDir(), "名单.csv")
	if err := os.WriteFile(table, []byte("客户名称,等级,所属行业,来源,负责人\n苏州恒拓精密制造有限公司,A,机械制造,展会,林晓雯\nHanse GmbH,B,Food,Referral,林晓雯\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := h.openCompany(ctx, h.params(file, cli.Where{}))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.login(ctx, "", ""); err != nil {
		t.Fatal(err)
	}
	r, err := c.Import(c.ctx, cli.ImportWish{Kind: "customers", Source: table})
	if err != nil || r.Created != 2 {
		t.Fatalf("%+v %v", r, err)
	}
	for name, want := range map[string][2]string{"苏州恒拓精密制造有限公司": {"machinery", "exhibition"}, "Hanse GmbH": {"food", "referral"}} {
		got, err := c.Customers.Customers.First(c.ctx, listing.Is("name", listing.Eq, name))
		if err != nil || got.Industry != want[0] || got.Source != want[1] || got.OwnerID != c.actor.ID {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
}
