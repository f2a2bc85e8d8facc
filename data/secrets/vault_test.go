package secrets

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"kontor/app"
)

type boxes map[string][]byte

func (b boxes) Load(_ context.Context, name string) ([]byte, error) { return b[name], nil }
func (b boxes) Save(_ context.Context, name string, sealed []byte) error {
	if sealed == nil {
		delete(b, name)
	} else {
		b[name] = bytes.Clone(sealed)
	}
	return nil
}

type ring map[string]string

func (r ring) Get(a string) (string, error) { return r[a], nil }
func (r ring) Set(a, t string) error        { r[a] = t; return nil }
func (r ring) Delete(a string) error        { delete(r, a); return nil }

// broken is a keyring without a desktop; stuck is one that waits for somebody.
type broken struct{ stuck bool }

func (b broken) Get(string) (string, error) {
	if b.stuck {
		select {}
	}
	return "", errors.New(`exec: "dbus-launch": executable file not found in $PATH`)
}
func (b broken) Set(string, string) error { return errors.New("no") }
func (b broken) Delete(string) error      { return errors.New("no") }

const geheim = "hunter2-授权码"

func vault(t *testing.T, p Params) *Vault {
	t.Helper()
	p.Account, p.Patience = "company/7", 50*time.Millisecond
	v, err := Open(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func get(t *testing.T, v *Vault, name string) string {
	t.Helper()
	s, err := v.Get(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// passwort is long enough not to be found in random bytes.
const passwort = "leise Treppe 77"

func TestPlaces(t *testing.T) {
	for name, c := range map[string]struct {
		ring     Ring
		password string
		where    Where
		again    string // what a second start reads
	}{
		"keyring":       {ring{}, "", InKeyring, geheim},
		"keyring first": {ring{}, passwort, InKeyring, geheim},
		"no desktop":    {broken{}, passwort, InPassword, geheim},
		"keyring hangs": {broken{stuck: true}, passwort, InPassword, geheim},
		"no keyring":    {nil, passwort, InPassword, geheim},
		"neither nor":   {broken{}, "", InMemory, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := boxes{}
			v := vault(t, Params{Box: b, Ring: c.ring, Password: c.password})
			if v.Where() != c.where || get(t, v, "mail/1") != "" {
				t.Fatalf("kept in %s", v.Where())
			}
			if err := v.Set(context.Background(), "mail/1", geheim); err != nil {
				t.Fatal(err)
			}
			if get(t, v, "mail/1") != geheim {
				t.Error("not read back")
			}
			for n, sealed := range b {
				if bytes.Contains(sealed, []byte(geheim)) || bytes.Contains(sealed, []byte(passwort)) {
					t.Errorf("%s lies in the clear", n)
				}
			}
			second := vault(t, Params{Box: b, Ring: c.ring, Password: c.password})
			if got := get(t, second, "mail/1"); got != c.again {
				t.Errorf("after a restart: %q", got)
			}
			if c.again != "" && !bytes.Equal(second.Key("drafts"), v.Key("drafts")) || bytes.Equal(v.Key("drafts"), v.Key("x")) {
				t.Error("derived keys")
			}
			if err := second.Delete(context.Background(), "mail/1"); err != nil || get(t, second, "mail/1") != "" {
				t.Error("not forgotten")
			}
		})
	}
}

func TestWrongPassword(t *testing.T) {
	b := boxes{}
	v := vault(t, Params{Box: b, Password: "right"})
	_ = v.Set(context.Background(), "mail/1", geheim)
	_, err := Open(context.Background(), Params{Box: b, Password: "wrong", Account: "company/7"})
	var e *app.Error
	if !errors.As(err, &e) || e.Key != "secrets.wrong_password" || strings.Contains(err.Error(), "wrong ") {
		t.Errorf("%v", err)
	}
	if err := v.ChangePassword(context.Background(), "new"); err != nil {
		t.Fatal(err)
	}
	if got := get(t, vault(t, Params{Box: b, Password: "new"}), "mail/1"); got != geheim {
		t.Errorf("after the change of the password: %q", got)
	}
	if _, err := Open(context.Background(), Params{Box: b, Password: "right", Account: "company/7"}); err == nil {
		t.Error("the old password still opens")
	}
}

// Sealed rows that were exchanged, or that belong to another person, do not open.
func TestExchangedRows(t *testing.T) {
	b, r := boxes{}, ring{}
	v := vault(t, Params{Box: b, Ring: r})
	_ = v.Set(context.Background(), "mail/1", "one")
	_ = v.Set(context.Background(), "mail/2", "two")
	b["s/mail/1"], b["s/mail/2"] = b["s/mail/2"], b["s/mail/1"]
	if get(t, v, "mail/1") != "" || get(t, v, "mail/2") != "" {
		t.Error("an exchanged secret was taken")
	}
	b["s/mail/1"] = []byte("short")
	if get(t, v, "mail/1") != "" {
		t.Error("rubbish was taken")
	}
	if got := get(t, vault(t, Params{Box: b, Ring: ring{}}), "mail/2"); got != "" {
		t.Error("opened on another computer")
	}
}

// Costs in a hostile file are refused before any memory is taken.
func TestHostileCosts(t *testing.T) {
	b := boxes{wrapName: []byte(`{"salt":"AA==","t":4000000000,"m":4294967295,"p":1,"key":"AA=="}`)}
	if _, err := Open(context.Background(), Params{Box: b, Password: passwort, Account: "x"}); err == nil {
		t.Error("taken")
	}
}

func TestSystemRing(t *testing.T) {
	keyring.MockInit()
	v := vault(t, Params{Box: boxes{}, Ring: SystemRing{}})
	if v.Where() != InKeyring {
		t.Error(v.Where())
	}
	if err := (SystemRing{}).Delete("company/7"); err != nil {
		t.Error(err)
	}
	if err := (SystemRing{}).Delete("company/7"); err != nil {
		t.Error("deleting twice:", err)
	}
}
