package files

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"

	"gopkg.in/natefinch/lumberjack.v2"
)

// OpenLog gives the program's log: JSON lines in a file that is rotated at 5 MB, five
// kept for 90 days. What looks like a person's data is taken out of every line.
func OpenLog(p Paths, level slog.Level) (*slog.Logger, io.Closer, error) {
	if err := os.MkdirAll(filepath.Dir(p.Log()), 0o700); err != nil {
		return nil, nil, err
	}
	out := &lumberjack.Logger{Filename: p.Log(), MaxSize: 5, MaxBackups: 5, MaxAge: 90}
	return slog.New(NewHandler(out, level)), out, nil
}

// KeepCrashes has the runtime write the trace of a crash to a file as well, appended.
func KeepCrashes(p Paths) error {
	if err := os.MkdirAll(filepath.Dir(p.Crash()), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(p.Crash(), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	defer f.Close() // the runtime keeps its own handle
	return debug.SetCrashOutput(f, debug.CrashOptions{})
}

// NewHandler writes JSON lines without personal data.
func NewHandler(w io.Writer, level slog.Level) slog.Handler {
	return slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level, ReplaceAttr: clean})
}

// secretKeys are attributes whose value never stands in a log, whatever it is.
var secretKeys = regexp.MustCompile(`(?i)pass|secret|token|authori[sz]ation|cookie|mobile|phone|tel$|mail$|address|id_?card|wage|salary|bank|iban|remark|note$|subject|body|content`)

// personal finds what names or reaches a person inside a text: mail addresses, telephone
// and card numbers, URLs with a password, names of files in a home folder.
var personal = []struct {
	find *regexp.Regexp
	put  string
}{
	{regexp.MustCompile(`(?i)\b([a-z][a-z0-9+.-]*://)[^\s/@:]+:[^\s/@]+@`), "${1}***@"},
	{regexp.MustCompile(`[\p{L}0-9._%+-]+@[\p{L}0-9.-]+\.[\p{L}]{2,}`), "***@***"},
	{regexp.MustCompile(`\b\d{17}[\dXx]\b`), "***"},
	{regexp.MustCompile(`\+?\b\d(?:[ -]?\d){9,18}\b`), "***"},
	{regexp.MustCompile(`(/home/|/Users/|\\Users\\)[^/\\\s"]+`), "${1}***"},
}

// times and counts may have many digits and are no telephone numbers.
func clean(_ []string, a slog.Attr) slog.Attr {
	if secretKeys.MatchString(a.Key) {
		return slog.String(a.Key, "***")
	}
	switch v := a.Value.Any().(type) {
	case string:
		return slog.String(a.Key, Mask(v))
	case error:
		return slog.String(a.Key, Mask(v.Error()))
	case []byte:
		return slog.Int(a.Key+"_bytes", len(v))
	}
	switch a.Value.Kind() {
	case slog.KindAny:
		return slog.String(a.Key, Mask(a.Value.String()))
	default:
		return a
	}
}

// Mask takes what looks like a person's data out of a text: for logs and fault reports.
func Mask(text string) string {
	for _, p := range personal {
		text = p.find.ReplaceAllString(text, p.put)
	}
	return text
}

// Discard is a logger that writes nowhere.
func Discard() *slog.Logger { return slog.New(slog.DiscardHandler) }
