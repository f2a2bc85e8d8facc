package sales_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"kontor/app/listing"
	"kontor/app/sales"
	"kontor/ui/kit"
	ui "kontor/ui/sales"
	"kontor/ui/uitest"
)

// The form of a quote grows with its trade term, by keyboard alone: nothing, loading,
// freight, insurance. SAL-18
func TestTradeFormFollowsTheTerm(t *testing.T) {
	o := newOffice(t)
	p := ui.NewQuote(o.host, o.deps, 0, map[string]string{"customer_id": fmt.Sprint(o.customer)})
	uitest.Window(t, o.host, p, 1372, 800)
	s := o.shown(p)
	s.FocusID("lines", true)
	o.keys(s, "A1", "<Tab>", "设备", "<Tab>", "<Tab>", "1", "<Tab>", "台", "<Tab>", "10000", "<Tab>")
	s.Click("tab.terms")
	o.settle(s)
	for _, want := range []struct {
		term  string
		shown int
	}{{"EXW", 0}, {"FOB", 1}, {"CFR", 2}, {"CIF", 3}} {
		s.FocusID("head.incoterm", true)
		o.keys(s, "<Ctrl+A>", want.term, "<Enter>")
		for part, keys := range sales.TradeFields {
			for _, key := range keys {
				if there := s.FocusID("head."+key, true); there != (part < want.shown) {
					t.Errorf("%s: %s is there: %v", want.term, key, there)
				}
			}
		}
	}
	for key, text := range map[string]string{"loading_port": "Ningbo", "destination_port": "Hamburg", "freight_minor": "600", "premium_rate": "1"} {
		s.FocusID("head."+key, true)
		o.keys(s, text, "<Enter>")
	}
	s.FocusID("column.code", true)
	o.keys(s, "<Space>")
	o.keys(s, "<Ctrl+Enter>")
	q := o.only()
	if q.Incoterm != sales.CIF || q.LoadingPort != "Ningbo" || q.FreightMinor != 60000 || q.InsuranceMinor != 11000 || !q.Prints("code") || q.Prints("image") {
		t.Errorf("saved: %+v, prints %q", q.Trade, q.PrintColumns)
	}
	if want := "CIF ¥10,000.00 = FOB ¥9,290.00"; !s.Shows(want) {
		t.Errorf("%q is not shown", want)
	}
}

// The terms of an order abroad are typed before it is saved for the first time. SAL-18 SAL-28
func TestOrderTermsBeforeTheFirstSave(t *testing.T) {
	o := newOffice(t)
	p := ui.NewOrder(o.host, o.deps, 0, map[string]string{"customer_id": fmt.Sprint(o.customer)})
	uitest.Window(t, o.host, p, 1100, 680)
	s := o.shown(p)
	s.FocusID("lines", true)
	o.keys(s, "A1", "<Tab>", "设备", "<Tab>", "<Tab>", "1", "<Tab>", "台", "<Tab>", "10000", "<Tab>")
	s.FocusID("head.incoterm", true)
	o.keys(s, "<Ctrl+A>", "CIF", "<Enter>")
	for key, text := range map[string]string{"loading_port": "Ningbo", "destination_port": "Hamburg", "freight_minor": "600", "premium_rate": "1"} {
		if !s.FocusID("head."+key, true) {
			t.Fatalf("%s cannot be typed", key)
		}
		o.keys(s, text, "<Enter>")
	}
	o.keys(s, "<Ctrl+Enter>")
	list, err := o.Sales.Orders.Find(o.ctx, listing.Node{})
	o.ok(err)
	if len(list) != 1 || list[0].Incoterm != sales.CIF || list[0].LoadingPort != "Ningbo" || list[0].FreightMinor != 60000 {
		t.Errorf("%+v", list)
	}
}

// A deal closed elsewhere is typed with its contract, its proof is dropped on the window,
// and it goes to the review. SAL-30
func TestOfflineDealByKeyboard(t *testing.T) {
	o := newOffice(t)
	shelf := &uitest.Shelf{Blobs: o.deps.Attach.Files.(*uitest.Shelf).Blobs}
	o.deps.Files = shelf
	p := ui.NewOrder(o.host, o.deps, 0, map[string]string{"customer_id": fmt.Sprint(o.customer), "offline": "1"})
	uitest.Window(t, o.host, p, 1372, 800)
	s := o.shown(p)
	s.FocusID("head.contract_note", true)
	o.keys(s, "HT-0312")
	s.FocusID("head.voucher_minor", true)
	o.keys(s, "500", "<Enter>")
	path := filepath.Join(t.TempDir(), "回单.pdf")
	o.ok(os.WriteFile(path, []byte("paid"), 0o600))
	p.(kit.Dropper).DropFiles([]string{path})
	o.settle(s)
	if !s.Shows("回单.pdf") {
		t.Error("the proof is not shown")
	}
	s.FocusID("lines", true)
	o.keys(s, "A1", "<Tab>", "设备", "<Tab>", "<Tab>", "1", "<Tab>", "台", "<Tab>", "500", "<Tab>", "<Ctrl+Shift+Enter>")
	list, err := o.Sales.Orders.Find(o.ctx, listing.Node{})
	o.ok(err)
	if len(list) != 1 || list[0].State != sales.OrderApproved || !list[0].Offline || list[0].ContractNote != "HT-0312" || list[0].VoucherMinor != 50000 {
		t.Fatalf("%+v", list)
	}
	s.Click("proof")
	o.settle(s)
	if len(shelf.Opened) != 1 || shelf.Opened[0] != list[0].Proof {
		t.Errorf("opened %v", shelf.Opened)
	}
}
