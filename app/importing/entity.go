package importing

import (
	"kontor/app/entity"
)

// Entity names of what imports leave behind.
const (
	Runs    = "import_run"
	Schemes = "import_scheme"
)

// State says how far an import is.
type State string

// The states of an import.
const (
	Running   State = "running"
	Finished  State = "done"
	Cancelled State = "cancelled" // everything it wrote was taken back
	Broken    State = "broken"    // failed half-way, and was taken back
	Reverted  State = "reverted"  // taken back later on request
)

// Run is one import that wrote, or is writing. Its id is the import id of the records.
type Run struct {
	entity.Head
	Kind       string
	File       string
	Mode       string
	State      State
	Rows       int64
	Created    int64
	Updated    int64
	Unchanged  int64
	Skipped    int64
	Failed     int64
	StartedAt  int64
	EndedAt    int64
	BeatAt     int64 // the last sign of life of a running import
	RevertedAt int64
	Kept       int64 // fields that a revert left alone because somebody changed them since
}

// DescribeRun describes imports.
func DescribeRun() *entity.Desc[Run] {
	return entity.Describe(Runs, "file", func(r *Run, e *entity.Fields) {
		e.Text("kind", &r.Kind).Must().Max(40)
		e.Text("file", &r.File).Max(400)
		e.Text("mode", &r.Mode).Max(20)
		entity.Choice(e, "state", &r.State, Running, Finished, Cancelled, Broken, Reverted).Silent()
		e.Int("rows_n", &r.Rows).Silent()
		e.Int("created_n", &r.Created).Silent()
		e.Int("updated_n", &r.Updated).Silent()
		e.Int("unchanged_n", &r.Unchanged).Silent()
		e.Int("skipped_n", &r.Skipped).Silent()
		e.Int("failed_n", &r.Failed).Silent()
		e.Instant("started_at", &r.StartedAt).Silent()
		e.Instant("ended_at", &r.EndedAt).Silent()
		e.Instant("beat_at", &r.BeatAt).Silent()
		e.Instant("reverted_at", &r.RevertedAt).Silent()
		e.Int("kept_n", &r.Kept).Silent()
	})
}

// Scheme is a remembered mapping: files with the same headers find it again.
type Scheme struct {
	entity.Head
	Name      string
	Kind      string
	Signature string
	Mapping   string // Mapping as JSON
	UsedAt    int64
}

// DescribeScheme describes remembered mappings.
func DescribeScheme() *entity.Desc[Scheme] {
	return entity.Describe(Schemes, "name", func(s *Scheme, e *entity.Fields) {
		e.Text("name", &s.Name).Must().Max(120)
		e.Text("kind", &s.Kind).Must().Max(40)
		e.Text("signature", &s.Signature).Must().Max(60)
		e.LongText("mapping", &s.Mapping).Max(200_000).Silent()
		e.Instant("used_at", &s.UsedAt).Silent()
	})
}
