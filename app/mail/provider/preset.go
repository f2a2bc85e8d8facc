// Package provider knows where mail lives: servers, quirks and kinds of secrets of the
// large providers, and how to find the servers of any other domain.
package provider

import (
	"strings"

	"kontor/app/mail/address"
)

// Security is how a connection is protected.
type Security string

// The kinds of protection.
const (
	TLS      Security = "tls"      // from the first byte
	StartTLS Security = "starttls" // turned on before the login, or no login
	Open     Security = "open"     // none: only on this machine
)

// Server is one end to connect to.
type Server struct {
	Host     string
	Port     int
	Security Security
	User     string // user name; empty: the whole address; UserLocal: what stands before the @
}

// UserLocal as Server.User means the part before the @.
const UserLocal = "%local%"

// Login gives the user name for an address.
func (s Server) Login(mail string) string {
	switch s.User {
	case "":
		return address.ASCII(mail)
	case UserLocal:
		local, _, _ := strings.Cut(mail, "@")
		return local
	}
	return s.User
}

// Secret is what a provider wants instead of the password of its web page.
type Secret string

// The kinds of secrets. The translations "mail.secret.<kind>" name them, and
// "mail.help.<preset>" says where to get one.
const (
	Password       Secret = "password"
	AuthCode       Secret = "auth_code"       // 授权码
	ClientPassword Secret = "client_password" // 客户端专用密码, 三方客户端安全密码
	AppPassword    Secret = "app_password"
	OAuth          Secret = "oauth" // a login page; a password is not taken
)

// Preset is what is known of a provider.
type Preset struct {
	Key       string
	Name      string // proper name, the same in all languages
	NameZH    string // when it has a Chinese one
	Domains   []string
	MX        []string // endings of the MX hosts of domains that it hosts
	IMAP      Server
	SMTP      Server
	Secret    Secret
	SendID    bool // wants the ID command before a folder is opened
	SavesSent bool // puts what it submits into the sent folder by itself
	DayLimit  int  // conservative number of mails a day for mass mail
}

// Label is the name in the language zh or another.
func (p *Preset) Label(lang string) string {
	if strings.HasPrefix(lang, "zh") && p.NameZH != "" {
		return p.NameZH
	}
	return p.Name
}

func imaps(host string) Server { return Server{Host: host, Port: 993, Security: TLS} }
func smtps(host string) Server { return Server{Host: host, Port: 465, Security: TLS} }
func submission(host string) Server {
	return Server{Host: host, Port: 587, Security: StartTLS}
}

// Presets lists the providers in the order in which a dialog offers them.
var Presets = []*Preset{
	{
		Key: "exmail", Name: "Tencent Exmail", NameZH: "腾讯企业邮箱", Domains: []string{"exmail.qq.com"}, MX: []string{"mxbiz1.qq.com", "mxbiz2.qq.com", "mxbiz3.qq.com"},
		IMAP: imaps("imap.exmail.qq.com"), SMTP: smtps("smtp.exmail.qq.com"), Secret: ClientPassword, SendID: true, SavesSent: true, DayLimit: 300,
	},
	{
		Key: "aliyun_qiye", Name: "Alibaba Mail", NameZH: "阿里企业邮箱", MX: []string{"mxhichina.com", "mxn.mxhichina.com", "mxw.mxhichina.com", "qiye.aliyun.com", "mx1.qiye.aliyun.com"},
		IMAP: imaps("imap.qiye.aliyun.com"), SMTP: smtps("smtp.qiye.aliyun.com"), Secret: ClientPassword, SendID: true, DayLimit: 300,
	},
	{
		Key: "qq", Name: "QQ Mail", NameZH: "QQ 邮箱", Domains: []string{"qq.com", "vip.qq.com", "foxmail.com"},
		IMAP: imaps("imap.qq.com"), SMTP: smtps("smtp.qq.com"), Secret: AuthCode, SendID: true, SavesSent: true, DayLimit: 100,
	},
	{
		Key: "163", Name: "NetEase 163", NameZH: "网易 163", Domains: []string{"163.com"},
		IMAP: imaps("imap.163.com"), SMTP: smtps("smtp.163.com"), Secret: AuthCode, SendID: true, SavesSent: true, DayLimit: 100,
	},
	{
		Key: "126", Name: "NetEase 126", NameZH: "网易 126", Domains: []string{"126.com"},
		IMAP: imaps("imap.126.com"), SMTP: smtps("smtp.126.com"), Secret: AuthCode, SendID: true, SavesSent: true, DayLimit: 100,
	},
	{
		Key: "yeah", Name: "NetEase yeah.net", NameZH: "网易 yeah.net", Domains: []string{"yeah.net"},
		IMAP: imaps("imap.yeah.net"), SMTP: smtps("smtp.yeah.net"), Secret: AuthCode, SendID: true, SavesSent: true, DayLimit: 100,
	},
	{
		Key: "vip163", Name: "NetEase VIP", NameZH: "网易 VIP", Domains: []string{"vip.163.com"},
		IMAP: imaps("imap.vip.163.com"), SMTP: smtps("smtp.vip.163.com"), Secret: AuthCode, SendID: true, SavesSent: true, DayLimit: 100,
	},
	{
		Key: "163_qiye", Name: "NetEase Enterprise", NameZH: "网易企业邮箱", MX: []string{"qiye163mx01.mxmail.netease.com", "qiye163mx02.mxmail.netease.com", "mx.ym.163.com", "mxmail.netease.com"},
		IMAP: imaps("imap.qiye.163.com"), SMTP: smtps("smtp.qiye.163.com"), Secret: ClientPassword, SendID: true, DayLimit: 300,
	},
	{
		Key: "feishu", Name: "Lark Mail", NameZH: "飞书邮箱", MX: []string{"feishu.cn", "larksuite.com"},
		IMAP: imaps("imap.feishu.cn"), SMTP: smtps("smtp.feishu.cn"), Secret: ClientPassword, DayLimit: 300,
	},
	{
		Key: "aliyun", Name: "Aliyun Mail", NameZH: "阿里云邮箱", Domains: []string{"aliyun.com"},
		IMAP: imaps("imap.aliyun.com"), SMTP: smtps("smtp.aliyun.com"), Secret: Password, SendID: true, DayLimit: 100,
	},
	{
		Key: "sina", Name: "Sina Mail", NameZH: "新浪邮箱", Domains: []string{"sina.com", "vip.sina.com"},
		IMAP: imaps("imap.sina.com"), SMTP: smtps("smtp.sina.com"), Secret: AuthCode, DayLimit: 50,
	},
	{
		Key: "sina_cn", Name: "Sina Mail (sina.cn)", NameZH: "新浪邮箱 sina.cn", Domains: []string{"sina.cn"},
		IMAP: imaps("imap.sina.cn"), SMTP: smtps("smtp.sina.cn"), Secret: AuthCode, DayLimit: 50,
	},
	{
		Key: "sohu", Name: "Sohu Mail", NameZH: "搜狐邮箱", Domains: []string{"sohu.com"},
		IMAP: imaps("imap.sohu.com"), SMTP: smtps("smtp.sohu.com"), Secret: ClientPassword, DayLimit: 50,
	},
	{
		Key: "139", Name: "China Mobile 139", NameZH: "中国移动 139", Domains: []string{"139.com"},
		IMAP: imaps("imap.139.com"), SMTP: smtps("smtp.139.com"), Secret: AuthCode, DayLimit: 50,
	},
	{
		Key: "189", Name: "China Telecom 189", NameZH: "中国电信 189", Domains: []string{"189.cn"},
		IMAP: imaps("imap.189.cn"), SMTP: smtps("smtp.189.cn"), Secret: ClientPassword, DayLimit: 50,
	},
	{
		Key: "263", Name: "263 Enterprise Mail", NameZH: "263 企业邮箱", MX: []string{"263.net", "263xmail.com"},
		IMAP: imaps("imap.263.net"), SMTP: smtps("smtp.263.net"), Secret: ClientPassword, DayLimit: 200,
	},
	{
		Key: "outlook", Name: "Outlook.com", Domains: []string{"outlook.com", "hotmail.com", "live.com", "live.cn", "msn.com", "outlook.de", "hotmail.de", "outlook.jp"},
		IMAP: imaps("outlook.office365.com"), SMTP: submission("smtp-mail.outlook.com"), Secret: OAuth, SavesSent: true, DayLimit: 300,
	},
	{
		Key: "m365", Name: "Microsoft 365", MX: []string{"mail.protection.outlook.com", "mail.protection.partner.outlook.cn"},
		IMAP: imaps("outlook.office365.com"), SMTP: submission("smtp.office365.com"), Secret: OAuth, SavesSent: true, DayLimit: 500,
	},
	{
		Key: "gmail", Name: "Gmail", Domains: []string{"gmail.com", "googlemail.com"}, MX: []string{"google.com", "googlemail.com"},
		IMAP: imaps("imap.gmail.com"), SMTP: smtps("smtp.gmail.com"), Secret: AppPassword, SavesSent: true, DayLimit: 300,
	},
	{
		Key: "icloud", Name: "iCloud", Domains: []string{"icloud.com", "me.com", "mac.com"}, MX: []string{"mail.icloud.com"},
		IMAP: Server{Host: "imap.mail.me.com", Port: 993, Security: TLS, User: UserLocal}, SMTP: submission("smtp.mail.me.com"), Secret: AppPassword, DayLimit: 300,
	},
	{
		Key: "yahoo", Name: "Yahoo", Domains: []string{"yahoo.com", "yahoo.co.jp", "ymail.com", "yahoo.de", "yahoo.co.uk"}, MX: []string{"yahoodns.net"},
		IMAP: imaps("imap.mail.yahoo.com"), SMTP: smtps("smtp.mail.yahoo.com"), Secret: AppPassword, SavesSent: true, DayLimit: 200,
	},
	{
		Key: "gmx", Name: "GMX", Domains: []string{"gmx.de", "gmx.net", "gmx.at", "gmx.ch"},
		IMAP: imaps("imap.gmx.net"), SMTP: smtps("mail.gmx.net"), Secret: Password, DayLimit: 100,
	},
	{
		Key: "webde", Name: "WEB.DE", Domains: []string{"web.de"},
		IMAP: imaps("imap.web.de"), SMTP: submission("smtp.web.de"), Secret: Password, DayLimit: 100,
	},
	{
		Key: "zoho", Name: "Zoho Mail", Domains: []string{"zoho.com"}, MX: []string{"zoho.com", "zoho.eu", "zoho.com.cn"},
		IMAP: imaps("imap.zoho.com"), SMTP: smtps("smtp.zoho.com"), Secret: AppPassword, DayLimit: 200,
	},
}

// ByKey finds a preset, nil when there is none.
func ByKey(key string) *Preset {
	for _, p := range Presets {
		if p.Key == key {
			return p
		}
	}
	return nil
}

// ByDomain finds the preset of an address's own domain.
func ByDomain(mail string) *Preset {
	domain := address.Domain(mail)
	for _, p := range Presets {
		for _, d := range p.Domains {
			if d == domain {
				return p
			}
		}
	}
	return nil
}

// ByMX finds the preset that hosts a domain by the names of its mail exchangers.
func ByMX(hosts []string) *Preset {
	for _, h := range hosts {
		h = strings.ToLower(strings.TrimSuffix(h, "."))
		for _, p := range Presets {
			for _, ending := range p.MX {
				if h == ending || strings.HasSuffix(h, "."+ending) {
					return p
				}
			}
		}
	}
	return nil
}

// ByHost finds the preset that a server's name belongs to.
func ByHost(host string) *Preset {
	for _, p := range Presets {
		if strings.EqualFold(p.IMAP.Host, host) || strings.EqualFold(p.SMTP.Host, host) {
			return p
		}
	}
	return nil
}
