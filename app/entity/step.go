package entity

import (
	"slices"

	"kontor/app"
)

// Step moves a document of a kind from its state to another one that steps allows from
// there. Else it is Conflict "<kind>.state", told with the document's name and the names of
// both states ("<kind>.state.<state>").
func Step[S ~string](kind, name string, state *S, steps map[S][]S, to S) error {
	if !slices.Contains(steps[*state], to) {
		return Stuck(kind, name, *state, to)
	}
	*state = to
	return nil
}

// Stuck is the refusal of Step, for a rule that steps cannot say.
func Stuck[S ~string](kind, name string, from, to S) error {
	return app.E(app.Conflict, kind+".state", "name", name,
		"from", Label(kind+".state."+string(from)), "to", Label(kind+".state."+string(to)))
}
