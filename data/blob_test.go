package data_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontor/app"
	"kontor/app/blob"
	"kontor/data"
	"kontor/data/datatest"
)

func TestBlobs(t *testing.T) {
	datatest.Each(t, func(t *testing.T, db *data.DB) {
		ctx := context.Background()
		store := db.Blobs()
		put := func(b []byte) blob.Info {
			t.Helper()
			i, err := store.Put(ctx, bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			return i
		}
		get := func(s blob.Sum) []byte {
			t.Helper()
			r, err := store.Open(ctx, s)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			b, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		big := make([]byte, 1<<20+17)
		for i := range big {
			big[i] = byte(rand.IntN(256))
		}
		for _, b := range [][]byte{{}, []byte("合同"), big, big[:256<<10]} {
			i := put(b)
			if again := put(b); again.Sum != i.Sum || i.Size != int64(len(b)) {
				t.Errorf("%+v, then %+v", i, again)
			}
			if !bytes.Equal(get(i.Sum), b) {
				t.Errorf("%d bytes came back changed", len(b))
			}
		}
		n := 0
		last := blob.Sum("")
		if err := store.Each(ctx, func(i blob.Info) error {
			if i.Sum <= last || i.At.IsZero() {
				t.Errorf("%+v after %s", i, last)
			}
			last = i.Sum
			n++
			return nil
		}); err != nil || n != 4 {
			t.Errorf("%d files, %v", n, err)
		}
		one := put([]byte("x"))
		if err := store.Remove(ctx, one.Sum); err != nil {
			t.Fatal(err)
		}
		if err := store.Remove(ctx, one.Sum); err != nil {
			t.Error("removing twice:", err)
		}
		for _, s := range []blob.Sum{one.Sum, "../../etc/passwd", ""} {
			if _, err := store.Open(ctx, s); app.KindOf(err) != app.NotFound {
				t.Errorf("%q: %v", s, err)
			}
		}
		if _, err := store.Put(ctx, io.MultiReader(strings.NewReader("half"), broken{})); err == nil {
			t.Error("half a file was stored")
		}
		left := 0
		if err := store.Each(ctx, func(blob.Info) error { left++; return nil }); err != nil || left != 4 {
			t.Errorf("%d files are left, %v", left, err)
		}
	})
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("broken") }

// A changed byte on the disk is noticed while reading.
func TestDamagedBlob(t *testing.T) {
	ctx := context.Background()
	db := datatest.Open(t, data.SQLite).DB
	i, err := db.Blobs().Put(ctx, strings.NewReader("合同"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(db.BlobDir(), string(i.Sum[:2]), string(i.Sum))
	if err := os.WriteFile(path, []byte("合异"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := db.Blobs().Open(ctx, i.Sum)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var e *app.Error
	if _, err := io.ReadAll(r); !errors.As(err, &e) || e.Key != "blob.damaged" {
		t.Errorf("%v", err)
	}
}
