// Package sample makes content for messages that were given none: pictures,
// and files that look like films and voices. It is pure: the same message
// always gets the same bytes.
package sample

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // friends send PNG too
)

const (
	sampleWidth  = 640
	sampleHeight = 480
	previewWidth = 240
)

// Content makes the content of a message of this kind.
func Content(kind, id string) ([]byte, error) {
	switch kind {
	case "image":
		return picture(id, sampleWidth, sampleHeight)
	case "video":
		return box("mp42", id), nil
	case "audio":
		return box("M4A ", id), nil
	}
	return []byte("LINE simulator, message " + id + "\n"), nil
}

// picture is a JPEG of two colours that flow into each other.
func picture(id string, width, height int) ([]byte, error) {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id))
	seed := h.Sum32()
	from := color.RGBA{R: uint8(seed) | 0x40, G: uint8(seed>>8) | 0x40, B: uint8(seed>>16) | 0x40, A: 255}
	to := color.RGBA{R: from.B, G: from.R, B: from.G, A: 255}
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	mix := func(a, b uint8, x int) uint8 { return uint8((int(a)*(width-x) + int(b)*x) / width) }
	for y := range height {
		for x := range width {
			img.SetRGBA(x, y, color.RGBA{mix(from.R, to.R, x), mix(from.G, to.G, y*width/height), mix(from.B, to.B, x), 255})
		}
	}
	return encodeJPEG(img)
}

func encodeJPEG(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 80}); err != nil {
		return nil, fmt.Errorf("make a picture: %w", err)
	}
	return b.Bytes(), nil
}

// box is an MPEG-4 file without a track: an ftyp box and the id in an mdat box.
// Its type is recognised; there is nothing in it to play.
func box(brand, id string) []byte {
	var b bytes.Buffer
	part := func(name string, body []byte) {
		_ = binary.Write(&b, binary.BigEndian, uint32(8+len(body))) // a buffer takes everything
		b.WriteString(name)
		b.Write(body)
	}
	part("ftyp", append([]byte(brand), append([]byte{0, 0, 0, 0}, brand+"isom"...)...))
	part("mdat", []byte("LINE simulator, message "+id))
	return b.Bytes()
}

// Preview is a small JPEG: of the picture itself when it can be read.
func Preview(kind, id string, data []byte) ([]byte, error) {
	if kind == "image" {
		if img, _, err := image.Decode(bytes.NewReader(data)); err == nil {
			return encodeJPEG(shrink(img))
		}
	}
	return picture(id, previewWidth, previewWidth*sampleHeight/sampleWidth)
}

// shrink takes the nearest pixel; it is a preview.
func shrink(img image.Image) image.Image {
	from := img.Bounds()
	width := min(previewWidth, from.Dx())
	height := max(1, from.Dy()*width/max(1, from.Dx()))
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			out.Set(x, y, img.At(from.Min.X+x*from.Dx()/width, from.Min.Y+y*from.Dy()/height))
		}
	}
	return out
}
