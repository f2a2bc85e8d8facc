package main

import (
	"os"
	"path/filepath"
	"testing"

	"kontor/app/listing"
	"kontor/app/market"
	"kontor/ui/cli"
)

// The program imports what people write: the labels of options in both languages, and
// the names of colleagues.
func TestImportReadsLabelsOfOptions(t *testing.T) { // CUS-11
	c := testOffice(t)
	ctx := c.ctx
	table := csvOf(t, "客户名称,等级,所属行业,来源,负责人\n苏州恒拓精密制造有限公司,A,机械制造,展会,林晓雯\nHanse GmbH,B,Food,Referral,林晓雯\n")
	r, err := c.Import(ctx, cli.ImportWish{Kind: "customers", Source: table})
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

func csvOf(t *testing.T, text string) string {
	t.Helper()
	table := filepath.Join(t.TempDir(), "表.csv")
	if err := os.WriteFile(table, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return table
}

// The library of competitors is imported, brought up to date by name, and taken back; deals that
// named them before point to them then. SAL-46
func TestCompetitorsAreImported(t *testing.T) {
	c := testOffice(t)
	who := c.Customers.Customers.Desc.New()
	who.Name = "苏州恒拓精密制造有限公司"
	if err := c.Customers.Customers.Create(c.ctx, who); err != nil {
		t.Fatal(err)
	}
	deal := c.Sales.Opportunities.Desc.New()
	deal.Name, deal.CustomerID, deal.Stage, deal.Competitor = "封箱线", who.ID, "contact", "嘉通机械、万丰设备"
	if err := c.Sales.Opportunities.Create(c.ctx, deal); err != nil {
		t.Fatal(err)
	}
	r, err := c.Import(c.ctx, cli.ImportWish{Kind: "competitors", Source: csvOf(t, "竞争对手,威胁,主要产品,优势\n嘉通机械,高,封箱机,价格低\n万丰设备,中,缠绕机,\n嘉通机械,低,,\n")})
	if err != nil || r.Created != 2 || r.Failed+r.Skipped != 1 {
		t.Fatalf("the same name twice in a file: %+v %v", r, err)
	}
	x, err := c.Market.Competitors.First(c.ctx, listing.Is("name", listing.Eq, "嘉通机械"))
	if err != nil || x.Threat != market.ThreatHigh || x.Goods != "封箱机" || x.Strengths != "价格低" {
		t.Fatalf("%+v %v", x, err)
	}
	now, err := c.Sales.Opportunities.Get(c.ctx, deal.ID)
	if err != nil || len(now.Rivals) != 2 || now.Rivals[0].CompetitorID != x.ID || now.Rivals[1].CompetitorID == 0 {
		t.Errorf("the deal that named them: %+v %v", now.Rivals, err)
	}
	r, err = c.Import(c.ctx, cli.ImportWish{Kind: "competitors", Mode: "upsert", Key: "name", Source: csvOf(t, "竞争对手,威胁\n嘉通机械,低\n新来的厂,高\n")})
	if err != nil || r.Updated != 1 || r.Created != 1 {
		t.Fatalf("brought up to date by name: %+v %v", r, err)
	}
	if x, err = c.Market.Competitors.Get(c.ctx, x.ID); err != nil || x.Threat != market.ThreatLow || x.Goods != "封箱机" {
		t.Errorf("an empty column leaves what stood there: %+v %v", x, err)
	}
}
