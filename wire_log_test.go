package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontor/app/customer"
	"kontor/ui/cli"
)

// SYS-14: the log of the company is written by the command, a row for each field that was
// changed, with who changed it; a filter is refused.
func TestCommandExportsTheLog(t *testing.T) {
	c, to := testOffice(t), filepath.Join(t.TempDir(), "log.csv")
	x := &customer.Customer{Name: "苏州恒拓精密制造有限公司", Kind: customer.Company, City: "苏州"}
	if err := c.Customers.Customers.Create(c.ctx, x); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Customers.Customers.Save(c.ctx, x.ID, 0, map[string]string{"city": "昆山"}); err != nil {
		t.Fatal(err)
	}
	n, err := c.Export(c.ctx, cli.ExportWish{Kind: "log", To: to})
	if err != nil || n < 3 {
		t.Fatalf("%d rows, %v", n, err)
	}
	raw, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"城市,苏州,昆山", "林晓雯", "客户名称,,苏州恒拓精密制造有限公司"} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("%q is not in the log", want)
		}
	}
	if _, err := c.Export(c.ctx, cli.ExportWish{Kind: "log", To: to, Filter: "city = 苏州"}); err == nil {
		t.Error("a filter was passed over")
	}
}
