// Package grafanatest is a Grafana for tests: it answers /api/ds/query as one does, and misbehaves on request.
package grafanatest

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Query is one query of a call, as it arrived.
type Query struct {
	RefID      string `json:"refId"`
	Datasource struct {
		UID  string `json:"uid"`
		Type string `json:"type"`
	} `json:"datasource"`
	RawSQL        string `json:"rawSql"`
	Expr          string `json:"expr"`
	Range         bool   `json:"range"`
	Instant       bool   `json:"instant"`
	Interval      string `json:"interval"`
	IntervalMs    int64  `json:"intervalMs"`
	MaxDataPoints int64  `json:"maxDataPoints"`
	UTCOffsetSec  int64  `json:"utcOffsetSec"`
	FromMs, ToMs  int64  `json:"-"`
}

// Result is the answer to one query.
type Result struct {
	Status int     `json:"status,omitempty"`
	Error  string  `json:"error,omitempty"`
	Frames []Frame `json:"frames,omitempty"`
}

// Frame is a data frame in Grafana's JSON form.
type Frame struct {
	Schema Schema `json:"schema"`
	Data   Data   `json:"data"`
}

// Schema describes the fields of a frame.
type Schema struct {
	Meta   map[string]any   `json:"meta,omitempty"`
	Fields []map[string]any `json:"fields"`
}

// Data holds the columns of a frame.
type Data struct {
	Values   []any `json:"values"`
	Entities []any `json:"entities,omitempty"`
}

// Answer gives the result of one query.
type Answer func(Query) Result

// Call is one HTTP request that arrived at /api/ds/query.
type Call struct {
	Header  http.Header
	Queries []Query
	Body    string
}

// Grafana is a running fake. Its fields may be set before the first request.
type Grafana struct {
	*httptest.Server
	// Token is the one that is let in; empty: any.
	Token string
	// Sources answer by uid of the data source.
	Sources map[string]Answer
	// Annotations is the answer to /api/annotations: a JSON list.
	Annotations string
	failFirst   int
	failWith    http.HandlerFunc

	mutex sync.Mutex
	fault http.HandlerFunc
	calls []Call
	// under way now, and the most there ever were.
	now, most atomic.Int64
	cancelled atomic.Int64
}

// New starts a fake Grafana, which the test's end stops.
func New(tb testing.TB) *Grafana {
	tb.Helper()
	g := &Grafana{Sources: map[string]Answer{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/health", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"database": "ok", "version": "13.1.1"})
	})
	mux.HandleFunc("POST /api/ds/query", g.serveQuery)
	mux.HandleFunc("GET /api/annotations", g.serveAnnotations)
	g.Server = httptest.NewServer(mux)
	tb.Cleanup(func() {
		g.CloseClientConnections()
		g.Close()
	})
	return g
}

// Calls are the HTTP requests so far.
func (g *Grafana) Calls() []Call {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	return append([]Call(nil), g.calls...)
}

// MostAtOnce is the most HTTP requests that were ever under way at once.
func (g *Grafana) MostAtOnce() int64 { return g.most.Load() }

// Cancelled counts the requests whose asker went away before the answer.
func (g *Grafana) Cancelled() int64 { return g.cancelled.Load() }

func (g *Grafana) serveAnnotations(w http.ResponseWriter, r *http.Request) {
	g.mutex.Lock()
	g.calls = append(g.calls, Call{Header: r.Header.Clone(), Body: r.URL.RawQuery})
	g.mutex.Unlock()
	if fault := g.currentFault(); fault != nil {
		fault(w, r)
		return
	}
	if g.Token != "" && r.Header.Get("Authorization") != "Bearer "+g.Token {
		writeJSON(w, http.StatusUnauthorized, map[string]string{"message": "Unauthorized"})
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(g.Annotations))
}

func (g *Grafana) serveQuery(w http.ResponseWriter, r *http.Request) {
	now := g.now.Add(1)
	defer g.now.Add(-1)
	for most := g.most.Load(); now > most && !g.most.CompareAndSwap(most, now); most = g.most.Load() {
	}
	call, err := g.record(r)
	if err != nil {
		writeJSON(w, http.StatusBadRequest, map[string]string{"message": err.Error()})
		return
	}
	if fault := g.currentFault(); fault != nil {
		fault(w, r)
		if r.Context().Err() != nil {
			g.cancelled.Add(1)
		}
		return
	}
	if g.failWith != nil && g.seen(call.Body) <= g.failFirst {
		g.failWith(w, r)
		return
	}
	if g.Token != "" && r.Header.Get("Authorization") != "Bearer "+g.Token {
		writeJSON(w, http.StatusUnauthorized, map[string]string{"message": "Invalid API key"})
		return
	}
	results := map[string]Result{}
	status := http.StatusOK
	for _, query := range call.Queries {
		answer, ok := g.Sources[query.Datasource.UID]
		if !ok {
			writeJSON(w, http.StatusNotFound, map[string]string{"message": "data source not found"})
			return
		}
		result := answer(query)
		if result.Status == 0 {
			result.Status = http.StatusOK
		}
		if result.Error != "" {
			status = http.StatusBadRequest
		}
		results[query.RefID] = result
	}
	writeJSON(w, status, map[string]any{"results": results})
}

func (g *Grafana) record(r *http.Request) (Call, error) {
	var body struct {
		From, To string
		Queries  []json.RawMessage
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return Call{}, err
	}
	text, err := json.Marshal(body)
	if err != nil {
		return Call{}, err
	}
	call := Call{Header: r.Header.Clone(), Body: string(text)}
	for _, raw := range body.Queries {
		var query Query
		if err := json.Unmarshal(raw, &query); err != nil {
			return Call{}, err
		}
		if err := json.Unmarshal([]byte(body.From), &query.FromMs); err != nil {
			return Call{}, err
		}
		if err := json.Unmarshal([]byte(body.To), &query.ToMs); err != nil {
			return Call{}, err
		}
		call.Queries = append(call.Queries, query)
	}
	g.mutex.Lock()
	defer g.mutex.Unlock()
	g.calls = append(g.calls, call)
	return call, nil
}

// seen counts the calls with this body so far.
func (g *Grafana) seen(body string) (n int) {
	for _, call := range g.Calls() {
		if call.Body == body {
			n++
		}
	}
	return n
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// The asker may be gone, which is what some tests are about.
	_ = json.NewEncoder(w).Encode(body)
}

// Table is a result of one table: names, Grafana types, and a column of values each.
func Table(fields []map[string]any, values ...any) Result {
	return Result{Frames: []Frame{{Schema: Schema{Fields: fields}, Data: Data{Values: values}}}}
}

// Number and Time describe fields as Grafana does.
func Number(name string) map[string]any {
	return map[string]any{"name": name, "type": "number", "typeInfo": map[string]any{"frame": "float64", "nullable": true}}
}

// Text describes a field of strings.
func Text(name string) map[string]any {
	return map[string]any{"name": name, "type": "string", "typeInfo": map[string]any{"frame": "string", "nullable": true}}
}

// Time describes a field of times.
func Time(name string) map[string]any {
	return map[string]any{"name": name, "type": "time", "typeInfo": map[string]any{"frame": "time.Time"}}
}

// Hang answers nothing until the asker goes away.
func Hang(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// HangInBody sends the headers and the beginning of an answer, then nothing.
func HangInBody(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(`{"results":{`))
	w.(http.Flusher).Flush()
	<-r.Context().Done()
}

// Slow waits before it goes on.
func Slow(wait time.Duration, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(wait):
			next(w, r)
		case <-r.Context().Done():
		}
	}
}

// Body answers always the same.
func Body(status int, contentType, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

// SetFault serves a fault instead of answers to /api/ds/query, from the next call on; nil: answers again.
func (g *Grafana) SetFault(fault http.HandlerFunc) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	g.fault = fault
}

func (g *Grafana) currentFault() http.HandlerFunc {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	return g.fault
}

// FirstFail serves a fault for the first n calls of each body, then answers.
func (g *Grafana) FirstFail(n int, fault http.HandlerFunc) { g.failFirst, g.failWith = n, fault }

// GzipBomb answers with size bytes of spaces, which compress to next to nothing.
func GzipBomb(size int) http.HandlerFunc {
	var packed bytes.Buffer
	packer := gzip.NewWriter(&packed)
	// A buffer takes everything.
	_, _ = packer.Write(bytes.Repeat([]byte(" "), size))
	_ = packer.Close()
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed.Bytes())
	}
}

// Endless writes until the asker has had enough.
func Endless(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	chunk := bytes.Repeat([]byte("1,"), 1<<19)
	_, _ = w.Write([]byte(`{"results":{"Q0":{"frames":[`))
	for {
		if _, err := w.Write(chunk); err != nil {
			return
		}
	}
}

// Reset breaks the connection without an answer.
func Reset(w http.ResponseWriter, _ *http.Request) {
	connection, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = connection.Close()
	}
}
