package paper

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kontor/app/money"
)

// documented reads the keys of each kind out of the package comment: key{inner, …} and key[]{…}.
func documented(t *testing.T) map[Kind]map[string][]string {
	t.Helper()
	src, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, text, ok := strings.Cut(string(src), "// Keys by kind")
	if !ok {
		t.Fatal("the package comment names no keys")
	}
	text, _, _ = strings.Cut(text, "//	grid")
	out := map[Kind]map[string][]string{}
	var kind Kind
	blocks := map[Kind]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimPrefix(strings.TrimRight(line, "\n"), "//\t")
		if m := regexp.MustCompile(`^([a-z-]+) +(.*)$`).FindStringSubmatch(line); m != nil {
			kind, line = Kind(m[1]), m[2]
		}
		if kind != "" && !strings.HasPrefix(line, "//") {
			blocks[kind] += " " + strings.TrimSpace(line)
		}
	}
	item := regexp.MustCompile(`([a-z_]+)(?:\[\])?(?:\{([^}]*)\})?(?: \([^)]*\))?`)
	for k, b := range blocks {
		out[k] = map[string][]string{}
		b = strings.Replace(b, "as quote without valid_until and revision, with ", "", 1)
		for _, m := range item.FindAllStringSubmatch(b, -1) {
			var inner []string
			for _, x := range strings.Split(m[2], ",") {
				if name := strings.TrimRight(regexp.MustCompile(`^[a-z_]+`).FindString(strings.TrimSpace(x)), "_"); name != "" {
					inner = append(inner, name)
				}
			}
			out[k][m[1]] = inner
		}
	}
	return out
}

func fields(v any) Data {
	switch v := v.(type) {
	case Data:
		return v
	case []Data:
		return v[0]
	}
	return nil
}

// The list of keys in the package comment and the examples say the same.
func TestTheKeysAreDocumented(t *testing.T) {
	docs := documented(t)
	common := common()
	for _, kind := range Kinds {
		if kind == Grid {
			continue
		}
		keys := docs[kind]
		if len(keys) < 4 {
			t.Fatalf("%s: only %v", kind, keys)
		}
		if kind == Order {
			for k, v := range docs[Quote] {
				if k != "valid_until" && k != "revision" && keys[k] == nil {
					keys[k] = v
				}
			}
		}
		example := Example(kind)
		for k, v := range example {
			if _, ok := common[k]; ok {
				continue
			}
			inner, ok := keys[k]
			if !ok {
				t.Errorf("%s: the example has %s, the comment has not", kind, k)
			}
			for f := range fields(v) {
				if !slices.Contains(inner, f) {
					t.Errorf("%s: the example has %s.%s, the comment has not", kind, k, f)
				}
			}
		}
		for k, inner := range keys {
			v, ok := example[k]
			if !ok {
				t.Errorf("%s: the comment has %s, the example has not", kind, k)
				continue
			}
			for _, f := range inner {
				if d := fields(v); d != nil && !has(d, f) {
					t.Errorf("%s: the comment has %s.%s, the example has not", kind, k, f)
				}
			}
		}
	}
}

func has(d Data, key string) bool { _, ok := d[key]; return ok }

// The figures of the examples add up, as those of real documents do.
func TestTheExamplesAddUp(t *testing.T) {
	minor := func(v any) money.Minor { return v.(money.Amount).Minor }
	sum := func(rows any, key string) (s money.Minor) {
		for _, r := range rows.([]Data) {
			s += minor(r[key])
		}
		return s
	}
	q := Example(Quote)
	if s := sum(q["lines"], "amount"); s != minor(q["subtotal"]) || s+minor(q["discount"]) != minor(q["total"]) {
		t.Error("quote")
	}
	o := Example(Order)
	if sum(o["instalments"], "amount") != minor(o["total"]) {
		t.Error("order")
	}
	d := Example(Delivery)
	if sum(d["lines"], "amount") != minor(fields(d["total"])["amount"]) {
		t.Error("delivery")
	}
	r := Example(Receipt)
	if minor(r["balance_before"])-minor(r["amount"]) != minor(r["balance_after"]) {
		t.Error("receipt")
	}
	for kind, pair := range map[Kind][2]string{Statement: {"increase", "decrease"}, CashJournal: {"in", "out"}} {
		x := Example(kind)
		total := fields(x["total"])
		up, down := sum(x["lines"], pair[0]), sum(x["lines"], pair[1])
		if up != minor(total[pair[0]]) || down != minor(total[pair[1]]) || minor(x["opening"])+up-down != minor(x["closing"]) {
			t.Errorf("%s: %d %d", kind, up, down)
		}
	}
	a := Example(Ageing)
	for _, row := range append(a["lines"].([]Data), a["total"].(Data)) {
		s := minor(row["not_due"])
		for _, b := range row["buckets"].([]any) {
			s += minor(b)
		}
		if s != minor(row["total"]) {
			t.Errorf("ageing: %v", row["customer"])
		}
	}
	if sum(a["lines"], "total") != minor(fields(a["total"])["total"]) {
		t.Error("ageing")
	}
}

func TestSizes(t *testing.T) {
	half, ok := SizeOf("241x139.7")
	if from, to := half.Reach(); !ok || from < 18.89 || from > 18.91 || to-from < 203.1 || half.Name() != "241 × 139.7" {
		t.Error(half, from, to)
	}
	if n := len(half.Holes()); n != 22 {
		t.Errorf("%d holes", n)
	}
	a4, _ := SizeOf("a4")
	if from, to := a4.Reach(); from != 3 || to != 207 || a4.Holes() != nil {
		t.Error(from, to)
	}
	for _, none := range []string{"a9", "10x10", "5000x100", "x", "100x", "150 x 100"} {
		if _, ok := SizeOf(none); ok {
			t.Error(none)
		}
	}
	if s, ok := SizeOf("150x100.5"); !ok || s.W != 150 || s.H != 100.5 || s.Tractor || s.Key != OwnKey(150, 100.5) { // PRT-05
		t.Error(s, ok)
	}
	if s, ok := SizeOf("241x127"); !ok || !s.Tractor || len(s.Holes()) != 20 {
		t.Error(s, ok)
	}
}

// PRT-01: the designer offers every field of a kind once; each is one that templates may print.
func TestFieldsOfAKind(t *testing.T) {
	for _, kind := range Kinds {
		seen := map[string]bool{}
		for _, f := range Fields(kind) {
			if key := f.List + "/" + f.Path; seen[key] {
				t.Errorf("%s: %s twice", kind, key)
			} else {
				seen[key] = true
			}
			if f.Name == "" || f.Type == "" || f.Path == "" {
				t.Errorf("%s: %+v", kind, f)
			}
		}
	}
	if f := Fields(Delivery); f[0].Path != "number" || f[1].Path != "date" {
		t.Errorf("%+v", f[:2])
	}
}
