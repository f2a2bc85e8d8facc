package picture

import (
	"image"
	"strings"
	"unicode/utf8"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// Code is the text of the QR code in a picture, "" when there is none to be read. DAT-07
func Code(img image.Image) string {
	tried := 0
	for _, edge := range []int{1200, 600, Edge} { // a small code in a large photograph, a blurred one, a fine one
		small := shrink(img, edge)
		long := max(small.Bounds().Dx(), small.Bounds().Dy())
		if long == tried {
			continue
		}
		tried = long
		if text := code(small); text != "" {
			return text
		}
	}
	return ""
}

var hints = map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true, gozxing.DecodeHintType_CHARACTER_SET: "ISO-8859-1"}

// code reads one picture. The library indexes what it finds without asking whether it is
// there: a picture that leads it astray has no code.
func code(img image.Image) (text string) {
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	source := gozxing.NewLuminanceSourceFromImage(img)
	for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
		bits, err := gozxing.NewBinaryBitmap(binarizer)
		if err != nil {
			continue
		}
		found, err := qrcode.NewQRCodeReader().Decode(bits, hints)
		if err == nil {
			return written(found.GetText())
		}
	}
	return ""
}

// written is the text of a code. Bytes come one a rune (see hints), for the library guesses
// encodings of other countries; a code that names its encoding was read by it already.
func written(text string) string {
	raw := make([]byte, 0, len(text))
	for _, r := range text {
		if r > 0xff {
			return text
		}
		raw = append(raw, byte(r))
	}
	if utf8.Valid(raw) {
		return string(raw)
	}
	if chinese, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw); err == nil && !strings.ContainsRune(string(chinese), utf8.RuneError) {
		return string(chinese)
	}
	return text
}
