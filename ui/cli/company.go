package cli

import (
	"context"

	"kontor/app/calendar"
)

// NewCompany is what `company new` asks for.
type NewCompany struct {
	File, Name, Lang string
	Sample           bool
	Today            calendar.Date
}

// Soundness is the answer of `company check` and `backup verify`.
type Soundness struct {
	Schema             int              `json:"schema"`
	Sound              bool             `json:"sound"`
	Counts             map[string]int64 `json:"counts"`
	LastVerifiedBackup string           `json:"last_verified_backup"`
	Problems           []string         `json:"problems,omitempty"`
}

// ImportWish is what `import` asks for; ImportResult is its answer.
type ImportWish struct {
	Kind, Source, MapFile, Mode, Key string
	DryRun                           bool
	Progress                         func(done, all int)
}

// ImportResult counts the rows of an import.
type ImportResult struct {
	Created    int    `json:"created"`
	Updated    int    `json:"updated"`
	Skipped    int    `json:"skipped"`
	Failed     int    `json:"failed"`
	ErrorsFile string `json:"errors_file"`
	ImportID   string `json:"import_id"`
}

// Found is one answer of `search`.
type Found struct {
	Kind     string `json:"kind"`
	ID       string `json:"id"`
	Title    string `json:"title"`
	Subtitle string `json:"subtitle"`
}

// ExportWish is what `export` asks for.
type ExportWish struct{ Kind, To, View, Filter, Purpose string }

// PrintWish is what `print` asks for.
type PrintWish struct{ Kind, Number, To, Template, Paper string }

// Tour is what `tour` asks for.
type Tour struct {
	Out, Lang string
	Dark      bool
	Size      string  // of the window in pixels: 1440x872
	Zoom      float64 // 1.5 draws everything half as large again
	States    bool    // also the pages of the settings, and windows that are empty, forbidden, failed or in conflict
	Only      []string
}

// Company is an open company as the commands need it.
type Company interface {
	// Context carries the acting person.
	Context(ctx context.Context) context.Context
	Import(ctx context.Context, w ImportWish) (ImportResult, error)
	Revert(ctx context.Context, importID string) (ImportResult, error)
	Export(ctx context.Context, w ExportWish) (rows int, err error)
	Search(ctx context.Context, text string, limit int) ([]Found, error)
	Print(ctx context.Context, w PrintWish) (pages int, err error)
	CalcPeriod(ctx context.Context, from, to calendar.Date) (days int, err error)
	Sheet(ctx context.Context, month calendar.Date, to string) error
	MailSync(ctx context.Context) (fetched int, err error)
	MailSend(ctx context.Context) (sent, left int, err error)
	Backup(ctx context.Context, folder string) (file string, s Soundness, err error)
	Generate(ctx context.Context, customers, orders, employees int, progress func(done, all int)) error
	Close() error
}
