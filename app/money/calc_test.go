package money

import (
	"math/big"
	"math/rand"
	"reflect"
	"testing"
)

func TestLineAmountIsRoundedOnce(t *testing.T) {
	for _, c := range []struct {
		l    Line
		code string
		want Minor
	}{
		{Line{Quantity: 2 * Scale, Price: 38_500 * Scale, Discount: Percent(5)}, "CNY", 7_315_000},
		{Line{Quantity: 600 * Scale, Price: 6_200_000, Discount: Percent(8)}, "CNY", 342_240},
		{Line{Quantity: 3 * Scale, Price: 333_333}, "CNY", 100},     // 0.999999
		{Line{Quantity: 1 * Scale, Price: 5_000}, "CNY", 1},         // 0.005 goes away from zero
		{Line{Quantity: -1 * Scale, Price: 5_000}, "CNY", -1},       // in both directions
		{Line{Quantity: 7 * Scale, Price: 121_500_000}, "JPY", 851}, // 850.5
		{Line{Quantity: 1 * Scale, Price: 1_234_500}, "KWD", 1235},  // 1.2345
		{Line{Quantity: 2 * Scale, Price: 10 * Scale, DiscountMinor: 5}, "CNY", 1995},
		{Line{Quantity: 900_000_000 * Scale, Price: 1_000_000 * Scale}, "CNY", 90_000_000_000_000_000}, // needs 128 bits
	} {
		if got, err := LineAmount(c.l, c.code); got != c.want || err != nil {
			t.Errorf("%+v: %d %v, want %d", c.l, got, err, c.want)
		}
	}
	if _, err := LineAmount(Line{Quantity: 1_000_000_000_000 * Scale, Price: 1_000_000_000_000 * Scale}, "CNY"); key(err) != "money.too_large" {
		t.Error(err)
	}
	if _, err := LineAmount(Line{Discount: Percent(101)}, "CNY"); key(err) != "money.discount" {
		t.Error(err)
	}
	p := Price(6_195_000)
	if m, err := p.Minor("CNY"); m != 620 || err != nil {
		t.Error(m, err)
	}
}

func TestLineAmountAgreesWithExactArithmetic(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for n := 0; n < 20_000; n++ {
		l := Line{Quantity: Quantity(r.Int63n(1 << 44)), Price: Price(r.Int63n(1 << 44)), Discount: Rate(r.Int63n(Scale + 1))}
		if n%2 == 0 {
			l.Quantity = -l.Quantity
		}
		x := new(big.Int).Mul(big.NewInt(int64(l.Quantity)), big.NewInt(int64(l.Price)))
		x.Mul(x, big.NewInt(int64(Scale-l.Discount)))
		want, _ := scaleRat(new(big.Rat).SetFrac(x, new(big.Int).SetUint64(pow10[18])), 2)
		got, err := LineAmount(l, "CNY")
		if Minor(want).InRange() && (err != nil || got != Minor(want)) {
			t.Fatalf("%+v: %d %v, want %d", l, got, err, want)
		}
	}
}

func TestSpread(t *testing.T) {
	for _, c := range []struct {
		total Minor
		w     []int64
		want  []Minor
	}{
		{100, []int64{1, 1, 1}, []Minor{34, 33, 33}},
		{-100, []int64{1, 1, 1}, []Minor{-34, -33, -33}},
		{1, []int64{0, 5, 5}, []Minor{0, 1, 0}},
		{10, []int64{0, 0}, []Minor{5, 5}},
		{10, []int64{-3, 1}, []Minor{0, 10}},
		{7, nil, []Minor{}},
		{433_240, []int64{7_315_000, 4_066_000, 1_720_000, 372_000, 342_240, 680_000, 2_828_000}, []Minor{182_942, 101_687, 43_016, 9_304, 8_559, 17_006, 70_726}},
		{Max, []int64{int64(Max), int64(Max)}, []Minor{Max/2 + 1, Max / 2}},
	} {
		got := Spread(c.total, c.w)
		var sum Minor
		for _, m := range got {
			sum += m
		}
		if len(c.w) > 0 && sum != c.total {
			t.Errorf("%v adds up to %d, want %d", got, sum, c.total)
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("Spread(%d, %v) = %v, want %v", c.total, c.w, got, c.want)
		}
	}
}

func net(prices ...Price) (l []Line) {
	for _, p := range prices {
		l = append(l, Line{Quantity: Scale, Price: p * Scale / 100, Tax: "20"})
	}
	return l
}

func TestTaxPerLineAndPerDocument(t *testing.T) {
	excluded, perDocument := TaxMode{}, TaxMode{PerDocument: true}
	for _, c := range []struct {
		mode       TaxMode
		lines      []Line
		tax, gross Minor
		each       []Minor
	}{
		{excluded, net(29933, 17933, 9934), 11561, 69361, []Minor{5987, 3587, 1987}},
		{perDocument, net(29933, 17933, 9934), 11560, 69360, []Minor{5987, 3586, 1987}},
		{excluded, net(1001, 1001, 1001), 600, 3603, []Minor{200, 200, 200}},
		{perDocument, net(1001, 1001, 1001), 601, 3604, []Minor{201, 200, 200}},
	} {
		r, err := Calc{Mode: c.mode, Lines: c.lines}.Work()
		if err != nil || r.Tax != c.tax || r.Gross != c.gross {
			t.Errorf("%+v: tax %d gross %d %v", c.mode, r.Tax, r.Gross, err)
		}
		for i, want := range c.each {
			if r.Lines[i].Tax != want {
				t.Errorf("%+v line %d: tax %d, want %d", c.mode, i+1, r.Lines[i].Tax, want)
			}
		}
	}
}

// The quote of the design board: 173,232.40 less 4,332.40 is 168,900.00 with 13 % inside.
func TestQuoteOfSevenLines(t *testing.T) {
	line := func(q Quantity, p Price, d int64) Line {
		return Line{Quantity: q * Scale, Price: p * Scale / 100, Discount: Percent(d), Tax: "13"}
	}
	c := Calc{Mode: TaxMode{Included: true}, Discount: 433_240, Lines: []Line{
		line(2, 3_850_000, 5), line(1, 4_280_000, 5), line(2, 860_000, 0), line(20, 18_600, 0),
		line(600, 620, 8), line(1, 680_000, 0), line(1, 2_828_000, 0),
		{Silent: true, Quantity: Scale, Price: Scale},
	}}
	r, err := c.Work()
	if err != nil || r.Subtotal != 17_323_240 || r.Discount != 433_240 || r.Gross != 16_890_000 {
		t.Fatalf("%+v %v", r, err)
	}
	if r.Net+r.Tax != r.Gross || r.Tax != 1_943_097 {
		t.Errorf("net %d + tax %d", r.Net, r.Tax)
	}
	if len(r.ByTax) != 1 || r.ByTax[0].Tax != r.Tax || r.ByTax[0].Code != "13" {
		t.Errorf("%+v", r.ByTax)
	}
	if r.Lines[7] != (LineTotal{}) {
		t.Errorf("a note counts nothing: %+v", r.Lines[7])
	}
}

func TestReturnsAreAGroupOfTheirOwn(t *testing.T) {
	lines := net(1001, 1001, 1001)
	lines[1].Quantity = -Scale
	r, err := Calc{Mode: TaxMode{PerDocument: true}, Lines: lines}.Work()
	if err != nil || r.Lines[0].Tax+r.Lines[2].Tax != 400 || r.Lines[1].Tax != -200 || r.Tax != 200 {
		t.Errorf("%+v %v", r, err)
	}
}

func TestCalcRefuses(t *testing.T) {
	if _, err := (Calc{Discount: 5, Lines: []Line{{Silent: true}}}).Work(); key(err) != "money.discount_without_lines" {
		t.Error(err)
	}
	_, err := Calc{Lines: []Line{{}, {Tax: "x"}}}.Work()
	if key(err) != "money.tax_code" || err.Error() != "money.tax_code code=x line=2" {
		t.Error(err)
	}
	big := Line{Quantity: 900_000_000 * Scale, Price: 1_000_000 * Scale}
	if _, err := (Calc{Lines: []Line{big, big}}).Work(); key(err) != "money.too_large" {
		t.Error(err)
	}
}

// Whatever the mode, the stored lines add up to the document and gross prices never move.
func TestLinesAddUpInEveryMode(t *testing.T) {
	r := rand.New(rand.NewSource(7))
	codes := []TaxCode{"13", "9", "6", "3", "1", "0", Exempt, NotTaxable}
	for n := 0; n < 5_000; n++ {
		c := Calc{Mode: TaxMode{Included: n%2 == 0, PerDocument: n%4 < 2}, Currency: []string{"CNY", "JPY", "KWD"}[n%3]}
		for i := r.Intn(12) + 1; i > 0; i-- {
			l := Line{Quantity: Quantity(r.Int63n(1e9)), Price: Price(r.Int63n(1e11)), Tax: codes[r.Intn(len(codes))], Silent: r.Intn(9) == 0}
			if r.Intn(3) == 0 {
				l.Discount = Rate(r.Int63n(Scale))
			}
			if r.Intn(6) == 0 {
				l.Quantity = -l.Quantity
			}
			c.Lines = append(c.Lines, l)
		}
		plain, err := c.Work()
		if err != nil {
			t.Fatal(err)
		}
		if plain.Subtotal > 0 {
			c.Discount = Minor(r.Int63n(int64(plain.Subtotal)))
		}
		out, err := c.Work()
		if key(err) == "money.discount_without_lines" {
			continue
		}
		check(t, c, out)
	}
}

func check(t *testing.T, c Calc, out Totals) {
	t.Helper()
	var net, tax, gross, share Minor
	for i, l := range out.Lines {
		if l.Net+l.Tax != l.Gross {
			t.Fatalf("line %d: %+v", i, l)
		}
		if basis := l.Amount - l.Share; c.Mode.Included && l.Gross != basis || !c.Mode.Included && l.Net != basis {
			t.Fatalf("the price of line %d moved: %+v", i, l)
		}
		net, tax, gross, share = net+l.Net, tax+l.Tax, gross+l.Gross, share+l.Share
	}
	if net != out.Net || tax != out.Tax || gross != out.Gross || share != out.Discount || out.Discount != c.Discount || net+tax != gross {
		t.Fatalf("%+v: %+v", c.Mode, out)
	}
	for _, g := range out.ByTax {
		net, tax, gross = net-g.Net, tax-g.Tax, gross-g.Gross
	}
	if net != 0 || tax != 0 || gross != 0 {
		t.Fatalf("tax groups miss %d %d %d", net, tax, gross)
	}
	if c.Mode.PerDocument { // each group is rounded once
		groups := map[taxGroup][2]Minor{}
		for i, l := range out.Lines {
			rate, _ := c.Lines[i].Tax.Rate()
			basis := l.Amount - l.Share
			k := taxGroup{rate, basis < 0}
			groups[k] = [2]Minor{groups[k][0] + basis, groups[k][1] + l.Tax}
		}
		for k, g := range groups {
			den := int64(Scale)
			if c.Mode.Included {
				den += int64(k.rate)
			}
			want, _ := scaleRat(big.NewRat(int64(g[0])*int64(k.rate), den), 0)
			if d := Minor(want) - g[1]; d > 1 || d < -1 || !c.Mode.Included && d != 0 {
				t.Fatalf("group %+v: tax %d, want %d", k, g[1], want)
			}
		}
	}
}
