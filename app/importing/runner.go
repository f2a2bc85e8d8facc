package importing

import (
	"context"
	"sync"
	"time"

	"kontor/app/identity"
)

// Runner runs imports that outlive the page that started them: the page may be left, and
// finds its import again when it comes back.
type Runner struct {
	s    *Service
	base context.Context // ends when the company is closed

	mu     sync.Mutex
	list   []*Task
	change func()
	wait   sync.WaitGroup
}

// NewRunner makes the runner of an open company; base ends when it is closed.
func NewRunner(base context.Context, s *Service) *Runner { return &Runner{s: s, base: base} }

// OnChange tells whom to call when an import moves on: from the goroutine that works, some
// times a second at most.
func (r *Runner) OnChange(fn func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.change = fn
}

// Task is an import under way, or one that ended while the program was open.
type Task struct {
	Kind    Kind
	File    string
	Rows    int // of the file
	Started time.Time

	r      *Runner
	job    Job
	cancel context.CancelFunc

	mu       sync.Mutex
	progress Progress
	done     bool
	report   *Report
	err      error
	told     time.Time
}

// Snap is how an import stands.
type Snap struct {
	Progress Progress
	Done     bool
	Report   *Report
	Err      error
	Share    float64       // of the whole, 0 … 1
	Left     time.Duration // how long it will go on, about; 0: not known
}

// Start begins an import for the acting person of ctx. rows is the number of rows of the
// file, for the display.
func (r *Runner) Start(ctx context.Context, job Job, rows int) (*Task, error) {
	actor, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	own, cancel := context.WithCancel(identity.With(r.base, actor))
	x := &Task{Kind: job.Kind, File: job.Source.Info().Name, Rows: rows, Started: r.s.g.Clock.Now(), r: r, cancel: cancel}
	job.Progress = x.tell
	x.job = job
	r.mu.Lock()
	r.list = append([]*Task{x}, r.list...)
	r.mu.Unlock()
	r.wait.Add(1)
	go func() {
		defer r.wait.Done()
		report, err := r.s.Run(own, job)
		x.mu.Lock()
		x.done, x.report, x.err = true, report, err
		x.mu.Unlock()
		cancel()
		r.changed()
	}()
	return x, nil
}

// Wait waits for every import to end: when the company is closed, after base ended.
func (r *Runner) Wait() { r.wait.Wait() }

// List gives the imports of this session, the newest first.
func (r *Runner) List() []*Task {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]*Task(nil), r.list...)
}

func (r *Runner) changed() {
	r.mu.Lock()
	fn := r.change
	r.mu.Unlock()
	if fn != nil {
		fn()
	}
}

// often is how often, at most, screens hear of progress.
const often = 150 * time.Millisecond

func (x *Task) tell(p Progress) {
	x.mu.Lock()
	x.progress = p
	quiet := time.Since(x.told) < often
	if !quiet {
		x.told = time.Now()
	}
	x.mu.Unlock()
	if !quiet {
		x.r.changed()
	}
}

// Cancel ends the import; what it wrote is taken back.
func (x *Task) Cancel() { x.cancel() }

// Job is what the import was started with: for the file of its failed rows.
func (x *Task) Job() Job { return x.job }

// Snap tells how the import stands.
func (x *Task) Snap() Snap {
	x.mu.Lock()
	defer x.mu.Unlock()
	s := Snap{Progress: x.progress, Done: x.done, Report: x.report, Err: x.err}
	s.Share = wholeShare(x.progress)
	if !x.done && s.Share > 0.02 {
		gone := x.r.s.g.Clock.Now().Sub(x.Started)
		s.Left = time.Duration(float64(gone)/s.Share) - gone
	}
	return s
}

// wholeShare: writing takes about three quarters of the time, publishing the rest.
func wholeShare(p Progress) float64 {
	switch p.Stage {
	case Staging:
		return 0.75 * p.Share
	case Publishing:
		return 0.75 + 0.25*p.Share
	}
	return 0
}
