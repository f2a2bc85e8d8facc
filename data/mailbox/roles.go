package mailbox

import (
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"

	"kontor/app/mail"
)

var attrRoles = []struct {
	attr imap.MailboxAttr
	role mail.Role
}{
	{imap.MailboxAttrSent, mail.RoleSent},
	{imap.MailboxAttrDrafts, mail.RoleDrafts},
	{imap.MailboxAttrJunk, mail.RoleJunk},
	{imap.MailboxAttrTrash, mail.RoleTrash},
	{imap.MailboxAttrArchive, mail.RoleArchive},
	{imap.MailboxAttrAll, mail.RoleAll},
}

// nameRoles are the names of folders on servers that do not say what they are for.
var nameRoles = map[string]mail.Role{
	"sent": mail.RoleSent, "sent items": mail.RoleSent, "sent messages": mail.RoleSent, "sent mail": mail.RoleSent, "已发送": mail.RoleSent,
	"已发送邮件": mail.RoleSent, "寄件備份": mail.RoleSent, "gesendet": mail.RoleSent, "gesendete objekte": mail.RoleSent, "gesendete elemente": mail.RoleSent,
	"drafts": mail.RoleDrafts, "draft": mail.RoleDrafts, "草稿": mail.RoleDrafts, "草稿箱": mail.RoleDrafts, "草稿夹": mail.RoleDrafts, "entwürfe": mail.RoleDrafts,
	"junk": mail.RoleJunk, "junk e-mail": mail.RoleJunk, "junk email": mail.RoleJunk, "spam": mail.RoleJunk, "bulk mail": mail.RoleJunk,
	"垃圾邮件": mail.RoleJunk, "垃圾箱": mail.RoleJunk, "垃圾邮箱": mail.RoleJunk,
	"trash": mail.RoleTrash, "deleted": mail.RoleTrash, "deleted items": mail.RoleTrash, "deleted messages": mail.RoleTrash, "bin": mail.RoleTrash,
	"已删除": mail.RoleTrash, "已删除邮件": mail.RoleTrash, "废件箱": mail.RoleTrash, "papierkorb": mail.RoleTrash, "gelöschte elemente": mail.RoleTrash,
	"archive": mail.RoleArchive, "archives": mail.RoleArchive, "归档": mail.RoleArchive, "archiv": mail.RoleArchive, "存档": mail.RoleArchive,
	"病毒文件夹": mail.RoleJunk, "广告邮件": mail.RoleNone,
}

// roleOf reads what a folder is for, by its attribute or else by its name.
func roleOf(d *imap.ListData) mail.Role {
	if strings.EqualFold(d.Mailbox, "INBOX") {
		return mail.RoleInbox
	}
	for _, a := range attrRoles {
		if slices.Contains(d.Attrs, a.attr) {
			return a.role
		}
	}
	return mail.RoleNone
}

// oneOfEach gives roles by name where no folder has the role by attribute, and leaves
// each role to one folder only: the one nearest to the top.
func oneOfEach(list []mail.Remote) {
	taken := map[mail.Role]bool{}
	for i := range list {
		if r := list[i].Role; r != mail.RoleNone {
			if taken[r] {
				list[i].Role = mail.RoleNone
			}
			taken[r] = true
		}
	}
	order := make([]int, len(list))
	for i := range list {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(list[a].Path) - len(list[b].Path) })
	for _, i := range order {
		f := &list[i]
		if f.Role != mail.RoleNone || f.Closed {
			continue
		}
		if r := nameRoles[strings.ToLower(f.Name)]; r != mail.RoleNone && !taken[r] {
			f.Role, taken[r] = r, true
		}
	}
}
