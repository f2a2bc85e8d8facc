package designer

import (
	"strings"

	"kontor/app/paper"
)

// label is the name of a field in the reader's language: 客户 名称.
func (p *page) label(path string) string {
	group, name := "", path
	for _, f := range p.fields {
		if f.Path == path {
			group, name = f.Group, f.Name
			break
		}
	}
	t := p.host.T
	if i := strings.LastIndexByte(path, '.'); name == path && i > 0 {
		return path // a custom field, or a switch of the template
	}
	text := t("printfield." + name)
	if text == "printfield."+name {
		text = name
	}
	if group != "" && group != "line" && group != "sheet" {
		return t("printgroup."+group) + " " + text
	}
	return text
}

// fieldIn is the only field of a text, "" when there is none or more.
func fieldIn(text string) string {
	_, rest, ok := strings.Cut(text, "{{")
	inner, after, closed := strings.Cut(rest, "}}")
	if !ok || !closed || strings.Contains(after, "{{") {
		return ""
	}
	name, _, _ := strings.Cut(inner, "|")
	return strings.TrimSpace(name)
}

// called is what an element is called in lists and over its frame.
func (p *page) called(r ref) string {
	t := p.host.T
	x := p.at(r)
	switch {
	case x == nil:
		return ""
	case r.isBand():
		return t("designer.band." + roleOf(x))
	case r.isColumn():
		if title := p.say(x.Words("title")); title != "" {
			return title
		}
		return t("designer.column")
	}
	switch kind := x.Str("type"); kind {
	case "line", "box", "qr", "code128":
		return t("designer.kind." + kind)
	case "image":
		return p.label(x.Str("image"))
	}
	text := p.say(x.Words("text"))
	if f := fieldIn(text); f != "" {
		return p.label(f)
	}
	if before, rest, ok := strings.Cut(text, "{{"); ok && strings.TrimSpace(before) == "" { // several fields go by the first
		if inner, _, closed := strings.Cut(rest, "}}"); closed {
			name, _, _ := strings.Cut(inner, "|")
			return p.label(strings.TrimSpace(name)) + " …"
		}
	}
	if r := []rune(strings.ReplaceAll(text, "\n", " ")); len(r) > 14 {
		return string(r[:14]) + "…"
	}
	if text == "" {
		return t("designer.kind.text")
	}
	return text
}

func roleOf(b *paper.Table) string {
	if r := b.Str("role"); r != "" {
		return r
	}
	return "body"
}
