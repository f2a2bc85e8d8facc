package bankfile

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"kontor/app"
	"kontor/app/money"
)

// arrange puts the lines into their order of time and holds the running balance: what a
// line leaves is what the one before left, and its own amount.
func (s *Statement) arrange() error {
	n := len(s.Lines)
	if s.Lines[0].On > s.Lines[n-1].On {
		slices.Reverse(s.Lines)
	}
	s.Balanced = true
	for _, l := range s.Lines {
		s.Balanced = s.Balanced && l.Balanced
	}
	if !s.Balanced {
		s.sum()
		return nil
	}
	at := s.breaks()
	if at >= 0 { // within one day it is not said which comes first
		slices.Reverse(s.Lines)
		other := s.breaks()
		if other >= 0 && s.Lines[0].On > s.Lines[n-1].On {
			slices.Reverse(s.Lines)
			other = at
		}
		if at = other; at >= 0 {
			l, before := s.Lines[at], s.Lines[at-1]
			want := before.Balance + l.In - l.Out
			return app.E(app.Invalid, "bank.balance", "row", l.Row, "want", money.Of(want, "CNY"), "found", money.Of(l.Balance, "CNY"))
		}
	}
	s.sum()
	return nil
}

// breaks is the first line whose balance does not follow, -1 when all do.
func (s *Statement) breaks() int {
	for i := 1; i < len(s.Lines); i++ {
		l := s.Lines[i]
		if s.Lines[i-1].Balance+l.In-l.Out != l.Balance {
			return i
		}
	}
	return -1
}

func (s *Statement) sum() {
	if s.Balanced {
		first := s.Lines[0]
		s.Opening = first.Balance - first.In + first.Out
	}
	s.Closing = s.Opening
	for _, l := range s.Lines {
		s.Closing += l.In - l.Out
	}
}

// Sums is what came in and went out.
func (s *Statement) Sums() (in, out money.Minor) {
	for _, l := range s.Lines {
		in, out = in+l.In, out+l.Out
	}
	return in, out
}

// Prints gives each line a mark by which it is known again when the same days are imported
// once more. Lines that are the same in everything are counted.
func (s *Statement) Prints() []string {
	seen := map[string]int{}
	out := make([]string, len(s.Lines))
	for i, l := range s.Lines {
		text := l.On.String() + "|" + strconv.FormatInt(int64(l.In), 10) + "|" + strconv.FormatInt(int64(l.Out), 10) + "|"
		if l.Ref != "" {
			text += l.Ref
		} else {
			text += l.Time + "|" + l.Party + "|" + l.Memo
			if l.Balanced {
				text += "|" + strconv.FormatInt(int64(l.Balance), 10)
			}
		}
		seen[text]++
		sum := sha256.Sum256([]byte(text + "|" + strconv.Itoa(seen[text])))
		out[i] = hex.EncodeToString(sum[:16])
	}
	return out
}
