package identity

import (
	"strings"
	"testing"
	"time"
)

var quick = Cost{MemoryKiB: 64, Passes: 1, Threads: 1}

func TestPasswordHash(t *testing.T) {
	hash, err := HashPassword("青山不改-2026", quick)
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Fatalf("hash %q, %v", hash, err)
	}
	again, _ := HashPassword("青山不改-2026", quick)
	if again == hash {
		t.Error("two hashes of one password must differ by their salt")
	}
	for password, want := range map[string]bool{"青山不改-2026": true, "青山不改-2027": false, "": false} {
		if got, err := CheckPassword(hash, password); got != want || err != nil {
			t.Errorf("CheckPassword(%q) = %v, %v", password, got, err)
		}
	}
	if !WeakHash(hash, DefaultCost) || WeakHash(hash, quick) || WeakHash("", DefaultCost) {
		t.Error("WeakHash must ask for a new hash only where work was saved")
	}
}

func TestNoPassword(t *testing.T) {
	hash, err := HashPassword("", quick)
	if hash != "" || err != nil {
		t.Fatalf("no password must hash to nothing, got %q, %v", hash, err)
	}
	if ok, _ := CheckPassword("", ""); !ok {
		t.Error("no password must accept no password")
	}
	if ok, _ := CheckPassword("", "x"); ok {
		t.Error("no password must not accept any other")
	}
}

func TestForgedHash(t *testing.T) {
	for _, hash := range []string{
		"plain", "$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=4000000,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=64,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=64,t=1,p=0$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=64,t=1,p=1$$",
	} {
		if ok, err := CheckPassword(hash, "x"); ok || err == nil {
			t.Errorf("%s: accepted (%v, %v)", hash, ok, err)
		}
	}
}

func TestPasswordFault(t *testing.T) {
	for _, c := range []struct{ password, login, want string }{
		{"", "lin", "short"},
		{"1234567", "lin", "short"},
		{"七个汉字不够长", "lin", "short"},
		{"八个汉字就够长了", "lin", ""},
		{"12345678", "lin", "common"},
		{"PassWord", "lin", "common"},
		{"aaaaaaaaaa", "lin", "common"},
		{"linxiaowen", "linxiaowen", "name"},
		{"linxiaowen88", "linxiaowen", "name"},
		{"lan-shi-7716", "lin", ""},
	} {
		if got := PasswordFault(c.password, c.login); got != c.want {
			t.Errorf("PasswordFault(%q, %q) = %q, want %q", c.password, c.login, got, c.want)
		}
	}
}

func TestRecoveryCode(t *testing.T) {
	code, err := NewRecoveryCode()
	if err != nil || len(code) != 29 || strings.Count(code, "-") != 4 {
		t.Fatalf("code %q, %v", code, err)
	}
	typed := " " + strings.ToLower(strings.ReplaceAll(code, "-", " ")) + "\n"
	if TidyCode(typed) != TidyCode(code) || len(TidyCode(code)) != 25 {
		t.Errorf("typed %q is not read as %q", typed, code)
	}
	if other, _ := NewRecoveryCode(); other == code {
		t.Error("two codes must differ")
	}
}

func TestLockout(t *testing.T) {
	l := DefaultLockout
	for failures, want := range map[int]time.Duration{
		0: 0, 4: 0, 5: 30 * time.Second, 6: time.Minute,
		8: 4 * time.Minute, 10: 15 * time.Minute, 1000: 15 * time.Minute,
	} {
		if got := l.Wait(failures); got != want {
			t.Errorf("after %d failures %v, want %v", failures, got, want)
		}
	}
	at := time.Date(2026, 3, 18, 9, 0, 0, 0, time.UTC)
	if got := l.Left(5, at, at.Add(10*time.Second)); got != 20*time.Second {
		t.Errorf("left %v", got)
	}
	if l.Left(5, at, at.Add(time.Hour)) != 0 || l.Left(5, at, at.Add(-time.Hour)) != 30*time.Second {
		t.Error("the wait ends, and a clock set back does not make it longer")
	}
}
