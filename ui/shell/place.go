package shell

import (
	"encoding/json"

	"kontor/ui/kit"
)

// placeKey is the setting that keeps where somebody was in an area of a company: tab, view,
// filter, order and record. A window of its own has a place of its own.
func (w *window) placeKey(a Area) string {
	d := w.sh.desk
	key := "place." + d.Name + "." + d.Actor.Name + "." + a.ID
	if w.detached {
		key += ".window"
	}
	return key
}

// keepPlaces remembers where the home pages of the window are, before they close.
func (w *window) keepPlaces() {
	if w.sh.desk == nil {
		return
	}
	for _, s := range w.areas {
		if raw, err := json.Marshal(s.page.Save()); err == nil {
			w.sh.p.Prefs.Set(w.placeKey(s.area), string(raw))
		}
	}
}

// goOn brings a new home page to where it was when it was closed. A window that was never
// open begins where the main one is.
func (w *window) goOn(s *slot) {
	var state kit.State
	if json.Unmarshal([]byte(w.sh.p.Prefs.Get(w.placeKey(s.area))), &state) != nil {
		if home := w.sh.main.areas[s.area.ID]; w.detached && home != nil {
			state = home.page.Save()
		}
	}
	if len(state) > 0 {
		s.page.Restore(state)
	}
}
