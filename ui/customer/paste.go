package customer

import (
	"regexp"
	"strings"

	"kontor/app/entity"
	"kontor/ui/records"
	"kontor/ui/tr"
)

// What can be told from a text by its form alone.
var (
	mailIn   = regexp.MustCompile(`[\w.+-]+@[\w-]+(\.[\w-]+)+`)
	mobileIn = regexp.MustCompile(`(?:^|\D)(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?:\D|$)`)
	codeIn   = regexp.MustCompile(`(?:^|[^0-9A-Z])(9[0-9A-HJ-NPQRTUWXY]{17})(?:[^0-9A-Z]|$)`)
	phoneIn  = regexp.MustCompile(`(?:^|\D)(0\d{2,3}[- ]\d{7,8}(?:[-转]\d{1,6})?)(?:\D|$)`)
	siteIn   = regexp.MustCompile(`(?i)(?:https?://|www\.)[^\s，,；;]+`)
	firmIn   = regexp.MustCompile(`[\p{Han}A-Za-z0-9（）()·]{2,}?(?:有限责任公司|股份有限公司|有限公司|集团|公司|厂|店|商行|合作社)`)
)

// paste fills the form from the clipboard: lines "字段：内容" by their label, everything
// else by its form. What was typed already stays. A picture is taken as a business card.
func (f *Form) paste() {
	if !f.mayCard() {
		f.pasteText()
		return
	}
	f.card.Paste(f.pasteText)
}

func (f *Form) pasteText() {
	f.host.Toast(f.host.T("cust.form.pasted", "n", f.fillEmpty(f.understand(f.host.Clipboard()))), nil)
}

// fillEmpty fills fields that are still empty and tells how many it filled.
func (f *Form) fillEmpty(texts map[string]string) int {
	n := 0
	for key, text := range texts {
		i := f.inputs[key]
		if i == nil || i.lock || i.filled() {
			continue
		}
		if i.field.Kind == entity.KindChoice {
			v, err := i.field.Parse(text)
			if err != nil {
				continue
			}
			text = v.Text()
		}
		i.set(f, text)
		if i.box != nil && i.picker == nil {
			i.box.Err = f.fault(i, text)
		}
		n++
	}
	if n > 0 {
		f.arrange()
		f.keepSoon()
		f.askSoon()
	}
	return n
}

// understand finds fields in a text.
func (f *Form) understand(text string) map[string]string {
	out := map[string]string{}
	put := func(key, value string) {
		if value = strings.TrimSpace(value); value != "" && out[key] == "" && f.inputs[key] != nil {
			out[key] = value
		}
	}
	labels := f.labels()
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }) {
		for _, mark := range []string{"：", ":"} {
			if label, value, ok := strings.Cut(line, mark); ok {
				if key := labels[strings.ToLower(strings.TrimSpace(label))]; key != "" {
					put(key, value)
				}
				break
			}
		}
	}
	first := func(re *regexp.Regexp) string {
		m := re.FindStringSubmatch(text)
		if len(m) == 0 {
			return ""
		}
		return m[len(m)-1]
	}
	mobile, mail := "contact.mobile", "contact.mail"
	if f.inputs[mobile] == nil {
		mobile, mail = "mobile", "mail"
	}
	put(mobile, first(mobileIn))
	put("credit_code", first(codeIn))
	put("phone", first(phoneIn))
	if m := mailIn.FindString(text); m != "" {
		put(mail, m)
	}
	put("website", siteIn.FindString(text))
	put("name", firmIn.FindString(text))
	return out
}

// labels are the names of the fields in both languages, and what imports call them.
func (f *Form) labels() map[string]string {
	out := map[string]string{}
	for key, i := range f.inputs {
		names := append([]string{records.Label(f.host, i.field)}, i.field.Aliases...)
		for _, lang := range []string{"zh", "en"} {
			names = append(names, tr.In(lang).T(i.field.LabelKey()))
		}
		for _, n := range names {
			n = strings.ToLower(n)
			if _, taken := out[n]; !taken || !strings.HasPrefix(key, "contact.") {
				out[n] = key
			}
		}
	}
	return out
}
