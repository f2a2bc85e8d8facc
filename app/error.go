package app

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Kind says what sort of refusal an Error is; callers branch on it, never on the text.
type Kind int

// The kinds of refusal.
const (
	Internal Kind = iota // a fault of the program or of the machine
	NotFound             // the record does not exist, or not for this reader
	Invalid              // the input breaks a rule; Field may name the field
	Conflict             // the state of the record forbids the action, or a unique value is taken
	Stale                // somebody else saved a newer version meanwhile
	Denied               // the actor lacks the right
)

// Error is the only error that services return. Key names the sentence in the
// translation files ("error.<key>"), Args fill its {placeholders}. The sentence says
// what happened, why, and what to do; it is made in the reader's language by ui/tr.
type Error struct {
	Kind  Kind
	Key   string
	Field string // key of the field at fault, when there is one
	Args  map[string]any
	Err   error // the cause, for the log only
}

// E makes an Error. Pairs are name, value, name, value.
func E(kind Kind, key string, pairs ...any) *Error {
	e := &Error{Kind: kind, Key: key}
	for i := 0; i+1 < len(pairs); i += 2 {
		if e.Args == nil {
			e.Args = map[string]any{}
		}
		e.Args[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return e
}

// At returns e with the field at fault named.
func (e *Error) At(field string) *Error { e.Field = field; return e }

// Because returns e with its cause kept for the log.
func (e *Error) Because(err error) *Error { e.Err = err; return e }

// Error renders key and arguments for logs and tests; users see the translation.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Key)
	names := make([]string, 0, len(e.Args))
	for n := range e.Args {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		fmt.Fprintf(&b, " %s=%v", n, e.Args[n])
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf tells the kind of err; errors that are not ours are Internal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}
