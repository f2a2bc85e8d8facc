package effect_test

import (
	"context"
	"errors"
	"testing"

	"kontor/app/effect"
)

func TestTheFirstRefusalStopsAnEffect(t *testing.T) {
	var topic effect.Topic[int]
	if !topic.Quiet() {
		t.Error("nobody listens yet")
	}
	no := errors.New("no")
	var ran []int
	topic.Do(func(_ context.Context, n int) error { ran = append(ran, n); return nil })
	topic.Do(func(context.Context, int) error { return no })
	topic.Do(func(_ context.Context, n int) error { ran = append(ran, -n); return nil })
	if err := topic.Raise(context.Background(), 7); err != no || len(ran) != 1 || topic.Quiet() {
		t.Errorf("%v %v", err, ran)
	}
}

func TestNoticesReachWhoListensNow(t *testing.T) {
	var bus effect.Bus
	n := 0
	stop := bus.Listen(func(effect.Notice) { n++ })
	bus.Listen(func(effect.Notice) { n += 10 })
	bus.Post(effect.Notice{Kind: "x"})
	stop()
	bus.Post(effect.Notice{Kind: "x"})
	if n != 21 {
		t.Error(n)
	}
	var none *effect.Bus
	none.Post(effect.Notice{})
}
