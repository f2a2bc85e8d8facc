// Package cupstest starts a CUPS scheduler for tests: nothing of the machine's own printing
// is touched.
package cupstest

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"testing"
	"time"
)

// Root is where CUPS is installed, "" for the system.
func Root() string { return os.Getenv("KONTOR_CUPS") }

// Start starts a CUPS scheduler of the test's own, with one raw queue "forms" that sends to a
// socket of this machine, and points the commands to it. It uses the installation below
// KONTOR_CUPS, or the system's; without any the test is skipped.
func Start(t testing.TB, port int) {
	t.Helper()
	root := Root()
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

// PDFPrinter adds a queue of cups-pdf and gives the folder into which it writes: PDF in the
// home of whoever prints, as cups-pdf is set up where it was just installed.
func PDFPrinter(t testing.TB, name string) (folder string) {
	t.Helper()
	ppd := filepath.Join(Root(), "/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd")
	for _, need := range []string{filepath.Join(Root(), "/usr/lib/cups/backend/cups-pdf"), ppd} {
		if _, err := os.Stat(need); err != nil {
			t.Skip("cups-pdf is not here; .ci/packages.sh lists printer-driver-cups-pdf")
		}
	}
	who, err := user.Current()
	if err != nil || who.Uid != "0" {
		t.Skip("cups-pdf runs as root only")
	}
	if out, err := exec.Command(filepath.Join(Root(), "/usr/sbin/lpadmin"), "-p", name, "-E", "-v", "cups-pdf:/", "-P", ppd).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	return filepath.Join(who.HomeDir, "PDF")
}
