//go:build !windows

package printer

import (
	"context"
	"regexp"
	"strings"

	"kontor/app"
	"kontor/app/paper"
)

// Follow asks lpstat whether a job still waits, and if so whether its printer works.
func (c *cups) Follow(ctx context.Context, p paper.Printed) (paper.Progress, error) {
	if p.ID == "" {
		return paper.Progress{State: paper.Out}, nil
	}
	open, err := c.run(ctx, nil, "lpstat", "-W", "not-completed", "-o")
	if err != nil {
		return paper.Progress{State: paper.Stopped, Reason: err.Error()}, ctx.Err()
	}
	if !listed(open, p.ID) {
		printers, err := c.List(ctx)
		for _, x := range printers {
			if x.Name == p.Printer {
				return paper.Progress{State: paper.Out}, err
			}
		}
		return c.ended(ctx, p)
	}
	state, err := c.run(ctx, nil, "lpstat", "-l", "-p", p.Printer)
	if err != nil {
		return paper.Progress{State: paper.Gone, Reason: err.Error()}, ctx.Err()
	}
	return parseState(state), nil
}

// ended tells whether a job whose printer is gone was out before that.
func (c *cups) ended(ctx context.Context, p paper.Printed) (paper.Progress, error) {
	done, err := c.run(ctx, nil, "lpstat", "-W", "completed", "-o")
	if err == nil && listed(done, p.ID) {
		return paper.Progress{State: paper.Out}, nil
	}
	return paper.Progress{State: paper.Gone}, ctx.Err()
}

// listed tells whether lpstat -o names a job at the start of a line.
func listed(out, id string) bool {
	for line := range strings.Lines(out) {
		if name, _, _ := strings.Cut(strings.TrimSpace(line), " "); name == id {
			return true
		}
	}
	return false
}

var stoppedLine = regexp.MustCompile(`^printer \S+ (disabled|is stopped|not accepting)`)

// parseState reads what lpstat -l -p says of a printer that has something to print: the line
// below its name is the reason.
func parseState(out string) paper.Progress {
	lines := strings.Split(out, "\n")
	for i, line := range lines {
		if !stoppedLine.MatchString(line) {
			continue
		}
		for _, below := range lines[i+1:] {
			if text := strings.TrimSpace(below); text != "" && !strings.Contains(text, ":") {
				return paper.Progress{State: paper.Stopped, Reason: text}
			}
		}
		return paper.Progress{State: paper.Stopped, Reason: strings.TrimSpace(line)}
	}
	p := paper.Progress{State: paper.OnItsWay}
	for _, line := range lines { // a printer that is off or out of paper keeps the job and says so
		if alerts, ok := strings.CutPrefix(strings.TrimSpace(line), "Alerts: "); ok && alerts != "none" {
			p.Reason = alerts
		}
	}
	return p
}

// Withdraw cancels a job.
func (c *cups) Withdraw(ctx context.Context, p paper.Printed) error {
	if p.ID == "" {
		return nil
	}
	if _, err := c.run(ctx, nil, "cancel", p.ID); err != nil && !strings.Contains(err.Error(), "already") && !strings.Contains(err.Error(), "Not Found") {
		return app.E(app.Internal, "paper.withdraw_failed", "reason", err.Error()).Because(err)
	}
	return nil
}
