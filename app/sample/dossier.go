package sample

import (
	"fmt"
	"hash/fnv"
	"strings"

	"kontor/app/customer"
	"kontor/app/entity"
)

// towns are the places of cities, in degrees north and east.
var towns = func() map[string][2]float64 {
	out := map[string][2]float64{}
	for _, t := range strings.Split("杭州 30.27 120.15,宁波 29.87 121.54,嘉兴 30.75 120.76,湖州 30.89 120.09,绍兴 30 120.58,温州 28 120.7,台州 28.66 121.42,苏州 31.3 120.59,南京 32.06 118.8,无锡 31.49 120.31,"+
		"常州 31.81 119.97,南通 31.98 120.89,扬州 32.39 119.41,镇江 32.19 119.43,徐州 34.26 117.19,上海 31.23 121.47,合肥 31.82 117.23,芜湖 31.33 118.43,济南 36.65 117.12,青岛 36.07 120.38,烟台 37.46 121.45,"+
		"福州 26.07 119.3,厦门 24.48 118.09,泉州 24.87 118.68,深圳 22.54 114.06,广州 23.13 113.26,东莞 23.02 113.75,佛山 23.02 113.12,中山 22.52 113.39,珠海 22.27 113.58,惠州 23.11 114.42,北京 39.9 116.41,"+
		"天津 39.08 117.2,石家庄 38.04 114.51,太原 37.87 112.55,保定 38.87 115.46,武汉 30.59 114.31,长沙 28.23 112.94,郑州 34.75 113.63,宜昌 30.69 111.29,成都 30.57 104.07,重庆 29.56 106.55,昆明 24.88 102.83,"+
		"西安 34.34 108.94,兰州 36.06 103.83,沈阳 41.81 123.43,大连 38.91 121.61,长春 43.82 125.32", ",") {
		var name string
		var at [2]float64
		if _, err := fmt.Sscan(t, &name, &at[0], &at[1]); err == nil {
			out[name] = at
		}
	}
	return out
}()

// dossierTexts are answers to the questions of the dossier; a customer has some of them.
var dossierTexts = map[string][]string{
	"main_business": {"食品分装与贴牌", "精密零部件", "日化灌装", "电子组装", "仓配一体"}, "staff_size": {"small", "middle", "middle", "large"},
	"payer": {"同开票抬头"}, "pay_contact": {"财务部陈会计", "出纳小周", "财务王经理"}, "pay_method": {"transfer", "transfer", "acceptance"}, "pay_cycle": {"month", "delivery", "quarter"},
	"pay_day": {"每月 25 日", "每月 10 日", "每周五"}, "statement_day": {"每月 5 日", "每月末"}, "invoice_kind": {"special"}, "invoice_need": {"随货开票", "对账后开票"}, "pay_habit": {"准时", "月底集中付款", "需提前三天提醒"},
	"buy_decider": {"总经理", "分管副总", "厂长"}, "buy_decider_title": {"总经理", "生产副总", "厂长"}, "buy_concern": {"交期与售后", "价格", "换型时间", "能耗与稳定性"}, "buy_buyer": {"采购部刘工", "采购陈经理"},
	"buy_user": {"包装车间", "仓储部"}, "buy_relation": {"known", "good", "partner"}, "buy_process": {"使用部门申请，采购比价，总经理批准"}, "buy_mode": {"inquiry", "tender", "negotiation", "frame"},
	"buy_lead_days": {"15", "30", "45"}, "buy_products": {"封箱机、缠绕机", "缠绕膜、胶带", "打包机与带材"}, "buy_quality": {"按行业标准", "需提供检测报告"}, "buy_transport": {"ours", "carrier"},
	"buy_year_minor": {"360000", "820000", "1500000", "2400000"}, "buy_season": {"9 到 12 月", "春节前", "全年平稳"}, "buy_frequency": {"month", "quarter", "project"}, "buy_supplier": {"本地两家贴牌商", "广东某设备厂", "进口品牌代理"},
	"buy_supplier_bad": {"售后慢", "配件贵", "交期不稳"}, "buy_price_sense": {"middle", "high", "low"}, "buy_our_share": {"10", "25", "40"}, "buy_budget_minor": {"200000", "500000"},
}

// know fills a part of a customer's dossier. Which part follows from the name alone, so
// that the dice of the rest of the story fall as before.
func (m *maker) know(c *customer.Customer) error {
	h := fnv.New64a()
	_, _ = h.Write([]byte(c.Name))
	seed := h.Sum64()
	share := 25 + seed%60
	if c.Grade == "a" {
		share = 80
	}
	texts := map[string]string{}
	for key, list := range dossierTexts {
		k := fnv.New64a()
		_, _ = k.Write([]byte(c.Name + key))
		if n := k.Sum64(); n%100 < share {
			texts[key] = list[(n/100)%uint64(len(list))]
		}
	}
	if at, ok := towns[c.City]; ok && seed%5 != 0 {
		texts["latitude"] = fmt.Sprintf("%.6f", at[0]+float64(seed%1000)/4000-0.125)
		texts["longitude"] = fmt.Sprintf("%.6f", at[1]+float64(seed/1000%1000)/4000-0.125)
	}
	if c.ShortName == "苏州恒拓精密" {
		texts["needs"], texts["prefers"] = "第二条线需要全自动封箱，节拍 12 箱/分", "国产主机、进口气动件；耗材与设备一起报价"
		texts["habits"], texts["hobbies"], texts["taboos"] = "月底集中下单，技术先看样机再谈价", "羽毛球、碧螺春", "周三例会时间不接电话"
	}
	return m.s.Customers.Customers.Desc.Fill(c, texts)
}

// dossiers writes lists of the dossier for the customers that the story speaks of.
func (m *maker) dossiers() {
	add := func(short, kind string, back int, texts map[string]string) {
		c := m.named[short]
		m.at(m.workday(m.today.AddDays(-back)), 10*60+20, func() error {
			all := map[string]string{"customer_id": fmt.Sprint(c.id)}
			for k, v := range texts {
				all[k] = v
			}
			svc := m.s.Ground.Service(kind)
			rec := svc.New()
			if err := svc.Type().Fill(rec, all); err != nil {
				return err
			}
			entity.HeadOf(rec).OwnerID, entity.HeadOf(rec).UnitID = c.owner.id, c.owner.unitID
			return svc.Create(m.tx(c.owner), rec)
		})
	}
	const hengtuo = "苏州恒拓精密"
	add(hengtuo, customer.Competitors, 40, map[string]string{"name": "广东某封箱机厂", "product": "半自动封箱机", "price_minor": "26800", "share": "35", "strength": "价格低、现货", "weakness": "售后只到省会", "answer": "两小时到场的服务承诺，以旧换新"})
	add(hengtuo, customer.ProductNeeds, 22, map[string]string{"name": "全自动封箱线", "quantity": "2 条", "priority": "high", "needed_on": m.today.AddDays(40).String(), "state": "quoted"})
	add(hengtuo, customer.ProductNeeds, 12, map[string]string{"name": "缠绕膜年度框架", "quantity": "300 卷/月", "priority": "middle"})
	add(hengtuo, customer.CreditReviews, 30, map[string]string{"title": "年度资信评价", "score": "86", "verdict": "aa", "limit_minor": "600000", "finances": "近三年盈利，资产负债率 41%", "payments": "近 12 个月逾期一次，5 天内补齐", "judgement": "可给予 60 万元额度"})
	add(hengtuo, customer.TrialReports, 18, map[string]string{"title": "FKJ-5050 封箱机试用", "product": "FKJ-5050", "quantity": "1 台", "state": "passed", "findings": "连续 8 小时 1,120 箱，漏封 0"})
	add("上海舜泽食品", customer.Complaints, 16, map[string]string{"title": "封箱胶带偏位", "sort": "quality", "weight": "minor", "state": "closed", "cause": "导轨松动", "measure": "更换导轨并复测"})
	add("上海舜泽食品", customer.WorkReports, 8, map[string]string{"title": "3 月客户工作小结", "done": "走访两次，完成二期方案", "plan": "组织工厂参观"})
	add("深圳前海云仓", customer.Promotions, 25, map[string]string{"title": "仓配一体打包方案推广", "state": "working", "budget_minor": "12000", "expected_minor": "480000", "goal": "年内换装两个仓"})
	add("深圳前海云仓", customer.Subscriptions, 60, map[string]string{"name": "设备维保", "number": "WB-0031", "business": "maintenance", "settlement": "quarter", "fee_minor": "3600", "level": "gold"})
	add("深圳联芯光电", customer.Subscriptions, 90, map[string]string{"name": "打包机租赁", "number": "ZL-0012", "business": "lease", "settlement": "month", "fee_minor": "4800", "level": "standard"})
}
