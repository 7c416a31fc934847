package platform

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ohenji/sim/sample"
)

// contentLife is how long the content of a message can be fetched. LINE says
// "a certain period" only.
const contentLife = 30 * 24 * time.Hour

// usualPreparing is how long a video or a voice message is prepared unless its
// sender says otherwise, so that a bot meets the answer 202.
const usualPreparing = 2 * time.Second

// Media is a picture, video, voice message or file. Without data or an address
// it is a sample that the simulator makes.
type Media struct {
	Data       []byte    `json:"data,omitempty"`       // base64 in JSON
	Type       string    `json:"type,omitempty"`       // MIME type; empty: seen from data
	Name       string    `json:"name,omitempty"`       // of a file
	Duration   int64     `json:"duration,omitempty"`   // ms, of a video or voice message
	URL        string    `json:"url,omitempty"`        // content that LINE does not hold (contentProvider external)
	PreviewURL string    `json:"previewUrl,omitempty"` // only with url
	Set        *ImageSet `json:"imageSet,omitempty"`   // pictures sent together
	Preparing  string    `json:"preparing,omitempty"`  // such as "3s": how long the answer is 202; "2s" for videos and voice
	Broken     bool      `json:"broken,omitempty"`     // it can never be prepared
}

// ImageSet tells which pictures were sent together.
type ImageSet struct {
	ID    string `json:"id"`
	Index int    `json:"index,omitempty"` // from 1
	Total int    `json:"total,omitempty"`
}

func (m *Media) check(kind string) error {
	if _, err := m.preparing(kind); err != nil {
		return err
	}
	switch {
	case kind == "file" && m.URL != "":
		return fmt.Errorf("files are always held by LINE, give no url: %w", ErrInvalid)
	case m.URL != "" && len(m.Data) > 0:
		return fmt.Errorf("give data or url: %w", ErrInvalid)
	case m.Set != nil && (kind != "image" || m.Set.ID == ""):
		return fmt.Errorf("imageSet is for images and needs an id: %w", ErrInvalid)
	case m.Duration < 0:
		return fmt.Errorf("duration must not be negative: %w", ErrInvalid)
	}
	return nil
}

func (m *Media) preparing(kind string) (time.Duration, error) {
	moving := kind == "video" || kind == "audio"
	switch {
	case m.Preparing == "" && moving:
		return usualPreparing, nil
	case m.Preparing == "":
		return 0, nil
	case !moving:
		return 0, fmt.Errorf("only videos and voice messages are prepared: %w", ErrInvalid)
	}
	d, err := time.ParseDuration(m.Preparing)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("preparing %q must look like 3s: %w", m.Preparing, ErrInvalid)
	}
	return d, nil
}

// content makes what is kept for a message.
func (m *Media) content(id, kind string, at time.Time) (*content, []byte, error) {
	delay, err := m.preparing(kind)
	if err != nil {
		return nil, nil, err
	}
	data, name := m.Data, m.Name
	if len(data) == 0 {
		if data, err = sample.Content(kind, id); err != nil {
			return nil, nil, err
		}
		name = cmp.Or(name, "sample.txt")
	}
	name = cmp.Or(name, "file")
	kindOf := cmp.Or(m.Type, usualType(kind, name, data))
	return &content{
		ID: id, Kind: kind, Type: kindOf, Name: name, Size: len(data), At: at, ReadyAt: at.Add(delay), Broken: m.Broken,
	}, data, nil
}

func usualType(kind, name string, data []byte) string {
	switch kind {
	case "video":
		return "video/mp4"
	case "audio":
		return "audio/x-m4a"
	case "file":
		if t := mime.TypeByExtension(filepath.Ext(name)); t != "" {
			return t
		}
		return "application/octet-stream"
	}
	if t := http.DetectContentType(data); strings.HasPrefix(t, "image/") {
		return t
	}
	return "image/jpeg"
}

// content is one picture, video, voice message or file that LINE holds.
type content struct {
	ID      string    `json:"id"` // of the message
	Kind    string    `json:"kind"`
	Type    string    `json:"type"`
	Name    string    `json:"name"`
	Size    int       `json:"size"`
	At      time.Time `json:"at"`
	ReadyAt time.Time `json:"readyAt"`
	Broken  bool      `json:"broken,omitempty"`
	Unsent  bool      `json:"unsent,omitempty"`
	data    []byte    // nil: in a file
}

// contents of one channel, oldest first.
type contents struct {
	all  []*content
	size int
	most int // bytes
}

func newContents(most int) contents { return contents{most: most} }

func (s *contents) find(messageID string) *content {
	at := slices.IndexFunc(s.all, func(c *content) bool { return c.ID == messageID })
	if at < 0 {
		return nil
	}
	return s.all[at]
}

// keepContent stores content and forgets what is too old or too much. With a
// state file it lies in a folder beside that, so that it survives. The channel
// is locked.
func (p *Platform) keepContent(c *channel, one *content, data []byte) error {
	if err := p.writeContent(one.ID, data); err != nil {
		return err
	}
	if p.saver == nil {
		one.data = data
	}
	s := &c.stored
	s.all = append(s.all, one)
	s.size += one.Size
	now := p.clock.Now()
	for len(s.all) > 1 && (s.size > s.most || now.Sub(s.all[0].At) > contentLife) {
		p.dropContent(s.all[0])
		s.size -= s.all[0].Size
		s.all = slices.Delete(s.all, 0, 1)
	}
	return nil
}

func (p *Platform) contentFile(id string) string { return filepath.Join(p.saver.path+".content", id) }

func (p *Platform) writeContent(id string, data []byte) error {
	if p.saver == nil {
		return nil
	}
	file := p.contentFile(id)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return fmt.Errorf("keep content: %w", err)
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		return fmt.Errorf("keep content: %w", err)
	}
	return nil
}

func (p *Platform) dropContent(one *content) {
	one.data = nil
	if p.saver != nil {
		_ = os.Remove(p.contentFile(one.ID)) // at worst it stays and is never looked at
	}
}

func (p *Platform) readContent(one *content) ([]byte, error) {
	if p.saver == nil {
		return one.data, nil
	}
	b, err := os.ReadFile(p.contentFile(one.ID))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, refuse(http.StatusNotFound, TextNoContent)
	}
	return b, err
}

// Content is what a bot fetches. While Ready is false it is still prepared.
type Content struct {
	Type  string
	Data  []byte
	Ready bool
}

// contentOf finds content that can be fetched now. Refusal 404 for what LINE
// does not hold (any more), 410 for what was unsent.
func (p *Platform) contentOf(channelID, messageID string) (content, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return content{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	one := c.stored.find(messageID)
	switch {
	case one == nil, p.clock.Now().Sub(one.At) > contentLife:
		return content{}, refuse(http.StatusNotFound, TextNoContent)
	case one.Unsent:
		return content{}, refuse(http.StatusGone, TextGone)
	}
	return *one, nil
}

// MessageContent serves the content of a message from a friend.
func (p *Platform) MessageContent(channelID, messageID string) (Content, error) {
	one, err := p.contentOf(channelID, messageID)
	if err != nil {
		return Content{}, err
	}
	if one.Broken || p.clock.Now().Before(one.ReadyAt) {
		return Content{}, nil
	}
	data, err := p.readContent(&one)
	return Content{Type: one.Type, Data: data, Ready: true}, err
}

// ContentPreview serves the small picture of an image or video. Refusal 400 for
// anything else.
func (p *Platform) ContentPreview(channelID, messageID string) (Content, error) {
	one, err := p.contentOf(channelID, messageID)
	if err != nil {
		return Content{}, err
	}
	if one.Kind != "image" && one.Kind != "video" {
		return Content{}, refuse(http.StatusBadRequest, TextNoPreview)
	}
	if one.Broken || p.clock.Now().Before(one.ReadyAt) {
		return Content{}, nil
	}
	data, err := p.readContent(&one)
	if err != nil {
		return Content{}, err
	}
	small, err := sample.Preview(one.Kind, one.ID, data)
	return Content{Type: "image/jpeg", Data: small, Ready: true}, err
}

// Transcoding tells how far a video or voice message is: processing, succeeded
// or failed. Refusal 400 for anything else.
func (p *Platform) Transcoding(channelID, messageID string) (string, error) {
	one, err := p.contentOf(channelID, messageID)
	if err != nil {
		return "", err
	}
	switch {
	case one.Kind != "video" && one.Kind != "audio":
		return "", refuse(http.StatusBadRequest, TextNoTranscoding)
	case p.clock.Now().Before(one.ReadyAt):
		return "processing", nil
	case one.Broken:
		return "failed", nil
	}
	return "succeeded", nil
}

// ContentForPhone serves a phone that shows what its owner sent, prepared or
// not.
func (p *Platform) ContentForPhone(channelID, messageID string) (Content, error) {
	c, err := p.channel(channelID)
	if err != nil {
		return Content{}, err
	}
	c.mu.Lock()
	one := c.stored.find(messageID)
	var copied content
	if one != nil {
		copied = *one
	}
	c.mu.Unlock()
	if one == nil || copied.Unsent {
		return Content{}, fmt.Errorf("content of message %q: %w", messageID, ErrNotFound)
	}
	data, err := p.readContent(&copied)
	if err != nil {
		return Content{}, fmt.Errorf("content of message %q: %w", messageID, ErrNotFound)
	}
	return Content{Type: copied.Type, Data: data, Ready: true}, nil
}
