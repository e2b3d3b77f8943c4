package plugin

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/plumbline/plumbline-kpi-app/pkg/core"
	"github.com/plumbline/plumbline-kpi-app/pkg/upstream"
)

// maxResourceBody is the most bytes that a resource takes; the largest legitimate one is 256 kB of definitions.
const maxResourceBody = 1 << 20

// route is one resource: nothing else is served, and a test holds the list against the documentation.
type route struct {
	method string
	serve  func(*Datasource, context.Context, *backend.CallResourceRequest) (any, *resourceError)
}

var routes = map[string]route{
	"definitions":    {http.MethodGet, (*Datasource).serveDefinitions},
	"validate":       {http.MethodPost, (*Datasource).serveValidate},
	"explain":        {http.MethodPost, (*Datasource).serveExplain},
	"segment-values": {http.MethodPost, (*Datasource).serveSegmentValues},
}

// resourceError is what a resource answers where it cannot serve.
type resourceError struct {
	Status  int    `json:"-"`
	Code    string `json:"code,omitempty"`
	Message string `json:"message"`
	allow   string
}

// CallResource serves the editors: what is defined, whether a text is valid, what a query would ask, values to choose from.
// Paths are compared as they come, byte by byte: there is no second way to write one.
func (d *Datasource) CallResource(ctx context.Context, request *backend.CallResourceRequest, sender backend.CallResourceResponseSender) error {
	ctx, cancel := context.WithTimeout(ctx, d.limits.Deadline+finishing)
	defer cancel()
	body, flaw := d.serve(ctx, request)
	headers := map[string][]string{
		"Content-Type":           {"application/json"},
		"Cache-Control":          {"no-store"},
		"X-Content-Type-Options": {"nosniff"},
	}
	status := http.StatusOK
	if flaw != nil {
		status, body = flaw.Status, flaw
		if flaw.allow != "" {
			headers["Allow"] = []string{flaw.allow}
		}
	}
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return sender.Send(&backend.CallResourceResponse{Status: status, Headers: headers, Body: text})
}

func (d *Datasource) serve(ctx context.Context, request *backend.CallResourceRequest) (any, *resourceError) {
	route, ok := routes[request.Path]
	switch {
	case !ok:
		return nil, &resourceError{Status: http.StatusNotFound, Message: "There is no such resource."}
	case request.Method != route.method:
		message := fmt.Sprintf("%s takes %s, not %s.", request.Path, route.method, request.Method)
		return nil, &resourceError{Status: http.StatusMethodNotAllowed, Message: message, allow: route.method}
	case len(request.Body) > maxResourceBody:
		message := fmt.Sprintf("The body has %d bytes; at most %d are taken.", len(request.Body), maxResourceBody)
		return nil, &resourceError{Status: http.StatusRequestEntityTooLarge, Message: message}
	}
	if depth := upstream.Depth(http.Header(request.Headers)); depth > 0 {
		return nil, resourceFailure(d.fail(ctx, "PL3116", map[string]any{"depth": depth}))
	}
	if request.Path != "validate" {
		// Only the editor, which must be able to mend them, works with broken definitions.
		if broken, ok := d.brokenDefinitions(ctx); ok {
			return nil, resourceFailure(broken)
		}
	}
	return route.serve(d, ctx, request)
}

func (d *Datasource) serveDefinitions(ctx context.Context, _ *backend.CallResourceRequest) (any, *resourceError) {
	catalog, err := d.pool.Catalog(ctx)
	if err != nil {
		return nil, resourceFailure(d.failure(ctx, err))
	}
	return catalog, nil
}

// serveValidate takes YAML as text, or JSON `{text, file?}`.
func (d *Datasource) serveValidate(ctx context.Context, request *backend.CallResourceRequest) (any, *resourceError) {
	text := core.Text{File: definitionsFile, Text: string(request.Body)}
	if strings.HasPrefix(strings.TrimSpace(http.Header(request.Headers).Get("Content-Type")), "application/json") {
		var body struct {
			Text *string `json:"text"`
			File string  `json:"file"`
		}
		if flaw := decodeBody(request.Body, &body); flaw != nil {
			return nil, flaw
		}
		if body.Text == nil {
			return nil, badBody("text is missing")
		}
		text.Text = *body.Text
		if body.File != "" {
			text.File = body.File
		}
	}
	loaded, err := d.pool.Validate(ctx, text)
	if err != nil {
		return nil, resourceFailure(d.failure(ctx, err))
	}
	if loaded.Diagnostics == nil {
		loaded.Diagnostics = []core.Diagnostic{}
	}
	return map[string]any{"ok": loaded.OK, "diagnostics": loaded.Diagnostics}, nil
}

// asked is a question about a range: `from` and `to` are UTC epoch milliseconds.
type asked struct {
	From          int64 `json:"from"`
	To            int64 `json:"to"`
	MaxDataPoints int64 `json:"maxDataPoints"`
}

func (a asked) context(now time.Time) core.Context {
	return core.Context{FromMs: a.From, ToMs: a.To, NowMs: now.UnixMilli(), MaxDataPoints: a.MaxDataPoints}
}

func (d *Datasource) serveExplain(ctx context.Context, request *backend.CallResourceRequest) (any, *resourceError) {
	var body struct {
		asked
		Query json.RawMessage `json:"query"`
	}
	if flaw := decodeBody(request.Body, &body); flaw != nil {
		return nil, flaw
	}
	if len(body.Query) == 0 {
		return nil, badBody("query is missing")
	}
	explained, err := d.pool.Explain(ctx, body.Query, body.context(d.now()))
	if err != nil {
		return nil, resourceFailure(d.failure(ctx, err))
	}
	return explained, nil
}

func (d *Datasource) serveSegmentValues(ctx context.Context, request *backend.CallResourceRequest) (any, *resourceError) {
	var body struct {
		asked
		KPI     string `json:"kpi"`
		Segment string `json:"segment"`
		Limit   int    `json:"limit"`
	}
	if flaw := decodeBody(request.Body, &body); flaw != nil {
		return nil, flaw
	}
	question := map[string]any{"kpi": body.KPI, "segment": body.Segment}
	if body.Limit != 0 {
		question["limit"] = body.Limit
	}
	text, err := json.Marshal(question)
	if err != nil {
		return nil, badBody(err.Error())
	}
	r := &running{query: text, when: body.context(d.now()), begin: d.pool.BeginSegmentValues}
	d.run(ctx, time.Now(), []*running{r})
	response := d.response(ctx, r)
	if !response.OK {
		return nil, resourceFailure(response)
	}
	return r.step.Response, nil
}

// decodeBody reads JSON strictly: an unknown field is an error.
func decodeBody(body []byte, into any) *resourceError {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return badBody(err.Error())
	}
	if decoder.More() {
		return badBody("something follows the JSON")
	}
	return nil
}

func badBody(reason string) *resourceError {
	return &resourceError{Status: http.StatusBadRequest, Message: "The body cannot be read: " + reason + "."}
}

func resourceFailure(response core.Response) *resourceError {
	return &resourceError{Status: response.Status, Code: response.Code, Message: response.Message}
}
