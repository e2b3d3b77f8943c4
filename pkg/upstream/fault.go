package upstream

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"unicode"

	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"

	"github.com/plumbline/plumbline-kpi-app/pkg/core"
)

// Fault is what went wrong upstream: a code of the catalogue (src/kpi/diagnostics/catalogue.ts) and its parameters, without
// the source's name, which the compiler adds. It never holds the token.
type Fault struct {
	Code   string
	Params map[string]any
}

func (f *Fault) Error() string {
	return fmt.Sprintf("%s %v", f.Code, f.Params)
}

// Answer is the fault as the answer to a request.
func (f *Fault) Answer(id string) core.Answer {
	return core.Answer{ID: id, Code: f.Code, Params: f.Params}
}

func fault(code string, params map[string]any) *Fault {
	return &Fault{Code: code, Params: params}
}

func unreachable(detail string) *Fault { return fault("PL3101", map[string]any{"detail": detail}) }
func malformed(detail string) *Fault   { return fault("PL3107", map[string]any{"detail": detail}) }

// longestDetail is how much of an upstream's words is repeated.
const longestDetail = 400

// words makes an upstream's text fit to be shown: one line, not endless, and without the token.
func words(text, token string) string {
	text = redact(text, token)
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	text = strings.TrimRight(strings.ToValidUTF8(text, "\uFFFD"), ". ")
	if letters := []rune(text); len(letters) > longestDetail {
		return string(letters[:longestDetail]) + "…"
	}
	return text
}

// redact takes every form of the token that an upstream may echo out of a text.
func redact(text, token string) string {
	if token == "" {
		return text
	}
	quoted, _ := json.Marshal(token)
	for _, form := range []string{
		token,
		url.QueryEscape(token),
		url.PathEscape(token),
		strings.Trim(string(quoted), `"`),
		base64.StdEncoding.EncodeToString([]byte(token)),
		base64.RawStdEncoding.EncodeToString([]byte(token)),
		base64.URLEncoding.EncodeToString([]byte(token)),
	} {
		text = strings.ReplaceAll(text, form, "[token]")
	}
	return text
}

// transportFault names why no answer came.
func (c *Client) transportFault(ctx context.Context, err error, token string) *Fault {
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(ctx.Err(), context.DeadlineExceeded):
		return c.timeout()
	case errors.Is(ctx.Err(), context.Canceled):
		return fault("PL3112", map[string]any{})
	}
	var dns *net.DNSError
	switch {
	case errors.Is(err, httpclient.ErrResponseBodyTooLarge):
		return fault("PL3106", map[string]any{"limit": "Grafana's own limit for plugins"})
	case errors.As(err, &dns):
		return unreachable(fmt.Sprintf("the name %s is not known", dns.Name))
	case errors.Is(err, syscall.ECONNREFUSED):
		return unreachable("Grafana at " + c.base.Host + " refused the connection")
	}
	// The error of net/http repeats method and address, which say nothing new.
	if inner, ok := errors.AsType[*url.Error](err); ok {
		err = inner.Err
	}
	return unreachable("Grafana at " + c.base.Host + ": " + words(err.Error(), token))
}

func (c *Client) timeout() *Fault {
	return fault("PL3104", map[string]any{"seconds": c.limits.Deadline.Seconds()})
}

// statusFault names an HTTP status that came without results.
func statusFault(status int, header http.Header, detail string) *Fault {
	params := map[string]any{"status": status, "detail": detail}
	switch {
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return fault("PL3102", params)
	case status == http.StatusTooManyRequests:
		return fault("PL3109", map[string]any{"retryAfter": words(header.Get("Retry-After"), "")})
	case status == http.StatusNotFound:
		return fault("PL3111", map[string]any{"detail": orElse(detail, "Grafana answered HTTP 404")})
	case status == http.StatusBadRequest && detail != "":
		return fault("PL3108", map[string]any{"detail": detail})
	default:
		return fault("PL3103", params)
	}
}

// queryFault names the error of one query among others, which Grafana gives as text and status.
func (c *Client) queryFault(status int, text string) *Fault {
	lower := strings.ToLower(text)
	has := func(parts ...string) bool {
		for _, part := range parts {
			if strings.Contains(lower, part) {
				return true
			}
		}
		return false
	}
	switch {
	case status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusTooManyRequests:
		return statusFault(status, nil, text)
	case status == http.StatusGatewayTimeout, has("context deadline exceeded", "i/o timeout", "client.timeout exceeded"):
		return c.timeout()
	case has("connection refused", "no such host", "network is unreachable", "connection reset", "no route to host"):
		return unreachable(text)
	case status == http.StatusBadGateway || status == http.StatusServiceUnavailable:
		return statusFault(status, nil, text)
	default:
		// Grafana gives 500 as well where a database refuses a query, so the text is what counts.
		return fault("PL3108", map[string]any{"detail": text})
	}
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
