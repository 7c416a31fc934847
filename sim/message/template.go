package message

import "regexp"

var rgbShape = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

func (n node) template() {
	switch n.oneOf("type", true, "buttons", "confirm", "carousel", "image_carousel") {
	case "buttons":
		n.templateImage()
		n.card(160, 1, 4)
	case "confirm":
		n.required("text", 240, Graphemes)
		n.actions(2, 2)
	case "carousel":
		n.templateImage()
		n.carousel()
	case "image_carousel":
		for _, column := range n.list("columns", 1, 10) {
			column.https("imageUrl", true)
			if a, ok := column.child("action"); ok {
				a.action(inImageCarousel)
			}
		}
	}
}

func (n node) templateImage() {
	n.oneOf("imageAspectRatio", false, "rectangle", "square")
	n.oneOf("imageSize", false, "cover", "contain")
}

// card checks what buttons and the columns of a carousel share. With a picture
// or a title, the text may have 60 characters only.
func (n node) card(most, least, actions int) (picture, title bool, count int) {
	n.https("thumbnailImageUrl", false)
	if s, ok := n.optional("imageBackgroundColor", 0, Units); ok && !rgbShape.MatchString(s) {
		n.failf("imageBackgroundColor", invalidProperty)
	}
	n.optional("title", 40, Graphemes)
	picture, title = n.given("thumbnailImageUrl"), n.given("title")
	if picture || title {
		most = 60
	}
	n.required("text", most, Graphemes)
	if a, ok := n.optionalChild("defaultAction"); ok {
		a.action(inDefault)
	}
	return picture, title, n.actions(least, actions)
}

func (n node) actions(least, most int) int {
	all := n.list("actions", least, most)
	for _, a := range all {
		a.action(inTemplate)
	}
	return len(all)
}

// carousel wants its columns alike: the same number of actions in each, and a
// picture or a title in all or none.
func (n node) carousel() {
	type shape struct {
		picture, title bool
		actions        int
	}
	var first shape
	for i, column := range n.list("columns", 1, 10) {
		var this shape
		this.picture, this.title, this.actions = column.card(120, 1, 3)
		if i == 0 {
			first = this
		}
		switch {
		case this.actions != first.actions && this.actions > 0 && first.actions > 0:
			column.failf("actions", "the number of actions must be the same in all columns")
		case this.picture != first.picture:
			column.failf("thumbnailImageUrl", "must be specified in all columns or none")
		case this.title != first.title:
			column.failf("title", "must be specified in all columns or none")
		}
	}
}
