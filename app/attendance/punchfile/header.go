package punchfile

import "strings"

// header is the row of a table that names its columns.
type header struct {
	pin, name, moment, date, device, status int
	times                                   []int // columns that hold one or more times
}

// names of columns, in both languages; a longer header that contains one of the long
// names fits too.
var columnNames = map[string][]string{
	"pin": {
		"考勤号码", "考勤号", "登记号码", "登记号", "工号", "员工号", "员工编号", "人员编号", "人员工号", "编号", "用户id", "用户编号",
		"pin", "pin码", "enno", "userid", "user id", "no.", "no", "id", "ac-no.", "ac-no", "emp no.", "emp no", "employee no", "employee no.", "personnel id", "badge", "badgenumber",
	},
	"name":   {"姓名", "员工姓名", "人员姓名", "name", "employee", "employee name", "first name"},
	"moment": {"日期时间", "打卡时间", "刷卡时间", "考勤时间", "签到时间戳", "识别时间", "出入时间", "datetime", "date time", "date/time", "punch time", "time stamp", "timestamp", "event time"},
	"date":   {"日期", "考勤日期", "打卡日期", "刷卡日期", "date", "work date", "day"},
	"device": {"机器号", "设备号", "机号", "设备名称", "设备", "打卡机", "考勤机", "设备序列号", "device", "device id", "machine", "machine no", "terminal", "tmno", "mchn", "location id"},
	"status": {"状态", "考勤状态", "签到类型", "进出", "进出类型", "打卡类型", "state", "status", "inout", "in/out", "punch state"},
}

// fixed order, so that the choice never depends on chance
var columnOrder = []string{"pin", "name", "moment", "date", "device", "status"}

func normalHead(s string) string {
	s = strings.ToLower(strings.TrimSpace(strings.Trim(s, "*＊:： ")))
	s = strings.ReplaceAll(s, "　", "")
	if i := strings.IndexAny(s, "(（"); i > 0 {
		s = strings.TrimSpace(s[:i])
	}
	return s
}

// headerOf tells whether a row names columns: somebody and a time.
func headerOf(row []string) (header, bool) {
	h := header{-1, -1, -1, -1, -1, -1, nil}
	at := map[string]*int{"pin": &h.pin, "name": &h.name, "moment": &h.moment, "date": &h.date, "device": &h.device, "status": &h.status}
	for i, c := range row {
		n := normalHead(c)
		if n == "" {
			continue
		}
		matched := false
		for _, what := range columnOrder {
			if *at[what] < 0 && contains(columnNames[what], n) {
				*at[what] = i
				matched = true
				break
			}
		}
		if !matched && isTimeHead(n) {
			h.times = append(h.times, i)
		}
	}
	if h.moment >= 0 && h.date >= 0 { // 日期 and 打卡时间: one row a day
		h.times = append([]int{h.moment}, h.times...)
		h.moment = -1
	}
	if h.moment < 0 && h.date < 0 && len(h.times) == 1 { // a single column 时间 holds date and time
		h.moment, h.times = h.times[0], nil
	}
	who := h.pin >= 0 || h.name >= 0
	return h, who && (h.moment >= 0 || h.date >= 0 && len(h.times) > 0)
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// isTimeHead knows 时间, 时间1, 打卡3, 上班, 签退时间, time 2, clock in.
func isTimeHead(n string) bool {
	base := strings.TrimRight(n, "0123456789一二三四五六 ")
	switch base {
	case "时间", "打卡", "刷卡", "打卡记录", "刷卡记录", "打卡时间", "刷卡时间", "考勤时间", "签到", "签退", "签到时间", "签退时间", "上班", "下班", "上班时间", "下班时间",
		"time", "punch", "times", "clock in", "clock out", "in", "out", "check in", "check out", "records":
		return true
	}
	return strings.HasPrefix(n, "第") && (strings.Contains(n, "打卡") || strings.Contains(n, "刷卡"))
}
