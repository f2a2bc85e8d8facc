package printing

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontor/app/money"
	"kontor/app/paper"
)

// hard are documents that press on the templates: long texts, many lines, every switch on.
func hard() map[string]paper.Request {
	q := quote(34, 7)
	company := filled(paper.Quote)
	q.Data["company"] = company["company"]
	q.Data["options"] = paper.Data{"stamp": true, "code": true, "tax": true, "lead_time": true}
	lines := q.Data["lines"].([]paper.Data)
	lines[3]["name"] = "全自动高速折盖封箱机（含 𠮷田伺服、㛃䶮传感器）FKJ-450-PRO-MAX-2026 定制版，适用 48 mm × 100 m 胶带"
	lines[9] = paper.Data{"kind": "section", "name": "二、耗材与服务"}
	lines[17]["spec"] = strings.Repeat("304 不锈钢，", 12)
	q.Data["terms"] = append(q.Data["terms"].([]string), strings.Repeat("违约责任：逾期付款按日万分之五计付违约金。", 9))
	q.Data["customer"].(paper.Data)["name"] = "苏州工业园区恒拓精密制造与自动化包装设备（集团）股份有限公司第二分公司"

	r := paper.Example(paper.Receipt)
	r["company"] = company["company"]
	r["options"] = company["options"]
	r["void"] = true
	r["print"].(paper.Data)["count"] = 3
	r["payer"] = "苏州工业园区恒拓精密制造与自动化包装设备（集团）股份有限公司"
	r["purpose"] = strings.Repeat("自动封箱机货款，发票 25117806，订单 DD-202602-031；", 5)
	r["amount"] = money.Of(99_999_999_999_999_99, "CNY")
	r["remark"] = "客户来函确认，余款于 4 月 30 日前付清。"

	d := paper.Example(paper.Delivery)
	var many []paper.Data
	for i := range 23 {
		l := paper.Data{}
		for k, v := range d["lines"].([]paper.Data)[i%4] {
			l[k] = v
		}
		l["no"] = i + 1
		many = append(many, l)
	}
	d["lines"] = many
	d["options"].(paper.Data)["prices"] = true

	l := paper.Example(paper.List)
	var columns []paper.Data
	var cells []any
	for i := range 11 {
		columns = append(columns, paper.Data{"title": fmt.Sprintf("字段 %d", i+1), "align": "left"})
		cells = append(cells, strings.Repeat("内容", 1+i%5))
	}
	var rows []paper.Data
	for range 130 {
		rows = append(rows, paper.Data{"cells": cells})
	}
	l["columns"], l["lines"], l["totals"] = columns, rows, []any(nil)
	return map[string]paper.Request{
		"quote-long":    q,
		"quote-both":    {Kind: paper.Quote, Language: "both", Data: q.Data, Now: day},
		"receipt-void":  {Kind: paper.Receipt, Data: r, Now: day, Options: paper.Options{Parts: 3, OneStrike: true}},
		"receipt-a5":    {Kind: paper.Receipt, Paper: "a5-landscape", Data: r, Now: day},
		"receipt-93":    {Kind: paper.Receipt, Paper: "241x93.1", Data: r, Now: day},
		"delivery-many": {Kind: paper.Delivery, Data: d, Now: day},
		"list-wide":     {Kind: paper.List, Data: l, Now: day},
		"grid":          {Kind: paper.Grid, Paper: "241x139.7", Options: paper.Options{OffsetX: 1.5, OffsetY: -0.5}, Now: day},
		"preprinted":    {Kind: paper.Receipt, Data: filled(paper.Receipt), Now: day, Options: paper.Options{PrePrinted: true}},
	}
}

// No text leaves the sheet and none is lost, whatever is pressed into a document.
func TestHardDocuments(t *testing.T) {
	p := New(Params{})
	for name, r := range hard() {
		doc, warnings, err := p.Layout(context.Background(), r)
		if err != nil {
			t.Fatal(name, err)
		}
		for _, w := range warnings {
			if w.Key != "out_of_reach" {
				t.Errorf("%s: %+v", name, w)
			}
		}
		var all strings.Builder
		for _, page := range doc.Pages {
			for _, it := range page.Items {
				if x, ok := it.(paper.Text); ok {
					all.WriteString(x.Text)
				}
			}
		}
		if n := strings.Count(all.String(), "DD-202602-031；"); strings.HasPrefix(name, "receipt") && n != 5 {
			t.Errorf("%s: the purpose came out %d times of 5", name, n)
		}
		if dir := os.Getenv("KONTOR_LOOK"); dir != "" {
			write(t, p, doc, filepath.Join(dir, "hard-"+name))
		}
	}
}
