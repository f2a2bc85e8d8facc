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
)

// scheduler starts a CUPS scheduler of the test's own, with one raw queue that sends to a
// socket, and points the commands to it. It uses the installation below KONTOR_CUPS, or the
// system's; without any the test is skipped.
func scheduler(t *testing.T, port int) {
	t.Helper()
	root := os.Getenv("KONTOR_CUPS")
	daemon := filepath.Join(root, "/usr/sbin/cupsd")
	if _, err := os.Stat(daemon); err != nil {
		t.Skip("no CUPS scheduler here; set KONTOR_CUPS to the root of one")
	}
	dir, err := os.MkdirTemp("", "cups") // short: the path of a socket is limited
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	for _, d := range []string{"", "etc", "state", "cache", "spool", "tmp", "log"} {
		err := os.MkdirAll(filepath.Join(dir, d), 0o777)
		if err == nil {
			err = os.Chmod(filepath.Join(dir, d), 0o777)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	limit := "Order allow,deny\nAllow all\n"
	conf := fmt.Sprintf("Listen %s/sock\nDefaultAuthType None\nWebInterface No\nBrowsing No\n<Location />\n%s</Location>\n<Location /admin>\n%s</Location>\n<Policy default>\n<Limit All>\n%s</Limit>\n</Policy>\n", dir, limit, limit, limit)
	files := fmt.Sprintf("ServerRoot %[1]s/etc\nServerBin %[2]s/usr/lib/cups\nDataDir %[2]s/usr/share/cups\nStateDir %[1]s/state\nCacheDir %[1]s/cache\nRequestRoot %[1]s/spool\nTempDir %[1]s/tmp\nAccessLog %[1]s/log/a\nErrorLog %[1]s/log/e\nPageLog %[1]s/log/p\n", dir, root)
	if os.Getuid() == 0 {
		files += "SystemGroup root\nUser nobody\nGroup nogroup\n"
	}
	for name, text := range map[string]string{"etc/cupsd.conf": conf, "etc/cups-files.conf": files} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("CUPS_SERVER", dir+"/sock")
	if root != "" {
		t.Setenv("LD_LIBRARY_PATH", filepath.Join(root, "usr/lib/x86_64-linux-gnu"))
		t.Setenv("PATH", filepath.Join(root, "usr/bin")+":"+os.Getenv("PATH"))
	}
	cmd := exec.Command(daemon, "-f", "-c", dir+"/etc/cupsd.conf", "-s", dir+"/etc/cups-files.conf")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	admin := filepath.Join(root, "/usr/sbin/lpadmin")
	var out []byte
	for range 100 {
		if out, err = exec.Command(admin, "-p", "forms", "-E", "-v", fmt.Sprintf("socket://127.0.0.1:%d", port), "-m", "raw").CombinedOutput(); err == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Skipf("the CUPS scheduler did not start: %v %s", err, out)
}

// PRT-05: the bytes that arrive at a printer are the PDF.
func TestTheRealSchedulerDeliversTheFile(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	scheduler(t, listener.Addr().(*net.TCPAddr).Port)
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
	scheduler(t, listener.Addr().(*net.TCPAddr).Port)
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
