package kit_test

import (
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

func (g *gallery) notices(c *kit.Canvas, r kit.Rect) {
	toast := func(t kit.ToastBox) {
		box := r.Row(38, 8)
		c.Shadow(box, theme.RadiusPanel)
		c.ToastBox(box, t)
	}
	toast(kit.ToastBox{Icon: icons.Check, Text: "已删除 3 个客户", Action: "撤销 Ctrl Z"})
	toast(kit.ToastBox{Icon: icons.Send, Text: "邮件将在 10 秒后发出", Action: "撤回"})
	c.Banner(r.Row(36, 8), kit.Banner{Tint: kit.Amber, Text: "该客户已超出信用额度 ¥12,500.00", Action: "申请放行"})
	c.Banner(r.Row(36, 8), kit.Banner{Tint: kit.Red, Text: "无法连接团队数据库，改动暂存本机", Action: "重试"})
}

func (g *gallery) palette(c *kit.Canvas, r kit.Rect) {
	box := r.CutTop(162)
	c.Shadow(box, theme.RadiusPanel)
	c.Round(box, theme.RadiusPanel, theme.Raised, theme.Line2)
	in := box.Inset(1)
	head := in.CutTop(36)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	row := head.Pad(4, 0, 12, 1)
	c.KeyLabel(row.CutRight(32), "Esc")
	c.Field("query", row, g.query)
	for i, l := range []struct {
		icon       icons.Name
		a, hit, b  string
		kind, keys string
	}{
		{icons.Building, "", "恒拓精密", "制造（苏州）", "客户", "Enter"},
		{icons.FileText, "BJ-202603-018 ", "恒拓精密", "", "报价单", ""},
		{icons.Receipt, "为 恒拓精密 登记收款", "", "", "命令", ""},
		{icons.Mail, "写邮件给 恒拓精密", "", "", "命令", ""},
	} {
		row := in.CutTop(31)
		if i == 0 {
			c.Fill(row, theme.Soft)
		}
		row = row.Pad(13, 0, 12, 0)
		c.Icon(row.CutLeft(14), l.icon, 14, theme.Text2)
		row.CutLeft(9)
		if l.keys != "" {
			c.KeyLabel(row.CutRight(42), l.keys)
			row.CutRight(8)
		}
		c.Text(row.CutRight(48), l.kind, kit.Hint.RightAligned())
		c.Text(row, l.a+l.hit+l.b, kit.Body.Marked([]kit.Mark{{From: len(l.a), To: len(l.a) + len(l.hit)}}))
	}
}

func (g *gallery) scrim(c *kit.Canvas, r, box kit.Rect, d *kit.Dialog, id string) {
	c.Round(r, theme.RadiusPanel, theme.Scrim, theme.None)
	c.Clip(r, func() { c.Shadow(box, theme.RadiusDialog) })
	c.Scope(id, func() { d.Draw(c, box) })
}

func (g *gallery) conflictBody(c *kit.Canvas, r kit.Rect) {
	c.Round(r, 0, theme.Content, theme.Line)
	head := r.CutTop(29)
	c.Fill(head.Pad(1, 1, 1, 1), theme.Sunken)
	for i, col := range head.Columns(0, 84, 210, -1) {
		c.Text(col.Pad(9, 0, 4, 0), []string{"字段", "您的修改", "周启航的修改"}[i], kit.Caption)
	}
	for i, l := range [][3]string{{"账期", "月结 45 天", "月结 30 天"}, {"信用额度", "300,000.00", "250,000.00"}, {"联系电话", "0512-6688 2010", ""}} {
		row := r.CutTop(29)
		c.LineH(row.X, row.Y-1, row.W, theme.Line)
		cols := row.Pad(1, 0, 1, 1).Columns(0, 84, 209, -1)
		c.Text(cols[0].Pad(8, 0, 0, 0), l[0], kit.Second)
		for k := 1; k <= 2; k++ {
			on := g.mine[i] == (k == 1)
			if l[k] == "" {
				c.Text(cols[k].Pad(8, 0, 0, 0), "未修改", kit.Second.In(theme.Muted))
				continue
			}
			if on {
				c.Fill(cols[k], theme.Soft)
			}
			c.Radio("side", cols[k].Pad(8, 0, 0, 0), l[k], on, func() { g.mine[i] = k == 1 })
		}
	}
}

func (g *gallery) importing(c *kit.Canvas, r kit.Rect) {
	c.Round(r, theme.RadiusPanel, theme.Content, theme.Line)
	in := r.Inset(1)
	head := in.CutTop(46)
	row := head.Pad(16, 0, 16, 0)
	steps := []kit.Step{{Title: "选文件", Done: true}, {Title: "对应字段"}, {Title: "检查"}, {Title: "完成"}}
	c.Steps(row.CutRight(kit.StepsWidth(steps, 1)), steps, 1)
	row.CutLeft(c.Text(row, "导入客户", kit.Section) + 10)
	c.Text(row, "客户名单2025.xlsx，3,000 行", kit.Caption)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	th := in.CutTop(29)
	c.Fill(th.Pad(0, 0, 0, 1), theme.Sunken)
	c.LineH(th.X, th.Bottom()-1, th.W, theme.Line)
	cols := func(row kit.Rect) []kit.Rect { return row.Pad(16, 0, 16, 0).Columns(0, 104, 198, 32, 186, -1) }
	for i, q := range cols(th) {
		c.Text(q, []string{"Excel 列", "前 2 行内容", "", "Kontor 字段", "检查"}[i], kit.Caption)
	}
	lines := [][3]string{
		{"公司名称", "苏州恒拓精密…；深圳联芯…", "3,000 行有值"},
		{"级别", "A；B", "取值均有效"},
		{"业务员", "林晓雯；周启航", "2 个姓名无对应成员"},
		{"手机", "138 0000 5521；136…", "18 行格式不规范，原样保留"},
		{"上次联系", "2026/3/12；3月9日", "识别为日期"},
		{"QQ", "空", ""},
	}
	for i, l := range lines {
		row := in.CutTop(29)
		c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
		q := cols(row.Pad(0, 0, 0, 1))
		c.Text(q[0], l[0], kit.Body)
		c.Text(q[1], l[1], kit.Second)
		c.Icon(q[2].Pad(0, 0, 14, 0), icons.ChevronRight, 12, theme.Muted)
		c.Field("map", kit.R(q[3].X, q[3].Y+2, 170, 24), g.mapping[i].Field)
		switch {
		case i == 2:
			c.Icon(q[4].CutLeft(12), icons.TriangleAlert, 12, theme.Warn)
			q[4].CutLeft(4)
			q[4].CutLeft(c.Text(q[4], l[2], kit.Body.In(theme.Warn)) + 14)
			c.LinkText(q[4], "assign", "指定", kit.Link.Px(13), func() {})
		case l[2] != "":
			c.Icon(q[4].CutLeft(12), icons.Check, 12, theme.OK)
			q[4].CutLeft(4)
			c.Text(q[4], l[2], kit.Second)
		}
	}
	c.LineH(in.X, in.Y, in.W, theme.Line)
	foot := in.Pad(16, 1, 16, 0)
	c.ButtonsRight(&foot, kit.Button{Text: "上一步"}, kit.Button{Text: "检查数据", Kind: kit.Primary})
	w := kit.Measure("名称相同则更新", kit.Caption) + 23
	box := foot.CutRight(w + 1)
	c.Check("keep", box.Pad(0, 0, w-14, 0), "", g.keepName, func(on bool) { g.keepName = on })
	c.Text(box.Pad(21, 0, 0, 0), "名称相同则更新", kit.Caption.In(theme.Text))
	c.Text(foot, "4 列已对应，1 列待确认，1 列忽略", kit.Caption)
}
