package kit_test

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// monthOf is a month of attendance like the design board's.
type monthOf struct{}

var people = []string{"林晓雯", "周启航", "陈思远", "王雨桐", "赵明轩", "孙嘉怡", "李博文", "何静", "吴磊", "郑伟"}

func (monthOf) Len() int                    { return len(people) }
func (monthOf) Name(i int) (string, string) { return people[i], "" }
func (monthOf) Want(_, _ int)               {}
func (monthOf) Day(i, d int) kit.DayMark {
	if d%7 == 0 || d%7 == 6 {
		if i == 9 && d == 6 {
			return kit.DayMark{Text: "8", Tint: &kit.Green}
		}
		return kit.DayMark{}
	}
	if d > 17 {
		return kit.DayMark{}
	}
	switch {
	case i == 2 && (d == 3 || d == 11):
		return kit.DayMark{Text: "迟", Tint: &kit.Amber}
	case i == 1 && d == 8, i == 2 && d == 9:
		return kit.DayMark{Text: "假", Tint: &kit.Blue}
	case i == 1 && (d == 4 || d == 5):
		return kit.DayMark{Text: "外", Tint: &kit.Petrol}
	case i == 8 && d == 1:
		return kit.DayMark{Text: "旷", Tint: &kit.Solid}
	case i == 8 && d == 16:
		return kit.DayMark{Text: "缺", Tint: &kit.Purple, Corr: true}
	case i == 2 && d == 16:
		return kit.DayMark{Text: "1.5", Tint: &kit.Green}
	}
	return kit.DayMark{Text: "·"}
}

func (monthOf) Sum(i, k int) kit.Cell {
	switch {
	case k == 0:
		return kit.Cell{Text: "13"}
	case k == 1:
		return kit.Cell{Text: "13", Bold: true}
	case k == 2 && i == 2:
		return kit.Cell{Text: "2", Color: theme.Warn}
	}
	return kit.Cell{Text: "–", Color: theme.Muted}
}

func march() *kit.MonthGrid {
	g := &kit.MonthGrid{Name: "月汇总", Source: monthOf{}, Sums: []kit.MonthSum{{"应出", 38}, {"实出", 38}, {"迟到\n早退", 38}, {"缺卡", 38}, {"旷工", 38}, {"请假", 38}, {"加班", 38}}}
	for d := range 31 {
		g.Days = append(g.Days, kit.DayHead{Number: fmt.Sprint(d + 1), Week: []string{"日", "一", "二", "三", "四", "五", "六"}[d%7], Off: d%7 == 0 || d%7 == 6, Today: d == 17})
	}
	return g
}

func pipeline() *kit.Board {
	names := []string{"茶叶礼盒包装线", "出口纸箱封装耗材", "冷链保温箱封口", "面板中转箱", "小件热收缩"}
	b := &kit.Board{Name: "商机看板", KeyOf: func(l, i int) int64 { return int64(l*100 + i) }}
	for i, l := range []string{"初步接触", "需求确认", "方案报价", "商务谈判", "合同签订", "本月赢单"} {
		b.Lanes = append(b.Lanes, kit.Lane{ID: l, Title: l, Count: fmt.Sprint(12 - i), Right: fmt.Sprint(10+i*15, "%"), Sum: "¥286,000", Weight: "加权 ¥28,600", Part: 0.1 + float32(i)*0.18, Cards: 5 - i%3, More: "还有 4 个"})
	}
	b.Card = func(c *kit.Canvas, r kit.Rect, lane, i int) {
		c.Text(r.CutTop(20), names[(lane+i)%len(names)], kit.Body)
		c.Text(r.CutTop(18), "长沙湘茗茶业", kit.Caption)
		r.CutTop(3)
		row := r.CutTop(20)
		if i == 2 {
			w := kit.BadgeWidth("停留 16 天")
			c.Badge(row.CutRight(w), "停留 16 天", kit.Amber)
		} else {
			c.Text(row.CutRight(40), "3 天", kit.Hint.RightAligned())
		}
		c.Text(row, "¥36,000", kit.Strong)
		r.CutTop(3)
		row = r.CutTop(22)
		c.Person(row.CutLeft(20), people[(lane+i)%6], 20)
		row.CutLeft(8)
		c.Text(row, "预计 4-20", kit.Caption)
	}
	return b
}

// items is a quote's lines in memory.
type items struct{ rows [][]string }

var itemCols = []string{"code", "name", "spec", "qty", "unit", "price", "disc", "amount"}

func (m *items) Len() int { return len(m.rows) }
func (m *items) Cell(i int, col string) kit.GridCell {
	for k, c := range itemCols {
		if c == col {
			cell := kit.GridCell{Text: m.rows[i][k]}
			if k == 0 || k == 2 {
				cell.Color = theme.Text2
			}
			return cell
		}
	}
	return kit.GridCell{}
}

func (m *items) Set(i int, col, text string, o *kit.Option) string {
	if col == "qty" && text == "0" {
		return "数量不能为 0"
	}
	if i == len(m.rows) {
		m.rows = append(m.rows, make([]string, len(itemCols)))
	}
	for k, c := range itemCols {
		if c == col {
			m.rows[i][k] = text
		}
	}
	if o != nil {
		m.rows[i][0], m.rows[i][1], m.rows[i][5] = o.Lead, o.Text, o.Right
	}
	return ""
}

func (m *items) Insert(at int) {
	m.rows = append(m.rows[:at:at], append([][]string{make([]string, len(itemCols))}, m.rows[at:]...)...)
}
func (m *items) Delete(at int) { m.rows = append(m.rows[:at:at], m.rows[at+1:]...) }
func (m *items) Move(a, b int) { m.rows[a], m.rows[b] = m.rows[b], m.rows[a] }
func (m *items) Copy(from, to int) {
	row := append([]string(nil), m.rows[from]...)
	if to == len(m.rows) {
		m.rows = append(m.rows, row)
	} else {
		m.rows[to] = row
	}
}

func quoteLines() (*kit.Grid, *items) {
	m := &items{rows: [][]string{{"FKJ-450", "自动折盖封箱机 FKJ-450", "220V 上下驱动", "2", "台", "38,500.00", "5", "73,150.00"}, {"KXJ-300", "开箱成型机 KXJ-300", "12 箱/分", "1", "台", "42,800.00", "5", "40,660.00"}, {"CSJ-060", "输送滚筒线", "6 米 碳钢喷塑", "2", "套", "8,600.00", "—", "17,200.00"}}}
	suggest := func(_ int, q string, answer func([]kit.Option)) {
		answer([]kit.Option{{Key: "1", Lead: "ZTP-1210", Text: "纸托盘 1200×1000", Marks: []kit.Mark{{From: 0, To: 9}}, Detail: "库存 860", Right: "12.60"}, {Key: "2", Lead: "ZTP-HJ50", Text: "纸托盘护角 50 mm", Detail: "缺货", Tint: theme.Bad, Right: "1.85"}})
	}
	return &kit.Grid{Name: "明细", Model: m, Number: true, Blank: 2, Columns: []kit.GridColumn{
		{ID: "code", Title: "编码", Width: 86, Suggest: suggest, Hint: "输入编码、品名或拼音首字母", ListWidth: 480, New: func(string) {}, NewText: "新建商品"},
		{ID: "name", Title: "品名", Width: 200, Flex: true, Suggest: suggest},
		{ID: "spec", Title: "规格说明", Width: 132},
		{ID: "qty", Title: "数量", Width: 58, Align: kit.Right, Read: kit.ReadQuantity},
		{ID: "unit", Title: "单位", Width: 42},
		{ID: "price", Title: "单价", Width: 92, Align: kit.Right, Read: kit.ReadPrice("CNY")},
		{ID: "disc", Title: "折扣%", Width: 56, Align: kit.Right},
		{ID: "amount", Title: "金额（含税）", Width: 104, Align: kit.Right, ReadOnly: true},
	}}, m
}

func rights() *kit.Matrix {
	cols := []kit.MatrixCol{{ID: "boss", Title: "老板", Sub: "1 人"}, {ID: "lead", Title: "销售经理", Sub: "2 人"}, {ID: "sales", Title: "销售", Sub: "6 人"}, {ID: "fin", Title: "财务", Sub: "2 人"}}
	m := &kit.Matrix{Name: "权限", First: "权限", Cols: cols, Rows: []kit.MatrixRow{{Title: "客户", Group: true}, {Title: "查看客户"}, {Title: "新建与编辑"}, {Title: "删除客户"}, {Title: "销售", Group: true}, {Title: "查看报价与订单"}}}
	m.Cell = func(r, c int) kit.Cell {
		switch (r + c) % 4 {
		case 0:
			return kit.Cell{Text: "全部", Bold: true, Color: theme.OnSoft}
		case 1:
			return kit.Cell{Text: "本部门", Color: theme.Info}
		case 2:
			return kit.Cell{Text: "本人"}
		}
		return kit.Cell{Text: "—"}
	}
	return m
}

func TestGalleryOfGrids(t *testing.T) {
	defer kit.HoldPosts()()
	month, board, matrix := march(), pipeline(), rights()
	grid, _ := quoteLines()
	s := kit.NewSurface(func(c *kit.Canvas) {
		r := c.Bounds()
		month.Draw(c, "month", r.CutTop(340))
		lines := r.CutTop(260)
		grid.Draw(c, "grid", lines.CutLeft(860))
		rest := r
		board.Draw(c, "board", rest.CutTop(520).InsetXY(12, 0))
		row := rest.InsetXY(12, 8)
		matrix.Draw(c, "matrix", row.CutLeft(620))
		row.CutLeft(16)
		c.Timeline(row.CutLeft(400), []kit.TimelineItem{
			{Day: "今天 · 3 月 18 日", Icon: icons.Phone, Tint: kit.Petrol, Title: "电话跟进", Who: "林晓雯 10:42", Text: "与采购陈经理确认：R3 报价可接受，希望账期由 30 天放宽到 45 天，等总经理批"},
			{Icon: icons.Mail, Tint: kit.Blue, Title: "收到邮件：Re: 封箱机 R3 报价", Who: "陈建国 09:15", Text: "“附件为盖章版技术协议，请确认交期……” 2 个附件"},
			{Day: "3 月 16 日 周一", Icon: icons.FileText, Tint: kit.Petrol, Title: "报价单 BJ-202603-018 修订 R3", Bold: "¥168,900.00", Who: "林晓雯 16:20", Text: "整单优惠 4,332.40，备用刀片 10→20 组"},
		})
		row.CutLeft(16)
		c.Funnel(row.CutTop(120), []kit.FunnelRow{{Label: "初步接触", Count: "12 个", Amount: "¥286,000", Value: 12}, {Label: "需求确认", Count: "8 个", Amount: "¥412,000", Value: 8}, {Label: "合同签订", Count: "1 个", Amount: "¥169,000", Value: 1}})
		c.BarChart(row.CutTop(120), kit.BarChart{Limit: 10.4, LimitText: "周目标 10.4 万", Bars: []kit.Bar{{Label: "第 1 周", Value: 9.6, Text: "9.6"}, {Label: "第 2 周", Value: 14.2, Text: "14.2"}, {Label: "第 3 周", Value: 11.8, Text: "11.8"}, {Label: "第 4 周"}}})
	})
	s.Picture(1440, 1440, 1)
	month.Select(2, 11)
	s.FocusID("month", false)
	s.FocusID("grid", false)
	grid.Select(3, "code")
	s.TypeText("ztp")
	img := s.Picture(1440, 1440, 1)
	golden(t, "grids.txt", s.Dump())
	if *pictures != "" {
		f, err := os.Create(filepath.Join(*pictures, "grids.png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, img); err != nil {
			t.Fatal(err)
		}
	}
}
