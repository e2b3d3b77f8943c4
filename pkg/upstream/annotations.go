package upstream

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/plumbline/plumbline-kpi-app/pkg/core"
)

// annotations asks for Grafana's own annotations and hands them over as they came: one cell of JSON, which the compiler reads.
func (c *Client) annotations(ctx context.Context, token, parameters string) (core.Frame, *Fault) {
	to := &url.URL{Path: "api/annotations", RawQuery: parameters}
	got, flaw := c.insist(ctx, token, http.MethodGet, to, nil)
	if flaw != nil {
		return core.Frame{}, flaw
	}
	kind, _, _ := strings.Cut(got.contentType, ";")
	switch {
	case got.status >= 300 && got.status < 400:
		return core.Frame{}, statusFault(got.status, got.header, "it redirects to "+words(got.header.Get("Location"), token))
	case got.status >= 400:
		var said reply
		if !looksLikeHTML(got.body) {
			_ = json.Unmarshal(got.body, &said)
		}
		return core.Frame{}, statusFault(got.status, got.header, words(said.Message, token))
	case strings.Contains(kind, "html") || looksLikeHTML(got.body):
		return core.Frame{}, fault("PL3105", map[string]any{"contentType": orElse(words(kind, token), "a page")})
	case !json.Valid(got.body) || !bytes.HasPrefix(bytes.TrimSpace(got.body), []byte("[")):
		return core.Frame{}, malformed("a list of annotations was asked for, and something else came")
	}
	values, err := json.Marshal([]string{string(got.body)})
	if err != nil {
		return core.Frame{}, malformed(words(err.Error(), token))
	}
	return core.Frame{Fields: []core.Field{{Name: "annotations", Type: "string", Values: values}}}, nil
}
