package sample

import (
	"sync"
	"time"

	"kontor/app/calendar"
)

// Clock is a clock that the making of a company moves through the past year. A company
// is made with it and used with the real one afterwards.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// NewClock makes a clock that stands at an instant.
func NewClock(at time.Time) *Clock { return &Clock{at: at} }

// Now is where the clock stands.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Set puts the clock; it never goes backwards.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.After(c.at) {
		c.at = t
	}
}

// Start is where the clock of a sample company has to stand when the company is made:
// the morning of the first day of its story, a bit more than a year before today.
func Start(today calendar.Date, zone *time.Location) time.Time {
	return storyStart(today).At(8*60, zone)
}

// storyStart is the first day of the month thirteen months before today.
func storyStart(today calendar.Date) calendar.Date { return today.AddMonths(-12).MonthStart() }
