package main

import (
	"time"

	"kontor/app/calendar"
	"kontor/ui/kit"
	"kontor/ui/tr"
)

// inEveryLanguage gives the text of a key in all languages, Chinese first: with it imports
// and filters understand the labels that people write, and papers print them.
func inEveryLanguage(key string) []string {
	var out []string
	for _, lang := range []string{"zh", "en"} {
		if t := tr.In(lang); t.Has(key) {
			out = append(out, t.T(key))
		}
	}
	return out
}

// words writes values in the language of the window for what is shown outside of pages.
type words struct{ c *office }

func (w words) T(key string, args ...any) string { return kit.Tongue().T(key, args...) }
func (w words) Lang() string                     { return kit.Tongue().Lang }
func (w words) Today() calendar.Date             { return w.c.Ground.Registry.Today() }
func (w words) Zone() *time.Location             { return w.c.Ground.Registry.Zone() }
