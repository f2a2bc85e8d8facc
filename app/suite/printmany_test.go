package suite_test

import (
	"bytes"
	"io"
	"net"
	"testing"
	"time"

	"kontor/app/printroom"
	"kontor/data/datatest"
	"kontor/printing"
	"kontor/printing/printer"
	"kontor/printing/printer/cupstest"
)

// PRT-06: two hundred receipts go through the queue and a real scheduler; each of them
// arrives at the printer once, whole, and is counted.
func TestTwoHundredReceiptsReachThePrinter(t *testing.T) {
	const n = 200
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	defer listener.Close()
	cupstest.Start(t, listener.Addr().(*net.TCPAddr).Port)
	arrived := make(chan []byte, n)
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			raw, _ := io.ReadAll(c)
			_ = c.Close()
			arrived <- raw
		}
	}()
	o := newOffice(t, datatest.Open(t, "sqlite"))
	room(o, &tray{})
	press := printing.New(printing.Params{Own: o.Prints, Printer: printer.System(printer.Params{})})
	o.Prints.Press = press
	items := o.receipts(t, n)
	batch, _, err := o.Prints.Ask(o.boss, items, printroom.Wish{Printer: "forms", Template: "receipt-a5"})
	ok(t, err)
	res, err := o.Prints.Run(o.boss, batch, nil)
	ok(t, err)
	if res.Done+res.Failed != n || res.Failed != 0 {
		t.Fatalf("%+v", res)
	}
	seen := map[string]bool{}
	for range n {
		select {
		case raw := <-arrived:
			if !bytes.HasPrefix(raw, []byte("%PDF-")) || !bytes.Contains(raw[max(0, len(raw)-64):], []byte("%%EOF")) {
				t.Errorf("%d bytes arrived that are no whole file", len(raw))
			}
			seen[string(raw)] = true
		case <-time.After(60 * time.Second):
			t.Fatalf("%d of %d arrived", len(seen), n)
		}
	}
	if len(seen) != n {
		t.Errorf("%d different receipts arrived", len(seen))
	}
	for _, x := range []int{0, n - 1} {
		if r, err := o.Finance.Receipts.Get(o.boss, items[x].ID); err != nil || r.Prints != 1 {
			t.Errorf("receipt %d was counted %d times: %v", x+1, r.Prints, err)
		}
	}
}
