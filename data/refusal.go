package data

import (
	"errors"
	"regexp"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"

	"kontor/app"
	"kontor/app/entity"
)

var (
	liteColumns = regexp.MustCompile(`UNIQUE constraint failed: (.*)`)
	pgColumns   = regexp.MustCompile(`^Key \(([^)]*)\)=`)
)

// refusal turns the refusal of a constraint into the sentence a user gets; other errors
// go through Problem. It is the net below the checks of the services: two desks may save
// the same number in the same moment.
func (db *DB) refusal(t *entity.Type, err error) error {
	if err == nil {
		return nil
	}
	var lite sqlite3.Error
	var pg *pgconn.PgError
	switch {
	case errors.As(err, &lite) && lite.Code == sqlite3.ErrConstraint:
		switch lite.ExtendedCode {
		case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey:
			if m := liteColumns.FindStringSubmatch(lite.Error()); m != nil {
				return taken(t, strings.ReplaceAll(m[1], t.Name+".", "")).Because(err)
			}
			return taken(t, "").Because(err)
		case sqlite3.ErrConstraintForeignKey:
			return app.E(app.Conflict, "record.in_use", "kind", entity.Label(t.Name+".one")).Because(err)
		}
	case errors.As(err, &pg):
		switch pg.Code {
		case "23505":
			if m := pgColumns.FindStringSubmatch(pg.Detail); m != nil {
				return taken(t, m[1]).Because(err)
			}
			return taken(t, "").Because(err)
		case "23503":
			return app.E(app.Conflict, "record.in_use", "kind", entity.Label(t.Name+".one")).Because(err)
		case "40P01", "40001", "55P03":
			return app.E(app.Conflict, "company.busy").Because(err)
		}
	}
	return db.Problem(err)
}

// taken names the described field among the columns of a unique index.
func taken(t *entity.Type, columns string) *app.Error {
	for _, c := range strings.Split(columns, ",") {
		f := t.Field(strings.Trim(strings.TrimSpace(c), `"`))
		if f != nil && !f.IsHead {
			return app.E(app.Conflict, "record.taken", "field", f.Label()).At(f.Key)
		}
	}
	return app.E(app.Conflict, "record.taken", "field", entity.Label(t.Name+".one"))
}

func newUID() string { return uuid.Must(uuid.NewV7()).String() }
