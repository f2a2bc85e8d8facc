package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"testing"
	"time"

	"kontor/app"
)

func TestCleanName(t *testing.T) {
	for in, want := range map[string]string{
		"合同.pdf":                           "合同.pdf",
		`C:\temp\a.txt`:                    "a.txt",
		"../../etc/passwd":                 "passwd",
		"a\u202Efdp.exe":                   "afdp.exe",
		"con.txt":                          "_con.txt",
		"LPT1":                             "_LPT1",
		"a?b*.png":                         "a_b_.png",
		"trail. . ":                        "trail",
		"":                                 "file",
		"///":                              "file",
		"\x00\x01":                         "file",
		strings.Repeat("长", 100) + ".xlsx": strings.Repeat("长", 38) + ".xlsx",
	} {
		if got := CleanName(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestRef(t *testing.T) {
	sum := Sum(strings.Repeat("0a", 32))
	r, ok := ParseRef(Ref{sum, "a/b.pdf"}.String())
	if !ok || r.Sum != sum || r.Name != "a/b.pdf" {
		t.Errorf("%v %v", r, ok)
	}
	for _, bad := range []string{"", "x/y", string(sum), string(sum) + "/", strings.ToUpper(string(sum)) + "/a"} {
		if _, ok := ParseRef(bad); ok {
			t.Errorf("%q is no reference", bad)
		}
	}
}

type memory map[Sum]Info

func (m memory) Put(_ context.Context, r io.Reader) (Info, error) {
	b, err := io.ReadAll(r)
	h := sha256.Sum256(b)
	i := Info{Sum: Sum(hex.EncodeToString(h[:])), Size: int64(len(b))}
	m[i.Sum] = i
	return i, err
}

func (m memory) Open(context.Context, Sum) (io.ReadCloser, error) {
	return io.NopCloser(&bytes.Buffer{}), nil
}

func (m memory) Each(_ context.Context, fn func(Info) error) error {
	for _, i := range m {
		if err := fn(i); err != nil {
			return err
		}
	}
	return nil
}
func (m memory) Remove(_ context.Context, s Sum) error { delete(m, s); return nil }

type uses []Sum

func (u uses) UsedBlobs(_ context.Context, fn func(Sum)) error {
	for _, s := range u {
		fn(s)
	}
	return nil
}

// Only files that are old and unused go.
func TestSweep(t *testing.T) {
	now := time.Date(2026, 3, 18, 14, 32, 0, 0, time.UTC)
	sum := func(c string) Sum { return Sum(strings.Repeat(c, 64)) }
	m := memory{}
	for c, age := range map[string]time.Duration{"a": time.Hour, "b": 48 * time.Hour, "c": 48 * time.Hour} {
		m[sum(c)] = Info{Sum: sum(c), At: now.Add(-age)}
	}
	n, err := Sweep(context.Background(), SweepParams{
		Store: m, Users: []User{uses{sum("b")}}, Grace: 24 * time.Hour,
		Clock: app.ClockFunc(func() time.Time { return now }),
	})
	if err != nil || n != 1 || len(m) != 2 || m[sum("c")].Sum != "" {
		t.Errorf("%d removed, %v, left %v", n, err, m)
	}
}
