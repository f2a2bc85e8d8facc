package rules

import (
	"encoding/json"
	"fmt"
)

// Step is one line of the trace: a rule and what it found. Its sentence is the text
// "attendance.trace.<Rule>" with the arguments under the names given in stepArgs.
type Step struct {
	Rule string
	Args []string
}

// Say makes a sentence from a key and name, value pairs, in the reader's language.
type Say func(key string, pairs ...any) string

// stepArgs names the arguments of each rule, in order.
var stepArgs = map[string][]string{
	"shift":        {"shift", "planned"},
	"no_shift":     {},
	"rest":         {},
	"leave":        {"type", "from", "to", "minutes"},
	"leave_skip":   {"type"},
	"trip":         {"from", "to", "minutes"},
	"nothing_owed": {},
	"repeated":     {"at", "first", "minutes"},
	"in":           {"segment", "at", "due"},
	"out":          {"segment", "at", "due"},
	"in_correct":   {"segment", "at", "due"},
	"out_correct":  {"segment", "at", "due"},
	"in_free":      {"segment", "due"},
	"out_free":     {"segment", "due"},
	"in_missing":   {"segment", "from", "to"},
	"out_missing":  {"segment", "from", "to"},
	"again":        {"at", "minutes"},
	"flex":         {"minutes"},
	"allowance":    {"minutes", "out"},
	"late":         {"minutes"},
	"late_grace":   {"minutes", "grace"},
	"late_deduct":  {"minutes", "grace", "left"},
	"late_absent":  {"minutes", "limit", "days"},
	"early":        {"minutes"},
	"early_grace":  {"minutes", "grace"},
	"early_deduct": {"minutes", "grace", "left"},
	"early_absent": {"minutes", "limit", "days"},
	"absent":       {"owed", "planned", "days"},
	"worked":       {"minutes"},
	"unused":       {"at"},
	"overtime":     {"from", "to", "minutes", "rate"},
	"overtime_no":  {"from", "to"},
	"overtime_cut": {"rate", "minutes", "unit", "left"},
	"waiting":      {"until"},
	"waived":       {},
	"no_slot":      {"segment"},
	"overlap":      {},
}

func step(rule string, args ...any) Step {
	s := Step{Rule: rule}
	for _, a := range args {
		s.Args = append(s.Args, fmt.Sprint(a))
	}
	return s
}

// Text is the sentence of the step.
func (s Step) Text(say Say) string {
	var pairs []any
	for i, name := range stepArgs[s.Rule] {
		if i >= len(s.Args) {
			break
		}
		v := s.Args[i]
		if name == "type" && KnownLeave(v) {
			v = say("leave.type." + v)
		}
		pairs = append(pairs, name, v)
	}
	return say("attendance.trace."+s.Rule, pairs...)
}

// Rules lists all rules that may stand in a trace, for the test of the texts.
func Rules() []string {
	out := make([]string, 0, len(stepArgs))
	for r := range stepArgs {
		out = append(out, r)
	}
	return out
}

// MarshalJSON keeps a step short, because every stored day carries its trace.
func (s Step) MarshalJSON() ([]byte, error) { return json.Marshal(append([]string{s.Rule}, s.Args...)) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (s *Step) UnmarshalJSON(b []byte) error {
	var all []string
	if err := json.Unmarshal(b, &all); err != nil {
		return err
	}
	if len(all) == 0 {
		return fmt.Errorf("rules: a step without a rule")
	}
	s.Rule, s.Args = all[0], nil
	if len(all) > 1 {
		s.Args = all[1:]
	}
	return nil
}
