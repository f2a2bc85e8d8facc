package data_test

import (
	"context"
	"testing"

	"kontor/data"
	"kontor/data/datatest"
	"kontor/data/secrets"
)

// The vault of a person lies in the company of either engine, apart from that of others.
func TestSecretBox(t *testing.T) {
	datatest.Each(t, func(t *testing.T, db *data.DB) {
		ctx := context.Background()
		for _, person := range []int64{7, 8} {
			v, err := secrets.Open(ctx, secrets.Params{Box: data.NewSecretBox(db, person), Account: "c/7", Password: "pw"})
			if err != nil {
				t.Fatal(err)
			}
			if got, err := v.Get(ctx, "mail/1"); got != "" || err != nil {
				t.Errorf("person %d sees %q, %v", person, got, err)
			}
			for _, secret := range []string{"first", "second"} {
				if err := v.Set(ctx, "mail/1", secret); err != nil {
					t.Fatal(err)
				}
				if got, err := v.Get(ctx, "mail/1"); got != secret || err != nil {
					t.Errorf("%q %v", got, err)
				}
			}
		}
		if err := data.NewSecretBox(db, 7).Save(ctx, "s/mail/1", nil); err != nil {
			t.Error(err)
		}
		if n, err := db.Number(ctx, "SELECT count(*) FROM secret WHERE name LIKE 's/%'"); n != 1 || err != nil {
			t.Errorf("%d left, %v", n, err)
		}
	})
}
