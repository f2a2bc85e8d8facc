package phone

import (
	"sort"
	"strings"

	"kontor/app"
)

// shipped are the mobile prefixes in use in mainland China (numbering plan of the
// ministry, as of 2026). A company may edit them: new ones are opened every few years.
const shipped = "130-139 145-153 155-159 162 165-167 170-178 180-193 195-199"

// Table is the list of mobile prefixes that count as valid. The zero Table knows none;
// use Shipped or ParseTable. It is read only and safe for use by several goroutines.
type Table struct {
	ok [1000]bool
}

// Shipped is the table that a new company starts with.
func Shipped() *Table {
	t, err := ParseTable(shipped)
	if err != nil {
		panic(err) // a constant of this file
	}
	return t
}

// ParseTable reads three-digit prefixes and ranges, separated by spaces or commas:
// "130-139, 199". Errors: phone.table with the part that is not a prefix.
func ParseTable(s string) (*Table, error) {
	t := &Table{}
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '，' || r == '、' || r == '\n' }) {
		from, to, ranged := strings.Cut(part, "-")
		if !ranged {
			to = from
		}
		a, okA := prefix(from)
		b, okB := prefix(to)
		if !okA || !okB || a > b {
			return nil, app.E(app.Invalid, "phone.table", "part", part)
		}
		for i := a; i <= b; i++ {
			t.ok[i] = true
		}
	}
	return t, nil
}

func prefix(s string) (int, bool) {
	if len(s) != 3 || s[0] != '1' || !allDigits(s) {
		return 0, false
	}
	return int(s[0]-'0')*100 + int(s[1]-'0')*10 + int(s[2]-'0'), true
}

// Has tells whether mobile numbers beginning with these three digits exist.
func (t *Table) Has(three string) bool {
	p, ok := prefix(three)
	return ok && t.ok[p]
}

// String writes the table as ParseTable reads it, ranges joined.
func (t *Table) String() string {
	var nums []int
	for i, ok := range t.ok {
		if ok {
			nums = append(nums, i)
		}
	}
	sort.Ints(nums)
	var parts []string
	for i := 0; i < len(nums); {
		j := i
		for j+1 < len(nums) && nums[j+1] == nums[j]+1 {
			j++
		}
		p := digits3(nums[i])
		if j > i {
			p += "-" + digits3(nums[j])
		}
		parts = append(parts, p)
		i = j + 1
	}
	return strings.Join(parts, " ")
}

func digits3(n int) string {
	return string([]byte{byte('0' + n/100), byte('0' + n/10%10), byte('0' + n%10)})
}
