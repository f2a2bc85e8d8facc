package sales

import (
	"kontor/app/entity"
	"kontor/app/money"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// offlineFields are those of a deal that was closed elsewhere (SAL-30).
func (p *orderPage) offlineFields() {
	p.h.text("contract_note", false)
	p.h.date("voucher_on")
	p.h.amount("voucher_minor", p.currency)
	p.proof = p.h.file("proof")
}

// file is a field that holds a file.
func (h *header[T]) file(key string) *records.FileBox {
	f := h.e.typ.Field(key)
	var x *records.FileBox
	x = records.NewFileBox(h.e.host, h.d.Files, f, func() { h.set(key, entity.Str(x.Ref())) })
	h.add(key, x.Field, func() {
		if text := h.get(key).Text(); x.Ref() != text {
			x.SetRef(text)
		}
	})
	return x
}

// fieldsHeight is the height of the head of a draft.
func (p *orderPage) fieldsHeight() float32 {
	if p.e.rec.Offline {
		return 190
	}
	return 132
}

// drawOffline is the row of a deal that was closed elsewhere in the head of its draft.
func (p *orderPage) drawOffline(c *kit.Canvas, in *kit.Rect) {
	if !p.e.rec.Offline {
		return
	}
	in.CutTop(6)
	t := p.host.T
	row := in.CutTop(52).Columns(12, -2.5, -1.5, -1, -1)
	p.h.draw(c, row[0], "contract_note", t("sales_order.contract_note")+" *")
	p.h.draw(c, row[1], "proof", t("sales_order.proof")+" *")
	p.h.draw(c, row[2], "voucher_on", "")
	p.h.draw(c, row[3], "voucher_minor", "")
}

// drawProof is the same in the pane of an order that is not edited any more: who reviews it
// opens the voucher from there.
func (p *orderPage) drawProof(c *kit.Canvas, side kit.Rect, in *kit.Rect) {
	o := p.e.rec
	if !o.Offline || p.editable() {
		return
	}
	t := p.host.T
	c.LineH(side.X, in.Y, side.W, theme.Line)
	in.CutTop(10)
	c.Text(in.CutTop(24), t("saleswindow.offline"), kit.Strong)
	in.CutTop(c.Para(*in, o.ContractNote, kit.Body, 0) + 4)
	line := in.CutTop(theme.Row)
	if o.VoucherMinor != 0 {
		amount := money.Of(o.VoucherMinor, o.Currency).String()
		c.Text(line.CutRight(kit.Measure(amount, kit.Strong)+2), amount, kit.Strong)
		line.CutRight(8)
	}
	if !o.VoucherOn.IsZero() {
		c.Text(line.CutRight(kit.Measure(o.VoucherOn.String(), kit.Caption)+2), o.VoucherOn.String(), kit.Caption)
		line.CutRight(8)
	}
	c.LinkText(line, "proof", records.FileName(o.Proof), kit.Body.In(theme.Primary), p.proof.Open)
	in.CutTop(8)
}

// DropFiles attaches files that were dropped on the window; the first one on a deal that was
// closed elsewhere is its proof.
func (p *orderPage) DropFiles(paths []string) {
	if len(paths) > 0 && p.e.rec != nil && p.e.rec.Offline && p.e.rec.Proof == "" && p.editable() && p.d.Files != nil {
		p.proof.Take(paths[0])
		paths = paths[1:]
	}
	if len(paths) > 0 {
		p.files.take(paths)
	}
}
