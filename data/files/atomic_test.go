package files

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAtomicFileIsWholeOrOld(t *testing.T) {
	path := filepath.Join(t.TempDir(), "名单.xlsx")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, commit := range []bool{false, true} {
		f, err := Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte("new")); err != nil {
			t.Fatal(err)
		}
		want := "old"
		if commit {
			want = "new"
			if err := f.Commit(); err != nil {
				t.Fatal(err)
			}
		}
		f.Abort()
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("commit %v: %q %v", commit, got, err)
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); len(left) != 0 {
			t.Errorf("left over: %v", left)
		}
	}
	o, err := Open(path)
	if err != nil || o.Name != "名单.xlsx" || o.Size != 3 {
		t.Fatalf("%+v %v", o, err)
	}
	if err := o.End(); err != nil {
		t.Error(err)
	}
	if _, err := Open(path + "x"); !os.IsNotExist(err) {
		t.Errorf("a missing file: %v", err)
	}
}
