//go:build !windows

package printer

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/paper"
)

// cups prints through the commands lp and lpstat.
type cups struct{ Params }

func newSystem(p Params) Printer { return &cups{p} }

// run runs a command with English messages and gives its output.
func (c *cups) run(ctx context.Context, in []byte, name string, args ...string) (string, error) {
	ctx, stop := context.WithTimeout(ctx, c.Wait)
	defer stop()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(cmd.Environ(), "LC_ALL=C")
	cmd.WaitDelay = c.Wait
	if in != nil {
		cmd.Stdin = bytes.NewReader(in)
	}
	var out, bad bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &bad
	if err := cmd.Run(); err != nil {
		if said := strings.TrimSpace(bad.String()); said != "" {
			return "", fmt.Errorf("%s", said)
		}
		return "", err
	}
	return out.String(), nil
}

var printerLine = regexp.MustCompile(`^printer (\S+) (.*)$`)

// List asks lpstat. Without CUPS, or while its scheduler is away, there are no printers.
func (c *cups) List(ctx context.Context) ([]paper.Printer, error) {
	if _, err := exec.LookPath("lpstat"); err != nil {
		return nil, nil
	}
	out, err := c.run(ctx, nil, "lpstat", "-p", "-d")
	if err != nil {
		return nil, ctx.Err()
	}
	return parsePrinters(out), nil
}

// parsePrinters reads what lpstat -p -d says.
func parsePrinters(out string) []paper.Printer {
	var list []paper.Printer
	for line := range strings.Lines(out) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "system default destination: "); ok {
			for i := range list {
				list[i].Default = list[i].Name == name
			}
			continue
		}
		if m := printerLine.FindStringSubmatch(line); m != nil {
			list = append(list, paper.Printer{
				Name: m[1], Title: strings.ReplaceAll(m[1], "_", " "),
				Ready: strings.HasPrefix(m[2], "is idle") || strings.HasPrefix(m[2], "now printing"), State: m[2],
			})
		}
	}
	slices.SortStableFunc(list, func(a, b paper.Printer) int {
		if a.Default != b.Default {
			return map[bool]int{true: -1, false: 1}[a.Default]
		}
		return strings.Compare(a.Name, b.Name)
	})
	return list
}

// media is the name of the paper for the printer.
func media(s paper.Size) string {
	switch s.Key {
	case "a4", "a4-landscape":
		return "A4"
	case "a5", "a5-landscape":
		return "A5"
	case "a3-landscape":
		return "A3"
	case "letter":
		return "Letter"
	}
	return fmt.Sprintf("Custom.%gx%gmm", s.W, s.H)
}

// Print sends the file to lp.
func (c *cups) Print(ctx context.Context, pdf []byte, size paper.Size, job paper.Job) (paper.Printed, error) {
	printers, err := c.List(ctx)
	if err != nil {
		return paper.Printed{}, err
	}
	queue := job.Printer
	switch {
	case queue == "" && len(printers) == 0:
		return c.save(pdf, job.Title)
	case queue == "":
		queue = printers[0].Name
	case !slices.ContainsFunc(printers, func(p paper.Printer) bool { return p.Name == queue }):
		return paper.Printed{}, app.E(app.NotFound, "paper.no_printer", "printer", queue)
	}
	args := []string{"-d", queue, "-n", strconv.Itoa(max(job.Copies, 1)), "-t", fileName(job.Title), "-o", "media=" + media(size)}
	if size.W > size.H && !size.Tractor {
		args = append(args, "-o", "orientation-requested=4")
	}
	out, err := c.run(ctx, pdf, "lp", append(args, "-")...)
	if err != nil {
		return paper.Printed{}, failed(err)
	}
	return paper.Printed{Printer: queue, ID: requestID(out)}, nil
}

// requestID reads "request id is 财务室-12 (1 file(s))".
func requestID(out string) string {
	_, rest, ok := strings.Cut(out, "request id is ")
	if !ok {
		return ""
	}
	id, _, _ := strings.Cut(rest, " ")
	return strings.TrimSpace(id)
}

// open shows a file with the system's viewer, without waiting for it.
func open(file string) error {
	name := "xdg-open"
	if runtime.GOOS == "darwin" {
		name = "open"
	}
	cmd := exec.Command(name, file)
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }()
	return nil
}
