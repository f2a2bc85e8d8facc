package data

import (
	"context"
	"database/sql"

	"kontor/app/mail"
)

// AddOp does a step here and notes it for the server.
func (m *Mail) AddOp(ctx context.Context, op mail.Op) error {
	list, err := m.messages(ctx, "x.id = ? AND x.gone = 0", op.MessageID)
	if err != nil || len(list) == 0 {
		return err
	}
	msg := list[0]
	op.AccountID, op.FolderID, op.UID = msg.AccountID, msg.FolderID, msg.UID
	waiting, err := m.ops(ctx, "message_id = ? ORDER BY id", msg.ID)
	if err != nil {
		return err
	}
	for _, w := range waiting {
		if w.Kind != mail.OpMove {
			continue
		}
		// It was moved here and not yet there: the server knows it at its old place.
		op.FolderID, op.UID = w.FolderID, w.UID
		if op.Kind == mail.OpMove || op.Kind == mail.OpErase {
			if err := m.EndOp(ctx, w.ID, true); err != nil {
				return err
			}
		}
	}
	if err := m.act(ctx, msg, op); err != nil {
		return err
	}
	if op.Kind == mail.OpMove && op.ToFolder == op.FolderID {
		return nil // moved back before the server heard of it
	}
	_, err = m.exec(ctx, "INSERT INTO mail_op (account_id, message_id, folder_id, mail_uid, kind, flags, to_folder) VALUES (?, ?, ?, ?, ?, ?, ?)",
		op.AccountID, op.MessageID, op.FolderID, int64(op.UID), string(op.Kind), int64(op.Flags), op.ToFolder)
	return err
}

// act does a step on the message as it is kept here.
func (m *Mail) act(ctx context.Context, msg mail.Message, op mail.Op) error {
	var err error
	now := m.db.params.Clock.Now().UnixMilli()
	switch op.Kind {
	case mail.OpMark:
		_, err = m.exec(ctx, "UPDATE mail_message SET flags = ? WHERE id = ?", int64(msg.Flags|op.Flags), msg.ID)
	case mail.OpClear:
		_, err = m.exec(ctx, "UPDATE mail_message SET flags = ? WHERE id = ?", int64(msg.Flags&^op.Flags), msg.ID)
	case mail.OpMove:
		var uid any
		if op.ToFolder == op.FolderID && op.UID != 0 {
			uid = int64(op.UID)
		}
		_, err = m.exec(ctx, "UPDATE mail_message SET folder_id = ?, mail_uid = ?, placed_at = ? WHERE id = ?", op.ToFolder, uid, now, msg.ID)
	case mail.OpErase:
		_, err = m.exec(ctx, "UPDATE mail_message SET mail_uid = NULL, gone = 1 WHERE id = ?", msg.ID)
	}
	return err
}

// Ops lists what has to be done on the server.
func (m *Mail) Ops(ctx context.Context, account int64) ([]mail.Op, error) {
	return m.ops(ctx, "account_id = ? ORDER BY id", account)
}

// ops gives steps; one that was noted while the message had no number gets it when the
// message has one now.
func (m *Mail) ops(ctx context.Context, where string, args ...any) ([]mail.Op, error) {
	q := `SELECT id, account_id, message_id, folder_id, mail_uid, kind, flags, to_folder, attempts,
		coalesce((SELECT x.mail_uid FROM mail_message x WHERE x.id = mail_op.message_id AND x.folder_id = mail_op.folder_id), 0)
		FROM mail_op WHERE ` + where
	var out []mail.Op
	err := m.each(ctx, q, args, func(r *sql.Rows) error {
		var o mail.Op
		var uid, flags, now int64
		if err := r.Scan(&o.ID, &o.AccountID, &o.MessageID, &o.FolderID, &uid, &o.Kind, &flags, &o.ToFolder, &o.Attempts, &now); err != nil {
			return err
		}
		if uid == 0 {
			uid = now
		}
		o.UID, o.Flags = uint32(uid), mail.Flags(flags)
		out = append(out, o)
		return nil
	})
	return out, err
}

// EndOp removes a step or counts an attempt.
func (m *Mail) EndOp(ctx context.Context, id int64, done bool) error {
	q := "UPDATE mail_op SET attempts = attempts + 1 WHERE id = ?"
	if done {
		q = "DELETE FROM mail_op WHERE id = ?"
	}
	_, err := m.exec(ctx, q, id)
	return err
}
