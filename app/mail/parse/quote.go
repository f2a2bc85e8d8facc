package parse

import (
	"regexp"
	"strings"
)

// dividers are the lines with which mail programs begin the mail they answer.
var dividers = regexp.MustCompile(`(?i)^\s*(` +
	`-{2,}\s*(原始邮件|转发的邮件|回复的原邮件|original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht)\s*-*.*` +
	`|-{3,}.{0,20}(original|forwarded|原始|转发).{0,20}-{3,}` +
	`|(on|at|am|le|el)\s.{6,120}(wrote|schrieb[^:]*|a écrit|escribió)\s*[:：]` +
	`|在?\s*\d{4}\s*[-年/].{4,100}(写道|寫道|wrote)\s*[:：]` +
	`|(于|於).{6,100}(写道|寫道)\s*[:：]` +
	`|.{0,80}(写道|寫道)\s*[:：]` +
	`|_{20,}` +
	`)\s*$`)

// headLine are the header lines that Outlook and Foxmail write before a quotation.
var headLine = regexp.MustCompile(`(?i)^\s*\*?(发件人|寄件者|寄件人|from|von|de|发送时间|发送日期|日期|sent|gesendet|date)\s*[:：]`)

// FoldAt gives the index of the block with which the quoted earlier mail begins;
// len(blocks) when there is none, or when nothing stands before it.
func FoldAt(blocks []Block) int {
	at := len(blocks)
	for i, b := range blocks {
		text := b.Text()
		first, _, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
		if b.Kind != Pre && len(first) < 400 && dividers.MatchString(first) || headBlock(blocks, i) {
			at = i
			break
		}
	}
	for i := min(at, len(blocks)) - 1; i >= 0 && blocks[i].Quote > 0; i-- {
		at = i // a quotation without a line before it, at the very end
	}
	if at > 0 && at < len(blocks) && blocks[at-1].Kind == Rule {
		at--
	}
	for i := 0; i < at && i < len(blocks); i++ {
		if blocks[i].Kind != Rule && blocks[i].Quote == 0 && strings.TrimSpace(blocks[i].Text()) != "" {
			return at
		}
	}
	return len(blocks)
}

// headBlock tells whether two header lines of a quoted mail begin at block i.
func headBlock(blocks []Block, i int) bool {
	if !headLine.MatchString(blocks[i].Text()) {
		return false
	}
	lines := 0
	for k := i; k < len(blocks) && k < i+4; k++ {
		for _, l := range strings.Split(blocks[k].Text(), "\n") {
			if headLine.MatchString(l) {
				lines++
			}
		}
	}
	return lines >= 2
}

// Snippet is the first n characters of what is new in a mail, on one line.
func Snippet(m *Mail, n int) string {
	blocks := m.Blocks(false)
	var out strings.Builder
	for _, b := range blocks[:FoldAt(blocks)] {
		if b.Quote > 0 || b.Kind == Rule {
			continue
		}
		if t := strings.Join(strings.Fields(b.Text()), " "); t != "" {
			if out.Len() > 0 {
				out.WriteByte(' ')
			}
			out.WriteString(t)
		}
		if out.Len() > 4*n {
			break
		}
	}
	return cutRunes(Tame(out.String()), n)
}
