package suite_test

import (
	"strings"
	"testing"

	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/sales"
)

// A contract is printed with both parties, its products, payment plan and clauses; what the
// terms speak of already is not said twice, and each print is counted. SAL-26
func TestContractOnPaper(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.Ground.Registry.Names = func(key string) []string {
			if key == "contract.clauses" {
				return []string{"质量：合格\n付款：电汇\n争议：协商", "Quality: good"}
			}
			return []string{key}
		}
		q := o.draft(t, o.boss, o.sell(t, o.boss, "苏州恒拓精密制造有限公司").ID, 1000)
		q, err := o.Sales.Quotes.Update(o.boss, q.ID, 0, func(x *sales.Quote) error { x.Terms = "付款：月结 30 天"; return nil })
		ok(t, err)
		x, err := o.Sales.CreateContract(o.boss, sales.ContractSource{Quote: q.ID})
		ok(t, err)
		if n := strings.Count("\n"+x.Terms, "\n付款："); n != 1 || !strings.Contains(x.Terms, "争议：") || !strings.HasPrefix(x.Terms, "付款：月结") {
			t.Errorf("clauses:\n%s", x.Terms)
		}
		x, err = o.Sales.SubmitContract(o.boss, x.ID)
		ok(t, err)
		d, err := o.Sales.ContractPaper(o.boss, x.ID, sales.Print{})
		ok(t, err)
		lines, parts := d["lines"].([]paper.Data), d["instalments"].([]paper.Data)
		if d["number"] != x.Number || d["total"] != money.Of(q.TotalMinor, "CNY") || len(lines) != len(x.Lines) || len(parts) != len(x.Parts) || d["customer"].(paper.Data)["name"] == "" {
			t.Errorf("%+v", d)
		}
		for want := int64(1); want < 3; want++ {
			n, err := o.Sales.ContractPrinted(o.boss, x.ID)
			ok(t, err)
			if n != want {
				t.Errorf("print %d is counted as %d", want, n)
			}
		}
		_, err = o.Sales.ContractPaper(o.hire(t, "he", "hr", o.unit(t, "人事", 0)), x.ID, sales.Print{})
		if err == nil {
			t.Error("somebody without rights prints a contract")
		}
	})
}
