package sample

import "strings"

// place is a city with its region and area code.
type place struct{ city, region, area string }

var places = func() []place {
	var out []place
	for _, line := range strings.Split(`east 杭州 0571,宁波 0574,嘉兴 0573,湖州 0572,绍兴 0575,温州 0577,台州 0576,苏州 0512,南京 025,无锡 0510,常州 0519,南通 0513,扬州 0514,镇江 0511,徐州 0516,上海 021,合肥 0551,芜湖 0553,济南 0531,青岛 0532,烟台 0535,福州 0591,厦门 0592,泉州 0595
south 深圳 0755,广州 020,东莞 0769,佛山 0757,中山 0760,珠海 0756,惠州 0752
north 北京 010,天津 022,石家庄 0311,太原 0351,保定 0312
central 武汉 027,长沙 0731,郑州 0371,宜昌 0717
southwest 成都 028,重庆 023,昆明 0871
northwest 西安 029,兰州 0931
northeast 沈阳 024,大连 0411,长春 0431`, "\n") {
		region, cities, _ := strings.Cut(line, " ")
		for _, c := range strings.Split(cities, ",") {
			city, area, _ := strings.Cut(c, " ")
			out = append(out, place{city, region, area})
		}
	}
	return out
}()

// trade is an industry with what its companies are called and what they need.
type trade struct {
	key   string
	forms []string
}

var trades = []trade{
	{"machinery", []string{"精密制造", "机械", "智能装备", "自动化"}},
	{"electronics", []string{"电子材料", "光电科技", "电子", "半导体"}},
	{"food", []string{"食品", "乳业", "茶业", "调味品", "饮料"}},
	{"pharma", []string{"生物科技", "医疗器械", "药业"}},
	{"chemical", []string{"日化", "新材料", "涂料"}},
	{"logistics", []string{"供应链", "冷链物流", "仓储"}},
	{"textile", []string{"纺织", "服饰", "家纺"}},
	{"ecommerce", []string{"电子商务", "跨境电商", "商贸"}},
	{"hardware", []string{"五金", "阀门", "工具"}},
	{"auto", []string{"汽车零部件", "车灯"}},
	{"agri", []string{"农产品", "果业"}},
}

// stems are the first and second halves of invented company names.
var (
	stemFirst  = strings.Split("恒 锦 瑞 泰 宏 鼎 凯 华 晟 盛 嘉 德 隆 祥 益 丰 凌 博 创 佳 诚 腾 远 立 广 和 润 启 星 正 海 明 利 永 新 众 合 中 安 景", " ")
	stemSecond = strings.Split("拓 达 泽 源 辉 信 康 通 兴 晶 阳 成 川 林 昌 铭 越 宇 诺 途 舟 岳 峰 润 禾 原 泉 航 帆 维", " ")
)

// abroad are customers outside of China, all invented.
var abroad = []struct{ name, short, city, country string }{
	{"Hanse Lebensmittel GmbH", "Hanse Lebensmittel", "Hamburg", "hanse"},
	{"Nordlicht Verpackung GmbH", "Nordlicht", "Kiel", "nordlicht"},
	{"Elbtal Feinkost KG", "Elbtal Feinkost", "Dresden", "elbtal"},
	{"Polder Foods BV", "Polder Foods", "Rotterdam", "polder"},
	{"Fjordpak AB", "Fjordpak", "Göteborg", "fjordpak"},
	{"Costa Verde Alimentos SL", "Costa Verde", "Valencia", "costaverde"},
	{"Pennine Bakery Ltd", "Pennine Bakery", "Leeds", "pennine"},
	{"Harbour Teas Ltd", "Harbour Teas", "Bristol", "harbourteas"},
	{"Lakeside Packaging LLC", "Lakeside", "Milwaukee", "lakeside"},
	{"Cascade Organics Inc", "Cascade Organics", "Portland", "cascade"},
	{"Maple Ridge Foods Inc", "Maple Ridge", "Toronto", "mapleridge"},
	{"Sakura Kasei Co Ltd", "Sakura Kasei", "Osaka", "sakurakasei"},
	{"Mekong Fresh Co Ltd", "Mekong Fresh", "Ho Chi Minh City", "mekong"},
	{"Straits Cold Chain Pte Ltd", "Straits Cold", "Singapore", "straits"},
	{"Perak Rubber Sdn Bhd", "Perak Rubber", "Ipoh", "perak"},
	{"Siam Spice Co Ltd", "Siam Spice", "Bangkok", "siamspice"},
	{"Gulf Dates Trading LLC", "Gulf Dates", "Dubai", "gulfdates"},
	{"Anatolia Textil AS", "Anatolia", "Izmir", "anatolia"},
	{"Southern Cross Honey Pty Ltd", "Southern Cross", "Adelaide", "southerncross"},
	{"Kiwi Kernels Ltd", "Kiwi Kernels", "Tauranga", "kiwikernels"},
}

var (
	surnames   = strings.Split("王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 雷 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文 单 解 查", " ")
	givenOne   = strings.Split("建 国 志 文 明 晓 海 丽 秀 玉 桂 春 红 小 永 德 立 新 雪 佳 子 思 雨 嘉 宇 俊 浩 欣 梦 静", " ")
	givenTwo   = strings.Split("华 强 伟 芳 敏 军 杰 娟 涛 超 磊 洋 勇 艳 平 刚 辉 玲 鹏 飞 燕 波 斌 莉 宁 龙 婷 峰 琳 东", " ")
	titles     = []string{"采购经理", "采购专员", "设备科长", "生产部长", "总经理", "副总经理", "仓储主管", "财务经理", "工程师", "行政主管"}
	callTexts  = []string{"确认交期与安装条件，客户同意下周现场勘测", "客户对比两家报价，希望账期由 30 天延至 45 天", "样品已收到，反馈封口平整，待试产", "预算已报批，预计月底前定", "询问耗材库存与到货时间", "设备运行正常，提出增加一台输送线", "节后再联系，采购负责人出差", "确认开票资料与收货地址"}
	visitTexts = []string{"现场看产线，节拍要求 12 箱/分，需改造出口", "与采购、生产负责人会谈，确认技术参数", "回访设备使用情况，培训两名操作员", "测量场地，确认电源与气源位置"}
	chatTexts  = []string{"发送选型资料与案例", "沟通付款方式", "确认到货并安排安装", "客户询问备件价格"}
	needTexts  = []string{"纸箱规格多，换型频繁，看重换型时间", "冷库环境，设备需耐低温", "出口订单，需 CE 认证文件", "包材用量稳定，希望签年框"}
)
