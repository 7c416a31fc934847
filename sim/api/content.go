package api

import "ohenji/sim/platform"

func content(c *call) (any, error) {
	return c.fetched(c.platform.MessageContent(c.channel, c.params[0]))
}

func contentPreview(c *call) (any, error) {
	return c.fetched(c.platform.ContentPreview(c.channel, c.params[0]))
}

func (c *call) fetched(got platform.Content, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	if !got.Ready {
		return blob{}, nil
	}
	return blob{got.Type, got.Data}, nil
}

func transcoding(c *call) (any, error) {
	status, err := c.platform.Transcoding(c.channel, c.params[0])
	return map[string]string{"status": status}, err
}
