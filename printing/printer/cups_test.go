//go:build !windows

package printer

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"kontor/app/paper"
	"kontor/printing/pdf"
	"kontor/printing/printer/cupstest"
)

// PRT-05: the bytes that arrive at a printer are the PDF.
func TestTheRealSchedulerDeliversTheFile(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	cupstest.Start(t, listener.Addr().(*net.TCPAddr).Port)
	arrived := make(chan []byte, 1)
	go func() {
		c, err := listener.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		data, _ := io.ReadAll(c)
		arrived <- data
	}()
	pdf := append([]byte("%PDF-1.3\n"), bytes.Repeat([]byte{0, 1, 2, 0xff, '\n'}, 5000)...)
	p := System(Params{})
	list, err := p.List(context.Background())
	if err != nil || len(list) != 1 || list[0].Name != "forms" || !list[0].Ready {
		t.Fatal(list, err)
	}
	out, err := p.Print(context.Background(), pdf, half, paper.Job{Printer: "forms", Title: "收据 1"})
	if err != nil || out.ID != "forms-1" {
		t.Fatalf("%+v %v", out, err)
	}
	select {
	case got := <-arrived:
		if !bytes.Equal(got, pdf) {
			t.Errorf("%d bytes were sent, %d arrived", len(pdf), len(got))
		}
	case <-time.After(30 * time.Second):
		t.Fatal("nothing arrived at the printer")
	}
}

// PRT-06: a printer that is stopped, and one that is taken away, are told apart from one that
// prints; a job that is taken back does not print when the printer comes back.
func TestTheRealSchedulerTellsOfAVanishedPrinter(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	cupstest.Start(t, listener.Addr().(*net.TCPAddr).Port)
	ctx := context.Background()
	admin := func(name string, args ...string) {
		t.Helper()
		if out, err := exec.Command(filepath.Join(os.Getenv("KONTOR_CUPS"), "/usr/sbin", name), args...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v %s", name, err, out)
		}
	}
	admin("cupsdisable", "-r", "out of ribbon", "forms")
	p := System(Params{})
	out, err := p.Print(ctx, []byte("%PDF-1.3\n"), half, paper.Job{Printer: "forms", Title: "SJ-1"})
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.Follow(ctx, out)
	if err != nil || got.State != paper.Stopped || got.Reason != "out of ribbon" {
		t.Errorf("%+v %v", got, err)
	}
	if err := p.Withdraw(ctx, out); err != nil {
		t.Fatal(err)
	}
	if err := p.Withdraw(ctx, out); err != nil {
		t.Errorf("taken back twice: %v", err)
	}
	again, err := p.Print(ctx, []byte("%PDF-1.3\n"), half, paper.Job{Printer: "forms", Title: "SJ-1"})
	if err != nil {
		t.Fatal(err)
	}
	admin("lpadmin", "-x", "forms")
	if got, err := p.Follow(ctx, again); err != nil || got.State != paper.Gone {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := p.Print(ctx, []byte("%PDF-1.3\n"), half, paper.Job{Printer: "forms"}); err == nil {
		t.Error("it prints on a printer that is gone")
	}
}

// differing is the part of the pixels of the first pages of two files that differ, at 60 dpi.
// A driver turns texts into outlines, so that the look is all there is to compare.
func differing(t *testing.T, a, b string) float64 {
	t.Helper()
	grey := func(file string) []byte {
		out, err := exec.Command("pdftoppm", "-r", "60", "-gray", "-singlefile", "-scale-to-x", "496", "-scale-to-y", "350", file).Output()
		if err != nil {
			t.Fatal(err)
		}
		return out[len(out)-496*350:]
	}
	x, y := grey(a), grey(b)
	bad, ink := 0, 0
	for i := range x {
		if x[i] < 128 {
			ink++
		}
		if d := int(x[i]) - int(y[i]); d > 96 || d < -96 {
			bad++
		}
	}
	if ink < 100 {
		t.Errorf("only %d pixels of ink", ink)
	}
	return float64(bad) / float64(len(x))
}

// PRT-06: what is printed on cups-pdf comes out as a sound file that looks like the document.
func TestCupsPDFWritesTheDocument(t *testing.T) {
	cupstest.Start(t, 9)
	folder := cupstest.PDFPrinter(t, "files")
	size, _ := paper.SizeOf("a5-landscape")
	raw, err := pdf.Write(&paper.Doc{Title: "SJ-1", Pages: []paper.Page{{Size: size, Items: []paper.Item{
		paper.Text{X: 20, Y: 40, Size: 18, Text: "收据 SJ2026030001"}, paper.Text{X: 20, Y: 60, Size: 12, Text: "Received 60,000.00"},
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	p, title := System(Params{}), fmt.Sprintf("kontor-%d", time.Now().UnixNano())
	written := func() []string {
		list, _ := filepath.Glob(filepath.Join(folder, title+"*.pdf"))
		return list
	}
	t.Cleanup(func() {
		for _, file := range written() {
			_ = os.Remove(file)
		}
		_ = os.Remove(folder) // when it is empty
	})
	out, err := p.Print(context.Background(), raw, size, paper.Job{Printer: "files", Title: title})
	if err != nil {
		t.Fatal(err)
	}
	for range 300 {
		if list := written(); len(list) == 1 && exec.Command("qpdf", "--check", list[0]).Run() == nil {
			sent := filepath.Join(t.TempDir(), "sent.pdf")
			if err := os.WriteFile(sent, raw, 0o600); err != nil {
				t.Fatal(err)
			}
			if bad := differing(t, sent, list[0]); bad > 0.01 {
				t.Errorf("%.1f%% of the page differ from what was sent", bad*100)
			}
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	state, err := p.Follow(context.Background(), out)
	t.Fatalf("nothing was written: %+v %v", state, err)
}

// What lpstat says of a printer that has something to print.
func TestStateOfAPrinter(t *testing.T) {
	for out, want := range map[string]paper.Progress{
		"printer forms disabled since Mon 30 Nov 2026 -\n\tReason: x\n\tPaused\n":             {State: paper.Stopped, Reason: "Paused"},
		"printer forms now printing forms-2.  enabled since Mon\n\tAlerts: none\n":            {State: paper.OnItsWay},
		"printer forms now printing forms-2.  enabled since Mon\n\tAlerts: media-empty-error": {State: paper.OnItsWay, Reason: "media-empty-error"},
	} {
		if got := parseState(out); got != want {
			t.Errorf("%q: %+v", out, got)
		}
	}
}
