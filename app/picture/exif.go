package picture

import (
	"bytes"
	"encoding/binary"
	"io"
)

// orientation reads how the camera was held from the head of a JPEG; 1 when it says
// nothing.
func orientation(in io.Reader) int {
	head := make([]byte, 64<<10)
	n, _ := io.ReadFull(in, head) // what is there is enough
	head = head[:n]
	if len(head) < 4 || head[0] != 0xff || head[1] != 0xd8 {
		return 1
	}
	for at := 2; at+4 <= len(head) && head[at] == 0xff; {
		mark, size := head[at+1], int(binary.BigEndian.Uint16(head[at+2:]))
		if mark == 0xda || size < 2 || at+2+size > len(head) {
			return 1
		}
		if body := head[at+4 : at+2+size]; mark == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
			return tagged(body[6:])
		}
		at += 2 + size
	}
	return 1
}

// tagged finds the orientation (tag 0x0112) in the first directory of a TIFF block.
func tagged(b []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case bytes.HasPrefix(b, []byte("MM")):
		order = binary.BigEndian
	case !bytes.HasPrefix(b, []byte("II")):
		return 1
	}
	if len(b) < 8 {
		return 1
	}
	dir := uint64(order.Uint32(b[4:]))
	if dir+2 > uint64(len(b)) {
		return 1
	}
	for i := range uint64(order.Uint16(b[dir:])) {
		at := dir + 2 + 12*i
		if at+12 > uint64(len(b)) {
			return 1
		}
		if order.Uint16(b[at:]) == 0x0112 {
			if held := int(order.Uint16(b[at+8:])); held >= 1 && held <= 8 {
				return held
			}
			return 1
		}
	}
	return 1
}
