package upstream

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/plumbline/plumbline-kpi-app/pkg/core"
)

// Limits bound what one data source instance may cost.
type Limits struct {
	// Deadline is how long one call from Grafana may take in all; it is below Grafana's own 30 s. Callers set it as the
	// context's; here it is only named in errors.
	Deadline time.Duration
	// Body is the most bytes of one answer, after decompression.
	Body int64
	// AtOnce is the most HTTP requests under way at once.
	AtOnce int
}

// DefaultLimits are used outside tests.
var DefaultLimits = Limits{Deadline: 25 * time.Second, Body: 32 << 20, AtOnce: 10}

// DepthHeader and GroupHeader carry how often Plumbline asked Plumbline. Grafana passes the second one on to plugins.
const (
	DepthHeader = "X-Plumbline-Depth"
	GroupHeader = "X-Query-Group-Id"
	groupPrefix = "plumbline-depth-"
)

// Depth reads how deep a request is that arrives here: 0 where it is not Plumbline's own.
func Depth(header http.Header) int {
	for _, text := range []string{header.Get(DepthHeader), strings.TrimPrefix(header.Get(GroupHeader), groupPrefix)} {
		if depth, err := strconv.Atoi(text); err == nil && depth > 0 {
			return depth
		}
	}
	return 0
}

// Client asks one Grafana. It may be used by many goroutines at once.
type Client struct {
	http   *http.Client
	base   *url.URL
	limits Limits
	places chan struct{}
	budget *budget
	now    func() time.Time
}

// New gives a client for the Grafana at base, an absolute http or https address. It changes httpClient so that it follows no
// redirect: a token must not travel to another host, and a redirect means a login page.
func New(httpClient *http.Client, base *url.URL, limits Limits) *Client {
	httpClient.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{
		http:   httpClient,
		base:   base,
		limits: limits,
		places: make(chan struct{}, limits.AtOnce),
		budget: newBudget(),
		now:    time.Now,
	}
}

// Close gives idle connections back.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Fetch asks everything at once, one HTTP request for each data source (for PromQL: and range), and gives one answer for each
// request, in order. It never fails as a whole; requests with the same id are asked once.
func (c *Client) Fetch(ctx context.Context, token string, requests []core.Request) []core.Answer {
	batches := batch(requests)
	answers := make(map[string]core.Answer, len(requests))
	var mutex sync.Mutex
	var group sync.WaitGroup
	for _, b := range batches {
		group.Go(func() {
			got := c.fetchBatch(ctx, token, b)
			mutex.Lock()
			defer mutex.Unlock()
			maps.Copy(answers, got)
		})
	}
	group.Wait()
	ordered := make([]core.Answer, len(requests))
	for i, request := range requests {
		ordered[i] = answers[request.ID]
	}
	return ordered
}

// Late is the answer to a request that was still waited for when ctx ended.
func (c *Client) Late(ctx context.Context, id string) core.Answer {
	return c.transportFault(ctx, ctx.Err(), "").Answer(id)
}

// batch groups requests that fit into one call of /api/ds/query, which has one range for all its queries.
func batch(requests []core.Request) [][]core.Request {
	type key struct {
		uid, annotations string
		from, to         int64
	}
	var order []key
	groups := map[key][]core.Request{}
	seen := map[string]bool{}
	for _, request := range requests {
		if seen[request.ID] {
			continue
		}
		seen[request.ID] = true
		k := key{uid: request.UID, annotations: request.Annotations}
		if request.RangeMatters {
			k.from, k.to = request.FromMs, request.ToMs
		}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], request)
	}
	batches := make([][]core.Request, len(order))
	for i, k := range order {
		batches[i] = groups[k]
	}
	return batches
}

func (c *Client) fetchBatch(ctx context.Context, token string, requests []core.Request) (answers map[string]core.Answer) {
	answers = make(map[string]core.Answer, len(requests))
	fail := func(f *Fault) map[string]core.Answer {
		for _, request := range requests {
			answers[request.ID] = f.Answer(request.ID)
		}
		return answers
	}
	defer func() {
		if r := recover(); r != nil {
			answers = fail(fault("PL9001", map[string]any{"what": fmt.Sprintf("asking Grafana: %v", r)}))
		}
	}()
	select {
	case c.places <- struct{}{}:
		defer func() { <-c.places }()
	case <-ctx.Done():
		return fail(c.transportFault(ctx, ctx.Err(), token))
	}
	if parameters := requests[0].Annotations; parameters != "" {
		frame, flaw := c.annotations(ctx, token, parameters)
		if flaw != nil {
			return fail(flaw)
		}
		for _, request := range requests {
			answers[request.ID] = core.Answer{ID: request.ID, OK: true, Frames: []core.Frame{frame}}
		}
		return answers
	}
	body, err := queryBody(requests)
	if err != nil {
		return fail(fault("PL9001", map[string]any{"what": err.Error()}))
	}
	results, flaw := c.query(ctx, token, body)
	if flaw != nil {
		return fail(flaw)
	}
	for i, request := range requests {
		answers[request.ID] = c.answer(request, results, refID(i), token)
	}
	return answers
}

func (c *Client) answer(request core.Request, results map[string]result, ref, token string) core.Answer {
	got, ok := results[ref]
	switch {
	case !ok:
		return malformed("it holds no answer to query " + ref).Answer(request.ID)
	case got.Error != "" || got.Status >= http.StatusBadRequest:
		text := orElse(words(got.Error, token), "status "+strconv.Itoa(got.Status))
		return c.queryFault(got.Status, text).Answer(request.ID)
	}
	frames, flaw := decodeFrames(got.Frames)
	if flaw != nil {
		return flaw.Answer(request.ID)
	}
	return core.Answer{ID: request.ID, OK: true, Frames: frames}
}

func refID(place int) string { return "Q" + strconv.Itoa(place) }

// queryBody is the body for requests of one data source.
func queryBody(requests []core.Request) ([]byte, error) {
	queries := make([]json.RawMessage, len(requests))
	for i, request := range requests {
		query := map[string]json.RawMessage{}
		if err := json.Unmarshal(request.Query, &query); err != nil {
			return nil, fmt.Errorf("the query for %s: %w", request.Source, err)
		}
		query["refId"], _ = json.Marshal(refID(i))
		text, err := json.Marshal(query)
		if err != nil {
			return nil, fmt.Errorf("the query for %s: %w", request.Source, err)
		}
		queries[i] = text
	}
	from := slices.MinFunc(requests, func(a, b core.Request) int { return cmp.Compare(a.FromMs, b.FromMs) }).FromMs
	to := slices.MaxFunc(requests, func(a, b core.Request) int { return cmp.Compare(a.ToMs, b.ToMs) }).ToMs
	return json.Marshal(map[string]any{
		"from":    strconv.FormatInt(from, 10),
		"to":      strconv.FormatInt(to, 10),
		"queries": queries,
	})
}

// query sends one body and reads the results.
func (c *Client) query(ctx context.Context, token string, body []byte) (map[string]result, *Fault) {
	response, flaw := c.insist(ctx, token, http.MethodPost, &url.URL{Path: "api/ds/query"}, body)
	if flaw != nil {
		return nil, flaw
	}
	return c.results(response, token)
}

// insist sends a request, again where that may help.
func (c *Client) insist(ctx context.Context, token, method string, to *url.URL, body []byte) (response, *Fault) {
	c.budget.earn()
	for attempt := 0; ; attempt++ {
		got, flaw := c.send(ctx, token, method, to, body)
		if flaw != nil {
			return response{}, flaw
		}
		if !retryable(got.status) || attempt == maxRetries {
			return got, nil
		}
		wait := pause(got.header, attempt, c.now())
		if deadline, ok := ctx.Deadline(); ok && c.now().Add(wait).After(deadline) {
			return got, nil
		}
		if !c.budget.spend() {
			return got, nil
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return response{}, c.transportFault(ctx, ctx.Err(), token)
		}
	}
}

type response struct {
	status      int
	header      http.Header
	contentType string
	body        []byte
}

// results reads a response. Grafana gives results with 200 and 207, and also with 400 or 500 where queries failed.
func (c *Client) results(r response, token string) (map[string]result, *Fault) {
	kind, _, _ := strings.Cut(r.contentType, ";")
	html := strings.Contains(kind, "html") || looksLikeHTML(r.body)
	if r.status >= 300 && r.status < 400 {
		return nil, statusFault(r.status, r.header, "it redirects to "+words(r.header.Get("Location"), token))
	}
	if html {
		if r.status < 300 {
			return nil, fault("PL3105", map[string]any{"contentType": orElse(words(kind, token), "a page")})
		}
		return nil, statusFault(r.status, r.header, "")
	}
	decoded, flaw := decodeReply(r.body)
	if r.status >= 300 && (flaw != nil || decoded.Results == nil) {
		return nil, statusFault(r.status, r.header, words(decoded.Message, token))
	}
	if flaw != nil {
		return nil, flaw
	}
	if decoded.Results == nil {
		return nil, malformed("it holds no results")
	}
	return decoded.Results, nil
}

// send makes one HTTP request and reads the whole answer, up to the limit.
func (c *Client) send(ctx context.Context, token, method string, to *url.URL, body []byte) (response, *Fault) {
	address := c.base.JoinPath(to.Path)
	address.RawQuery = to.RawQuery
	request, err := http.NewRequestWithContext(ctx, method, address.String(), bytes.NewReader(body))
	if err != nil {
		return response{}, fault("PL9001", map[string]any{"what": words(err.Error(), token)})
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set(DepthHeader, "1")
	request.Header.Set(GroupHeader, groupPrefix+"1")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	got, err := c.http.Do(request)
	if err != nil {
		return response{}, c.transportFault(ctx, err, token)
	}
	defer func() { _ = got.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(got.Body, c.limits.Body+1))
	if int64(len(text)) > c.limits.Body {
		return response{}, fault("PL3106", map[string]any{"limit": strconv.FormatInt(c.limits.Body>>20, 10) + " MiB"})
	}
	if err != nil {
		if ctx.Err() == nil && (errors.Is(err, io.ErrUnexpectedEOF) || strings.Contains(err.Error(), "gzip")) {
			return response{}, malformed("it breaks off after " + strconv.Itoa(len(text)) + " bytes")
		}
		return response{}, c.transportFault(ctx, err, token)
	}
	return response{
		status:      got.StatusCode,
		header:      got.Header,
		contentType: got.Header.Get("Content-Type"),
		body:        text,
	}, nil
}

// Version asks the Grafana who it is, without a token: that the address is right.
func (c *Client) Version(ctx context.Context) (string, *Fault) {
	got, flaw := c.send(ctx, "", http.MethodGet, &url.URL{Path: "api/health"}, nil)
	if flaw != nil {
		return "", flaw
	}
	var health struct {
		Version string `json:"version"`
	}
	if looksLikeHTML(got.body) {
		return "", fault("PL3105", map[string]any{"contentType": got.contentType})
	}
	if got.status != http.StatusOK {
		return "", statusFault(got.status, got.header, "")
	}
	if err := json.Unmarshal(got.body, &health); err != nil {
		return "", malformed("its health is no JSON")
	}
	return health.Version, nil
}
