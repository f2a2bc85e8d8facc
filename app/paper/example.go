package paper

import (
	"time"

	"kontor/app/calendar"
	"kontor/app/money"
)

// Example is a filled map of a kind with every key that the package comment names. The
// designer shows templates with it before a real document is chosen, and templates are
// checked against its keys. The company, people and figures are invented.
func Example(kind Kind) Data {
	d := common()
	switch kind {
	case Quote:
		merge(d, exampleQuote())
	case Contract:
		merge(d, exampleContract())
	case Proposal:
		merge(d, exampleProposal())
	case Pricing:
		merge(d, examplePricing())
	case Order:
		merge(d, exampleOrder())
	case Delivery:
		merge(d, exampleDelivery())
	case Purchase:
		merge(d, examplePurchase())
	case GoodsIn:
		merge(d, exampleGoodsIn())
	case Return:
		merge(d, exampleReturn())
	case Receipt:
		merge(d, exampleReceipt())
	case Payment:
		merge(d, examplePayment())
	case Expense:
		merge(d, exampleExpense())
	case Invoice:
		merge(d, exampleInvoice())
	case Statement:
		merge(d, exampleStatement())
	case Attendance:
		merge(d, exampleAttendance())
	case CashJournal:
		merge(d, exampleJournal())
	case Ageing:
		merge(d, exampleAgeing())
	case List:
		merge(d, exampleList())
	}
	return d
}

func merge(to, from Data) {
	for k, v := range from {
		to[k] = v
	}
}

func cny(m money.Minor) money.Amount      { return money.Of(m, "CNY") }
func qty(n int64) money.Quantity          { return money.Quantity(n * money.Scale) }
func price(cents money.Minor) money.Price { return money.PriceOf(cents, "CNY") }

func common() Data {
	return Data{
		"company": Data{
			"name": "杭州澜石包装设备有限公司", "name_en": "Hangzhou Lanshi Packaging Equipment Co., Ltd.",
			"address": "杭州市余杭区仓兴街 88 号", "phone": "0571-8866 2035", "mail": "sales@lanshi.example",
			"bank": "招商银行杭州余杭支行", "account": "5719 0000 6621", "tax_number": "91330110MA00000000", "legal_person": "沈立群",
			"logo": []byte(nil), "stamp": []byte(nil),
		},
		"currency": "CNY",
		"void":     false,
		"print":    Data{"count": 1, "at": time.Date(2026, 3, 18, 14, 32, 0, 0, time.FixedZone("CST", 8*3600)), "by": "何静"},
		"maker":    "林晓雯",
		"options":  Data{"stamp": false, "code": false, "tax": false, "image": false, "lead_time": false, "prices": false},
		"custom":   Data{},
	}
}

// line is one line of a quote or order.
func line(no int, code, name, spec string, n int64, unit string, p money.Minor, off int64, amount money.Minor) Data {
	return Data{
		"kind": "product", "no": no, "code": code, "name": name, "spec": spec, "quantity": qty(n), "unit": unit,
		"price": price(p), "discount": money.Percent(off), "tax": "13%", "amount": cny(amount),
		"image": []byte(nil), "lead_time": "20 天",
	}
}

func exampleQuote() Data {
	return Data{
		"number": "BJ-202603-018", "revision": "R3", "date": calendar.Must("2026-03-18"), "valid_until": calendar.Must("2026-04-17"),
		"subject":  "自动封箱机及耗材 年度采购",
		"customer": Data{"name": "苏州恒拓精密制造有限公司", "address": "苏州市吴中区兴吴路 66 号", "phone": "0512-6600 1188", "tax_number": "91320506MA00000000"},
		"contact":  Data{"name": "陈建国", "phone": "138 0000 5521"},
		"owner":    Data{"name": "林晓雯", "phone": "139 0000 7716", "mail": "lin@lanshi.example"},
		"lines": []Data{
			line(1, "FKJ-450", "自动折盖封箱机 FKJ-450", "220V 上下驱动", 2, "台", 3850000, 5, 7315000),
			line(2, "KXJ-300", "开箱成型机 KXJ-300", "12 箱/分", 1, "台", 4280000, 5, 4066000),
			line(3, "CSJ-060", "输送滚筒线", "6 米 碳钢喷塑", 2, "套", 860000, 0, 1720000),
			line(4, "DP-FK45", "备用刀片组 FKJ-450", "10 片/组", 20, "组", 18600, 0, 372000),
			line(5, "JD-4810", "封箱胶带 48 mm × 100 m", "透明", 600, "卷", 620, 8, 342240),
			line(6, "SV-INST", "安装调试与培训", "现场 2 天", 1, "次", 680000, 0, 680000),
			line(7, "CMJ-500", "热收缩包装机 CMJ-500", "含变频", 1, "台", 2828000, 0, 2828000),
		},
		"subtotal": cny(17323240), "discount": cny(-433240), "tax_total": cny(1943097),
		"tax_note": Words{"含 13% 增值税", "incl. 13% VAT"}, "total": cny(16890000),
		"terms": []string{
			"付款：月结 45 天，电汇。", "交期：收到订单后 20 个工作日，运费由供方承担。", "质保：整机 12 个月，耗材除外；质保期内 24 小时内响应。",
			"验收：到货后 7 日内按技术协议验收，逾期未提出视为合格。", "本报价含 13% 增值税专用发票。",
		},
		"remark": "",
		"trade":  exampleTrade(),
	}
}

// exampleTrade is a sale at home: nothing of it prints. Abroad fills it.
func exampleTrade() Data {
	return Data{
		"term": "", "place": "", "loading_port": "", "shipment": "", "packing": "", "destination_port": "",
		"fob": cny(0), "freight": cny(0), "insurance": cny(0), "insured": money.Rate(0), "cover": "",
	}
}

// Abroad is the trade of an example quote or order that goes overseas.
func Abroad() Data {
	return Data{
		"term": "CIF", "place": "Hamburg", "loading_port": "宁波 Ningbo", "shipment": "收到定金后 30 天内",
		"packing": "出口木箱", "destination_port": "Hamburg", "fob": cny(16205000), "freight": cny(620000),
		"insurance": cny(65000), "insured": money.Percent(110), "cover": "ICC (A)",
	}
}

func exampleOrder() Data {
	d := exampleQuote()
	delete(d, "valid_until")
	delete(d, "revision")
	merge(d, Data{
		"number": "DD-202603-012", "quote_number": "BJ-202603-018", "delivery_date": calendar.Must("2026-04-15"),
		"delivery_address": "苏州市吴中区兴吴路 66 号 2 号门",
		"instalments": []Data{
			{"name": "预付款 30%", "due": calendar.Must("2026-03-25"), "amount": cny(5067000)},
			{"name": "发货款 60%", "due": calendar.Must("2026-04-15"), "amount": cny(10134000)},
			{"name": "质保金 10%", "due": calendar.Must("2027-04-15"), "amount": cny(1689000)},
		},
		"terms": []string{"付款：按下列节点电汇。", "交货：供方送货至需方指定地点，运费由供方承担。", "质保：整机 12 个月。"},
	})
	return d
}

// item is one line of goods that go out or come in.
func item(no int, code, name, spec, unit string, n, p int64, remark string) Data {
	return Data{
		"no": no, "code": code, "name": name, "spec": spec, "unit": unit, "quantity": qty(n),
		"remark": remark, "price": price(money.Minor(p)), "amount": cny(money.Minor(p * n)),
	}
}

func exampleDelivery() Data {
	packed := func(d Data, packages int64) Data {
		d["packages"] = qty(packages)
		return d
	}
	return Data{
		"number": "SH-202603-004", "order_number": "DD-202602-027", "date": calendar.Must("2026-03-11"),
		"customer": Data{"name": "天津渤远冷链物流有限公司"}, "address": "天津市滨海新区港前路 27 号 B2 库　月台 6",
		"receiver": Data{"name": "马立新", "phone": "199 0000 4418"},
		"lines": []Data{
			packed(item(1, "CSJ-060", "输送滚筒线", "6 米 碳钢喷塑", "套", 1, 860000, ""), 4),
			packed(item(2, "JD-4810", "封箱胶带 48 mm × 100 m", "透明", "卷", 600, 620, "随车"), 10),
			packed(item(3, "QPM-100", "气泡膜 1 m 宽", "50 米/卷", "米", 400, 350, ""), 8),
			packed(item(4, "DP-FK45", "备用刀片组 FKJ-450", "10 片/组", "组", 20, 18600, ""), 1),
		},
		"total":     Data{"quantity": qty(1021), "packages": qty(23), "amount": cny(1744000)},
		"warehouse": "赵明轩", "driver": "老魏", "plate": "津C・7K036", "handler": "林晓雯",
	}
}

func exampleReceipt() Data {
	return Data{
		"number": "SJ-202603-041", "serial": 341, "date": calendar.Must("2026-03-18"), "payer": "苏州恒拓精密制造有限公司",
		"purpose": "自动封箱机货款，发票 25117806，订单 DD-202602-031", "method": "银行转账", "account": "招行 6621",
		"amount": cny(4200000), "remark": "", "balance_before": cny(18650000), "balance_after": cny(14450000),
		"accountant": "李博文", "cashier": "何静", "handler": "林晓雯", "notice": "本收据手写、涂改无效。付款后请妥善保存。",
	}
}

func examplePayment() Data {
	return Data{
		"number": "FK-202603-009", "date": calendar.Must("2026-03-18"), "department": "采购部", "payee": "宁波北仑恒信钢材有限公司",
		"payee_bank": "中国工商银行宁波北仑支行", "payee_account": "3901 0000 8812", "purpose": "3 月钢材货款，采购单 CG-202603-006",
		"method": "电汇", "account": "招行 6621", "amount": cny(2634050), "attachments": 3, "remark": "",
		"applicant": "周启航", "reviewer": "李博文", "approver": "林晓雯", "cashier": "何静",
		"steps": []Data{
			{"name": "部门负责人", "person": "周启航", "at": time.Date(2026, 3, 17, 9, 12, 0, 0, time.UTC), "note": "同意"},
			{"name": "财务", "person": "李博文", "at": time.Date(2026, 3, 17, 15, 40, 0, 0, time.UTC), "note": "发票已核对"},
		},
	}
}
