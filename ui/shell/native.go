package shell

import (
	"errors"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/ncruces/zenity"

	"kontor/ui/kit"
)

// SystemDialogs are the operating system's own file dialogs and programs.
type SystemDialogs struct{}

// PickFile shows the dialog to open a file; an empty path means it was cancelled. Where
// the system has no dialog the error says so.
func (SystemDialogs) PickFile(r kit.FileRequest, then func(string, error)) {
	options := append(dialogOptions(r), zenity.Filename(r.Name))
	if r.Folder {
		options = append(options, zenity.Directory())
	}
	then(answered(zenity.SelectFile(options...)))
}

// SaveFile shows the dialog to save a file.
func (SystemDialogs) SaveFile(r kit.FileRequest, then func(string, error)) {
	options := append(dialogOptions(r), zenity.Filename(r.Name))
	if r.Confirm {
		options = append(options, zenity.ConfirmOverwrite())
	}
	path, err := answered(zenity.SelectFileSave(options...))
	if path != "" && filepath.Ext(path) == "" && len(r.Exts) > 0 {
		path += "." + r.Exts[0]
	}
	then(path, err)
}

func dialogOptions(r kit.FileRequest) []zenity.Option {
	options := []zenity.Option{zenity.Title(r.Title)}
	if len(r.Exts) > 0 {
		var patterns []string
		for _, e := range r.Exts {
			patterns = append(patterns, "*."+e)
		}
		options = append(options, zenity.FileFilter{Name: r.Kinds, Patterns: patterns, CaseFold: true})
	}
	return options
}

func answered(path string, err error) (string, error) {
	if errors.Is(err, zenity.ErrCanceled) {
		return "", nil
	}
	return path, err
}

// OpenFile shows a file with the program that the system has for it.
func (SystemDialogs) OpenFile(path string) error {
	switch runtime.GOOS {
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", path).Start()
	case "darwin":
		return exec.Command("open", path).Start()
	}
	if strings.HasPrefix(path, "-") {
		path = "./" + path
	}
	return exec.Command("xdg-open", path).Start()
}
