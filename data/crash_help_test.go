package data_test

import (
	"errors"
	"io"
	"slices"
	"strings"

	"kontor/app"
)

func keyOf(err error) string {
	var e *app.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return "no sentence"
}

func containsLine(text, line string) bool { return slices.Contains(strings.Split(text, "\n"), line) }

type noise struct{}

func (noise) Read(p []byte) (int, error) { return len(p), nil }

func bigReader(n int64) io.Reader { return io.LimitReader(noise{}, n) }
