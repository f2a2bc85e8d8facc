// Package fonts holds the typefaces of window and paper: Noto Sans SC Regular and
// Bold, and a small fallback face for the characters Noto lacks (𠮷 and others of
// the CJK extensions, Vietnamese and Cyrillic letters). All are under the SIL Open
// Font License, whose texts lie beside the files. The files are kept compressed
// and are inflated once, on first use.
package fonts

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
)

//go:embed NotoSansSC-Regular.ttf.zst
var regularZ []byte

//go:embed NotoSansSC-Bold.ttf.zst
var boldZ []byte

//go:embed KontorFallback-Regular.ttf.zst
var fallbackZ []byte

// Regular is the TTF of Noto Sans SC Regular. The caller must not change the bytes.
var Regular = sync.OnceValue(func() []byte { return inflate("regular", regularZ) })

// Bold is the TTF of Noto Sans SC Bold. The caller must not change the bytes.
var Bold = sync.OnceValue(func() []byte { return inflate("bold", boldZ) })

// Fallback is the TTF of Kontor Fallback (regular weight only) with the glyphs
// that Noto Sans SC lacks. The caller must not change the bytes.
var Fallback = sync.OnceValue(func() []byte { return inflate("fallback", fallbackZ) })

// inflate panics only when the program itself was built from damaged files.
func inflate(name string, z []byte) []byte {
	r, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		panic(fmt.Errorf("fonts: %s: %w", name, err))
	}
	defer r.Close()
	b, err := r.DecodeAll(z, nil)
	if err != nil {
		panic(fmt.Errorf("fonts: %s: %w", name, err))
	}
	return b
}
