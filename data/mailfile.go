package data

import (
	"context"
	"errors"
	"os"
	"strings"

	"kontor/app"
)

// remakeMail builds the tables of the mail file when the file was lost: a company copied
// without it still opens, and its mail can be fetched again. The sentences are those of
// the migrations the company has been through that name {{mail}}; none of them stands
// between StatementBegin and StatementEnd.
func (db *DB) remakeMail(ctx context.Context) error {
	if !db.mailMissing || db.readOnly {
		return nil
	}
	done, err := db.applied(ctx)
	if err != nil {
		return err
	}
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return db.Problem(err)
	}
	defer tx.Rollback()
	made := false
	for _, m := range templates() {
		if !done[m.version] {
			continue
		}
		for _, q := range mailSentences(m.text) {
			rendered, err := db.Render(q)
			if err != nil {
				return err
			}
			if rendered = strings.TrimSpace(rendered); rendered == "" {
				continue
			}
			if _, err := tx.ExecContext(ctx, rendered); err != nil {
				return app.E(app.Internal, "company.upgrade_failed", "path", db.MailPath(), "copy", "").Because(err)
			}
			made = true
		}
	}
	if !made { // there is no mail in this schema
		return nil
	}
	if err := tx.Commit(); err != nil {
		return db.Problem(err)
	}
	db.warn("company.mail_missing", "path", db.MailPath())
	return nil
}

// mailSentences gives the sentences of a migration that are about the mail file. A whole
// block for one engine is kept together with its marks.
func mailSentences(text string) []string {
	up, _, _ := strings.Cut(text, "-- +goose Down")
	var plain []string
	for _, line := range strings.Split(up, "\n") {
		if !strings.HasPrefix(strings.TrimSpace(line), "--") {
			plain = append(plain, line)
		}
	}
	var out []string
	block := "" // {{sqlite}} or {{postgres}} while inside
	for _, q := range strings.Split(strings.Join(plain, "\n"), ";") {
		inside := block
		for _, mark := range []string{"{{sqlite}}", "{{postgres}}", "{{end}}"} {
			if strings.Contains(q, mark) {
				q = strings.ReplaceAll(q, mark, "")
				if mark == "{{end}}" {
					inside, block = "", ""
				} else {
					inside, block = mark, mark
				}
			}
		}
		if strings.Contains(q, "{{mail}}") && inside != "{{postgres}}" {
			out = append(out, q)
		}
	}
	return out
}

func removeIfThere(path string) error {
	err := os.Remove(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
