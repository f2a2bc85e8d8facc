package shell

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"kontor/app"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// key takes what the focused surface and its page left over: the page's commands when
// the focus is elsewhere, then the keys that hold in every window (design §5).
func (w *window) key(k kit.Key, inField bool) bool {
	if w.blank != nil {
		return w.blank.Keys != nil && w.blank.Keys(k, inField)
	}
	if w.sh.desk == nil {
		return false
	}
	if kit.RunKey(w.commands(), k, inField) {
		return true
	}
	if area, ok := strings.CutPrefix(string(k), "Alt+Shift+"); ok {
		return w.areaKey(area, w.detachArea)
	}
	if area, ok := strings.CutPrefix(string(k), "Alt+"); ok && w.areaKey(area, func(a Area) { w.openArea(a, Target{}) }) {
		return true
	}
	switch k {
	case "Ctrl+K":
		w.openPalette()
	case "Ctrl+N":
		w.newMenu(nil)
	case "Ctrl+,":
		w.footArea()
	case "Ctrl+Z":
		w.undo()
	case "Ctrl+Y", "Ctrl+Shift+Z":
		w.redo()
	case "Alt+Left":
		w.goBack()
	case "Alt+Right":
		w.goAhead()
	case "Ctrl+W":
		if !w.detached {
			return false
		}
		w.askClose()
	case "F6":
		w.cycleFocus()
	case "Ctrl+=", "Ctrl++":
		w.zoom(0.1)
	case "Ctrl+-":
		w.zoom(-0.1)
	case "Ctrl+0":
		w.sh.SetZoom(1)
	default:
		return w.actionKey(k)
	}
	return true
}

// areaKey runs fn for the n-th area of the rail.
func (w *window) areaKey(digit string, fn func(Area)) bool {
	n, err := strconv.Atoi(digit)
	if err != nil {
		return false
	}
	for _, a := range w.sh.visibleAreas() {
		if a.Foot {
			continue
		}
		if n--; n == 0 {
			fn(a)
			return true
		}
	}
	return false
}

func (w *window) footArea() {
	for _, a := range w.sh.visibleAreas() {
		if a.Foot {
			w.openArea(a, Target{})
			return
		}
	}
}

func (w *window) actionKey(k kit.Key) bool {
	for _, a := range w.sh.actions() {
		for _, own := range a.Keys {
			if own == k {
				w.runAction(a, 0)
				return true
			}
		}
	}
	return false
}

// actions are those that the person may do.
func (sh *Shell) actions() []Action {
	var out []Action
	for _, a := range sh.desk.Actions {
		if a.Need.Kind == "" || sh.desk.Actor.Can(a.Need) {
			out = append(out, a)
		}
	}
	return out
}

// runOnRecords runs an action on what is chosen in the page.
func (w *window) runOnRecords(a Action) {
	kind, ids := "", []int64(nil)
	if p, ok := w.cur.page.(kit.Recorder); ok {
		kind, ids = p.Chosen()
	}
	if len(ids) == 0 {
		w.report(app.E(app.NotFound, "shell.nothing_chosen"))
		return
	}
	a.OnRecords(w.cur.host, kind, ids)
}

// runAction opens what the action opens, with the object as an argument.
func (w *window) runAction(a Action, object int64) {
	switch {
	case a.OnRecords != nil && w.cur != nil:
		w.runOnRecords(a)
		return
	case a.Run != nil && w.cur != nil:
		a.Run(w.cur.host, object)
		return
	}
	t := a.Target
	t.Args = map[string]string{}
	for k, v := range a.Target.Args {
		t.Args[k] = v
	}
	if object != 0 {
		t.Args[a.Arg] = strconv.FormatInt(object, 10)
	}
	w.open(t)
}

func (w *window) zoom(by float32) {
	z, err := strconv.ParseFloat(w.sh.p.Prefs.Get("zoom"), 32)
	if err != nil {
		z = 1
	}
	w.sh.SetZoom(float32(z) + by)
}

// cycleFocus goes from rail to page and back; pages cycle their own panes with F6 first.
func (w *window) cycleFocus() {
	if w.rail.FocusedID() != "" && w.cur != nil {
		w.cur.page.Focus()
		return
	}
	w.rail.FocusFirst()
}

// undo takes the session's last change back and says what it was.
func (w *window) undo() { w.history(w.sh.desk.Undo, "shell.undone", "shell.undone_last") }

func (w *window) redo() { w.history(w.sh.desk.Redo, "shell.redone", "shell.redone_last") }

// history says with key what was done, and with last when nothing more is known of it.
func (w *window) history(do func(ctx context.Context) (string, error), key, last string) {
	if do == nil {
		return
	}
	d := w.sh.desk
	go func() {
		what, err := do(d.Ctx)
		kit.Post(func() {
			if w.sh.desk != d {
				return
			}
			if err != nil {
				w.report(err)
				return
			}
			if what == "" {
				key = last
			}
			w.layer.EndOffers()
			w.layer.Toast(kit.ToastSpec{Text: w.sh.tongue.T(key, "what", what), Icon: icons.Undo})
		})
	}()
}

// report tells an error in the window: small refusals as a toast, the rest as a dialog
// that stays until it was read.
func (w *window) report(err error) {
	text := w.sh.tongue.Error(err)
	if app.KindOf(err) == app.Internal {
		w.sh.log().Error("reported", "err", errorText(err))
		if time.Since(w.noted) > sameFailure {
			w.showFailure(text, err)
		}
		return
	}
	w.layer.Toast(kit.ToastSpec{Text: text, Icon: icons.CircleAlert})
}

// sameFailure is how long after a page showed that it cannot load another failure of the
// same window is taken as one with it: a page reads several things, and none of them comes.
const sameFailure = 2 * time.Second

// note logs what the page itself shows.
func (w *window) note(err error) {
	if app.KindOf(err) == app.Internal {
		w.noted = time.Now()
		w.sh.log().Error("shown by the page", "err", errorText(err))
	}
}

// showFailure tells that something went wrong inside; more of the same wait for nobody.
func (w *window) showFailure(text string, err error) {
	if w.failing {
		return
	}
	w.failing = true
	t := w.sh.tongue.T
	over := func() { w.failing = false }
	w.layer.ShowDialog(&kit.Dialog{Title: t("shell.failed"), Text: text, OnCancel: over, Buttons: []kit.DialogButton{
		{Text: t("shell.copy_details"), Left: true, Run: func() bool { over(); w.copyDetails(err); return false }},
		{Text: t("shell.understood"), Kind: kit.Primary, Cancel: true, Run: func() bool { over(); return false }},
	}})
}

func (sh *Shell) report(err error) {
	if sh.main != nil {
		sh.main.report(err)
	}
}

func (w *window) copyDetails(err error) {
	if w.sh.p.App != nil {
		w.sh.p.App.Clipboard().SetContent("Kontor " + w.sh.p.Version + "\n" + errorText(err))
	}
}

// errorText is the error with its causes, for log and clipboard. Our errors carry keys
// and numbers of records, not what is in them.
func errorText(err error) string {
	var e *app.Error
	if errors.As(err, &e) {
		if e.Err != nil {
			return e.Key + ": " + e.Err.Error()
		}
		return e.Key
	}
	return err.Error()
}

func panicText(r any) string { return fmt.Sprint(r) + "\n" + string(debug.Stack()) }
