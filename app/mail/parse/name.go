package parse

import (
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxName is the longest file name in bytes, so that every file system takes it.
const MaxName = 120

// SafeName makes a stranger's file name safe to create: the last element of any path,
// composed characters, nothing that controls a terminal, turns the writing or is
// reserved on any system; the ending stays. Without a usable name it makes one from
// the type.
func SafeName(name, mimeType string) string {
	name = norm.NFC.String(strings.ToValidUTF8(name, "_"))
	name = strings.ReplaceAll(name, `\`, "/")
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case untame(r) || r == '\t' || r == '\n':
			return -1
		case strings.ContainsRune(`<>:"|?*`, r):
			return '_'
		case r == 0x00A0 || r == 0x3000:
			return ' '
		}
		return r
	}, name)
	name = strings.Join(strings.Fields(name), " ")
	name = strings.TrimRight(name, ". ")
	if strings.Trim(name, "._ ") == "" {
		name = "attachment" + endingOf(mimeType)
	}
	if reserved(name) {
		name = "_" + name
	}
	return shorten(name)
}

// shorten cuts the stem so that the whole has at most MaxName bytes.
func shorten(name string) string {
	if len(name) <= MaxName {
		return name
	}
	ext := path.Ext(name)
	if len(ext) > 16 {
		ext = ""
	}
	stem := name[:MaxName-len(ext)]
	for len(stem) > 0 && !utf8.ValidString(stem) {
		stem = stem[:len(stem)-1]
	}
	return strings.TrimRight(stem, ". ") + ext
}

// reserved names mean devices on Windows, with or without an ending.
func reserved(name string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	stem = strings.TrimRight(stem, " ")
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	if len(stem) > 3 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) {
		rest := stem[3:]
		return len(rest) == 1 && rest >= "0" && rest <= "9" || rest == "¹" || rest == "²" || rest == "³"
	}
	return false
}

func endingOf(mimeType string) string {
	switch mimeType {
	case "application/pdf":
		return ".pdf"
	case "image/png":
		return ".png"
	case "image/jpeg":
		return ".jpg"
	case "image/gif":
		return ".gif"
	case "text/plain":
		return ".txt"
	case "text/html":
		return ".html"
	case "text/calendar":
		return ".ics"
	case "message/rfc822":
		return ".eml"
	case "message/delivery-status", "text/rfc822-headers":
		return ".txt"
	case "application/zip":
		return ".zip"
	case "application/ms-tnef":
		return ".dat"
	}
	return ".bin"
}

// Danger says how careful to be with a file that came by mail.
type Danger int

// Dangers, in rising order.
const (
	Harmless Danger = iota
	Careful         // may hold macros or other programs inside: warn
	Blocked         // a program: never opened from the mail window, only saved
)

var blocked = words(`exe com scr bat cmd ps1 psm1 vbs vbe js jse wsf wsh hta lnk msi msp msix appx jar reg cpl iso img vhd
	vhdx desktop app sh bash run command scpt pif gadget inf chm hlp dll sys ade adp mde library-ms search-ms settingcontent-ms
	url website application appref-ms diagcab xll wll terminal workflow action py pyw rb pl elf bin apk deb rpm dmg pkg`)

var careful = words(`docm dotm xlsm xltm xlam pptm potm ppam ppsm sldm doc xls ppt rtf one html htm shtml svg xhtml mht mhtml
	zip rar 7z gz tar cab arj ace dat slk iqy odt ods`)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// DangerOf judges a safe name by its last ending, so that the usual disguise
// (offer.pdf.exe) is blocked like any program.
func DangerOf(name string) Danger {
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	switch {
	case blocked[ext]:
		return Blocked
	case careful[ext]:
		return Careful
	}
	return Harmless
}
