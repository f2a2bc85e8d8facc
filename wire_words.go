package main

import (
	"time"

	"kontor/app/calendar"
	"kontor/ui/kit"
)

// words writes values in the language of the window for what is shown outside of pages.
type words struct{ c *office }

func (w words) T(key string, args ...any) string { return kit.Tongue().T(key, args...) }
func (w words) Lang() string                     { return kit.Tongue().Lang }
func (w words) Today() calendar.Date             { return w.c.Ground.Registry.Today() }
func (w words) Zone() *time.Location             { return w.c.Ground.Registry.Zone() }
