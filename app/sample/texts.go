package sample

import (
	"context"

	"kontor/app/snippet"
)

// texts are what the company writes again and again: the library of terms, and a few
// sentences for follow-ups and remarks.
func (m *maker) texts(ctx context.Context) error {
	quotes, buying := []snippet.Paper{snippet.Quote, snippet.Order}, []snippet.Paper{snippet.PurchaseOrder}
	for i, x := range []snippet.Snippet{
		{Name: "付款", Use: snippet.Terms, Begins: quotes, Text: "付款：按约定账期电汇。", English: "Payment: by T/T within the agreed term."},
		{Name: "交期", Use: snippet.Terms, Begins: quotes, Text: "交期：收到订单后 20 个工作日，运费由供方承担。", English: "Delivery: 20 working days after receipt of the order."},
		{Name: "质保", Use: snippet.Terms, Begins: quotes, Text: "质保：整机 12 个月，耗材除外；质保期内 24 小时内响应。", English: "Warranty: 12 months for machines, consumables excepted; response within 24 hours."},
		{Name: "验收", Use: snippet.Terms, Begins: quotes, Text: "验收：到货后 7 日内按技术协议验收，逾期未提出视为合格。", English: "Acceptance: within 7 days of arrival, by the technical agreement; without objection the goods count as accepted."},
		{Name: "发票", Use: snippet.Terms, Begins: quotes, Text: "本报价含增值税专用发票。", English: "A commercial invoice comes with the goods."},
		{Name: "预付三成", Use: snippet.Terms, Text: "付款：合同签订后预付 30%，发货前付 60%，验收后 30 天内付 10%。", English: "Payment: 30% on signing, 60% before shipment, 10% within 30 days of acceptance."},
		{Name: "安装调试", Use: snippet.Terms, Text: "安装调试：供方派员到场安装并培训操作人员，不少于两天。", English: "Installation: by the supplier on site, with at least two days of training."},
		{Name: "送货要求", Use: snippet.Terms, Begins: buying, Text: "送货：送至我司仓库，随货附送货单和检验报告。", English: "Delivery to our warehouse with delivery note and inspection report."},
		{Name: "月结三十天", Use: snippet.Terms, Begins: buying, Text: "付款：验收合格并收到增值税专用发票后 30 天内电汇。", English: "Payment: by T/T within 30 days of acceptance and invoice."},
		{Name: "回访", Use: snippet.FollowUp, Text: "{{today}} 回访{{customer}}，{{contact}}反馈设备运行正常。"},
		{Name: "已寄样品", Use: snippet.FollowUp, Text: "样品已寄出，约定收到后三天内电话确认。"},
		{Name: "送货走东门", Use: snippet.Remark, Text: "送货车辆请走东门，提前一小时电话联系仓库。"},
	} {
		x.Pos = int64(i+1) * 10
		if err := m.s.Snippets.Snippets.Create(ctx, &x); err != nil {
			return err
		}
	}
	return nil
}
