package sample

import (
	"strconv"
	"strings"

	"kontor/app/money"
	"kontor/app/sales"
)

// catalogue is code|name|spec|unit|category|price in yuan with tax|cost share in per
// cent of the net price|stock|safety stock. "-" stands for a stock that is not kept.
const catalogue = `FKJ-450|自动折盖封箱机 FKJ-450|220V 上下驱动|台|machine|38500|62|4|2
FKJ-350|侧驱动封箱机 FKJ-350|220V 侧驱动|台|machine|21800|63|6|2
FKJ-600|自动折盖封箱机 FKJ-600|380V 大箱型|台|machine|52600|61|2|1
FXJ-6050|手动调节封箱机|上下驱动|台|machine|12800|64|9|3
KXJ-300|开箱成型机 KXJ-300|12 箱/分|台|machine|42800|60|3|1
KXJ-420|立式开箱机 KXJ-420|15 箱/分|台|machine|58000|60|2|1
CMJ-500|热收缩包装机 CMJ-500|含变频|台|machine|28280|63|5|2
CMJ-800|热收缩包装机 CMJ-800|双回路|台|machine|46500|62|2|1
ZSB-250|枕式包装机 ZSB-250|三伺服|台|machine|42000|61|3|1
ZSB-450|枕式包装机 ZSB-450|三伺服 宽膜|台|machine|63800|60|1|1
DBJ-200|半自动打包机|低台|台|machine|4600|66|14|4
DBJ-101|全自动打包机 DBJ-101|无人化|台|machine|32500|62|3|1
DBJ-H90|重型打包机 DBJ-H90|PET 带 19 mm|台|machine|18000|62|4|1
ZKJ-600|真空压缩机 ZKJ-600|双室|台|machine|23000|63|4|1
ZKJ-400|真空包装机 ZKJ-400|单室|台|machine|9800|64|8|2
CRJ-1650|托盘缠绕机 CRJ-1650|预拉伸 250%|台|machine|19600|62|5|2
CRJ-T20|悬臂缠绕机 CRJ-T20|固定式|台|machine|36800|61|2|1
TBJ-120|立式圆瓶贴标机|伺服|台|machine|26800|62|3|1
MDJ-30|面单打包一体机|扫码贴单|台|machine|64000|60|2|1
LHF-20|礼盒封膜机 LHF-20|三维|台|machine|38000|61|2|1
CSJ-060|输送滚筒线|6 米 碳钢喷塑|套|line|8600|61|7|2
CSJ-120|动力滚筒线 12 米|不锈钢|套|line|24800|60|2|1
CSJ-P30|皮带输送机|3 米 可调速|台|line|6800|62|6|2
PTX-90|90 度转弯机|滚筒|台|line|5400|62|5|2
TSJ-300|垂直提升机|升降 3 米|台|line|31500|60|1|1
MDX-01|码垛工作站|含抓手|套|line|168000|64|-|-
ZXJC-1|整线集成服务|方案设计与联调|项|service|36000|45|-|-
SV-INST|安装调试与培训|现场 2 天|次|service|6800|40|-|-
SV-YEAR|年度保养|4 次/年|年|service|9600|38|-|-
SV-CALL|上门维修|江浙沪|次|service|1200|45|-|-
DP-FK45|备用刀片组 FKJ-450|10 片/组|组|spare|186|52|140|40
DP-FK35|备用刀片组 FKJ-350|10 片/组|组|spare|158|52|120|40
PD-FK45|封箱机皮带|2 条/组|组|spare|260|50|60|20
JRG-50|收缩机加热管|1.2 kW|支|spare|95|50|80|30
FKT-01|封口铁氟龙布|300 mm × 10 m|卷|spare|128|48|70|20
BH-DB|打包机机头|原装|个|spare|680|55|18|5
CGQ-E3|光电传感器|NPN|只|spare|145|52|45|15
QF-120|气缸 120 mm|双作用|只|spare|220|54|30|10
JD-4810|封箱胶带 48 mm × 100 m|透明|卷|material|6.2|72|5200|2000
JD-6010|封箱胶带 60 mm × 100 m|透明|卷|material|7.6|72|3600|1500
JD-Y48|印字封箱胶带|48 mm × 100 m 定制|卷|material|8.8|68|800|500
NPJ-48|牛皮湿水胶带|48 mm × 50 m|卷|material|14.5|66|900|400
QPM-100|气泡膜 1 m 宽|单面 50 米/卷|米|material|4.2|70|6200|2500
QPM-150|气泡膜 1.5 m 宽|双面|米|material|6.4|70|2600|1500
CRM-50|缠绕膜 500 mm|手用 20 μm|卷|material|26.5|72|1200|600
CRM-J50|缠绕膜 500 mm 机用|预拉伸|卷|material|118|72|420|200
POF-300|POF 收缩膜 300 mm|19 μm|卷|material|268|70|160|80
POF-450|POF 收缩膜 450 mm|19 μm|卷|material|396|70|90|60
PPD-12|PP 打包带 12 mm|机用 1500 m|卷|material|68|70|520|200
PET-16|PET 打包带 16 mm|1200 m|卷|material|165|70|240|120
ZTP-1210|纸托盘 1200×1000|承重 500 kg|张|material|12.6|68|860|300
ZTP-1212|纸托盘 1200×1200|承重 500 kg|张|material|14.8|68|240|300
ZTP-HJ50|纸托盘护角 50 mm|1 米/根|根|material|1.85|66|0|500
ZX-5A|五层瓦楞纸箱 A|530×290×370|只|material|6.9|74|1800|800
ZX-3B|三层瓦楞纸箱 B|350×190×230|只|material|2.6|74|3400|1500
ZZ-40|蜂窝纸板 40 mm|1.2×2.4 m|张|material|58|68|120|60
EPE-20|珍珠棉 20 mm|1×1 m|张|material|9.4|70|600|300
GZJ-5|干燥剂 5 g|500 包/箱|箱|material|86|66|140|60
BQ-100|热敏标签 100×150|500 张/卷|卷|material|18.5|66|760|300
TP-PVC|木托盘 1100×1100|熏蒸|个|material|98|76|150|80`

// products fills the catalogue.
func (m *maker) products() error {
	for _, line := range strings.Split(catalogue, "\n") {
		f := strings.Split(line, "|")
		p := m.s.Sales.Products.Desc.New()
		p.Code, p.Name, p.Spec, p.Unit, p.Category, p.Tax = f[0], f[1], f[2], f[3], f[4], "13"
		if p.Category == "service" {
			p.Tax = "6"
		}
		price, err := money.ParsePrice(f[5], "CNY")
		if err != nil {
			return err
		}
		share, err := strconv.ParseInt(f[6], 10, 64)
		if err != nil {
			return err
		}
		p.Price = price
		p.Cost = price * money.Price(share) / 113 / 10000 * 10000 // whole cents, without tax
		if f[7] != "-" {
			stock, safe := int64(0), int64(0)
			if stock, err = strconv.ParseInt(f[7], 10, 64); err != nil {
				return err
			}
			if safe, err = strconv.ParseInt(f[8], 10, 64); err != nil {
				return err
			}
			stock, safe = stock*money.Scale, safe*money.Scale
			p.Stock, p.SafeStock = &stock, &safe
		}
		if err := m.s.Sales.Products.Create(m.boss(), p); err != nil {
			return err
		}
		m.catalogue[p.Code] = p
		m.byKind[p.Category] = append(m.byKind[p.Category], p)
	}
	return nil
}

// line writes one line of a quote.
func line(p *sales.Product, n int64, discount int64) sales.QuoteLine {
	it := p.LineFor()
	it.Quantity, it.Discount = money.Quantity(n*money.Scale), money.Percent(discount)
	return sales.QuoteLine{Item: it}
}
