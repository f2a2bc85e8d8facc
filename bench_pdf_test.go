//go:build bench && linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"kontor/app/calendar"
	"kontor/app/paper"
	"kontor/assets/fonts"
	"kontor/printing"
)

const pdfBatch = 1000

// pdf makes a thousand quotes of 20 lines, from values to files; the peer makes the same
// sort of page with the same typeface embedded.
func (b *bench) pdf() {
	press := printing.New(printing.Params{})
	now := calendar.Must("2026-03-18").At(9*60, time.UTC)
	one := func(i int) {
		doc, _, err := press.Layout(background, paper.Request{Kind: paper.Quote, Data: benchQuote(i), Now: now})
		b.check(err)
		raw, err := press.PDF(doc)
		b.check(err)
		if len(raw) < 2000 {
			b.Fatal(len(raw))
		}
	}
	one(0)
	own := cpu(func() {
		for i := range pdfBatch {
			one(i)
		}
	}) / pdfBatch * 1000
	preview := cpu(func() {
		for i := range 50 {
			doc, _, err := press.Layout(background, paper.Request{Kind: paper.Quote, Data: benchQuote(i), Now: now})
			b.check(err)
			_, err = press.Picture(doc, 1, 150)
			b.check(err)
		}
	}) / 50 * 1000
	b.within("preview of page 1 of a quote after the pause in typing, CPU", preview, 100, "ms")
	font := filepath.Join(b.dir, "NotoSansSC-Regular.ttf")
	b.check(os.WriteFile(font, fonts.Regular(), 0o600))
	name := fmt.Sprintf("PDF quote of 20 lines, CPU each of %s", thousands(pdfBatch))
	b.within(name, own, 20, "ms")
	b.against(name, own, "ms", "reportlab", b.peer("reportlab", reportlab, font), 1)
}

// benchQuote are the values of a quote of 20 lines.
func benchQuote(number int) paper.Data {
	d := paper.Example(paper.Quote)
	some, _ := d["lines"].([]paper.Data)
	var all []paper.Data
	for i := range 20 {
		line := paper.Data{}
		for k, v := range some[i%len(some)] {
			line[k] = v
		}
		line["no"] = i + 1
		all = append(all, line)
	}
	d["lines"], d["number"] = all, fmt.Sprintf("BJ-202603-%04d", number)
	return d
}

const reportlab = `
import io, sys, time
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib import colors
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import SimpleDocTemplate, Paragraph, Spacer, Table, TableStyle
pdfmetrics.registerFont(TTFont('Noto', sys.argv[1]))
plain = ParagraphStyle('p', fontName='Noto', fontSize=9, leading=13, wordWrap='CJK')
title = ParagraphStyle('t', parent=plain, fontSize=18, leading=24, alignment=1)
def quote(n):
    to = io.BytesIO()
    doc = SimpleDocTemplate(to, pagesize=A4, title='报价单 %04d' % n)
    rows = [['序号', '品名', '规格', '单位', '数量', '单价', '税率', '金额']]
    for i in range(20):
        rows.append([str(i+1), Paragraph('高速枕式包装机 KZ-%d' % (i+n), plain), Paragraph('380V 3.2kW 不锈钢机身', plain), '台', '2', '18,650.00', '13%', '37,300.00'])
    rows.append(['', '合计', '', '', '', '', '', '746,000.00'])
    lines = Table(rows, colWidths=[30, 120, 120, 35, 40, 65, 40, 75], repeatRows=1)
    lines.setStyle(TableStyle([('FONT', (0, 0), (-1, -1), 'Noto', 9), ('LINEBELOW', (0, 0), (-1, -1), 0.4, colors.grey), ('ALIGN', (4, 0), (-1, -1), 'RIGHT'), ('VALIGN', (0, 0), (-1, -1), 'MIDDLE')]))
    head = Table([['客户:苏州恒拓精密制造有限公司', '单号:BJ-202603-%04d' % n], ['联系人:陈工 13800000000', '日期:2026-03-18'], ['地址:工业园区星湖街 328 号', '有效期:30 天']], colWidths=[320, 205])
    head.setStyle(TableStyle([('FONT', (0, 0), (-1, -1), 'Noto', 9)]))
    doc.build([Paragraph('杭州澜石包装设备有限公司', plain), Paragraph('报价单', title), Spacer(1, 8), head, Spacer(1, 8), lines, Spacer(1, 8),
        Paragraph('人民币柒拾肆万陆仟元整', plain), Paragraph('付款条件:合同签订后预付 30%,发货前付 60%,验收后一个月内付 10%。', plain), Paragraph('交货期:预付款到账后 25 个工作日。质保一年,终身维护。', plain)])
    return to.getvalue()
quote(0)
at = time.process_time()
for n in range(200): quote(n)
print((time.process_time() - at) / 200 * 1000)
`
