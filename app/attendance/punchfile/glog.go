package punchfile

import (
	"strings"
)

// glogHeader finds the header of AGL and GLG files: a line with EnNo and DateTime.
func glogHeader(lines []line) int {
	for i, l := range lines {
		if i == 30 {
			break
		}
		s := strings.ToLower(l.text)
		if strings.Contains(s, "enno") && strings.Contains(s, "datetime") {
			return i
		}
	}
	return -1
}

// glogMap are positions of the named columns.
type glogMap struct {
	pin, device, name, status, verify, moment int
	width                                     int
}

// parseGlog reads a file with the header No TMNo EnNo Name INOUT Mode DateTime or
// No Mchn EnNo Name Mode IOMd DateTime; columns are found by their names.
func parseGlog(lines []line) *Result {
	r := &Result{Format: Glog}
	head := glogHeader(lines)
	m, loose := glogColumns(lines[head].text)
	body := lines[head+1:]
	var samples []string
	for _, l := range body {
		samples = append(samples, l.text)
	}
	df := guessDayFirst(glogMoments(samples))
	for _, l := range body {
		if comment(l.text) {
			continue
		}
		r.Lines++
		f := strings.Split(l.text, "\t")
		use := m
		if len(f) < m.width && len(f) >= loose.width-1 { // header with doubled tabs over rows with single ones
			use = loose
		}
		if use.moment >= len(f) || use.pin >= len(f) {
			r.fault(l.n, "line", l.text)
			continue
		}
		d, sec, ok := df.moment(f[use.moment])
		pin := PIN(f[use.pin])
		if !ok {
			r.fault(l.n, "moment", f[use.moment])
			continue
		}
		if pin == "" || pin == "0" {
			r.fault(l.n, "pin", l.text)
			continue
		}
		r.Readings = append(r.Readings, Reading{
			PIN: pin, Name: cell(f, use.name), Device: PIN(cell(f, use.device)), Date: d, Second: sec,
			Status: statusOf(cell(f, use.status)), Verify: number(cell(f, use.verify)), Line: l.n,
		})
	}
	return r
}

func glogMoments(all []string) []string {
	var out []string
	for _, s := range all {
		if i := strings.LastIndexByte(s, '\t'); i >= 0 {
			out = append(out, s[i+1:])
		}
	}
	return out
}

func cell(f []string, i int) string {
	if i < 0 || i >= len(f) {
		return ""
	}
	return strings.TrimSpace(f[i])
}

func number(s string) int {
	n := 0
	if s == "" || len(s) > 3 || !digits(s) {
		return -1
	}
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}

// glogColumns maps the header twice: with its empty columns, and without them.
func glogColumns(header string) (strict, loose glogMap) {
	fields := strings.Split(strings.TrimRight(header, "\t "), "\t")
	if len(fields) < 3 { // a header between spaces
		fields = strings.Fields(header)
	}
	var named []string
	for _, f := range fields {
		if strings.TrimSpace(f) != "" {
			named = append(named, f)
		}
	}
	return mapGlog(fields), mapGlog(named)
}

func mapGlog(fields []string) glogMap {
	m := glogMap{-1, -1, -1, -1, -1, -1, len(fields)}
	for i, f := range fields {
		switch strings.ToLower(strings.TrimSpace(f)) {
		case "enno", "en no", "userid":
			m.pin = i
		case "tmno", "mchn", "mchno", "tm":
			m.device = i
		case "name":
			m.name = i
		case "inout", "iomd", "in/out":
			m.status = i
		case "mode", "vm", "verify":
			m.verify = i
		case "datetime", "date time", "time":
			m.moment = i
		}
	}
	if m.pin < 0 {
		m.pin = 1 << 20
	}
	if m.moment < 0 {
		m.moment = len(fields) - 1
	}
	return m
}
