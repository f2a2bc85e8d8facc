package entity_test

import (
	"testing"

	"kontor/app"
	"kontor/app/entity"
)

func TestStepsOfADocument(t *testing.T) {
	type state string
	steps := map[state][]state{"draft": {"sent"}, "sent": {"done"}}
	s := state("draft")
	if err := entity.Step("letter", "L-1", &s, steps, "done"); app.KindOf(err) != app.Conflict || s != "draft" {
		t.Errorf("from draft to done: %v, state %q", err, s)
	}
	if err := entity.Step("letter", "L-1", &s, steps, "sent"); err != nil || s != "sent" {
		t.Errorf("from draft to sent: %v, state %q", err, s)
	}
}
