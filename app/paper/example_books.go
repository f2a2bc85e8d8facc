package paper

import (
	"fmt"
	"time"

	"kontor/app/calendar"
	"kontor/app/money"
)

func exampleStatement() Data {
	row := func(day, number, summary string, up, down, balance money.Minor) Data {
		return Data{"date": calendar.Must(day), "number": number, "summary": summary, "increase": cny(up), "decrease": cny(down), "balance": cny(balance)}
	}
	return Data{
		"number":   "DZ-202603-007",
		"customer": Data{"name": "苏州恒拓精密制造有限公司", "address": "苏州市吴中区兴吴路 66 号", "phone": "0512-6600 1188"},
		"contact":  Data{"name": "陈建国", "phone": "138 0000 5521"}, "owner": Data{"name": "林晓雯", "phone": "139 0000 7716"},
		"from": calendar.Must("2026-01-01"), "to": calendar.Must("2026-03-18"), "opening": cny(6200000),
		"lines": []Data{
			row("2026-01-12", "DD-202601-009", "开箱成型机 1 台", 4280000, 0, 10480000),
			row("2026-01-30", "SK-202601-018", "银行转账 招行 6621", 0, 6200000, 4280000),
			row("2026-02-08", "DD-202602-031", "自动封箱机及耗材", 14370000, 0, 18650000),
			row("2026-03-18", "SK-202603-027", "银行转账 招行 6621", 0, 4200000, 14450000),
		},
		"total": Data{"increase": cny(18650000), "decrease": cny(10400000)}, "closing": cny(14450000),
	}
}

func exampleJournal() Data {
	row := func(day, number, summary, party string, in, out, balance money.Minor) Data {
		return Data{"date": calendar.Must(day), "number": number, "summary": summary, "party": party, "in": cny(in), "out": cny(out), "balance": cny(balance)}
	}
	return Data{
		"account": Data{"name": "招商银行 6621", "number": "5719 0000 6621"},
		"from":    calendar.Must("2026-03-01"), "to": calendar.Must("2026-03-18"), "opening": cny(41236050),
		"lines": []Data{
			row("2026-03-03", "收-042", "货款 DD-202602-018", "无锡嘉禾食品有限公司", 2640000, 0, 43876050),
			row("2026-03-06", "付-058", "2 月工资", "员工", 0, 16409020, 27467030),
			row("2026-03-11", "付-061", "运费", "杭州顺捷物流有限公司", 0, 600714, 26866316),
			row("2026-03-18", "收-047", "货款 DD-202602-031", "苏州恒拓精密制造有限公司", 4200000, 0, 31066316),
		},
		"total": Data{"in": cny(6840000), "out": cny(17009734)}, "closing": cny(31066316),
	}
}

func exampleAgeing() Data {
	amounts := func(list ...money.Minor) (out []any) {
		for _, m := range list {
			out = append(out, cny(m))
		}
		return out
	}
	row := func(customer, owner string, total, notDue, advance money.Minor, buckets ...money.Minor) Data {
		return Data{"customer": customer, "owner": owner, "total": cny(total), "not_due": cny(notDue), "buckets": amounts(buckets...), "advance": cny(advance)}
	}
	return Data{
		"as_of": calendar.Must("2026-03-18"), "basis": Words{"按到期日", "by due date"},
		"buckets": []any{Words{"1–30 天", "1–30 days"}, Words{"31–60 天", "31–60 days"}, Words{"61–90 天", "61–90 days"}, Words{"90 天以上", "over 90 days"}},
		"lines": []Data{
			row("苏州恒拓精密制造有限公司", "林晓雯", 14450000, 10250000, 0, 4200000, 0, 0, 0),
			row("天津渤远冷链物流有限公司", "周启航", 8632000, 3120000, 0, 2600000, 1912000, 1000000, 0),
			row("无锡嘉禾食品有限公司", "林晓雯", 2640000, 0, 500000, 0, 0, 0, 2640000),
		},
		"total": Data{"total": cny(25722000), "not_due": cny(13370000), "buckets": amounts(6800000, 1912000, 1000000, 2640000), "advance": cny(500000)},
	}
}

func exampleList() Data {
	column := func(zh, en, align string) Data { return Data{"title": Words{zh, en}, "align": align} }
	return Data{
		"title": Words{"客户列表", "Customers"}, "filter": "A 级 · 负责人 林晓雯", "count": 3,
		"columns": []Data{column("客户名称", "Name", "left"), column("行业", "Industry", "left"), column("等级", "Grade", "center"), column("最近跟进", "Last contact", "left"), column("应收（元）", "Receivable", "right")},
		"lines": []Data{
			{"cells": []any{"苏州恒拓精密制造有限公司", "机械制造", "A", calendar.Must("2026-03-16"), cny(14450000)}},
			{"cells": []any{"无锡嘉禾食品有限公司", "食品", "A", calendar.Must("2026-03-11"), cny(2640000)}},
			{"cells": []any{"宁波北仑恒信钢材有限公司", "金属", "A", calendar.Must("2026-02-27"), cny(0)}},
		},
		"totals": []any{Words{"合计", "Total"}, "", "", "", cny(17090000)},
	}
}

// exampleAttendance is March 2026 of six people.
func exampleAttendance() Data {
	month := calendar.Must("2026-03-01")
	var days []Data
	for d := month; d <= month.MonthEnd(); d++ {
		_, _, n := d.Parts()
		days = append(days, Data{
			"n": n, "weekday": Words{[]string{"日", "一", "二", "三", "四", "五", "六"}[d.Weekday()], d.Weekday().String()[:1]},
			"off": d.Weekday() == time.Saturday || d.Weekday() == time.Sunday,
		})
	}
	var lines []Data
	marks := map[string]string{"0/5": "迟", "0/11": "缺", "1/2": "假", "1/3": "假", "2/8": "旷", "3/13": "2", "4/17": "外", "5/19": "早"}
	for i, name := range []string{"何静", "李博文", "周启航", "赵明轩", "𠮷田花子", "㛃䶮"} {
		row := make([]any, len(days))
		for n, d := range days {
			switch m := marks[fmt.Sprintf("%d/%d", i, n)]; {
			case m != "":
				row[n] = m
			case d["off"] == true:
				row[n] = ""
			default:
				row[n] = "·"
			}
		}
		lines = append(lines, Data{
			"no": i + 1, "code": fmt.Sprintf("%04d", 1001+i), "name": name, "marks": row, "required": 22, "worked": "21.5",
			"late": "1", "missing": "1", "absent": "", "leaves": []any{"", "1", ""}, "overtimes": []any{"2", "", ""},
		})
	}
	return Data{
		"department": "生产部", "month": month, "sheet": "1 / 1", "days": days, "lines": lines,
		"leaves":    []any{Words{"年假", "Annual"}, Words{"事假", "Personal"}, Words{"病假", "Sick"}},
		"overtimes": []any{Words{"平日", "Work"}, Words{"休息日", "Rest"}, Words{"法定", "Holiday"}},
		"legend":    "· 正常　迟 迟到　早 早退　缺 缺卡　旷 旷工　假 请假　外 公出　数字 加班小时", "reviewer": "林晓雯",
	}
}

func exampleExpense() Data {
	row := func(no int, day, category, text, customer string, m money.Minor) Data {
		return Data{"no": no, "date": calendar.Must(day), "category": category, "text": text, "customer": customer, "amount": cny(m)}
	}
	return Data{
		"number": "BX-202603-012", "date": calendar.Must("2026-03-18"), "applicant": "周启航", "department": "销售一部",
		"purpose": "天津渤远冷链物流现场安装", "remark": "发票 4 张附后",
		"lines": []Data{
			row(1, "2026-03-11", "城际交通", "杭州—天津 高铁往返", "天津渤远冷链物流有限公司", 117800),
			row(2, "2026-03-12", "住宿费", "天津滨海 2 晚", "天津渤远冷链物流有限公司", 76000),
			row(3, "2026-03-12", "业务招待", "工作餐 4 人", "天津渤远冷链物流有限公司", 48600),
			row(4, "2026-03-13", "市内交通", "出租车", "", 9300),
		},
		"total": cny(251700), "offset": cny(200000), "amount": cny(51700), "reviewer": "林晓雯", "approver": "李博文",
		"steps": []Data{
			{"name": "部门负责人", "person": "林晓雯", "at": time.Date(2026, 3, 17, 9, 12, 0, 0, time.UTC), "note": "同意"},
			{"name": "财务", "person": "李博文", "at": time.Date(2026, 3, 17, 15, 40, 0, 0, time.UTC), "note": "发票已核对"},
		},
	}
}

func exampleInvoice() Data {
	row := func(no int, name, spec, unit string, n int64, m money.Minor) Data {
		return Data{"no": no, "name": name, "spec": spec, "unit": unit, "quantity": qty(n), "amount": cny(m)}
	}
	return Data{
		"number": "", "order_number": "DD-202602-031", "date": calendar.Must("2026-03-18"), "applicant": "周启航", "department": "销售一部",
		"category": Words{"数电专用发票", "Fully digital special invoice"},
		"customer": Data{
			"name": "苏州恒拓精密制造有限公司", "address": "苏州工业园区星湖街 218 号", "phone": "0512-6281 7716", "tax_number": "91320594MA1P0X7716",
			"bank": "招商银行苏州园区支行", "account": "5129 0771 6210 881",
		},
		"lines": []Data{
			row(1, "自动折盖封箱机", "FKJ-450", "台", 2, 8400000), row(2, "半自动打包机", "DBJ-90", "台", 3, 6890000), row(3, "OPP 封箱胶带", "48 mm × 100 m", "卷", 400, 1600000),
		},
		"subtotal": cny(14946903), "tax": "13%", "tax_total": cny(1943097), "total": cny(16890000), "remark": "发票备注栏写合同号 HT-202602-008",
	}
}
