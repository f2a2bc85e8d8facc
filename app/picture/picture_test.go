package picture_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"runtime"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/text/encoding/simplifiedchinese"

	"kontor/app"
	"kontor/app/picture"
)

// pngOf is a PNG whose header tells a size that its content does not have.
func pngOf(w, h uint32) []byte {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	head := make([]byte, 13)
	binary.BigEndian.PutUint32(head, w)
	binary.BigEndian.PutUint32(head[4:], h)
	head[8], head[9] = 8, 6
	part := append([]byte("IHDR"), head...)
	binary.Write(&b, binary.BigEndian, uint32(len(head)))
	b.Write(part)
	binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(part))
	return b.Bytes()
}

func read(raw []byte) (image.Image, error) {
	return picture.Read("card.png", bytes.NewReader(raw), int64(len(raw)))
}

func keyOf(err error) string {
	var e *app.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

// DAT-06: a picture of 60,000 × 60,000 is refused from its header, without memory for it.
func TestHugePictureIsRefusedFromItsHeader(t *testing.T) {
	raw := pngOf(60_000, 60_000)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := read(raw)
	runtime.ReadMemStats(&after)
	if keyOf(err) != "picture.large" {
		t.Errorf("refused with %v", err)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 1<<20 {
		t.Errorf("%d bytes for a picture that is refused", grown)
	}
}

// DAT-06: what is no picture, or a broken one, is told so.
func TestWhatIsNoPicture(t *testing.T) {
	for name, raw := range map[string][]byte{"empty": {}, "text": []byte("name,phone\n"), "header only": pngOf(20, 20), "no size": pngOf(0, 20), "cut off": wide(t)[:200]} {
		if _, err := read(raw); keyOf(err) != "picture.none" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := picture.Read("film.png", bytes.NewReader(nil), picture.MaxBytes+1); keyOf(err) != "picture.heavy" {
		t.Errorf("a file too large: %v", err)
	}
}

func wide(t *testing.T) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 3000, 40))
	for i := range img.Pix {
		img.Pix[i] = byte(i * 7919 >> 3)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// DAT-06: a large picture is made smaller for looking at it.
func TestLargePictureIsMadeSmaller(t *testing.T) {
	img, err := read(wide(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := img.Bounds().Size(); got.X != picture.Edge || got.Y != 32 {
		t.Errorf("%v", got)
	}
}

// DAT-06: a photograph stands upright however the camera was held.
func TestPhotographStandsUpright(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 64, 32))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(0, 0, 32, 16), image.Black, image.Point{}, draw.Src) // top left is black
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, img, nil); err != nil {
		t.Fatal(err)
	}
	// where the black quarter comes to lie, and the size, by EXIF orientation
	want := map[int]struct{ w, h, x, y int }{
		1: {64, 32, 8, 4}, 2: {64, 32, 56, 4}, 3: {64, 32, 56, 28}, 4: {64, 32, 8, 28},
		5: {32, 64, 4, 8}, 6: {32, 64, 28, 8}, 7: {32, 64, 28, 56}, 8: {32, 64, 4, 56},
	}
	for held, x := range want {
		exif := append([]byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01"), 0, byte(held), 0, 0, 0, 0, 0, 0)
		raw := append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
		raw = append(raw, plain.Bytes()[2:]...)
		got, err := picture.Read("card.jpg", bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			t.Fatal(err)
		}
		if got.Bounds().Dx() != x.w || got.Bounds().Dy() != x.h {
			t.Errorf("held %d: %v", held, got.Bounds())
			continue
		}
		if y := color.GrayModel.Convert(got.At(x.x, x.y)).(color.Gray).Y; y > 60 {
			t.Errorf("held %d: the black corner is not at %d, %d", held, x.x, x.y)
		}
	}
}

// codeOf draws a QR code into a photograph-like picture.
func codeOf(t *testing.T, text string) image.Image {
	t.Helper()
	hints := map[gozxing.EncodeHintType]any{gozxing.EncodeHintType_CHARACTER_SET: "ISO-8859-1"}
	raw := make([]rune, 0, len(text)) // one rune a byte, so that the bytes come out as they are
	for _, b := range []byte(text) {
		raw = append(raw, rune(b))
	}
	code, err := qrcode.NewQRCodeWriter().Encode(string(raw), gozxing.BarcodeFormat_QR_CODE, 300, 300, hints)
	if err != nil {
		t.Fatal(err)
	}
	img := image.NewGray(image.Rect(0, 0, 1600, 1000))
	draw.Draw(img, img.Rect, image.NewUniform(color.Gray{Y: 230}), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(1200, 600, 1500, 900), code, image.Point{}, draw.Src)
	return img
}

// DAT-07: the text of a QR code is read out of a picture, in UTF-8 and as old phones wrote it.
func TestCodeInAPicture(t *testing.T) {
	card := "BEGIN:VCARD\nVERSION:3.0\nFN:单国平\nORG:上海舜泽食品有限公司\nTEL;TYPE=CELL:13800003126\nEND:VCARD"
	if got := picture.Code(codeOf(t, card)); got != card {
		t.Errorf("read %q", got)
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(card)
	if err != nil {
		t.Fatal(err)
	}
	if got := picture.Code(codeOf(t, gb)); got != card {
		t.Errorf("GB18030: %q", got)
	}
	if got := picture.Code(picture.Turn(codeOf(t, card))); got != card {
		t.Errorf("turned: %q", got)
	}
	if got := picture.Code(image.NewGray(image.Rect(0, 0, 300, 200))); got != "" {
		t.Errorf("a blank picture says %q", got)
	}
}
