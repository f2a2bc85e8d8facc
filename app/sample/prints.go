package sample

import (
	"strings"

	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/paper"
	"kontor/app/printroom"
)

// formsPrinter is the printer of the cash office, for continuous forms.
const formsPrinter = "财务室针打"

// printed puts the print of a receipt into the log; now and then the paper ran out before.
func (m *maker) printed(by *person, r *finance.Receipt) error {
	ctx := identity.Elevated(m.tx(by))
	job := func() *printroom.Job {
		j := m.s.Prints.Jobs.Desc.New()
		j.Number, j.Kind, j.RecordID, j.Document = r.Number, finance.Receipts, r.ID, string(paper.Receipt)
		j.Template, j.TitleOf, j.Printer, j.Copies, j.Parts, j.Pages = "receipt-standard", "三联收据（带公章位）", formsPrinter, 1, 3, 1
		j.Options, j.Tries, j.Reprint, j.AskedAt = "{}", 1, 1, m.s.Ground.Clock.Now().UnixMilli()
		j.OwnerID, j.UnitID = by.id, by.unitID
		return j
	}
	if strings.HasSuffix(r.Number, "3") {
		j := job()
		j.State, j.Error = printroom.Failed, "打印机“"+formsPrinter+"”停住了，没有打印：缺纸。任务已从打印机撤回，留在打印队列里；打印机恢复后按“重试”。"
		if err := m.s.Prints.Jobs.Create(ctx, j); err != nil {
			return err
		}
	}
	j := job()
	j.State, j.DoneAt = printroom.Done, j.AskedAt+2000
	if err := m.s.Prints.Jobs.Create(ctx, j); err != nil {
		return err
	}
	_, err := m.s.Finance.Printed(ctx, r.ID)
	return err
}
