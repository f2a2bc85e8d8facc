package kit

import (
	"context"
	"errors"
	"time"

	"kontor/assets/icons"
)

// showPlaceholders is how long nothing is shown before placeholder rows appear; tellFailure
// is how long a page has to show why it could not load, before the shell says it.
const (
	showPlaceholders = 300 * time.Millisecond
	tellFailure      = 300 * time.Millisecond
)

// Loader runs one loading at a time for a page: a newer one makes the older's answer
// late, and late answers are dropped. Make one for each thing that loads on its own.
type Loader struct {
	host    Host
	redraw  func()
	gen     int
	cancel  context.CancelFunc
	waiting bool
	slow    bool
	failed  error
	shown   bool // the page asked for failed, so it shows it
	stop    func()
}

// NewLoader makes a loader; redraw is called when its state changes.
func NewLoader(h Host, redraw func()) *Loader { return &Loader{host: h, redraw: redraw} }

// Load runs fetch in a goroutine of the page and then hands its result to show on the
// main goroutine, unless Load was called again or the page was closed meanwhile.
// Errors that the page does not show itself, see Failed, go to the host's Report. The
// context of an overtaken fetch is cancelled.
func Load[T any](l *Loader, fetch func(ctx context.Context) (T, error), show func(T)) {
	l.Cancel()
	l.gen++
	gen := l.gen
	ctx, cancel := context.WithCancel(l.host.Context())
	l.cancel, l.waiting, l.failed, l.shown = cancel, true, nil, false
	l.stop = After(showPlaceholders, func() {
		if l.gen == gen && l.waiting {
			l.slow = true
			l.redraw()
		}
	})
	l.host.Go(func(context.Context) {
		v, err := fetch(ctx)
		l.host.Post(func() {
			if l.gen != gen {
				return
			}
			l.done()
			if err != nil {
				if !errors.Is(err, context.Canceled) {
					l.fail(err)
				}
			} else {
				show(v)
			}
			l.redraw()
		})
	})
}

// fail keeps why nothing was loaded. It is said once: by the page, or else by the shell.
func (l *Loader) fail(err error) {
	gen := l.gen
	l.failed = err
	After(tellFailure, func() {
		switch {
		case l.shown:
			l.host.Note(err)
		case l.gen == gen:
			l.host.Report(err)
		}
	})
}

func (l *Loader) done() {
	if l.stop != nil {
		l.stop()
	}
	if l.cancel != nil {
		l.cancel()
	}
	l.waiting, l.slow, l.cancel, l.stop = false, false, nil, nil
}

// Cancel drops what is being loaded.
func (l *Loader) Cancel() {
	if l.waiting {
		l.gen++
		l.done()
	}
}

// Waiting tells whether something is being loaded.
func (l *Loader) Waiting() bool { return l.waiting }

// Slow tells whether loading takes longer than 300 ms, so that placeholder rows show.
func (l *Loader) Slow() bool { return l.slow }

// Failed is the error of the last loading, or nil. Who asks shows it: nothing else tells
// the user then, so ask only where it is drawn.
func (l *Loader) Failed() error {
	l.shown = l.shown || l.failed != nil
	return l.failed
}

// Failure stands where something could not be loaded: why, and a button to try again when
// there is a way to.
func (c *Canvas) Failure(r Rect, h Host, err error, again func()) {
	e := Empty{Icon: icons.CircleAlert, Title: h.T("records.failed"), Text: h.ErrorText(err)}
	if again != nil {
		e.First = Button{ID: "again", Text: h.T("records.again"), Kind: Primary, Tap: again}
	}
	c.Empty(r, e)
}
