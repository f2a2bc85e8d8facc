package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kontor/app"
)

var errUnsound = app.E(app.Conflict, "company.unsound")

func noFile(name string, err error) error {
	key := "file.unreadable"
	if errors.Is(err, fs.ErrNotExist) {
		key = "file.missing"
	}
	return app.E(app.NotFound, key, "file", name).Because(err)
}

// noCommand answers a group of commands called without one of them.
func noCommand(c *cobra.Command, _ []string) error {
	names := []string{}
	for _, s := range c.Commands() {
		names = append(names, s.Use)
	}
	return usage{fmt.Errorf("%s %s", c.CommandPath(), strings.Join(names, " | "))}
}

var importKinds = []string{"customers", "contacts", "products", "employees", "roster", "punches"}

func (r *run) importing() *cobra.Command {
	w := ImportWish{Mode: "create"}
	c := &cobra.Command{Use: "import KIND SRC", Args: wrongUsage(cobra.ExactArgs(2)), RunE: func(c *cobra.Command, args []string) error {
		w.Kind, w.Source = args[0], args[1]
		if !oneOf(w.Kind, importKinds) || !oneOf(w.Mode, []string{"create", "update", "upsert"}) || (w.Mode != "create" && w.Key == "") {
			return usage{fmt.Errorf("kontor import %s SRC [--mode create|update|upsert --key FIELD]", strings.Join(importKinds, "|"))}
		}
		return r.withCompany(c, func(ctx context.Context, co Company) error {
			res, err := co.Import(ctx, w)
			if err != nil {
				return err
			}
			return r.tellImport(res)
		})
	}}
	c.Flags().StringVar(&w.MapFile, "map", "", "mapping of columns to fields, JSON")
	c.Flags().StringVar(&w.Mode, "mode", w.Mode, "create | update | upsert")
	c.Flags().StringVar(&w.Key, "key", "", "field that recognises a record")
	c.Flags().BoolVar(&w.DryRun, "dry-run", false, "say what would happen")
	c.PersistentFlags().BoolVar(&r.json, "json", false, "one JSON object")
	c.AddCommand(&cobra.Command{Use: "revert IMPORT_ID", Args: wrongUsage(cobra.ExactArgs(1)), RunE: func(c *cobra.Command, args []string) error {
		return r.withCompany(c, func(ctx context.Context, co Company) error {
			res, err := co.Revert(ctx, args[0])
			if err != nil {
				return err
			}
			return r.tellImport(res)
		})
	}})
	return c
}

func (r *run) tellImport(res ImportResult) error {
	if r.json {
		return r.put(res)
	}
	r.say("cli.imported", "created", res.Created, "updated", res.Updated, "skipped", res.Skipped, "failed", res.Failed)
	if res.ErrorsFile != "" {
		r.say("cli.errors_file", "file", res.ErrorsFile)
	}
	return nil
}

// ExportKinds are the lists that can be exported.
var ExportKinds = []string{
	"customers", "contacts", "leads", "opportunities", "products", "quotes", "orders", "contracts", "deliveries",
	"receipts", "money-in", "payments", "receivables", "payables", "cash-journal", "invoices", "expenses", "employees", "punches", "attendance", "log",
}

func (r *run) export() *cobra.Command {
	w := ExportWish{}
	c := &cobra.Command{Use: "export KIND", Args: wrongUsage(cobra.ExactArgs(1)), RunE: func(c *cobra.Command, args []string) error {
		w.Kind = args[0]
		if ext := strings.ToLower(filepath.Ext(w.To)); !oneOf(w.Kind, ExportKinds) || (ext != ".xlsx" && ext != ".csv") {
			return usage{fmt.Errorf("kontor export %s --to X.xlsx|X.csv", strings.Join(ExportKinds, "|"))}
		}
		return r.withCompany(c, func(ctx context.Context, co Company) error {
			n, err := co.Export(ctx, w)
			if err == nil {
				r.say("cli.exported", "n", n, "file", w.To)
			}
			return err
		})
	}}
	c.Flags().StringVar(&w.To, "to", "", "X.xlsx | X.csv")
	c.Flags().StringVar(&w.View, "view", "", "name of a saved view")
	c.Flags().StringVar(&w.Filter, "filter", "", "'field op value'")
	c.Flags().StringVar(&w.Purpose, "purpose", "", "why, when many people are exported")
	need(c, "to")
	return c
}

var printKinds = []string{"quote", "order", "delivery", "return", "purchase", "goods-receipt", "contract", "proposal", "pricing", "receipt", "payment", "expense", "invoice-request", "statement", "attendance", "cash-journal", "ageing"}

func (r *run) print() *cobra.Command {
	w := PrintWish{}
	c := &cobra.Command{Use: "print KIND NUMBER", Args: wrongUsage(cobra.ExactArgs(2)), RunE: func(c *cobra.Command, args []string) error {
		w.Kind, w.Number = args[0], args[1]
		if ext := strings.ToLower(filepath.Ext(w.To)); !oneOf(w.Kind, printKinds) || (ext != ".pdf" && ext != ".png") {
			return usage{fmt.Errorf("kontor print %s NUMBER --to X.pdf|X.png", strings.Join(printKinds, "|"))}
		}
		return r.withCompany(c, func(ctx context.Context, co Company) error {
			_, err := co.Print(ctx, w)
			return r.done(err, w.To)
		})
	}}
	c.Flags().StringVar(&w.To, "to", "", "X.pdf | X.png")
	c.Flags().StringVar(&w.Template, "template", "", "name of a template")
	c.Flags().StringVar(&w.Paper, "paper", "", "A4, A5, 241x139.7 …")
	need(c, "to")
	return c
}

func (r *run) backup() *cobra.Command {
	var to string
	c := &cobra.Command{Use: "backup", Args: wrongUsage(cobra.NoArgs), RunE: func(c *cobra.Command, _ []string) error {
		return r.withCompany(c, func(ctx context.Context, co Company) error {
			file, s, err := co.Backup(ctx, to)
			if err != nil {
				return err
			}
			r.say("cli.written", "file", file)
			return r.tellSoundness(s)
		})
	}}
	c.Flags().StringVar(&to, "to", "", "folder")
	need(c, "to")
	verify := &cobra.Command{Use: "verify FILE", Args: wrongUsage(cobra.ExactArgs(1)), RunE: func(c *cobra.Command, args []string) error {
		s, err := r.Verify(c.Context(), args[0])
		if err != nil {
			return err
		}
		return r.tellSoundness(s)
	}}
	verify.Flags().BoolVar(&r.json, "json", false, "one JSON object")
	c.AddCommand(verify)
	return c
}

func (r *run) restore() *cobra.Command {
	var to string
	c := &cobra.Command{Use: "restore FILE", Args: wrongUsage(cobra.ExactArgs(1)), RunE: func(c *cobra.Command, args []string) error {
		return r.done(r.Restore(c.Context(), args[0], to), to)
	}}
	c.Flags().StringVar(&to, "to", "", "a new file")
	need(c, "to")
	return c
}

func (r *run) generate() *cobra.Command {
	var customers, orders, employees int
	c := &cobra.Command{Use: "generate", Args: wrongUsage(cobra.NoArgs), RunE: func(c *cobra.Command, _ []string) error {
		if customers < 0 || orders < 0 || employees < 0 || customers+orders+employees == 0 {
			return usage{fmt.Errorf("kontor generate --customers N [--orders N] [--employees N]")}
		}
		return r.withCompany(c, func(ctx context.Context, co Company) error {
			err := co.Generate(ctx, customers, orders, employees, nil)
			if err == nil {
				r.say("cli.generated", "customers", customers, "orders", orders, "employees", employees)
			}
			return err
		})
	}}
	c.Flags().IntVar(&customers, "customers", 0, "how many customers")
	c.Flags().IntVar(&orders, "orders", 0, "how many orders")
	c.Flags().IntVar(&employees, "employees", 0, "how many employees")
	return c
}

func (r *run) tour() *cobra.Command {
	p := Tour{}
	c := &cobra.Command{Use: "tour", Args: wrongUsage(cobra.NoArgs), RunE: func(c *cobra.Command, _ []string) error {
		p.Lang = r.where.Lang
		if !c.Flags().Changed("lang") {
			p.Lang = "zh"
		}
		return r.done(r.Tour(c.Context(), p), p.Out)
	}}
	c.Flags().StringVar(&p.Out, "out", "", "folder for the pictures")
	c.Flags().BoolVar(&p.Dark, "dark", false, "dark theme")
	c.Flags().StringVar(&p.Size, "size", "1440x872", "size of the window in pixels")
	c.Flags().Float64Var(&p.Zoom, "zoom", 1, "size of everything in it, 0.9 to 1.5")
	c.Flags().BoolVar(&p.States, "states", false, "also settings pages, a loaded import, and empty, forbidden, failed and conflicting windows")
	c.Flags().StringSliceVar(&p.Only, "only", nil, "beginnings of the names of the pictures wanted")
	need(c, "out")
	return c
}

func oneOf(s string, list []string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}
