package identity

import "time"

// Lockout says how long a login waits after failed attempts: five are free, then the
// wait doubles from 30 seconds up to 15 minutes. A success starts over.
type Lockout struct {
	Free  int
	First time.Duration
	Most  time.Duration
}

// DefaultLockout is the rule of a new company.
var DefaultLockout = Lockout{Free: 5, First: 30 * time.Second, Most: 15 * time.Minute}

// Wait is the pause after the given number of failures in a row.
func (l Lockout) Wait(failures int) time.Duration {
	if failures < l.Free {
		return 0
	}
	wait := l.First
	for i := l.Free; i < failures && wait < l.Most; i++ {
		wait *= 2
	}
	return min(wait, l.Most)
}

// Left is how much of the pause remains at now when the last failure was at last.
func (l Lockout) Left(failures int, last, now time.Time) time.Duration {
	left := l.Wait(failures) - now.Sub(last)
	if left < 0 {
		return 0
	}
	return min(left, l.Wait(failures)) // a clock set back must not lock for longer
}
