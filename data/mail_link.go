package data

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"kontor/app/mail"
)

// notFetched are the folders whose mails are nobody's business.
const notFetched = "('junk', 'trash', 'drafts')"

// Unmatched lists messages that nobody has looked at yet.
func (m *Mail) Unmatched(ctx context.Context, account int64, n int) ([]mail.Incoming, error) {
	list, err := m.messages(ctx, `x.account_id = ? AND x.matched = 0 AND x.gone = 0 AND x.body <> 0
		AND x.folder_id NOT IN (SELECT id FROM mail_folder WHERE role IN `+notFetched+`) ORDER BY x.at DESC LIMIT ?`, account, n)
	if err != nil {
		return nil, err
	}
	out := make([]mail.Incoming, len(list))
	for i, g := range list {
		out[i].Message = g
		if out[i].Addresses, err = m.Parties(ctx, g.ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Rematch opens again what has become known since.
func (m *Mail) Rematch(ctx context.Context, account int64) (int, error) {
	res, err := m.exec(ctx, `UPDATE mail_message SET matched = 0 WHERE account_id = ? AND matched = ? AND gone = 0 AND id IN (
		SELECT a.message_id FROM mail_address a WHERE
			a.address IN (SELECT lower(mail) FROM contact WHERE archived = 0 AND mail <> '')
			OR a.address IN (SELECT lower(mail) FROM customer WHERE archived = 0 AND mail <> ''))`, account, int64(mail.MatchNone))
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// SetMatch stores whose mail it is, for every copy.
func (m *Mail) SetMatch(ctx context.Context, key string, match mail.Match, customer, contact int64) error {
	_, err := m.exec(ctx, "UPDATE mail_message SET matched = ?, customer_id = ?, contact_id = ? WHERE mail_key = ?", int64(match), customer, contact, key)
	return err
}

// ByAddress finds whose addresses these are.
func (m *Mail) ByAddress(ctx context.Context, keys []string) (map[string][]mail.Owner, error) {
	out := map[string][]mail.Owner{}
	if len(keys) == 0 {
		return out, nil
	}
	var args []any
	people := oneOf("lower(c.mail)", keys, &args)
	firms := oneOf("lower(k.mail)", keys, &args)
	q := `SELECT lower(c.mail), coalesce(c.customer_id, 0), c.id, coalesce(k.name, ''), c.name, coalesce(k.owner_id, 0)
		FROM contact c LEFT JOIN customer k ON k.id = c.customer_id AND k.archived = 0 WHERE c.archived = 0 AND c.mail <> '' AND ` + people + `
		UNION ALL SELECT lower(k.mail), k.id, 0, k.name, '', coalesce(k.owner_id, 0) FROM customer k WHERE k.archived = 0 AND k.mail <> '' AND ` + firms
	err := m.each(ctx, q, args, func(r *sql.Rows) error {
		var key string
		var o mail.Owner
		if err := r.Scan(&key, &o.CustomerID, &o.ContactID, &o.Customer, &o.Contact, &o.OwnerID); err != nil {
			return err
		}
		if o.CustomerID != 0 {
			out[key] = append(out[key], o)
		}
		return nil
	})
	return out, err
}

// ByDomain finds customers that have an address at a domain.
func (m *Mail) ByDomain(ctx context.Context, domain string) ([]mail.Owner, error) {
	like := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace("@" + domain)
	q := `SELECT k.id, k.name, coalesce(k.owner_id, 0) FROM customer k WHERE k.archived = 0 AND (lower(k.mail) LIKE ? ESCAPE '\' OR
		k.id IN (SELECT c.customer_id FROM contact c WHERE c.archived = 0 AND lower(c.mail) LIKE ? ESCAPE '\')) ORDER BY k.id LIMIT 5`
	var out []mail.Owner
	err := m.each(ctx, q, []any{"%" + like, "%" + like}, func(r *sql.Rows) error {
		var o mail.Owner
		err := r.Scan(&o.CustomerID, &o.Customer, &o.OwnerID)
		out = append(out, o)
		return err
	})
	return out, err
}

// Own lists the addresses of the company.
func (m *Mail) Own(ctx context.Context) (map[string]bool, error) {
	out := map[string]bool{}
	q := `SELECT lower(mail) FROM mail_account WHERE archived = 0 UNION SELECT lower(mail) FROM person WHERE archived = 0 AND mail <> ''
		UNION SELECT lower(mail) FROM company WHERE archived = 0 AND mail <> ''`
	err := m.each(ctx, q, nil, func(r *sql.Rows) error {
		var s string
		err := r.Scan(&s)
		out[s] = true
		return err
	})
	return out, err
}

// Link adds a link.
func (m *Mail) Link(ctx context.Context, l mail.Link) (bool, error) {
	q := "INSERT INTO mail_link (mail_key, entity, record_id, how, person_id, at) VALUES (?, ?, ?, ?, ?, ?)"
	if l.How == "hand" || l.How == "refused" {
		q += m.db.Upsert([]string{"mail_key", "entity", "record_id"}, []string{"how", "person_id"})
		var before string
		err := m.db.from(ctx).QueryRowContext(ctx, m.db.SQL("SELECT how FROM mail_link WHERE mail_key = ? AND entity = ? AND record_id = ?"), l.Key, l.Entity, l.RecordID).Scan(&before)
		if err != nil && !isNoRow(err) {
			return false, m.db.Problem(err)
		}
		_, err = m.exec(ctx, q, l.Key, l.Entity, l.RecordID, l.How, l.PersonID, millis(l.At))
		return before == "", err
	}
	res, err := m.exec(ctx, q+" ON CONFLICT DO NOTHING", l.Key, l.Entity, l.RecordID, l.How, l.PersonID, millis(l.At))
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// Unlink takes a link away.
func (m *Mail) Unlink(ctx context.Context, key, name string, id int64) error {
	_, err := m.exec(ctx, "DELETE FROM mail_link WHERE mail_key = ? AND entity = ? AND record_id = ?", key, name, id)
	return err
}

// Links lists the links of mails.
func (m *Mail) Links(ctx context.Context, keys []string) ([]mail.Link, error) {
	var out []mail.Link
	if len(keys) == 0 {
		return nil, nil
	}
	var args []any
	q := "SELECT mail_key, entity, record_id, how, person_id, at FROM mail_link WHERE how <> 'refused' AND " + oneOf("mail_key", keys, &args) + " ORDER BY mail_key, entity, record_id"
	err := m.each(ctx, q, args, func(r *sql.Rows) error {
		var l mail.Link
		var at int64
		err := r.Scan(&l.Key, &l.Entity, &l.RecordID, &l.How, &l.PersonID, &at)
		l.At = instant(at)
		out = append(out, l)
		return err
	})
	return out, err
}

// OptOut notes that an address wants no mass mail.
func (m *Mail) OptOut(ctx context.Context, address, how string, person int64, at time.Time) error {
	_, err := m.exec(ctx, "INSERT INTO mail_opt_out (address, how, person_id, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", address, how, person, at.UnixMilli())
	return err
}

// OptIn takes an address off the list.
func (m *Mail) OptIn(ctx context.Context, address string) error {
	_, err := m.exec(ctx, "DELETE FROM mail_opt_out WHERE address = ?", address)
	return err
}

// OptedOut asks for addresses: on the list, or a contact with the mark "no mail".
func (m *Mail) OptedOut(ctx context.Context, addresses []string) (map[string]bool, error) {
	out := map[string]bool{}
	if len(addresses) == 0 {
		return out, nil
	}
	var args []any
	q := "SELECT address FROM mail_opt_out WHERE " + oneOf("address", addresses, &args) +
		" UNION SELECT lower(mail) FROM contact WHERE no_mail <> 0 AND archived = 0 AND mail <> '' AND " + oneOf("lower(mail)", addresses, &args)
	err := m.each(ctx, q, args, func(r *sql.Rows) error {
		var s string
		err := r.Scan(&s)
		out[s] = true
		return err
	})
	return out, err
}
