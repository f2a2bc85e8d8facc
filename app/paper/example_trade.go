package paper

import "kontor/app/calendar"

func examplePurchase() Data {
	d := exampleOrder()
	for _, key := range []string{"customer", "quote_number", "instalments"} {
		delete(d, key)
	}
	merge(d, Data{
		"number": "CG-202603-004", "subject": "纸托盘 三月",
		"supplier": Data{
			"name": "嘉兴万盛包装材料有限公司", "address": "嘉兴市南湖区凌公塘路 12 号", "phone": "0573-8200 3119", "tax_number": "91330402MA00000000",
			"bank": "工商银行嘉兴南湖支行", "account": "1204 0600 0937",
		},
		"contact": Data{"name": "王建平", "phone": "199 0000 3303"}, "delivery_address": "杭州市余杭区仓兴街 88 号 1 号库",
		"lines": []Data{
			line(1, "ZTP-1210", "纸托盘 1200×1000", "承重 800 kg", 300, "张", 9000, 0, 2700000),
			line(2, "HJ-0505", "纸护角 50×50", "2 米/根", 800, "根", 180, 5, 136800),
		},
		"subtotal": cny(2836800), "discount": cny(-36800), "tax_total": cny(322124), "total": cny(2800000),
		"terms": []string{"付款：月结 30 天，电汇。", "交货：送至我方仓库，逾期每日按 0.5% 扣款。"},
	})
	return d
}

func exampleGoodsIn() Data {
	return Data{
		"number": "RK-202603-002", "order_number": "CG-202603-004", "date": calendar.Must("2026-03-16"), "supplier": Data{"name": "嘉兴万盛包装材料有限公司"},
		"their_note": "WS-0316", "inspector": "赵明轩", "warehouse": "主仓库", "remark": "外包装两处破损，货物完好",
		"lines": []Data{
			item(1, "ZTP-1210", "纸托盘 1200×1000", "承重 800 kg", "张", 120, 9000, ""),
			item(2, "HJ-0505", "纸护角 50×50", "2 米/根", "根", 800, 171, "全部到齐"),
		},
		"total": Data{"quantity": qty(920), "amount": cny(1216800)},
	}
}

func exampleReturn() Data {
	return Data{
		"number": "TH-202603-001", "order_number": "DD-202602-027", "date": calendar.Must("2026-03-17"), "customer": Data{"name": "天津渤远冷链物流有限公司"},
		"reason": "规格不符", "warehouse": "主仓库", "remark": "",
		"lines": []Data{item(1, "JD-4810", "封箱胶带 48 mm × 100 m", "透明", "卷", 60, 620, "未拆封")},
		"total": Data{"quantity": qty(60), "amount": cny(37200)},
	}
}
