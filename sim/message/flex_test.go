package message_test

import (
	"fmt"
	"strings"
	"testing"
)

func flex(contents string) string {
	return `{"type":"flex","altText":"a","contents":` + contents + `}`
}

func bubble(blocks string) string { return flex(`{"type":"bubble",` + blocks + `}`) }

func body(contents string) string {
	return bubble(`"body":{"type":"box","layout":"vertical","contents":[` + contents + `]}`)
}

const word = `{"type":"text","text":"a"}`

func TestFlexContainersHaveLINEsLimits(t *testing.T) {
	t.Parallel()
	one := `{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[` + word + `]}}`
	video := `"hero":{"type":"video","url":"https://a.example/a.mp4","previewUrl":"https://a.example/a.png","altContent":{"type":"image","url":"https://a.example/a.png"},"aspectRatio":"20:13"}`
	picture := `{"type":"image","url":"https://a.example/a.png","animated":true}`
	accepted(t, map[string]string{
		"bubble":          body(word),
		"empty box":       body(""),
		"twelve bubbles":  flex(`{"type":"carousel","contents":[` + times(12, one) + `]}`),
		"video in kilo":   bubble(`"size":"kilo",` + video),
		"animated images": body(times(10, picture)),
		"almost 30 KB":    body(`{"type":"text","text":"` + strings.Repeat("a", 30<<10-140) + `"}`),
		"styles":          bubble(`"direction":"rtl","styles":{"body":{"separator":true,"separatorColor":"#aabbcc"}},"body":{"type":"box","layout":"vertical","contents":[]}`),
	})
	refused(t, []wrong{
		{"no container", `{"type":"flex","altText":"a"}`, bodyWrong, "must be specified", "messages[0].contents"},
		{"flex in flex", flex(`{"type":"flex","contents":{}}`), innerWrong, "invalid property", "/type"},
		{"no block", flex(`{"type":"bubble"}`), innerWrong, "At least one block must be specified", "/"},
		{"thirteen bubbles", flex(`{"type":"carousel","contents":[` + times(13, one) + `]}`), innerWrong, "invalid property", "/contents"},
		{"two sizes", flex(`{"type":"carousel","contents":[` + one + `,` + strings.Replace(one, `"bubble"`, `"bubble","size":"nano"`, 1) + `]}`), innerWrong, "the size must be the same in all bubbles", "/contents/1/size"},
		{"over 30 KB", body(`{"type":"text","text":"` + strings.Repeat("あ", 10<<10) + `"}`), innerWrong, "Too large flex message. The maximum size of JSON data for a bubble is 30 KB", "/"},
		{"over 50 KB", flex(`{"type":"carousel","contents":[` + times(12, strings.Replace(one, `"a"`, `"`+strings.Repeat("a", 4400)+`"`, 1)) + `]}`), innerWrong, "Too large flex message. The maximum size of JSON data for a carousel is 50 KB", "/"},
		{"video in a small bubble", bubble(`"size":"micro",` + video), innerWrong, "invalid property", "/hero"},
		{"video in a carousel", flex(`{"type":"carousel","contents":[{"type":"bubble",` + video + `}]}`), innerWrong, "invalid property", "/contents/0/hero"},
		{"video without altContent", bubble(`"hero":{"type":"video","url":"https://a.example/a.mp4","previewUrl":"https://a.example/a.png"}`), innerWrong, "must be specified", "/hero/altContent"},
		{"eleven animated images", body(times(11, picture)), innerWrong, "The number of animated images must be less than or equal to 10", "/"},
		{"picture over http", bubble(`"hero":{"type":"image","url":"http://a.example/a.png"}`), innerWrong, "invalid uri scheme", "/hero/url"},
		{"text as body", bubble(`"body":` + word), innerWrong, "invalid property", "/body/type"},
	})
}

func TestFlexComponentsHaveLINEsLimits(t *testing.T) {
	t.Parallel()
	in := func(format, value string) string { return body(fmt.Sprintf(format, value)) }
	const (
		text   = `{"type":"text","text":"a",%s}`
		box    = `{"type":"box","layout":"horizontal","contents":[],%s}`
		image  = `{"type":"image","url":"https://a.example/a.png",%s}`
		button = `{"type":"button","action":{"type":"uri","label":"%s","uri":"https://a.example/"}}`
	)
	first := func(property string) string { return "/body/contents/0/" + property }
	accepted(t, map[string]string{
		"what the Go SDK adds": in(text, `"flex":0,"wrap":false,"maxLines":0,"scaling":false,"action":null`),
		"spans":                body(`{"type":"text","contents":[{"type":"span","text":"a","size":"12.5px"}]}`),
		"baseline":             body(`{"type":"box","layout":"baseline","contents":[{"type":"icon","url":"https://a.example/i.png"},` + word + `,{"type":"filler"}]}`),
		"gradient":             in(box, `"background":{"type":"linearGradient","angle":"90.5deg","startColor":"#000000","endColor":"#ffffff80","centerPosition":"10%"}`),
		"pixels and percent":   in(box, `"width":"50%","paddingAll":"5%","offsetTop":"-3.5px","position":"absolute","cornerRadius":"md","borderWidth":"semi-bold"`),
		"label of 40":          in(button, strings.Repeat("あ", 40)),
		"tall picture":         in(image, `"aspectRatio":"1:3","size":"full"`),
	})
	refused(t, []wrong{
		{"empty text", body(word + `,{"type":"text","text":""}`), innerWrong, "must be non-empty text", "/body/contents/1/text"},
		{"no text", body(`{"type":"text"}`), innerWrong, "must be non-empty text", first("text")},
		{"label of 41", in(button, strings.Repeat("a", 41)), innerWrong, "invalid property", first("action/label")},
		{"no label", body(`{"type":"button","action":{"type":"message","text":"a"}}`), innerWrong, "must be specified", first("action/label")},
		{"no action", body(`{"type":"button"}`), innerWrong, "must be specified", first("action")},
		{"no type", body(word + `,{"text":"a"}`), innerWrong, "invalid property", "/body/contents/1"},
		{"spacer", body(`{"type":"spacer"}`), innerWrong, "invalid property", first("type")},
		{"icon in a vertical box", body(`{"type":"icon","url":"https://a.example/i.png"}`), innerWrong, "invalid property", first("type")},
		{"box in a baseline box", body(`{"type":"box","layout":"baseline","contents":[{"type":"box","layout":"vertical","contents":[]}]}`), innerWrong, "invalid property", first("contents/0/type")},
		{"span alone", body(`{"type":"span","text":"a"}`), innerWrong, "invalid property", first("type")},
		{"no layout", body(`{"type":"box","contents":[]}`), innerWrong, "must be specified", first("layout")},
		{"no contents", body(`{"type":"box","layout":"vertical"}`), innerWrong, "must be specified", first("contents")},
		{"colour by name", in(text, `"color":"red"`), innerWrong, "invalid property", first("color")},
		{"size in em", in(text, `"size":"2em"`), innerWrong, "invalid property", first("size")},
		{"bold as a style", in(text, `"style":"bold"`), innerWrong, "invalid property", first("style")},
		{"wrap as a word", in(text, `"wrap":"yes"`), innerWrong, "invalid property", first("wrap")},
		{"too tall", in(image, `"aspectRatio":"1:4"`), innerWrong, "invalid property", first("aspectRatio")},
		{"full circle", in(box, `"background":{"type":"linearGradient","angle":"360deg","startColor":"#000000","endColor":"#ffffff"}`), innerWrong, "invalid property", first("background/angle")},
	})
}
