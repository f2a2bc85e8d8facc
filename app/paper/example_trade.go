package paper

import (
	"kontor/app/calendar"
	"kontor/app/money"
)

func exampleContract() Data {
	d := exampleOrder()
	for _, key := range []string{"quote_number", "delivery_date", "delivery_address", "subject", "subtotal", "discount", "tax_total", "tax_note", "remark", "trade"} {
		delete(d, key)
	}
	var lines []Data
	for _, l := range d["lines"].([]Data) {
		item := Data{}
		for _, key := range []string{"no", "code", "name", "spec", "quantity", "unit", "price", "tax", "amount"} {
			item[key] = l[key]
		}
		lines = append(lines, item)
	}
	merge(d, Data{
		"number": "HT-202603-007", "name": "自动封箱机及耗材购销合同", "place": "杭州市余杭区", "date": calendar.Must("2026-03-20"),
		"from": calendar.Must("2026-03-20"), "until": calendar.Must("2027-03-19"), "our_signer": "林晓雯", "their_signer": "陈建国",
		"retention": money.Percent(10), "lines": lines,
		"customer": Data{
			"name": "苏州恒拓精密制造有限公司", "address": "苏州市吴中区兴吴路 66 号", "phone": "0512-6600 1188", "tax_number": "91320506MA00000000",
			"bank": "中国银行苏州吴中支行", "account": "4785 0000 1188",
		},
		"terms": []string{
			"质量：产品符合国家标准及双方确认的技术协议，附合格证。", "交货：乙方送货至甲方指定地点，运费由乙方承担。", "付款：按付款计划电汇，乙方收款后开具增值税专用发票。",
			"验收：到货后 7 日内验收，逾期未提出书面异议视为合格。", "质保：整机 12 个月，质保期内 24 小时内响应。",
			"违约：逾期交货或逾期付款的，每日按未履行部分的 0.05% 支付违约金。", "争议：协商不成的，由合同签订地人民法院管辖。", "本合同一式两份，双方各执一份，盖章后生效。",
		},
	})
	return d
}

func examplePurchase() Data {
	d := exampleOrder()
	for _, key := range []string{"customer", "quote_number", "instalments", "trade"} {
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

func exampleProposal() Data {
	q := exampleQuote()
	var lines []Data
	for i, l := range q["lines"].([]Data)[:3] {
		item := Data{"benefit": []string{"封箱速度提高三倍，减员两人", "开箱成型与封箱同步", ""}[i]}
		for _, key := range []string{"no", "code", "name", "spec", "quantity", "unit", "price", "amount"} {
			item[key] = l[key]
		}
		lines = append(lines, item)
	}
	return Data{
		"number": "FA-202603-002", "revision": "R2", "title": "自动封箱线 方案建议书", "date": calendar.Must("2026-03-18"),
		"customer": q["customer"], "contact": q["contact"], "owner": q["owner"],
		"needs":    []string{"现有两条线人工封箱，旺季每天 6,000 箱，人手不足。", "纸箱规格 8 种，换型要在 2 分钟以内；冷库环境。"},
		"approach": []string{"以自动折盖封箱机为核心，前接开箱成型，后接滚筒输送，一人看两线。"},
		"schedule": []string{"签约后 20 个工作日到货，安装调试 2 天，培训半天。"},
		"service":  []string{"整机质保 12 个月，24 小时内响应，易损件备货在客户现场。"},
		"about":    []string{"澜石专注包装设备 15 年，服务制造与食品企业 300 余家。"},
		"lines":    lines, "total": cny(13101000),
	}
}

func examplePricing() Data {
	q := exampleQuote()
	var lines []Data
	for _, l := range q["lines"].([]Data)[:3] {
		item := Data{}
		for _, key := range []string{"no", "name", "spec", "quantity", "unit", "price", "amount"} {
			item[key] = l[key]
		}
		lines = append(lines, item)
	}
	return Data{
		"title": "自动封箱线改造", "date": calendar.Must("2026-03-16"), "due": calendar.Must("2026-03-20"), "asked_by": "陈思远", "state": "已返回",
		"customer": q["customer"], "owner": q["owner"],
		"needs":  []string{"现有两条线人工封箱，旺季每天 6,000 箱；冷库环境，要求不锈钢机架。"},
		"answer": []string{"按不锈钢机架核价，交期 25 个工作日。"},
		"lines":  lines, "total": cny(13101000),
	}
}
