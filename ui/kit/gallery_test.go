package kit_test

import (
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"kontor/app/calendar"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

var (
	pictures = flag.String("pictures", "", "folder to write the gallery's pictures to")
	update   = flag.Bool("update", false, "write the golden files anew")
)

// gallery shows every part in every state on one sheet of 1440 × 1330.
type gallery struct {
	s                       *kit.Surface
	name, tax, no, editor   *kit.Field
	amount                  *kit.Amount
	date                    *kit.Date
	terms                   *kit.Picker
	until                   *kit.Field
	query                   *kit.Field
	mapping                 []*kit.Picker
	table                   *kit.Table
	view                    string
	ticked, keepName        bool
	conflict, delete        *kit.Dialog
	mine                    [3]bool
	saved, removed, pressed int
}

func today() calendar.Date { return calendar.Must("2026-03-18") }

func newGallery() *gallery {
	g := &gallery{view: "board", ticked: true, keepName: true, mine: [3]bool{true, false, true}}
	g.name = kit.NewField("客户名称").With("苏州恒拓")
	g.tax = kit.NewField("税号").With("9132059MA1X")
	g.tax.Err = "应为 15、18 或 20 位，现在是 11 位"
	g.tax.Check = func(s string) string {
		if n := len(s); n != 15 && n != 18 && n != 20 {
			return fmt.Sprintf("应为 15、18 或 20 位，现在是 %d 位", n)
		}
		return ""
	}
	g.amount = kit.NewAmount("到账金额", "CNY")
	g.amount.Prefix = "¥"
	g.amount.SetValue(4200000)
	g.date = kit.NewDate("日期", today, calendar.Ahead)
	g.date.Hint = "今 +1 周五 皆可输入"
	g.date.SetValue(today())
	g.no = kit.NewField("单号").With("BJ-202603-018")
	g.no.ReadOnly = true
	g.editor = kit.NewField("应收余额").With("126,000.00")
	g.editor.AlignRight, g.editor.Plain = true, true
	g.query = kit.NewField("命令").With("htjm")
	g.query.LeftIcon, g.query.Plain = icons.Search, true
	g.terms = kit.NewPicker("Payment terms", []kit.Option{{Key: "30", Text: "Net 30 days"}, {Key: "45", Text: "Net 45 days"}})
	g.terms.SetKey("45")
	g.until = kit.NewField("Valid until").With("17 Apr 2026")
	g.until.Icon = icons.Calendar
	for i, n := range []string{"客户名称 *", "等级", "负责人", "联系人电话", "最近联系", "忽略此列"} {
		p := kit.NewPicker("Kontor 字段", nil)
		p.SetValue(kit.Option{Key: n, Text: n})
		p.Warn = i == 2
		g.mapping = append(g.mapping, p)
	}
	g.table = &kit.Table{Name: "表格行状态", Source: states{}, Multi: true, Narrow: true, Columns: []kit.Column{
		{ID: "name", Title: "客户", Width: 231, Flex: true},
		{ID: "owner", Title: "负责人", Width: 88},
		{ID: "due", Title: "应收余额", Width: 94, Align: kit.Right},
		{ID: "state", Title: "状态", Width: 84},
	}}
	g.conflict = &kit.Dialog{
		Title: "周启航刚刚也修改了这个客户", Text: "14:31 由周启航保存。请逐项选择要保留的内容。", Icon: icons.TriangleAlert, Tint: theme.Warn,
		Height: func(float32) float32 { return 117 }, Body: g.conflictBody,
		Buttons: []kit.DialogButton{{Text: "重新载入", Left: true}, {Text: "另存为备注"}, {Text: "取消", Cancel: true}, {Text: "保存合并结果", Kind: kit.Primary}},
	}
	g.delete = kit.Question{Title: "删除报价单 BJ-202603-018？", Text: "将同时删除 3 个修订。已发送的 PDF 不受影响，30 天内可从回收站恢复。", Danger: true, Yes: "删除"}.Dialog()
	g.s = kit.NewSurface(g.draw)
	g.s.Ground = theme.Window
	return g
}

type states struct{}

func (states) Len() int      { return 5 }
func (states) Want(_, _ int) {}
func (states) Row(i int) ([]kit.Cell, bool) {
	names := []string{"宁波三洲阀门", "深圳悦品日化", "苏州恒拓精密", "上海舜泽食品", "佛山顺捷五金"}
	due := []string{"36,000.00", "88,400.00", "186,500.00", "", "—"}
	state := []string{"普通", "悬停", "选中", "编辑", "停用"}
	c := []kit.Cell{{Text: names[i]}, {Text: "林晓雯", Color: theme.Text2}, {Text: due[i]}, {Draw: func(c *kit.Canvas, r kit.Rect) { c.Text(r, state[i], kit.Caption) }}}
	return c, true
}

func (states) RowStyle(i int) kit.RowStyle {
	switch i {
	case 1:
		return kit.RowStyle{Ground: theme.Hover}
	case 4:
		return kit.RowStyle{Muted: true}
	}
	return kit.RowStyle{}
}

func (g *gallery) draw(c *kit.Canvas) {
	c.Logo(kit.R(20, 18, 28, 28))
	w := c.Text(kit.R(60, 18, 200, 30), "组件与状态", kit.KeyFigure)
	c.Text(kit.R(60+w+12, 19, 600, 30), "基准 13 px，控件高 28，行高 29，圆角 5 / 6 / 8，分隔线 1 px", kit.Caption)
	g.colours(c, c.Card(kit.R(20, 63, 576, 186), "颜色"))
	g.sizes(c, c.Card(kit.R(608, 63, 341, 186), "字号"))
	g.buttons(c, c.Card(kit.R(961, 63, 459, 186), "按钮"))
	g.inputs(c, c.Card(kit.R(20, 261, 459, 245), "输入与校验"))
	g.badges(c, c.Card(kit.R(491, 261, 458, 245), "徽标、标签、筛选、头像"))
	g.empty(c, c.Card(kit.R(961, 261, 459, 245), "空状态"))
	g.progress(c, c.Card(kit.R(20, 518, 459, 235), "进度与加载"))
	g.notices(c, c.Card(kit.R(491, 518, 458, 235), "提示条与横幅"))
	g.palette(c, c.Card(kit.R(961, 518, 459, 235), "命令面板 Ctrl K"))
	g.scrim(c, kit.R(20, 765, 576, 300), kit.R(37, 778, 542, 248), g.conflict, "conflict")
	g.importing(c, kit.R(608, 765, 812, 300))
	g.rows(c, c.Card(kit.R(20, 1077, 576, 228), "表格行状态"))
	g.scrim(c, kit.R(608, 1077, 341, 228), kit.R(623, 1090, 311, 142), g.delete, "delete")
	g.english(c, c.Card(kit.R(961, 1077, 459, 228), "English"))
}

func (g *gallery) colours(c *kit.Canvas, r kit.Rect) {
	type swatch struct {
		name string
		bg   theme.Token
		fg   theme.Token
	}
	list := []swatch{
		{"主色", theme.Primary, theme.OnPrimary},
		{"选中", theme.Soft, theme.OnSoft},
		{"成功", theme.OK, theme.Content},
		{"警告", theme.Warn, theme.Content},
		{"错误", theme.Bad, theme.OnBad},
		{"信息", theme.Info, theme.Content},
		{"窗口", theme.Window, theme.Text},
		{"内容", theme.Content, theme.Text},
		{"表头", theme.Sunken, theme.Text},
		{"悬停", theme.Hover, theme.Text},
		{"分隔", theme.Line, theme.Text},
		{"边框", theme.Line2, theme.Text},
		{"成功底", theme.OKSoft, theme.OK},
		{"警告底", theme.WarnSoft, theme.Warn},
		{"错误底", theme.BadSoft, theme.Bad},
		{"信息底", theme.InfoSoft, theme.Info},
		{"紫底", theme.VioletSoft, theme.Violet},
		{"灰底", theme.GraySoft, theme.Text2},
	}
	for i, box := range r.Grid(6, 40, 6, len(list)) {
		s := list[i]
		c.Round(box, theme.RadiusBadge, s.bg, theme.Line)
		c.Text(kit.R(box.X+7, box.Y+4, box.W, 16), s.name, kit.Caption.In(s.fg))
		v := theme.Current().Color(s.bg)
		c.Text(kit.R(box.X+7, box.Y+19, box.W, 16), fmt.Sprintf("#%02X%02X%02X", v.R, v.G, v.B), kit.Caption.In(s.fg))
	}
}

func (g *gallery) sizes(c *kit.Canvas, r kit.Rect) {
	c.Text(r.CutTop(28), "¥168,900.00 关键数字 20", kit.KeyFigure)
	c.Text(r.CutTop(24), "页面标题 17", kit.Title)
	c.Text(r.CutTop(22), "分组标题 15", kit.Section)
	row := r.CutTop(19)
	row.CutLeft(c.Text(row, "正文与表格 13 常规 ", kit.Body))
	c.Text(row, "13 粗体", kit.Strong)
	c.Text(r.CutTop(18), "说明、表头、时间 12，不再更小", kit.Hint)
}

func (g *gallery) buttons(c *kit.Canvas, r kit.Rect) {
	row := r.Row(28, 9)
	c.ButtonsLeft(&row, kit.Button{ID: "save", Text: "保存", Kind: kit.Primary, Key: "Ctrl+Enter", Tap: func() { g.saved++ }},
		kit.Button{Text: "取消", Key: "Esc"}, kit.Button{Text: "同意", Kind: kit.Tinted},
		kit.Button{Text: "删除", Kind: kit.Danger, Icon: icons.Trash, Tap: func() { g.removed++ }})
	row = r.Row(28, 9)
	c.ButtonsLeft(&row, kit.Button{Text: "打印", Icon: icons.Printer}, kit.Button{Text: "导出 Excel", Icon: icons.Table, Kind: kit.Plain},
		kit.Button{Text: "转为订单", Icon: icons.Box, Disabled: "报价单还没有保存"}, kit.Button{ID: "more", Icon: icons.Ellipsis, Tip: "更多"})
	row = r.Row(28, 9)
	c.ButtonsLeft(&row, kit.Button{Text: "退回", Small: true}, kit.Button{Text: "焦点", Focus: true})
	c.Segment("view", row.CutLeft(kit.SegmentWidth(views)), views, g.view, func(id string) { g.view = id })
	row.CutLeft(8)
	c.ButtonsLeft(&row, kit.Button{ID: "print2", Text: "打印", Split: func() {}})
}

var views = []kit.Tab{{ID: "board", Text: "看板"}, {ID: "list", Text: "列表"}}

func (g *gallery) inputs(c *kit.Canvas, r kit.Rect) {
	form := kit.Form{Label: 76, Gap: 8}
	c.FormRow(&r, "name", "客户名称", g.name, form)
	c.FormRow(&r, "tax", "税号 *", g.tax, form)
	c.FormRow(&r, "amount", "到账金额", g.amount.Field, form)
	c.FormRow(&r, "date", "日期", g.date.Field, form)
	c.FormRow(&r, "no", "单号", g.no, form)
}

func (g *gallery) badges(c *kit.Canvas, r kit.Rect) {
	row := r.Row(20, 9)
	for _, b := range []struct {
		text string
		tint kit.Tint
	}{{"草稿", kit.Gray}, {"报价", kit.Petrol}, {"谈判", kit.Blue}, {"成交", kit.Green}, {"待审批", kit.Amber}, {"逾期 12 天", kit.Red}, {"缺卡", kit.Purple}} {
		row.CutLeft(c.Badge(row, b.text, b.tint) + 8)
	}
	row = r.Row(24, 9)
	drop := func() { g.pressed++ }
	for _, ch := range []kit.Chip{{Text: "状态：有效", On: true, Remove: drop}, {Text: "等级：A B", On: true, Remove: drop}, {Text: "电话"}, {Text: "筛选", Icon: icons.Plus}} {
		c.Chip(&row, ch)
	}
	row = r.Row(28, 9)
	for _, n := range []string{"林晓雯", "周启航", "陈思远", "王雨桐", "赵明轩", "孙嘉怡"} {
		c.Person(row.CutLeft(22), n, 22)
		row.CutLeft(8)
	}
	c.Company(row.CutLeft(28), "恒", 28)
	row.CutLeft(8)
	c.Company(row.CutLeft(28), "Hanse Lebensmittel", 28)
	row.CutLeft(8)
	c.Text(row, "人圆形，公司方形", kit.Hint)
	row = r.Row(20, 9)
	for _, k := range []string{"Ctrl K", "F2", "Alt 1–5"} {
		row.CutLeft(c.KeyLabel(row, k) + 8)
	}
	row.CutLeft(c.Text(row, "按键提示", kit.Hint) + 8)
	row.CutLeft(c.Check("tick", row, "选中", g.ticked, func(on bool) { g.ticked = on }) + 8)
	row.CutLeft(c.Check("tick2", row, "未选", !g.ticked, func(on bool) { g.ticked = !on }) + 8)
	c.Radio("radio", row, "单选", true, func() {})
}

func (g *gallery) empty(c *kit.Canvas, r kit.Rect) {
	c.Empty(r.Pad(0, 0, 0, 18), kit.Empty{
		Icon: icons.FileText, Title: "还没有报价单", Text: "选客户、填明细，右侧会同步显示打印效果",
		First:  kit.Button{Text: "新建报价单", Icon: icons.Plus, Kind: kit.Primary, Key: "Ctrl+N"},
		Second: kit.Button{Text: "从 Excel 导入", Icon: icons.ArrowDownToLine},
		Notice: "筛选无结果时：没有匹配“szx”的客户", LinkOne: "清除筛选", LinkTwo: "在公海中查找",
	})
}

func (g *gallery) progress(c *kit.Canvas, r kit.Rect) {
	row := r.CutTop(24)
	c.ButtonsRight(&row, kit.Button{ID: "stop", Text: "取消", Key: "Esc", Small: true})
	row.CutLeft(c.Text(row, "正在导入客户", kit.Body) + 9)
	c.Text(row, "1,248 / 3,000 行，约剩 20 秒", kit.Caption)
	r.CutTop(5)
	c.Progress(r.CutTop(6), 1248.0/3000, theme.Primary)
	r.CutTop(5)
	c.Text(r.CutTop(18), "已跳过 6 行，完成后可下载错误清单。取消会撤回本次导入。", kit.Caption)
	r.CutTop(10)
	wide := r.Pad(-14, 0, -14, 0)
	c.LineH(wide.X, wide.Y-1, wide.W, theme.Line)
	c.Placeholders(wide.CutTop(87))
	r.CutTop(87 + 9)
	c.Text(r.CutTop(18), "列表首次加载用静态占位条，超过 300 ms 才显示", kit.Caption)
}

func (g *gallery) rows(c *kit.Canvas, r kit.Rect) {
	box := kit.R(r.X, r.Y, r.W, 174)
	g.table.Draw(c, "rows", box)
	if q, ok := g.table.CellRect(3, "due"); ok {
		q = q.Pad(0, -1, 0, 0)
		c.Frame(q, 0, theme.Content, theme.Primary, 2)
		c.Field("editor", q.Pad(0, 0, -1, 0), g.editor)
	}
	c.Frame(box, 0, theme.None, theme.Line, 1)
}

func (g *gallery) english(c *kit.Canvas, r kit.Rect) {
	row := r.Row(28, 9)
	c.ButtonsLeft(&row, kit.Button{Text: "Save", Kind: kit.Primary, Key: "Ctrl+Enter"}, kit.Button{Text: "Convert to order"}, kit.Button{Text: "Export Excel", Icon: icons.Table, Kind: kit.Plain})
	row = r.Row(20, 9)
	for _, b := range []struct {
		text string
		tint kit.Tint
	}{{"Draft", kit.Gray}, {"Quoted", kit.Petrol}, {"Won", kit.Green}, {"Pending", kit.Amber}, {"12 days overdue", kit.Red}} {
		row.CutLeft(c.Badge(row, b.text, b.tint) + 8)
	}
	form := kit.Form{Label: 110, Gap: 8}
	c.FormRow(&r, "terms", "Payment terms", g.terms.Field, form)
	c.FormRow(&r, "until", "Valid until", g.until, form)
}

// TestGallery compares the sheet's text with its golden file, and writes pictures with -pictures.
func TestGallery(t *testing.T) {
	defer kit.HoldPosts()()
	for _, look := range []struct {
		name string
		pal  *theme.Palette
		lang string
	}{{"light", theme.Light, "zh"}, {"dark", theme.Dark, "zh"}, {"english", theme.Light, "en"}} {
		theme.Set(look.pal, 1)
		kit.SetTongue(tr.In(look.lang))
		g := newGallery()
		g.s.Picture(1440, 1330, 1)
		g.table.Select(2)
		g.s.FocusID("rows", false)
		g.s.Press("Space")
		for _, id := range []string{"editor", "query", "name"} {
			g.s.FocusID(id, false)
		}
		img := g.s.Picture(1440, 1330, 1)
		if look.name == "light" {
			golden(t, "gallery.txt", g.s.Dump())
		}
		if *pictures != "" {
			f, err := os.Create(filepath.Join(*pictures, "gallery-"+look.name+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, img); err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
	}
	theme.Set(theme.Light, 1)
	kit.SetTongue(tr.In("zh"))
}

// golden compares text with a file in testdata; -update writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		os.MkdirAll("testdata", 0o755)
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs (go test -update writes it anew); got:\n%s", name, got)
	}
}
