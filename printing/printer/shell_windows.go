//go:build windows

package printer

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"

	"kontor/app"
	"kontor/app/paper"
)

// shell prints through the program that Windows knows for PDF files.
type shell struct{ Params }

func newSystem(p Params) Printer { return &shell{p} }

var (
	winspool       = windows.NewLazySystemDLL("winspool.drv")
	enumPrinters   = winspool.NewProc("EnumPrintersW")
	defaultPrinter = winspool.NewProc("GetDefaultPrinterW")
)

const (
	enumLocal       = 2
	enumConnections = 4
	attrWorkOffline = 0x400
)

// info4 is PRINTER_INFO_4 with its natural padding.
type info4 struct {
	name, server *uint16
	attributes   uint32
}

// List asks the spooler.
func (s *shell) List(context.Context) ([]paper.Printer, error) {
	var need, count uint32
	_, _, _ = enumPrinters.Call(enumLocal|enumConnections, 0, 4, 0, 0, uintptr(unsafe.Pointer(&need)), uintptr(unsafe.Pointer(&count)))
	if need == 0 {
		return nil, nil
	}
	buf := make([]byte, need)
	ok, _, err := enumPrinters.Call(enumLocal|enumConnections, 0, 4, uintptr(unsafe.Pointer(&buf[0])), uintptr(need), uintptr(unsafe.Pointer(&need)), uintptr(unsafe.Pointer(&count)))
	if ok == 0 {
		return nil, failed(err)
	}
	def := s.standard()
	var list []paper.Printer
	for _, p := range unsafe.Slice((*info4)(unsafe.Pointer(&buf[0])), count) {
		name := windows.UTF16PtrToString(p.name)
		list = append(list, paper.Printer{Name: name, Title: name, Default: name == def, Ready: p.attributes&attrWorkOffline == 0})
	}
	slices.SortStableFunc(list, func(a, b paper.Printer) int {
		if a.Default != b.Default {
			return map[bool]int{true: -1, false: 1}[a.Default]
		}
		return strings.Compare(a.Name, b.Name)
	})
	return list, nil
}

// standard is the name of the default printer, "" without one.
func (s *shell) standard() string {
	var n uint32
	_, _, _ = defaultPrinter.Call(0, uintptr(unsafe.Pointer(&n)))
	if n == 0 {
		return ""
	}
	buf := make([]uint16, n)
	if ok, _, _ := defaultPrinter.Call(uintptr(unsafe.Pointer(&buf[0])), uintptr(unsafe.Pointer(&n))); ok == 0 {
		return ""
	}
	return windows.UTF16ToString(buf)
}

// Print saves the file and asks its program to print it, once per copy.
func (s *shell) Print(ctx context.Context, pdf []byte, _ paper.Size, job paper.Job) (paper.Printed, error) {
	printers, err := s.List(ctx)
	if err != nil {
		return paper.Printed{}, err
	}
	queue := job.Printer
	switch {
	case queue == "" && len(printers) == 0:
		return s.save(pdf, job.Title)
	case queue == "":
		queue = printers[0].Name
	case !slices.ContainsFunc(printers, func(p paper.Printer) bool { return p.Name == queue }):
		return paper.Printed{}, app.E(app.NotFound, "paper.no_printer", "printer", queue)
	}
	if err := os.MkdirAll(s.Folder, 0o700); err != nil {
		return paper.Printed{}, failed(err)
	}
	file := filepath.Join(s.Folder, fileName(job.Title)+".pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		return paper.Printed{}, failed(err)
	}
	verb, name := windows.StringToUTF16Ptr("printto"), windows.StringToUTF16Ptr(file)
	arg := windows.StringToUTF16Ptr(`"` + queue + `"`)
	for range max(job.Copies, 1) {
		if err := windows.ShellExecute(0, verb, name, arg, nil, windows.SW_HIDE); err != nil {
			return paper.Printed{}, failed(err)
		}
	}
	return paper.Printed{Printer: queue, File: file}, nil
}

// open shows a file with its program.
func open(file string) error {
	return exec.Command("rundll32", "url.dll,FileProtocolHandler", file).Start()
}

// Follow: the program that prints tells nothing back.
func (s *shell) Follow(context.Context, paper.Printed) (paper.Progress, error) {
	return paper.Progress{State: paper.Out}, nil
}

// Withdraw has nothing to take back.
func (s *shell) Withdraw(context.Context, paper.Printed) error { return nil }
