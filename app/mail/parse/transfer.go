package parse

import (
	"bytes"
	"strings"
)

// decodeTransfer undoes a Content-Transfer-Encoding; ok is false when it had faults.
func decodeTransfer(b []byte, encoding string) (out []byte, ok bool) {
	switch encoding {
	case "base64":
		if !mostlyBase64(b) {
			return bytes.Clone(b), false
		}
		s := stripBase64(b)
		return lenientBase64(s), cleanBase64(b)
	case "quoted-printable":
		return decodeQP(b)
	case "x-uuencode", "uuencode", "x-uue", "uue":
		return decodeUU(b)
	case "", "7bit", "8bit", "binary":
		return bytes.Clone(b), true
	}
	return bytes.Clone(b), false
}

func base64Value(c byte) int {
	switch {
	case c >= 'A' && c <= 'Z':
		return int(c - 'A')
	case c >= 'a' && c <= 'z':
		return int(c-'a') + 26
	case c >= '0' && c <= '9':
		return int(c-'0') + 52
	case c == '+':
		return 62
	case c == '/':
		return 63
	}
	return -1
}

// stripBase64 keeps the base64 alphabet and padding.
func stripBase64(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for _, c := range b {
		if c == '=' || base64Value(c) >= 0 {
			out = append(out, c)
		}
	}
	return out
}

func allBase64(b []byte) bool {
	for _, c := range b {
		if c != '=' && base64Value(c) < 0 {
			return false
		}
	}
	return true
}

// mostlyBase64 is false for plain text under a false label.
func mostlyBase64(b []byte) bool {
	strange := 0
	for i, c := range b {
		if c != '=' && c != '\n' && c != '\r' && c != ' ' && c != '\t' && base64Value(c) < 0 {
			strange++
		}
		if i == 4096 {
			b = b[:i]
			break
		}
	}
	return strange*10 <= len(b)
}

// cleanBase64 is true when nothing had to be skipped and the last group is whole.
func cleanBase64(b []byte) bool {
	n := 0
	b = bytes.TrimRight(b, " \t\r\n")
	for i, c := range b {
		switch {
		case base64Value(c) >= 0:
			n++
		case c == '=' && i >= len(b)-2:
			n++
		case c != '\n' && c != '\r' && c != ' ' && c != '\t':
			return false
		}
	}
	return n%4 == 0
}

// lenientBase64 decodes what can be decoded. Padding ends a group, not the text:
// some senders join several base64 texts.
func lenientBase64(b []byte) []byte {
	out := make([]byte, 0, len(b)*3/4+3)
	var acc uint32
	n := 0
	flush := func() {
		switch n {
		case 2:
			out = append(out, byte(acc>>4))
		case 3:
			out = append(out, byte(acc>>10), byte(acc>>2))
		case 4:
			out = append(out, byte(acc>>16), byte(acc>>8), byte(acc))
		}
		acc, n = 0, 0
	}
	for _, c := range b {
		v := base64Value(c)
		if v < 0 {
			if c == '=' {
				flush()
			}
			continue
		}
		acc = acc<<6 | uint32(v)
		if n++; n == 4 {
			flush()
		}
	}
	flush()
	return out
}

func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

// decodeQP decodes quoted-printable; an = that starts no code stays.
func decodeQP(b []byte) ([]byte, bool) {
	out, ok := make([]byte, 0, len(b)), true
	for len(b) > 0 {
		line, rest := cutLine(b)
		ended := lineEnd(b)
		line = bytes.TrimRight(line, " \t")
		soft := false
		for i := 0; i < len(line); i++ {
			switch {
			case line[i] != '=':
				out = append(out, line[i])
			case i+2 < len(line) && hexValue(line[i+1]) >= 0 && hexValue(line[i+2]) >= 0:
				out = append(out, byte(hexValue(line[i+1])<<4|hexValue(line[i+2])))
				i += 2
			case i == len(line)-1:
				soft = true
			default:
				out, ok = append(out, '='), false
			}
		}
		if !soft {
			out = append(out, ended...)
		}
		b = rest
	}
	return out, ok
}

// lineEnd gives the end of the first line of b as it stands: CRLF, LF or nothing.
func lineEnd(b []byte) string {
	switch i := bytes.IndexByte(b, '\n'); {
	case i < 0:
		return ""
	case i > 0 && b[i-1] == '\r':
		return "\r\n"
	}
	return "\n"
}

// decodeUU decodes a uuencoded file.
func decodeUU(b []byte) ([]byte, bool) {
	var out []byte
	started := false
	for len(b) > 0 {
		var line []byte
		line, b = cutLine(b)
		switch {
		case !started:
			started = bytes.HasPrefix(line, []byte("begin "))
			continue
		case strings.TrimSpace(string(line)) == "end":
			return out, true
		case len(line) == 0:
			continue
		}
		want := int(line[0]-32) & 63
		var row []byte
		for i := 1; i < len(line); i += 4 {
			var v [4]uint32
			for k := range v {
				if i+k < len(line) {
					v[k] = uint32(line[i+k]-32) & 63
				}
			}
			x := v[0]<<18 | v[1]<<12 | v[2]<<6 | v[3]
			row = append(row, byte(x>>16), byte(x>>8), byte(x))
		}
		out = append(out, row[:min(want, len(row))]...)
	}
	return out, false
}

// decodedSize is the length decodeTransfer would give, without decoding base64.
func decodedSize(b []byte, encoding string) int64 {
	if encoding != "base64" || !mostlyBase64(b) {
		if encoding == "quoted-printable" || strings.Contains(encoding, "uu") {
			out, _ := decodeTransfer(b, encoding)
			return int64(len(out))
		}
		return int64(len(b))
	}
	n, open := int64(0), 0
	for _, c := range b {
		switch {
		case base64Value(c) >= 0:
			if open++; open == 4 {
				n, open = n+3, 0
			}
		case c == '=':
			n += tail(open)
			open = 0
		}
	}
	return n + tail(open)
}

// tail is how many bytes an unfinished group of n characters gives.
func tail(n int) int64 {
	if n < 2 {
		return 0
	}
	return int64(n - 1)
}
