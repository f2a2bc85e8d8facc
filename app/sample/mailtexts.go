package sample

// letter is one mail of the sample company, between it and one party.
type letter struct {
	key     string // others answer it by this name
	answers string
	party   string // short name of a customer; or an address of somebody unknown
	out     bool   // written by the company
	days    int    // before today
	minute  int
	subject string
	text    string
	files   []string
	seen    bool
	starred bool
	archive bool
	quote   bool // tied to the newest quote of the customer
}

// letters are those of the last days, told by hand; {who} is the contact, {quote} the
// number of the customer's newest quote.
var letters = []letter{
	{
		key: "ht1", party: "苏州恒拓精密", out: true, days: 13, minute: 17*60 + 5, subject: "封箱机及耗材 年度采购报价", quote: true, files: []string{"报价单.pdf"},
		text: "{who}，您好：\n\n附件是年度采购的报价，含两台封箱机、刀片与胶带。交期 20 个工作日，账期 45 天。\n有任何问题请随时联系。",
	},
	{
		key: "ht2", answers: "ht1", party: "苏州恒拓精密", days: 11, minute: 9*60 + 40, seen: true, archive: true, subject: "Re: 封箱机及耗材 年度采购报价",
		text: "林经理：\n\n报价收到。请增加输送滚筒线 2 套，并提供技术协议草稿，我们内部先过一遍。",
	},
	{
		key: "ht3", answers: "ht2", party: "苏州恒拓精密", out: true, days: 6, minute: 10*60 + 20, subject: "Re: 封箱机及耗材 年度采购报价", quote: true, files: []string{"技术协议_草稿.pdf"},
		text: "{who}，您好：\n\nR2 已加入输送滚筒线 2 套，技术协议草稿见附件，第 4 条为验收标准。",
	},
	{
		key: "ht4", answers: "ht3", party: "苏州恒拓精密", days: 0, minute: 9*60 + 15, starred: true, subject: "Re: 封箱机 R3 报价与技术协议", quote: true, files: []string{"技术协议_盖章.pdf", "到货计划.csv"},
		text: "林经理：\n\nR3 报价已收到，价格没有问题。附件为盖章版技术协议，请核对第 4 条验收标准。\n另外两点请确认：一是交期能否提前到月中；二是账期希望改为月结 45 天。\n确认后我们本周走合同流程。\n\n{who}\n采购部",
	},
	{
		key: "ha1", party: "Hanse Lebensmittel", days: 9, minute: 16*60 + 12, seen: true, subject: "Payment for your invoice",
		text: "Dear Ms Lin,\n\nWe have arranged the transfer today. Please confirm once it has arrived.\n\nKind regards\n{who}",
	},
	{
		key: "ha2", answers: "ha1", party: "Hanse Lebensmittel", out: true, days: 8, minute: 9*60 + 30, subject: "Re: Payment for your invoice",
		text: "Dear {who},\n\nThank you, the amount has arrived in full. The receipt is attached.", files: []string{"receipt.pdf"},
	},
	{
		key: "ha3", party: "Hanse Lebensmittel", days: 0, minute: 8*60 + 42, subject: "Inquiry: carton sealer, CE version",
		text: "Dear Ms Lin,\n\nCould you quote 2 units FKJ-450 in the CE version, CIF Hamburg, with spare blades for one year? We also need the declaration of conformity.\n\nKind regards\n{who}",
	},
	{key: "lx1", party: "深圳联芯光电", out: true, days: 3, minute: 14 * 60, subject: "光学膜封装样品尺寸", text: "{who}，您好：\n\n请确认样品尺寸与数量，我们周五安排打样。"},
	{
		key: "lx2", answers: "lx1", party: "深圳联芯光电", days: 0, minute: 8*60 + 5, subject: "Re: 光学膜封装样品尺寸", files: []string{"光学膜样品图纸 420×300.pdf"},
		text: "林经理您好：\n\n样品尺寸改为 420×300 mm，数量 50 片，图纸见附件。请按无尘袋包装寄出。",
	},
	{
		key: "new1", party: "wang.lei@newco.example", days: 1, minute: 16*60 + 33, subject: "咨询热收缩膜包装机",
		text: "您好：\n\n我们是做户外用品的，想了解一下 CMJ 系列热收缩包装机，每天大约 3000 件。请问能否先寄样测试？\n\n王磊",
	},
	{key: "hm1", party: "苏州禾木生物", days: 1, minute: 14*60 + 20, subject: "回复：样机测试安排", text: "林经理：\n\n周四 9 点可以，请带 48 mm 胶带两箱，现场有三相电。"},
	{key: "sz1", party: "宁波三洲阀门", days: 1, minute: 10*60 + 8, seen: true, subject: "对账单", files: []string{"对账单.csv"}, text: "请核对附件金额，盖章回传。"},
	{key: "yp1", party: "深圳悦品日化", days: 2, minute: 15*60 + 45, seen: true, subject: "开票资料变更", files: []string{"开票资料 2026.pdf"}, text: "我司地址电话已变更，附最新开票资料，请从本月起按新资料开票。"},
	{key: "yp2", answers: "yp1", party: "深圳悦品日化", out: true, days: 2, minute: 16*60 + 30, subject: "Re: 开票资料变更", text: "{who}，您好：\n\n资料已更新，下一张发票按新抬头开具。"},
	{key: "sm1", party: "山东盛泽乳业", days: 5, minute: 11*60 + 2, seen: true, subject: "入厂施工须知", files: []string{"入厂须知.pdf", "人员名单模板.csv"}, text: "请提前两天提交人员名单与保险单，进厂统一穿工作服。"},
	{key: "shz1", party: "上海舜泽食品", out: true, days: 4, minute: 9*60 + 12, subject: "枕式包装机 3 台 报价跟进", quote: true, files: []string{"报价单.pdf"}, text: "{who}，您好：\n\n报价单 {quote} 已按贵司要求调整账期条款，请查收附件。"},
	{key: "shz2", answers: "shz1", party: "上海舜泽食品", days: 3, minute: 17*60 + 21, seen: true, quote: true, subject: "Re: 枕式包装机 3 台 报价跟进", text: "林经理：\n\n价格还需要再让 2%，另外请确认质保能否延长到 18 个月。"},
	{key: "news", party: "news@expo.example", days: 6, minute: 7 * 60, seen: true, subject: "2026 包装展 展位图更新", text: "尊敬的展商：\n\n最新展位图已发布，请登录展商中心查看。"},
}

// small talk fills the weeks before: asked by the customer, answered by the company.
var smallTalk = []struct{ subject, ask, answer, file string }{
	{"收货确认", "货已收到，外包装完好，数量无误。", "感谢确认，设备使用中有问题请随时联系。", ""},
	{"胶带补货", "请按上次的规格补 600 卷，本周内发出。", "已安排，物流单号稍后发您。", ""},
	{"维修预约", "封箱机皮带有异响，请安排工程师上门。", "已登记，周三上午工程师到场，预计两小时。", "现场照片说明.pdf"},
	{"发票信息", "请问上月发票什么时候寄出？", "昨天已快递寄出，单号见附件。", "快递单.pdf"},
	{"样机试用反馈", "试用一周，封口平整，速度比老机器快三成。", "谢谢反馈，正式报价这两天发您。", ""},
	{"付款计划", "本批货款我们计划月底安排，请知悉。", "收到，谢谢。到账后我们会出具收据。", "付款计划.csv"},
}
