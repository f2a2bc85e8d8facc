package cli

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kontor/app/calendar"
	"kontor/app/money"
)

func (r *run) version() *cobra.Command {
	return &cobra.Command{Use: "version", Args: wrongUsage(cobra.NoArgs), RunE: func(*cobra.Command, []string) error {
		fmt.Fprintf(r.Out, "kontor %s (%s)\n%s\n", r.Version, r.Commit, strings.Join(r.Engines(), "\n"))
		return nil
	}}
}

func (r *run) words() *cobra.Command {
	var currency string
	c := &cobra.Command{
		Use: "words AMOUNT", Args: wrongUsage(cobra.ExactArgs(1)), DisableFlagParsing: false,
		RunE: func(_ *cobra.Command, args []string) error {
			amount, err := money.Parse(args[0], currency)
			if err != nil {
				return err
			}
			text, err := money.Words(money.Of(amount, currency), r.where.Lang, money.Style{})
			if err != nil {
				return err
			}
			fmt.Fprintln(r.Out, text)
			return nil
		},
	}
	c.Flags().StringVar(&currency, "currency", "CNY", "ISO 4217")
	return c
}

func (r *run) company() *cobra.Command {
	c := &cobra.Command{Use: "company", RunE: noCommand}
	p := NewCompany{}
	create := &cobra.Command{Use: "new FILE", Args: wrongUsage(cobra.ExactArgs(1)), RunE: func(c *cobra.Command, args []string) error {
		p.File, p.Lang, p.Today = args[0], r.where.Lang, r.where.Today
		if err := r.New(c.Context(), p); err != nil {
			return err
		}
		r.say("cli.created", "file", p.File)
		return nil
	}}
	create.Flags().BoolVar(&p.Sample, "sample", false, "fill the sample company")
	create.Flags().StringVar(&p.Name, "name", "", "name of the company")
	check := &cobra.Command{Use: "check FILE", Args: wrongUsage(cobra.ExactArgs(1)), RunE: func(c *cobra.Command, args []string) error {
		w := r.where
		w.Company = args[0]
		s, err := r.CheckFile(c.Context(), w)
		if err != nil {
			return err
		}
		return r.tellSoundness(s)
	}}
	check.Flags().BoolVar(&r.json, "json", false, "one JSON object")
	c.AddCommand(create, check)
	return c
}

// tellSoundness prints the result of a check; an unsound file ends with exit 1.
func (r *run) tellSoundness(s Soundness) error {
	if r.json {
		if err := r.put(s); err != nil {
			return err
		}
	} else {
		key := "cli.sound"
		if !s.Sound {
			key = "cli.unsound"
		}
		r.say(key, "schema", s.Schema, "problems", strings.Join(s.Problems, "; "))
		for _, name := range slices.Sorted(maps.Keys(s.Counts)) {
			fmt.Fprintf(r.Out, "%-24s %d\n", name, s.Counts[name])
		}
	}
	if !s.Sound {
		return errUnsound
	}
	return nil
}

func (r *run) search() *cobra.Command {
	limit := 20
	c := &cobra.Command{Use: "search TEXT", Args: wrongUsage(cobra.ExactArgs(1)), RunE: func(c *cobra.Command, args []string) error {
		return r.withCompany(c, func(ctx context.Context, co Company) error {
			start := time.Now()
			found, err := co.Search(ctx, args[0], limit)
			if err != nil {
				return err
			}
			if r.json {
				if found == nil {
					found = []Found{}
				}
				return r.put(map[string]any{"results": found, "milliseconds": float64(time.Since(start).Microseconds()) / 1000})
			}
			for _, f := range found {
				fmt.Fprintf(r.Out, "%s\t%s\t%s\t%s\n", f.Kind, f.ID, f.Title, f.Subtitle)
			}
			return nil
		})
	}}
	c.Flags().IntVar(&limit, "limit", limit, "at most so many")
	c.Flags().BoolVar(&r.json, "json", false, "one JSON object")
	return c
}

func (r *run) attendance() *cobra.Command {
	c := &cobra.Command{Use: "attendance", RunE: noCommand}
	var file, from, to, month, out string
	calc := &cobra.Command{Use: "calc", Args: wrongUsage(cobra.NoArgs), RunE: func(c *cobra.Command, _ []string) error {
		if file != "" {
			raw, err := os.ReadFile(file)
			if err != nil {
				return noFile(file, err)
			}
			answer, err := r.Calc(c.Context(), raw)
			if err != nil {
				return err
			}
			fmt.Fprintln(r.Out, strings.TrimSpace(string(answer)))
			return nil
		}
		d1, err1 := calendar.Parse(from)
		d2, err2 := calendar.Parse(to)
		if err1 != nil || err2 != nil || d1.IsZero() || d2 < d1 {
			return usage{fmt.Errorf("%s", r.tongue().T("cli.bad_period", "from", from, "to", to))}
		}
		return r.withCompany(c, func(ctx context.Context, co Company) error {
			n, err := co.CalcPeriod(ctx, d1, d2)
			if err == nil {
				r.say("cli.days", "n", n)
			}
			return err
		})
	}}
	calc.Flags().StringVar(&file, "case", "", "a case file")
	calc.Flags().StringVar(&from, "from", "", "first day")
	calc.Flags().StringVar(&to, "to", "", "last day")
	calc.Flags().BoolVar(&r.json, "json", false, "one JSON object")
	sheet := &cobra.Command{Use: "sheet", Args: wrongUsage(cobra.NoArgs), RunE: func(c *cobra.Command, _ []string) error {
		m, err := calendar.Parse(month + "-01")
		if err != nil {
			return usage{fmt.Errorf("%s", r.tongue().T("cli.bad_month", "text", month))}
		}
		return r.withCompany(c, func(ctx context.Context, co Company) error { return r.done(co.Sheet(ctx, m, out), out) })
	}}
	sheet.Flags().StringVar(&month, "month", "", "YYYY-MM")
	sheet.Flags().StringVar(&out, "to", "", "X.pdf | X.xlsx")
	need(sheet, "month", "to")
	c.AddCommand(calc, sheet)
	return c
}

func (r *run) done(err error, file string) error {
	if err == nil {
		r.say("cli.written", "file", file)
	}
	return err
}

func (r *run) mail() *cobra.Command {
	c := &cobra.Command{Use: "mail", RunE: noCommand}
	c.AddCommand(
		&cobra.Command{Use: "sync", Args: wrongUsage(cobra.NoArgs), RunE: func(c *cobra.Command, _ []string) error {
			return r.withCompany(c, func(ctx context.Context, co Company) error {
				n, err := co.MailSync(ctx)
				if err == nil {
					r.say("cli.fetched", "n", n)
				}
				return err
			})
		}},
		&cobra.Command{Use: "send-queued", Args: wrongUsage(cobra.NoArgs), RunE: func(c *cobra.Command, _ []string) error {
			return r.withCompany(c, func(ctx context.Context, co Company) error {
				sent, left, err := co.MailSend(ctx)
				if err == nil {
					r.say("cli.sent", "sent", sent, "left", left)
				}
				return err
			})
		}})
	return c
}
