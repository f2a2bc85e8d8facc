package data

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"io"

	"kontor/app"
	"kontor/app/blob"
)

// blobTable keeps files in pieces in a team database.
type blobTable struct{ db *DB }

const chunkSize = 256 << 10

// Put writes the pieces under a name of their own and renames them at the end: the sum is
// known only then. All in one transaction, apart from that of the caller.
func (b *blobTable) Put(ctx context.Context, r io.Reader) (info blob.Info, err error) {
	tx, err := b.db.write.BeginTx(ctx, nil)
	if err != nil {
		return info, b.db.Problem(err)
	}
	defer tx.Rollback()
	temp := "new-" + newUID()
	at := b.db.params.Clock.Now()
	if _, err := tx.ExecContext(ctx, "INSERT INTO blob (sha256, size, created_at) VALUES ($1, 0, $2)", temp, at.UnixMilli()); err != nil {
		return info, b.db.Problem(err)
	}
	sum := sha256.New()
	buf := make([]byte, chunkSize)
	for pos := 0; ; pos++ {
		n, err := io.ReadFull(r, buf)
		if n > 0 {
			sum.Write(buf[:n])
			info.Size += int64(n)
			if _, err := tx.ExecContext(ctx, "INSERT INTO blob_chunk (sha256, pos, bytes) VALUES ($1, $2, $3)", temp, pos, buf[:n]); err != nil {
				return info, b.db.Problem(err)
			}
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err != nil {
			return info, err
		}
	}
	info.Sum, info.At = blob.Sum(hex.EncodeToString(sum.Sum(nil))), at
	var there int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM blob WHERE sha256 = $1", string(info.Sum)).Scan(&there); err != nil {
		return info, b.db.Problem(err)
	}
	if there > 0 {
		if err := tx.Rollback(); err != nil {
			return info, b.db.Problem(err)
		}
		_, err := b.db.write.ExecContext(ctx, "UPDATE blob SET created_at = $1 WHERE sha256 = $2", at.UnixMilli(), string(info.Sum))
		return info, b.db.Problem(err)
	}
	for _, q := range []string{
		"INSERT INTO blob (sha256, size, created_at) SELECT $1, $2, created_at FROM blob WHERE sha256 = $3",
		"UPDATE blob_chunk SET sha256 = $1 WHERE sha256 = $3 AND $2::bigint >= 0",
		"DELETE FROM blob WHERE sha256 = $3 AND $1 <> '' AND $2::bigint >= 0",
	} {
		if _, err := tx.ExecContext(ctx, q, string(info.Sum), info.Size, temp); err != nil {
			return info, b.db.Problem(err)
		}
	}
	return info, b.db.Problem(tx.Commit())
}

// Open reads piece by piece; the bytes are checked at the end.
func (b *blobTable) Open(ctx context.Context, s blob.Sum) (io.ReadCloser, error) {
	var size int64
	err := b.db.read.QueryRowContext(ctx, "SELECT size FROM blob WHERE sha256 = $1", string(s)).Scan(&size)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, app.E(app.NotFound, "blob.missing", "name", shortSum(s))
	}
	if err != nil {
		return nil, b.db.Problem(err)
	}
	r := &chunks{ctx: ctx, db: b.db, sum: s}
	return &checked{Reader: r, sum: sha256.New(), want: s, close: func() error { return nil }}, nil
}

// chunks reads the pieces of a file one after the other.
type chunks struct {
	ctx context.Context
	db  *DB
	sum blob.Sum
	pos int
	now bytes.Reader
}

func (c *chunks) Read(p []byte) (int, error) {
	for c.now.Len() == 0 {
		var piece []byte
		err := c.db.read.QueryRowContext(c.ctx, "SELECT bytes FROM blob_chunk WHERE sha256 = $1 AND pos = $2", string(c.sum), c.pos).Scan(&piece)
		if errors.Is(err, sql.ErrNoRows) {
			return 0, io.EOF
		}
		if err != nil {
			return 0, c.db.Problem(err)
		}
		c.pos++
		c.now.Reset(piece)
	}
	return c.now.Read(p)
}

// Each lists the files in the order of their sums.
func (b *blobTable) Each(ctx context.Context, fn func(blob.Info) error) error {
	rows, err := b.db.read.QueryContext(ctx, "SELECT sha256, size, created_at FROM blob ORDER BY sha256")
	if err != nil {
		return b.db.Problem(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		var size, at int64
		if err := rows.Scan(&s, &size, &at); err != nil {
			return b.db.Problem(err)
		}
		if err := fn(blob.Info{Sum: blob.Sum(s), Size: size, At: instant(at)}); err != nil {
			return err
		}
	}
	return b.db.Problem(rows.Err())
}

// Remove takes a file and its pieces away.
func (b *blobTable) Remove(ctx context.Context, s blob.Sum) error {
	_, err := b.db.write.ExecContext(ctx, "DELETE FROM blob WHERE sha256 = $1", string(s))
	return b.db.Problem(err)
}
