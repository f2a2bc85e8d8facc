// Package printer hands finished PDF files to the printers of the system: CUPS on Linux and
// macOS through lp, the shell on Windows. Where there is no printer the file is saved and
// opened, so that printing always leads somewhere.
package printer

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"kontor/app"
	"kontor/app/paper"
)

// Printer sends files to printers.
type Printer interface {
	// List gives the printers, the default first; none is no error.
	List(ctx context.Context) ([]paper.Printer, error)
	// Print sends a PDF of pages of one size. Errors: NotFound paper.no_printer when the job
	// names an unknown printer, Internal paper.print_failed with what the system said.
	Print(ctx context.Context, pdf []byte, size paper.Size, job paper.Job) (paper.Printed, error)
	// Follow tells what became of a job; Out where the system does not say.
	Follow(ctx context.Context, p paper.Printed) (paper.Progress, error)
	// Withdraw takes a job that is not out yet back.
	Withdraw(ctx context.Context, p paper.Printed) error
}

// Params of the printers of the system.
type Params struct {
	Folder string                  // where files go when there is no printer; "" is the folder for documents' temporary copies
	Open   func(file string) error // opens a file for the reader; nil asks the system
	Wait   time.Duration           // how long one command may take; 0 is 20 s
}

func (p *Params) fill() {
	if p.Folder == "" {
		p.Folder = filepath.Join(os.TempDir(), "kontor-print")
	}
	if p.Open == nil {
		p.Open = open
	}
	if p.Wait == 0 {
		p.Wait = 20 * time.Second
	}
}

// System gives the printers of this system.
func System(p Params) Printer {
	p.fill()
	return newSystem(p)
}

// save writes the file where there is no printer, and opens it.
func (p *Params) save(pdf []byte, title string) (paper.Printed, error) {
	if err := os.MkdirAll(p.Folder, 0o700); err != nil {
		return paper.Printed{}, failed(err)
	}
	file := filepath.Join(p.Folder, fileName(title)+".pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		return paper.Printed{}, failed(err)
	}
	return paper.Printed{File: file}, p.open(file)
}

// open shows the file; a system that cannot still leaves the reader with the file.
func (p *Params) open(file string) error {
	if err := p.Open(file); err != nil {
		return app.E(app.Internal, "paper.open_failed", "file", file).Because(err)
	}
	return nil
}

// fileName makes a name for a file out of a title.
func fileName(title string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.", r) {
			return r
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return -1
	}, title)
	name = strings.Trim(name, " .")
	if r := []rune(name); len(r) > 60 {
		name = string(r[:60])
	}
	if name == "" {
		name = "kontor"
	}
	return name
}

func failed(err error) error {
	return app.E(app.Internal, "paper.print_failed", "reason", err.Error()).Because(err)
}
