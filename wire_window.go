package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"fyne.io/fyne/v2/app"

	kontor "kontor/app"
	"kontor/app/search"
	"kontor/ui/cli"
	"kontor/ui/kit"
	"kontor/ui/shell"
)

// window opens the window and runs until it is closed.
func (h *house) window(_ context.Context, w cli.Where) error {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return kontor.E(kontor.Internal, "shell.no_screen")
	}
	kit.Match = matcher(h.spelling)
	f := &front{house: h, where: w}
	a := app.NewWithID("example.kontor")
	sh := shell.New(shell.Params{
		App: a, Front: f, Prefs: prefs{h.settings, h.log}, Log: h.log, Version: version, Lang: w.Lang,
		Native: shell.SystemDialogs{}, Manual: openManual, Parts: os.Getenv("KONTOR_PARTS"),
	})
	h.look = looks{sh, h}
	f.raise = func() { kit.Post(sh.Raise) }
	a.Lifecycle().SetOnStarted(func() { kit.Post(func() { sh.Fit(screen()) }) })
	sh.Start(shell.OpenRequest{Company: w.Company, User: w.User, Password: w.Password})
	// The toolkit quits by itself on an interrupt; another Quit would touch windows that
	// are gone by then.
	a.Run()
	sh.Close()
	return nil
}

// matcher finds characters, pinyin and initials in the suggestions of pickers.
func matcher(sp *search.Spelling) func(query, text string) ([]kit.Mark, bool) {
	return func(query, text string) ([]kit.Mark, bool) {
		if query == "" {
			return nil, true
		}
		spans := sp.Match(text, query)
		marks := make([]kit.Mark, len(spans))
		for i, s := range spans {
			marks[i] = kit.Mark{From: s.From, To: s.To}
		}
		return marks, len(spans) > 0
	}
}

// openManual shows the manual: beside the program, or where its sources are.
func openManual(lang string) {
	exe, err := os.Executable()
	if err != nil {
		return
	}
	for _, dir := range []string{filepath.Join(filepath.Dir(exe), "manual"), filepath.Join(filepath.Dir(exe), "..", "docs", "manual")} {
		file := filepath.Join(dir, lang, "README.md")
		if _, err := os.Stat(file); err == nil {
			open := map[string]string{"windows": "explorer", "darwin": "open"}[runtime.GOOS]
			if open == "" {
				open = "xdg-open"
			}
			_ = exec.Command(open, file).Start()
			return
		}
	}
}

// looks lets the settings window change the shell.
type looks struct {
	*shell.Shell
	h *house
}

func (l looks) Get(key string) string { return prefs{l.h.settings, l.h.log}.Get(key) }
