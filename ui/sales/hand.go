package sales

import (
	"context"
	"strconv"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// handCommands give running deals to somebody else, the ticked ones at once, and show the
// log of what changed hands. SAL-13
func (x *deals) handCommands(id int64) []kit.Command {
	t := x.host.T
	out := []kit.Command{{
		ID: "deal.hand", Title: t("dealpage.hand"), Icon: icons.UserCheck, Keys: []kit.Key{"H"}, Scope: kit.ScopeList, Run: func() { x.hand(id) },
		Enabled: func() string {
			if x.d.HandOver != nil && x.host.Actor().Can(identity.May(sales.Opportunities, identity.Assign)) {
				return ""
			}
			return t("saleswindow.why_right")
		},
	}}
	if x.now != nil && x.id == id {
		of := strconv.FormatInt(x.now.CustomerID, 10)
		out = append(out, kit.Command{ID: "deal.handovers", Title: t("cust.handover_log"), Icon: icons.History, Scope: kit.ScopeList, Run: func() {
			x.host.Open(customer.Handovers, 0, map[string]string{"customer_id": of})
		}})
	}
	return out
}

// hand asks to whom the chosen deals go, and why.
func (x *deals) hand(id int64) {
	t := x.host.T
	_, ids := x.page.Chosen()
	if len(ids) == 0 {
		ids = []int64{id}
	}
	who := kit.NewSearch(t("dealpage.hand_to"), records.Suggest(x.host, x.d.Deps, "person", listing.Is("state", listing.Eq, "active")))
	reason := kit.NewField(t("saleswindow.reason"))
	n := 0
	a := &records.Ask{
		Title: t("dealpage.hand"), Text: t("dealpage.hand_text", "n", len(ids)),
		Rows: []records.AskRow{{Key: "owner_id", Label: t("dealpage.hand_to") + " *", Field: who.Field}, {Key: "reason", Label: t("saleswindow.reason") + " *", Field: reason}},
	}
	a.Do = func() func(ctx context.Context) error {
		h := customer.Hand{Kind: sales.Opportunities, IDs: ids, To: who.Value().ID, Reason: reason.Text()}
		return func(ctx context.Context) (err error) { n, err = x.d.HandOver(ctx, h); return err }
	}
	a.Done = func() {
		x.host.Toast(t("dealpage.handed", "n", n), x.undo())
		x.look(id)
	}
	a.Show(x.host)
	kit.Post(who.Field.Focus)
}

// undo takes the last step back, where the window offers it.
func (x *deals) undo() func() {
	if x.d.Undo == nil {
		return nil
	}
	return func() {
		x.host.Go(func(ctx context.Context) {
			err := x.d.Undo(ctx)
			x.host.Post(func() { x.host.Report(err) })
		})
	}
}
