package e2e

import (
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "keep the pictures of the tour as the new masters")

// The look of the main windows is kept small, in grey, in Chinese and light and in English
// and dark at the smallest size: a window that is drawn otherwise is seen here. Wording
// and figures may differ a little, the picture as a whole may not. Run with -update after
// looking at the pictures of `kontor tour`.
func TestTourLooksAsBefore(t *testing.T) {
	program := programOf(t, t.TempDir())
	for name, args := range map[string][]string{
		"zh-light": nil,
		"en-dark":  {"--lang", "en", "--dark", "--size", "1100x680"},
	} {
		t.Run(name, func(t *testing.T) {
			out, home := t.TempDir(), t.TempDir()
			cmd := exec.CommandContext(t.Context(), program, append([]string{"tour", "--out", out}, args...)...)
			cmd.Env = append(os.Environ(), "HOME="+home, "KONTOR_HOME="+home, "DISPLAY=")
			if said, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("kontor tour: %v\n%s", err, said)
			}
			compareTour(t, out, filepath.Join("testdata", "tour", name))
		})
	}
}

// mostDifference is how far the brightness of two pictures may lie apart on average, of 255.
const mostDifference = 5

func compareTour(t *testing.T, out, masters string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(out, "*.png"))
	if err != nil || len(files) < 12 {
		t.Fatalf("%d pictures, %v", len(files), err)
	}
	away := artefacts(t)
	for _, f := range files {
		got := shrink(readPicture(t, f))
		master := filepath.Join(masters, filepath.Base(f))
		if *update {
			writeMaster(t, master, got)
			continue
		}
		want, ok := readPicture(t, master).(*image.Gray)
		if !ok || want.Rect != got.Rect {
			t.Errorf("%s has another size or kind than its master", filepath.Base(f))
			continue
		}
		sum := 0
		for i, v := range got.Pix {
			d := int(v) - int(want.Pix[i])
			sum += max(d, -d)
		}
		if d := float64(sum) / float64(len(got.Pix)); d > mostDifference {
			kept := filepath.Join(away, filepath.Base(f))
			writeMaster(t, kept, got)
			t.Errorf("%s differs by %.1f of 255 on average from its master; see %s", filepath.Base(f), d, kept)
		}
	}
}

func readPicture(t *testing.T, file string) image.Image {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return img
}

// shrink averages squares of four by four pixels to their brightness.
func shrink(img image.Image) *image.Gray {
	const n = 4
	b := img.Bounds()
	out := image.NewGray(image.Rect(0, 0, b.Dx()/n, b.Dy()/n))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			sum := 0
			for i := range n * n {
				sum += int(color.GrayModel.Convert(img.At(b.Min.X+x*n+i%n, b.Min.Y+y*n+i/n)).(color.Gray).Y)
			}
			out.SetGray(x, y, color.Gray{Y: uint8(sum / (n * n) &^ 7)}) // steps of 8: half the bytes
		}
	}
	return out
}

func writeMaster(t *testing.T, file string, img image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, img); err != nil {
		t.Fatal(err)
	}
}
