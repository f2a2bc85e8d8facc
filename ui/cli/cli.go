// Package cli is the command line: the same services as the window, for administrators,
// scheduled jobs and tests. Names, flags and exit codes are a contract: exit 0 done,
// 1 refused or failed with one clear sentence on stderr, 2 wrong usage.
package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"kontor/app/calendar"
	"kontor/ui/tr"
)

// Where says which company a command opens and as whom.
type Where struct {
	Company  string // file or postgres:// address; "" = the last opened
	User     string // "" = the only active user without a password
	Password string
	Lang     string
	Today    calendar.Date // 0 = the real day
}

// Program is what main gives to the commands.
type Program struct {
	Version, Commit string
	Engines         func() []string                                     // "SQLite 3.54.0", …
	Open            func(ctx context.Context, w Where) (Company, error) // an existing company
	New             func(ctx context.Context, p NewCompany) error
	CheckFile       func(ctx context.Context, w Where) (Soundness, error)
	Restore         func(ctx context.Context, backup, to string) error
	Verify          func(ctx context.Context, backup string) (Soundness, error)
	Tour            func(ctx context.Context, p Tour) error
	Calc            func(ctx context.Context, file []byte) ([]byte, error) // an attendance case
	Window          func(ctx context.Context, w Where) error
	Out, Err        io.Writer
}

// usage marks errors of wrong usage (exit 2).
type usage struct{ error }

// run carries the flags that all commands share.
type run struct {
	Program
	where Where
	today string
	json  bool
}

func (r *run) tongue() *tr.Tongue { return tr.In(r.where.Lang) }

// Run executes the arguments and gives the exit code.
func Run(ctx context.Context, p Program, args []string) int {
	if p.Out == nil {
		p.Out, p.Err = os.Stdout, os.Stderr
	}
	r := &run{Program: p}
	root := r.root()
	root.SetArgs(keepNegative(args))
	root.SetContext(ctx)
	root.SetOut(p.Out)
	root.SetErr(p.Err)
	err := root.Execute()
	var u usage
	switch {
	case err == nil:
		return 0
	case errors.As(err, &u):
		fmt.Fprintln(p.Err, u.Error())
		return 2
	default:
		fmt.Fprintln(p.Err, r.tongue().Error(err))
		if os.Getenv("KONTOR_DEBUG") != "" {
			fmt.Fprintf(p.Err, "%+v\n", err)
		}
		return 1
	}
}

// keepNegative puts a negative amount behind --, so that it is not read as a flag.
func keepNegative(args []string) []string {
	for i, a := range args {
		if len(a) > 1 && a[0] == '-' && (a[1] >= '0' && a[1] <= '9' || a[1] == '.') {
			out := append([]string{}, args[:i]...)
			out = append(out, args[i+1:]...)
			return append(out, "--", a)
		}
		if a == "--" {
			break
		}
	}
	return args
}

func (r *run) root() *cobra.Command {
	root := &cobra.Command{
		Use: "kontor", SilenceErrors: true, SilenceUsage: true, Args: wrongUsage(cobra.MaximumNArgs(1)),
		PersistentPreRunE: func(*cobra.Command, []string) error { return r.shared() },
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				if _, err := os.Stat(args[0]); err != nil && r.where.Company == "" {
					return usage{fmt.Errorf("%s", r.tongue().T("cli.unknown", "command", args[0]))}
				}
				r.where.Company = args[0]
			}
			w := r.where
			if !c.Root().PersistentFlags().Changed("lang") {
				w.Lang = "" // the window has a language of its own, chosen in it
			}
			return r.Window(c.Context(), w)
		},
	}
	f := root.PersistentFlags()
	f.StringVar(&r.where.Lang, "lang", "", "zh | en")
	f.StringVar(&r.today, "today", "", "YYYY-MM-DD, a day for rehearsals")
	f.StringVar(&r.where.Company, "company", "", "FILE | postgres://…")
	f.StringVar(&r.where.User, "user", "", "NAME; the password comes from KONTOR_PASSWORD")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage{err} })
	root.CompletionOptions.DisableDefaultCmd = true
	help := root.HelpFunc()
	root.SetHelpFunc(func(c *cobra.Command, args []string) {
		if r.where.Lang != "zh" && r.where.Lang != "en" {
			r.where.Lang = SystemLanguage() // help comes before the flags are judged
		}
		r.describe(root)
		help(c, args)
	})
	root.AddCommand(r.version(), r.words(), r.company(), r.importing(), r.export(), r.search(), r.print(), r.attendance(),
		r.mail(), r.backup(), r.restore(), r.generate(), r.tour())
	return root
}

// describe says of every command what it does.
func (r *run) describe(c *cobra.Command) {
	path := strings.ReplaceAll(c.CommandPath(), " ", ".") // kontor.company.new
	if key := "cli.help." + path; r.tongue().Has(key) {
		c.Short = r.tongue().T(key)
	}
	for _, sub := range c.Commands() {
		r.describe(sub)
	}
}

func (r *run) shared() error {
	switch r.where.Lang {
	case "zh", "en":
	case "":
		r.where.Lang = SystemLanguage()
	default:
		lang := r.where.Lang
		r.where.Lang = "en"
		return usage{fmt.Errorf("%s", r.tongue().T("cli.bad_lang", "lang", lang))}
	}
	if r.today != "" {
		d, err := calendar.Parse(r.today)
		if err != nil {
			return usage{fmt.Errorf("%s", r.tongue().T("cli.bad_date", "text", r.today))}
		}
		r.where.Today = d
	}
	r.where.Password = os.Getenv("KONTOR_PASSWORD")
	return nil
}

// SystemLanguage is zh when the environment says so, else en.
func SystemLanguage() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"} {
		if v := os.Getenv(name); v != "" {
			if len(v) >= 2 && v[:2] == "zh" {
				return "zh"
			}
			return "en"
		}
	}
	return "en"
}

// wrongUsage makes a check of the number of arguments end with exit code 2.
func wrongUsage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			return usage{err}
		}
		return nil
	}
}

// need makes a flag required, with exit code 2 when it is missing.
func need(c *cobra.Command, names ...string) {
	inner := c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		for _, n := range names {
			if f := c.Flags().Lookup(n); f == nil || f.Value.String() == "" {
				return usage{fmt.Errorf("--%s?  %s", n, c.UseLine())}
			}
		}
		return inner(c, args)
	}
}

// withCompany opens the company, runs fn and closes it again.
func (r *run) withCompany(c *cobra.Command, fn func(ctx context.Context, co Company) error) error {
	co, err := r.Open(c.Context(), r.where)
	if err != nil {
		return err
	}
	err = fn(co.Context(c.Context()), co)
	return errors.Join(err, co.Close())
}

// put prints one JSON object.
func (r *run) put(v any) error {
	e := json.NewEncoder(r.Out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func (r *run) say(key string, pairs ...any) {
	fmt.Fprintln(r.Out, r.tongue().T(key, pairs...))
}
