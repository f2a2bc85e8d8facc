package parse

import (
	"net/url"
	"strings"
	"unicode"
)

// Kind is what a block is.
type Kind int

// The kinds of block.
const (
	Para Kind = iota
	Heading
	Item
	Pre
	Rule
	Row
)

// Block is a piece of a mail's text that is safe to show: only words, no styles, no
// scripts, nothing that is fetched.
type Block struct {
	Kind  Kind
	Level int    // 1 … 6 of a heading, nesting of an item
	Mark  string // "•" or "3." of an item
	Quote int    // how deep in quoted mail
	Gap   bool   // a blank line stands before it
	Spans []Span
	Cells [][]Span // of a row
}

// Span is a run of words. A "\n" inside is a line break.
type Span struct {
	Text    string
	Bold    bool
	Link    string // http, https, mailto or tel; nothing else ever
	Image   string // content id of a picture in the same mail; Text is its description
	Blocked bool   // a picture on the net, which is not loaded
}

// MaxBlocks bounds what one body can give.
const MaxBlocks = 20000

// Text is the words of the block.
func (b Block) Text() string {
	if b.Kind == Row {
		parts := make([]string, len(b.Cells))
		for i, c := range b.Cells {
			parts[i] = strings.ReplaceAll(spansText(c), "\n", " ")
		}
		return strings.Join(parts, "\t")
	}
	return spansText(b.Spans)
}

func spansText(spans []Span) string {
	var out strings.Builder
	for _, s := range spans {
		if s.Image == "" && !s.Blocked {
			out.WriteString(s.Text)
		}
	}
	return out.String()
}

// PlainOf writes blocks as plain text with > before quoted lines.
func PlainOf(blocks []Block) string {
	var out strings.Builder
	for i, b := range blocks {
		quote := strings.Repeat("> ", min(b.Quote, 10))
		if b.Gap && i > 0 {
			out.WriteString(strings.TrimRight(quote, " ") + "\n")
		}
		text := b.Text()
		switch b.Kind {
		case Item:
			text = strings.Repeat("  ", max(min(b.Level, 10)-1, 0)) + b.Mark + " " + text
		case Rule:
			text = "----------------"
		}
		for _, line := range strings.Split(text, "\n") {
			out.WriteString(strings.TrimRight(quote+line, " ") + "\n")
		}
	}
	return strings.Trim(out.String(), "\n")
}

// PlainBlocks makes blocks of a plain text, one of each line; > at the start of a line
// is the depth of quotation.
func PlainBlocks(text string) []Block {
	var out []Block
	gap := false
	for _, line := range strings.Split(strings.Trim(text, "\n"), "\n") {
		quote := 0
		rest := line
		for {
			t := strings.TrimLeft(rest, " ")
			if len(rest)-len(t) > 1 || !strings.HasPrefix(t, ">") {
				break
			}
			quote, rest = quote+1, t[1:]
		}
		if quote > 0 {
			line = strings.TrimPrefix(rest, " ")
		}
		line = strings.TrimRightFunc(line, unicode.IsSpace)
		if line == "" {
			gap = true
			continue
		}
		out = append(out, Block{Kind: Para, Quote: quote, Gap: gap && len(out) > 0, Spans: linked(line, false)})
		gap = false
		if len(out) >= MaxBlocks {
			break
		}
	}
	return out
}

// linked cuts a text at the addresses in it.
func linked(s string, bold bool) []Span {
	var out []Span
	add := func(text, link string) {
		if text != "" {
			out = append(out, Span{Text: text, Bold: bold, Link: link})
		}
	}
	for n := 0; n < 500; n++ {
		at, end := findURL(s)
		if at < 0 {
			break
		}
		add(s[:at], "")
		add(s[at:end], SafeLink(s[at:end]))
		s = s[end:]
	}
	add(s, "")
	return out
}

// findURL finds the first http address in s.
func findURL(s string) (at, end int) {
	at = -1
	for _, start := range []string{"https://", "http://"} {
		if i := strings.Index(s, start); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	if at < 0 {
		return -1, -1
	}
	end = len(s)
	for i, r := range s[at:] {
		if unicode.IsSpace(r) || r > 0x2000 || strings.ContainsRune("<>\"'`|{}\\^", r) {
			end = at + i
			break
		}
	}
	for end > at && strings.IndexByte(".,;:!?)]", s[end-1]) >= 0 {
		end--
	}
	if end-at < 11 {
		return -1, -1
	}
	return at, end
}

// SafeLink gives the address when it is of a kind that may be opened (http, https,
// mailto, tel), else "".
func SafeLink(s string) string {
	s = strings.TrimSpace(Tame(s))
	if len(s) == 0 || len(s) > 4000 || strings.ContainsAny(s, " \t") {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" || u.User != nil {
			return ""
		}
	case "mailto", "tel":
		if u.Opaque == "" {
			return ""
		}
	default:
		return ""
	}
	return s
}

// TrueHost tells where a link leads when its words name another host: the usual trick
// of fraud. ok is false when words and link agree or the words name no host.
func TrueHost(s Span) (host string, ok bool) {
	u, err := url.Parse(s.Link)
	if err != nil || u.Host == "" {
		return "", false
	}
	words := strings.ToLower(strings.TrimSpace(s.Text))
	words = strings.TrimPrefix(strings.TrimPrefix(words, "https://"), "http://")
	if i := strings.IndexAny(words, "/?#"); i >= 0 {
		words = words[:i]
	}
	if strings.ContainsAny(words, " \n@") || !strings.Contains(words, ".") || !likeHost(words) {
		return "", false
	}
	shown := strings.TrimPrefix(words, "www.")
	real := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if shown == real || strings.HasSuffix(real, "."+shown) || shown == strings.ToLower(u.Host) {
		return "", false
	}
	return u.Hostname(), true
}

func likeHost(s string) bool {
	last := s[strings.LastIndexByte(s, '.')+1:]
	if len(last) < 2 {
		return false
	}
	for _, r := range last {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}
