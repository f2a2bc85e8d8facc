package files

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// clipMost is the largest picture that is taken from the clipboard, in bytes.
const clipMost = 64 << 20

// ClipPicture writes the picture of the clipboard into a new file below dir and gives its
// path; "" when the clipboard has none or the system offers no way to it. The toolkit
// knows texts only, so the programs of the system are asked.
func ClipPicture(ctx context.Context, dir string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	path := filepath.Join(dir, "clipboard.png")
	for _, c := range clipPrograms(path) {
		if _, err := exec.LookPath(c.args[0]); err != nil {
			continue
		}
		var out capped
		cmd := exec.CommandContext(ctx, c.args[0], c.args[1:]...)
		cmd.Stdout = &out
		if err := cmd.Run(); err != nil {
			continue // it holds no picture
		}
		if c.writes {
			if st, err := os.Stat(path); err != nil || st.Size() == 0 {
				continue
			}
			return path, nil
		}
		if out.Len() == 0 || out.over {
			continue
		}
		return path, os.WriteFile(path, out.Bytes(), 0o600)
	}
	return "", nil
}

// clipProgram is a way to the clipboard; one that writes puts the picture into the file,
// the others say it.
type clipProgram struct {
	args   []string
	writes bool
}

// capped takes no more than a picture may have.
type capped struct {
	bytes.Buffer
	over bool
}

func (c *capped) Write(p []byte) (int, error) {
	if c.Len()+len(p) > clipMost {
		c.over = true
		return len(p), nil
	}
	return c.Buffer.Write(p)
}
