package compose

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ohenji/internal/domain"
)

// object is a JSON object of a Flex Message.
type object = map[string]any

// node is an object with the place where it stands.
type node struct {
	object object
	path   string
}

// text returns a property that is a string, or "".
func (o node) text(name string) string {
	s, _ := o.object[name].(string)
	return s
}

// flex checks the contents of a Flex Message by the parts of LINE's rules that
// make it refuse one: known components in the places where they may be, with
// what they need, and sizes. It does not judge looks.
func (c *checker) flex(f *domain.FlexBubble, path string) {
	var contents any
	if err := json.Unmarshal([]byte(f.Contents), &contents); err != nil {
		c.fault(path, domain.E(domain.Invalid, "bubble.flex_json", "detail", err.Error()))
		return
	}
	top, _ := contents.(object)
	o := node{top, path}
	switch o.text("type") {
	case "bubble":
		c.flexSize(path, contents, maxFlexBubble)
		c.flexBubble(o, false)
	case "carousel":
		c.flexSize(path, contents, maxFlexCarousel)
		bubbles := c.flexList(o, "contents", 1, maxFlexBubbles)
		for _, b := range bubbles {
			if b.text("type") != "bubble" {
				c.flexFault(b.path+".type", b.text("type"))
				continue
			}
			if b.text("size") != bubbles[0].text("size") {
				c.fault(b.path+".size", domain.E(domain.Invalid, "bubble.flex_sizes_differ"))
			}
			c.flexBubble(b, true)
		}
	default:
		c.flexFault(path+".type", o.text("type"))
	}
}

func (c *checker) flexFault(path, value string) {
	c.fault(path, domain.E(domain.Invalid, "bubble.flex_property", "value", value))
}

func (c *checker) flexSize(path string, contents any, most int) {
	b, err := json.Marshal(contents)
	if err != nil || len(b) > most {
		c.fault(path, domain.E(domain.Invalid, "bubble.flex_large", "max", most, "count", len(b)))
	}
}

// flexList returns the objects of a list; what else is in it is a fault.
func (c *checker) flexList(o node, name string, least, most int) []node {
	path := o.path + "." + name
	list, ok := o.object[name].([]any)
	if !ok && (o.object[name] != nil || least >= 0) {
		c.flexFault(path, "")
		return nil
	}
	if least > 0 {
		c.count(path, len(list), least, most)
	}
	var out []node
	for i, v := range list {
		if child, ok := v.(object); ok {
			out = append(out, node{child, place(path, i)})
		} else {
			c.flexFault(place(path, i), "")
		}
	}
	return out
}

func (c *checker) flexBubble(b node, inCarousel bool) {
	size := b.text("size")
	c.oneOf(b.path+".size", size, "", "nano", "micro", "deca", "hecto", "kilo", "mega", "giga")
	c.oneOf(b.path+".direction", b.text("direction"), "", "ltr", "rtl")
	for _, block := range []string{"header", "hero", "body", "footer"} {
		v, there := b.object[block]
		if !there {
			continue
		}
		child, ok := v.(object)
		o := node{child, b.path + "." + block}
		kind := o.text("type")
		switch {
		case !ok, block != "hero" && kind != "box", block == "hero" && !slices.Contains([]string{"box", "image", "video"}, kind):
			c.flexFault(o.path+".type", kind)
		case kind == "video":
			large := slices.Contains([]string{"", "kilo", "mega", "giga"}, size) // mega when none is said
			if inCarousel || !large {
				c.flexFault(o.path+".type", kind)
			}
			c.flexVideo(o)
		default:
			c.flexComponent(o, "")
		}
	}
	c.flexAction(b, false)
}

// flexComponent checks a component; layout is that of the box around it, "" for
// none.
func (c *checker) flexComponent(o node, layout string) {
	kind := o.text("type")
	if layout == "baseline" && !slices.Contains([]string{"icon", "text", "filler"}, kind) || layout != "baseline" && kind == "icon" {
		c.flexFault(o.path+".type", kind)
		return
	}
	switch kind {
	case "box":
		c.oneOf(o.path+".layout", o.text("layout"), "horizontal", "vertical", "baseline")
		for _, child := range c.flexList(o, "contents", 0, 0) {
			c.flexComponent(child, o.text("layout"))
		}
	case "text":
		spans := c.flexList(o, "contents", -1, 0)
		for _, s := range spans {
			if s.text("type") != "span" {
				c.flexFault(s.path+".type", s.text("type"))
			}
		}
		if o.text("text") == "" && len(spans) == 0 {
			c.fault(o.path+".text", domain.E(domain.Invalid, "bubble.field_empty"))
		} else if len(spans) == 0 && !c.filled && canBeBlank(o.text("text")) {
			c.fault(o.path+".text", domain.E(domain.Invalid, "bubble.value_missing"))
		}
	case "image", "icon":
		c.https(o.path+".url", o.text("url"), true)
		c.flexRatio(o)
	case "button", "separator", "filler":
	default:
		c.flexFault(o.path+".type", kind)
		return
	}
	c.flexAction(o, kind == "button")
}

func (c *checker) flexVideo(o node) {
	c.https(o.path+".url", o.text("url"), true)
	c.https(o.path+".previewUrl", o.text("previewUrl"), true)
	c.flexRatio(o)
	alternative, ok := o.object["altContent"].(object)
	alt := node{alternative, o.path + ".altContent"}
	if kind := alt.text("type"); !ok || kind != "box" && kind != "image" {
		c.flexFault(alt.path, kind)
		return
	}
	c.flexComponent(alt, "")
}

var ratio = regexp.MustCompile(`^([0-9]{1,6}):([0-9]{1,6})$`)

// flexRatio checks width to height: both 1 to 100000, and the height at most
// three times the width.
func (c *checker) flexRatio(o node) {
	v, there := o.object["aspectRatio"]
	if !there {
		return
	}
	s, _ := v.(string)
	m := ratio.FindStringSubmatch(s)
	if m != nil {
		w, _ := strconv.Atoi(m[1])
		h, _ := strconv.Atoi(m[2])
		if w >= 1 && w <= 100_000 && h >= 1 && h <= 100_000 && h <= 3*w {
			return
		}
	}
	c.flexFault(o.path+".aspectRatio", s)
}

func (c *checker) flexAction(o node, required bool) {
	v, there := o.object["action"]
	path := o.path + ".action"
	if !there {
		if required {
			c.fault(path, domain.E(domain.Invalid, "bubble.field_empty"))
		}
		return
	}
	b, err := json.Marshal(v)
	var a domain.Action
	if err != nil || json.Unmarshal(b, &a) != nil {
		c.flexFault(path, "")
		return
	}
	actionTexts(&a, path, maxFlexLabel, required, func(f field) {
		if e := f.fault(c.filled); e != nil {
			c.es = append(c.es, e)
		}
	})
	c.action(&a, path, false)
}

// flexText reports whether people read a property of a Flex Message, and how
// long it may be there; in says what the property's object is.
func flexText(name, in string) (limit int, count counting, ok bool) {
	switch {
	case name == "label":
		return maxFlexLabel, graphemes, true
	case name == "displayText", name == "fillInText", name == "text" && in == "action":
		return maxActionText, graphemes, true
	case name == "text", name == "altText":
		return domain.MaxTextUnits, units, true
	}
	return 0, units, false
}

// rewrite returns a JSON value with each text that people read as fill gives
// it, everything else and its order as it was, without white space between. A
// value that is no JSON is returned as it is.
func rewrite(raw domain.RawJSON, fill func(text string, limit int, count counting) string) domain.RawJSON {
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	dec.UseNumber()
	w := rewriter{fill: fill}
	for {
		token, err := dec.Token()
		if err != nil {
			break
		}
		w.write(token)
	}
	if !json.Valid(w.out.Bytes()) {
		return raw
	}
	return domain.RawJSON(w.out.String())
}

type rewriter struct {
	fill  func(text string, limit int, count counting) string
	out   bytes.Buffer
	stack []level
}

// level is an object or array that is being written.
type level struct {
	object  bool
	key     string // of the value that comes next
	waiting bool   // whether key is set
	written int
}

func (w *rewriter) write(token json.Token) {
	if d, ok := token.(json.Delim); ok && (d == '}' || d == ']') {
		w.stack = w.stack[:len(w.stack)-1]
		w.out.WriteString(d.String())
		return
	}
	name := ""
	if n := len(w.stack); n > 0 {
		top := &w.stack[n-1]
		if !top.waiting && top.written > 0 {
			w.out.WriteByte(',')
		}
		if top.object && !top.waiting {
			top.key, top.waiting = token.(string), true
			w.value(top.key)
			w.out.WriteByte(':')
			return
		}
		name, top.waiting = top.key, false
		top.written++
	}
	switch v := token.(type) {
	case json.Delim:
		w.stack = append(w.stack, level{object: v == '{'})
		w.out.WriteString(v.String())
	case string:
		if limit, count, ok := flexText(name, w.within()); ok {
			v = w.fill(v, limit, count)
		}
		w.value(v)
	default:
		w.value(v)
	}
}

// within is the property whose value is the object that is being written.
func (w *rewriter) within() string {
	if n := len(w.stack); n > 1 {
		return w.stack[n-2].key
	}
	return ""
}

func (w *rewriter) value(v any) { w.out.Write(marshal(v)) }

// marshal is JSON in which <, > and & stand as they are.
func marshal(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	// Strings, numbers and our own structs into memory: nothing could fail.
	_ = enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
