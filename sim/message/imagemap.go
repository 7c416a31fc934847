package message

import "math"

// imagemapWidth is the width that areas are measured against, whatever the
// width of the phone.
const imagemapWidth = 1040

func (n node) imagemap() {
	n.https("baseUrl", true)
	n.required("altText", maxAltText, Units)
	if size, ok := n.child("baseSize"); ok {
		size.whole("width", imagemapWidth, imagemapWidth)
		size.whole("height", 1, math.MaxInt32)
	}
	least := 1
	if v, ok := n.optionalChild("video"); ok {
		least = 0
		v.imagemapVideo()
	}
	for _, a := range n.list("actions", least, 50) {
		a.imagemapAction()
	}
}

func (n node) imagemapVideo() {
	n.https("originalContentUrl", true)
	n.https("previewImageUrl", true)
	n.area()
	if link, ok := n.optionalChild("externalLink"); ok {
		link.address("linkUri", true, 1000, "http", "https", "line", "tel")
		link.required("label", 30, Units)
	}
}

func (n node) imagemapAction() {
	n.optional("label", 100, Units)
	switch n.oneOf("type", true, "uri", "message", "clipboard") {
	case "uri":
		n.address("linkUri", true, 1000, "http", "https", "line", "tel")
	case "message":
		n.required("text", 400, Units)
	case "clipboard":
		n.required("clipboardText", 1000, Units)
	}
	n.area()
}

func (n node) area() {
	a, ok := n.child("area")
	if !ok {
		return
	}
	for _, property := range []string{"x", "y", "width", "height"} {
		a.whole(property, 0, math.MaxInt32)
	}
}
