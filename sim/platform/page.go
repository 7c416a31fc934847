package platform

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// pageLife is how long a continuation token works (reference, "Get a list of
// users who added your LINE Official Account as a friend").
const pageLife = 24 * time.Hour

// page cuts sorted ids into pages. start is the token of the page before;
// Refusal 400 when it is none of this list or older than a day.
func (p *Platform) page(list, channelID string, all []string, start string, size int) ([]string, string, error) {
	from := 0
	if start != "" {
		after, ok := p.openPage(list, channelID, start)
		if !ok {
			return nil, "", refuse(http.StatusBadRequest, "Invalid start param")
		}
		at, found := slices.BinarySearch(all, after)
		if found {
			at++
		}
		from = at
	}
	end := min(len(all), from+size)
	out := append([]string{}, all[from:end]...)
	if end == len(all) {
		return out, "", nil
	}
	return out, p.sealPage(list, channelID, out[len(out)-1]), nil
}

func (p *Platform) sealPage(list, channelID, after string) string {
	claims := fmt.Sprintf("%d.%s", p.clock.Now().Add(pageLife).UnixMilli(), after)
	return base64.RawURLEncoding.EncodeToString(append([]byte(claims), p.pageMAC(list, channelID, claims)...))
}

func (p *Platform) pageMAC(list, channelID, claims string) []byte {
	mac := hmac.New(sha256.New, p.key)
	mac.Write([]byte("page." + list + "." + channelID + "." + claims))
	return mac.Sum(nil)[:16]
}

func (p *Platform) openPage(list, channelID, token string) (after string, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(b) < 16 {
		return "", false
	}
	claims := string(b[:len(b)-16])
	if !hmac.Equal(b[len(b)-16:], p.pageMAC(list, channelID, claims)) {
		return "", false
	}
	until, after, _ := strings.Cut(claims, ".")
	ms, err := strconv.ParseInt(until, 10, 64)
	return after, err == nil && p.clock.Now().UnixMilli() < ms
}

// Followers serves a page of the friends' user ids. Refusal 403 unless the
// account is verified.
func (p *Platform) Followers(channelID, start string, size int) (ids []string, next string, err error) {
	c, err := p.channel(channelID)
	if err != nil {
		return nil, "", err
	}
	c.mu.Lock()
	unverified := c.view.Unverified
	all := []string{}
	for id, t := range c.talks {
		if t.relation == Friended {
			all = append(all, id)
		}
	}
	c.mu.Unlock()
	if unverified {
		return nil, "", refuse(http.StatusForbidden, TextNotAvailable)
	}
	slices.Sort(all)
	return p.page("followers", channelID, all, start, size)
}
