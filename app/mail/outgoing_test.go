package mail

import (
	"errors"
	"testing"
	"time"
)

// The timetable of the outbox: 1m, 5m, 15m, 1h, eight times 4h, then it has failed.
func TestAfter(t *testing.T) {
	now := time.Date(2026, 3, 18, 6, 32, 0, 0, time.UTC)
	o := &Outgoing{State: InFlight}
	later := &SendError{Outcome: Temporary, Code: 450, Status: "4.7.1", Text: "greylisted"}
	want := []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour}
	for range 8 {
		want = append(want, 4*time.Hour)
	}
	for i, pause := range want {
		o.After(later, now)
		if o.State != Queued || o.NextAt != now.Add(pause) || o.Attempts != i+1 || o.Code != 450 || o.Status != "4.7.1" || o.Error != "mail.send_temporary" {
			t.Fatalf("after attempt %d: %+v, want a pause of %v", i+1, o, pause)
		}
		now = o.NextAt
	}
	if o.After(later, now); o.State != Failed || !o.NextAt.IsZero() {
		t.Errorf("after attempt 13: %+v", o)
	}

	for _, c := range []struct {
		err   error
		state Sending
		key   string
	}{
		{nil, Sent, ""},
		{&SendError{Outcome: Permanent, Code: 550}, Failed, "mail.send_permanent"},
		{&SendError{Outcome: Unknown, Err: errors.New("EOF")}, Uncertain, "mail.send_unknown"},
		{Refusal(Unreachable, "smtp.x.example"), Queued, Unreachable},
		{Refusal(LoginRefused, "smtp.x.example"), Queued, LoginRefused},
		{Refusal(NotAllowed, "smtp.x.example"), Failed, NotAllowed},
		{errors.New("disk"), Failed, "internal"},
	} {
		o := &Outgoing{State: InFlight}
		o.After(c.err, now)
		if o.State != c.state || o.Error != c.key || (o.State == Queued) != !o.NextAt.IsZero() || (o.State == Sent) != !o.SentAt.IsZero() {
			t.Errorf("%v: %+v, want %s %s", c.err, o, c.state, c.key)
		}
	}
}
