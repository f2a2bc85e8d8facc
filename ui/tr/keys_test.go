package tr_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"kontor/app/apptest"
	"kontor/app/customfield"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/importing"
	"kontor/app/mail"
	"kontor/app/record"
	"kontor/app/suite"
	"kontor/assets"
)

// named are keys that no text of the program's source spells, and why they are in use.
var named = []struct{ prefix, why string }{
	{"cli.help.", "the words of a command with dots between them"},
	{"mail.mark.me_", "the path of a field of the sender with a low line for the dot"},
}

// source is what the program's own source says about keys.
type source struct {
	texts  map[string]bool     // every literal text
	joined [][]string          // literal parts of joined texts; "" stands for what is only known when it runs
	asked  map[string][]string // keys handed over as one literal, with the places
	seen   map[string]bool
	begun  map[string][]string // and beginnings of keys that are joined while it runs
	grown  map[string][]string // texts of the variables of a function that grow with +=
}

// askers are the functions and fields that take a key, by what stands before it in the
// translation files.
var askers = map[string]string{"T": "", "t": "", "Label": "", "words": "", "Words": "", "E": "error."}

func readSource(t *testing.T) *source {
	t.Helper()
	s := &source{seen: map[string]bool{}, texts: map[string]bool{}, asked: map[string][]string{}, begun: map[string][]string{}}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"testdata", "dist", "out", "bin"}, d.Name())) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		files := token.NewFileSet()
		tree, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(tree, func(n ast.Node) bool { s.look(files, n); return true })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *source) look(files *token.FileSet, n ast.Node) {
	switch n := n.(type) {
	case *ast.FuncDecl:
		s.grown = growing(n)
		for _, all := range s.grown {
			for _, one := range all {
				s.texts[one] = true
			}
		}
	case *ast.BasicLit:
		if n.Kind == token.STRING {
			s.texts[text(n)] = true
			if _, below, tree := strings.Cut(text(n), ">"); tree { // an option below another one
				s.texts[below] = true
			}
		}
	case *ast.BinaryExpr:
		if parts := join(n); n.Op == token.ADD && len(parts) > 1 {
			if id := strings.Join(parts, "\x00"); !s.seen[id] {
				s.seen[id] = true
				s.joined = append(s.joined, parts)
			}
			if x, is := n.X.(*ast.Ident); is {
				for _, begin := range s.grown[x.Name] {
					s.joined = append(s.joined, append([]string{begin}, parts[1:]...))
				}
			}
		}
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		before, is := askers[name]
		arg := 0
		if name == "E" {
			arg = 1
		}
		if !is || len(n.Args) <= arg {
			return
		}
		place := files.Position(n.Pos()).String()
		switch a := n.Args[arg].(type) {
		case *ast.BasicLit:
			if a.Kind == token.STRING {
				s.asked[before+text(a)] = append(s.asked[before+text(a)], place)
			}
		case *ast.BinaryExpr:
			if parts := join(a); parts[0] != "" {
				s.begun[before+parts[0]] = append(s.begun[before+parts[0]], place)
			}
		}
	}
}

// growing gives the variables of a function that begin as a text and get more with +=,
// with every text that they may be: name := "a."; if not { name += "not_" }.
func growing(fn *ast.FuncDecl) map[string][]string {
	begun, grown := map[string]string{}, map[string][]string{}
	ast.Inspect(fn, func(n ast.Node) bool {
		a, is := n.(*ast.AssignStmt)
		if !is || len(a.Lhs) != 1 || len(a.Rhs) != 1 {
			return true
		}
		x, named := a.Lhs[0].(*ast.Ident)
		l, literal := a.Rhs[0].(*ast.BasicLit)
		if !named || !literal || l.Kind != token.STRING {
			return true
		}
		if a.Tok != token.ADD_ASSIGN {
			begun[x.Name] = text(l)
			return true
		}
		if begin := begun[x.Name]; begin != "" {
			grown[x.Name] = append(grown[x.Name], begin, begin+text(l))
		}
		return true
	})
	return grown
}

func text(l *ast.BasicLit) string {
	s, _ := strconv.Unquote(l.Value)
	return s
}

// join gives the parts of a text that is put together with +.
func join(e ast.Expr) []string {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return append(join(e.X), join(e.Y)...)
		}
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			return []string{text(e)}
		}
	}
	return []string{""}
}

// registry has all described records but those that only the wiring adds.
func registry() *entity.Registry {
	clock := apptest.NewClock()
	r := entity.NewRegistry(clock, apptest.Zone)
	suite.New(suite.Params{Ground: &record.Ground{Registry: r, Clock: clock}})
	return r
}

// wired are the records that are described outside of the suite.
func wired() []*entity.Type {
	return []*entity.Type{
		mail.DescribeAccount().Type, mail.DescribeTemplate().Type, importing.DescribeRun().Type, importing.DescribeScheme().Type,
		exporting.DescribeLog().Type, customfield.Describe().Type, customfield.DescribeForm().Type,
	}
}

// described are the keys of what the descriptions of records say.
func described(t *entity.Type, use func(key string, must bool)) {
	use(t.Name+".one", true)
	use(t.Name+".many", true)
	for _, f := range t.Fields() {
		use(f.LabelKey(), f.Title == "" && !f.IsUnlisted)
		use(f.LabelKey()+"_en", false)
		if f.FormPart != "" {
			use(t.Name+".group."+f.FormPart, true)
		}
		if f.Dict != "" {
			continue // see inUse: what is shipped may be changed in the settings
		}
		for _, o := range f.Options() {
			use(f.OptionKey(o.Key), o.Label == "")
		}
	}
	for _, k := range t.Kids {
		described(k.Type, use)
	}
}

// listsOf notes the fields whose options are a list of the company.
func listsOf(t *entity.Type, dicts map[string]bool) {
	for _, f := range t.Fields() {
		if f.Dict != "" {
			dicts["dict."+f.Dict] = true
		}
	}
	for _, k := range t.Kids {
		listsOf(k.Type, dicts)
	}
}

var keyShape = regexp.MustCompile(`^[a-z_]+(\.[a-zA-Z0-9_]+)+$`)

// forms are the ways a key stands in the translation files.
func stem(key string) string {
	for _, form := range []string{".one", ".other"} {
		if s, is := strings.CutSuffix(key, form); is {
			return s
		}
	}
	return key
}

func has(words map[string]string, key string) bool {
	return words[key] != "" || words[key+".other"] != ""
}

func TestEveryKeyIsUsedAndEveryUsedKeyIsThere(t *testing.T) {
	s := readSource(t)
	used := map[string]bool{}
	must := map[string][]string{}
	for key, places := range s.asked {
		used[key], must[key] = true, places
	}
	dicts := map[string]bool{}
	for _, typ := range append(registry().Types(), wired()...) {
		listsOf(typ, dicts)
		described(typ, func(key string, m bool) {
			used[key] = true
			if m {
				must[key] = []string{"description of " + typ.Name}
			}
		})
	}
	inUse := func(key string) bool {
		if used[key] || s.texts[key] {
			return true
		}
		if rest, is := strings.CutPrefix(key, "error."); is && (s.texts[rest] || s.put(rest)) {
			return true
		}
		for _, n := range named {
			if strings.HasPrefix(key, n.prefix) {
				return true
			}
		}
		if at := strings.LastIndexByte(key, '.'); at > 0 && dicts[key[:at]] && s.texts[key[at+1:]] {
			return true
		}
		return s.put(key)
	}
	for _, lang := range assets.Languages {
		words, err := assets.Words(lang)
		if err != nil {
			t.Fatal(err)
		}
		var lost []string
		for key := range words {
			if !inUse(key) && !inUse(stem(key)) {
				lost = append(lost, key)
			}
		}
		sort.Strings(lost)
		for _, key := range lost {
			t.Errorf("%s: nothing uses %q", lang, key)
		}
		for key, places := range must {
			if !has(words, key) && keyShape.MatchString(key) {
				t.Errorf("%s: %q has no text (%s)", lang, key, places[0])
			}
		}
		for begin, places := range s.begun {
			if !slices.ContainsFunc(keysOf(words), func(key string) bool { return strings.HasPrefix(key, begin) }) {
				t.Errorf("%s: no key begins with %q (%s)", lang, begin, places[0])
			}
		}
	}
	for _, n := range named {
		if !slices.ContainsFunc(keysOf(mustWords(t)), func(key string) bool { return strings.HasPrefix(key, n.prefix) }) {
			t.Errorf("no key begins with %q any more: it need not be named here", n.prefix)
		}
	}
}

func keysOf(words map[string]string) []string {
	out := make([]string, 0, len(words))
	for key := range words {
		out = append(out, key)
	}
	return out
}

func mustWords(t *testing.T) map[string]string {
	t.Helper()
	words, err := assets.Words("zh")
	if err != nil {
		t.Fatal(err)
	}
	return words
}

// put tells whether a text joined while the program runs can be the key: its literal
// parts stand where they must, and what fills a gap is a text of the source too.
func (s *source) put(key string) bool { return s.made(key, 1) }

// made looks for joined texts inside joined texts as deep as told.
func (s *source) made(key string, deep int) bool {
	for _, parts := range s.joined {
		first, last := parts[0], parts[len(parts)-1]
		switch {
		case !strings.HasPrefix(key, first) || !strings.HasSuffix(key, last):
		case first == "" && (deep == 0 || !strings.ContainsFunc(strings.Join(parts, ""), unicode.IsLetter)): // anything, a dot, anything
		case s.fills(key, parts, deep):
			return true
		}
	}
	return false
}

func (s *source) fills(rest string, parts []string, deep int) bool {
	if len(parts) == 0 {
		return rest == ""
	}
	if parts[0] != "" {
		rest, is := strings.CutPrefix(rest, parts[0])
		return is && s.fills(rest, parts[1:], deep)
	}
	for n := 1; n <= len(rest); n++ {
		if (s.texts[rest[:n]] || deep > 0 && s.made(rest[:n], deep-1)) && s.fills(rest[n:], parts[1:], deep) {
			return true
		}
	}
	return false
}

// A key may be put together step by step.
func TestKeysThatGrowAreUsed(t *testing.T) {
	s := &source{seen: map[string]bool{}, texts: map[string]bool{}, asked: map[string][]string{}, begun: map[string][]string{}}
	files := token.NewFileSet()
	tree, err := parser.ParseFile(files, "x.go", `package x
func f(not bool, op string) { name := "a.op."; if not { name += "not_" }; T(name + op); T("in"); key := "b."; key += "c"; T(key) }`, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(tree, func(n ast.Node) bool { s.look(files, n); return true })
	for key, want := range map[string]bool{"a.op.in": true, "a.op.not_in": true, "a.op.never_in": false} {
		if s.put(key) != want {
			t.Errorf("%s: used is %v", key, !want)
		}
	}
	if !s.texts["b.c"] {
		t.Error("b.c is not seen")
	}
}
