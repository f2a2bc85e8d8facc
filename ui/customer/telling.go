package customer

import (
	"strings"

	"kontor/app/dedupe"
)

// places begin many company names and tell nothing about the company.
const places = `北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门
石家庄 太原 沈阳 大连 长春 哈尔滨 南京 无锡 徐州 常州 苏州 南通 扬州 盐城 镇江 泰州 连云港 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 台州 义乌 合肥 芜湖 福州 厦门 泉州 漳州 南昌 济南 青岛 烟台 潍坊 临沂 郑州 洛阳
武汉 长沙 株洲 广州 深圳 珠海 汕头 佛山 东莞 中山 惠州 江门 海口 成都 绵阳 贵阳 昆明 西安 兰州 南宁 柳州 昆山 常熟 张家港 江阴 慈溪 余姚`

var placeList = strings.Fields(places)

// telling is the part of a company's name that tells it from others: 恒拓精密 of
// 苏州恒拓精密制造有限公司. Its first character stands in the avatar.
func telling(name string) string {
	key := dedupe.Name(name)
	for again := true; again; {
		again = false
		for _, p := range placeList {
			if rest, ok := strings.CutPrefix(key, p); ok && len([]rune(rest)) >= 2 {
				key, again = rest, true
			}
		}
	}
	for _, w := range []string{"工业园区", "高新区", "新区", "开发区", "市", "省"} {
		if rest, ok := strings.CutPrefix(key, w); ok && len([]rune(rest)) >= 2 {
			key = rest
		}
	}
	return key
}
