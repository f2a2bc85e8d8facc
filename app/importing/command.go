package importing

import (
	"context"
	"strconv"

	"kontor/app"
	"kontor/app/entity"
)

// Wish is an import as the command line asks for it.
type Wish struct {
	Kind     string // "customers" …
	Source   Source
	Map      []byte // content of the mapping file; nil: remembered, else guessed
	Mode     Mode
	Key      string // field by which records are found, "" for the usual ones
	DryRun   bool
	Progress func(Progress)
	// Failed is called, when rows failed, with what writes them; it makes the file and
	// gives its name.
	Failed func(write func(ErrorFile) error) (name string, err error)
}

// Result is the answer of the command, in its JSON form. Rows that were not changed
// because they already are as the file says count as skipped.
type Result struct {
	Created    int    `json:"created"`
	Updated    int    `json:"updated"`
	Skipped    int    `json:"skipped"`
	Failed     int    `json:"failed"`
	ErrorsFile string `json:"errors_file"`
	ImportID   string `json:"import_id"`
}

// Do runs an import from beginning to end: guesses or takes the mapping, checks, writes,
// and has the failed rows written to a file. A file without a recognised column is
// refused: import.no_fields.
func (s *Service) Do(ctx context.Context, w Wish) (Result, error) {
	k, err := KindNamed(w.Kind)
	if err != nil {
		return Result{}, err
	}
	job, err := s.prepare(ctx, k, w)
	if err != nil {
		return Result{}, err
	}
	run := s.Run
	if w.DryRun {
		run = s.DryRun
	}
	r, err := run(ctx, job)
	if err != nil {
		return Result{}, err
	}
	out := Result{Created: r.Created, Updated: r.Updated, Skipped: r.Skipped + r.Unchanged, Failed: r.Failed}
	if r.ImportID != 0 {
		out.ImportID = strconv.FormatInt(r.ImportID, 10)
	}
	if r.Failed > 0 && w.Failed != nil {
		out.ErrorsFile, err = w.Failed(func(f ErrorFile) error { return s.Errors(ctx, job, r, f) })
	}
	return out, err
}

// prepare makes the job of a wish.
func (s *Service) prepare(ctx context.Context, k Kind, w Wish) (Job, error) {
	header := -1
	var given Mapping
	if w.Map != nil {
		var err error
		if given, err = ReadMapping(w.Map); err != nil {
			return Job{}, err
		}
		if given.HeaderRow > 0 {
			header = given.HeaderRow
		}
	}
	p, err := s.Inspect(ctx, k, w.Source, given.Layout, header)
	if err != nil {
		return Job{}, err
	}
	m, _, err := s.Guess(ctx, k, p, w.Map == nil)
	if err != nil {
		return Job{}, err
	}
	if w.Map != nil {
		fit, ok := given.Fit(p.Headers)
		if !ok {
			return Job{}, app.E(app.Invalid, "import.map_misfit")
		}
		fit.Layout, fit.HeaderRow = p.Layout, p.HeaderRow
		if len(fit.Keys) == 0 {
			fit.Keys = m.Keys
		}
		m = fit
	}
	if w.Mode != "" {
		m.Mode = w.Mode
	}
	if w.Key != "" {
		key, err := s.fieldNamed(ctx, k, w.Key)
		if err != nil {
			return Job{}, err
		}
		m.Keys = []string{key}
	}
	return Job{Kind: k, Source: w.Source, Mapping: m, Orders: p.Orders, Progress: w.Progress}, nil
}

// fieldNamed finds a field by its key or by its label in any language.
func (s *Service) fieldNamed(ctx context.Context, k Kind, name string) (string, error) {
	targets, err := s.Targets(ctx, k)
	if err != nil {
		return "", err
	}
	plain := plainHeader(name)
	for _, t := range targets {
		if t.Key == name || plainHeader(t.Key) == plain || titled(t.Field, func(n string) bool { return plainHeader(n) == plain }) {
			return t.Key, nil
		}
	}
	for _, t := range targets {
		names := t.Field.Aliases
		if s.g.Registry.Names != nil {
			names = append(append([]string(nil), names...), s.g.Registry.Names(t.Field.LabelKey())...)
		}
		for _, n := range names {
			if plainHeader(n) == plain {
				return t.Key, nil
			}
		}
	}
	return "", app.E(app.Invalid, "import.field_unknown", "name", name)
}

// RevertNamed takes back an import by the id the command printed. Created and Updated
// count the records taken back, Skipped the fields that were left alone because somebody
// has changed them since.
func (s *Service) RevertNamed(ctx context.Context, id string) (Result, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n <= 0 {
		return Result{}, app.E(app.Invalid, "import.bad_id", "id", id)
	}
	run, err := s.runOf(ctx, n)
	if err != nil {
		return Result{}, err
	}
	clashes, err := s.Revert(ctx, n, nil)
	if err != nil {
		return Result{}, err
	}
	return Result{Created: int(run.Created), Updated: int(run.Updated), Skipped: len(clashes), ImportID: id}, nil
}

// titled tells whether a name that the company gave a field passes.
func titled(f *entity.Field, pass func(string) bool) bool {
	return f.Title != "" && pass(f.Title) || f.TitleEN != "" && pass(f.TitleEN)
}
