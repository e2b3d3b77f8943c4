package core

import "encoding/json"

// The other half of these types is src/hosts/embedded/protocol.ts.

// Text is a text of definitions and what to call it in diagnostics.
type Text struct {
	File string `json:"file"`
	Text string `json:"text"`
}

// Context says when a query is asked and for when: UTC epoch milliseconds, the range is [FromMs, ToMs).
type Context struct {
	FromMs        int64  `json:"fromMs"`
	ToMs          int64  `json:"toMs"`
	NowMs         int64  `json:"nowMs"`
	MaxDataPoints int64  `json:"maxDataPoints,omitempty"`
	RefID         string `json:"refId,omitempty"`
	ForAlert      bool   `json:"forAlert,omitempty"`
}

// Request is one query for one Grafana data source.
type Request struct {
	ID     string `json:"id"`
	Source string `json:"source"`
	UID    string `json:"uid"`
	Type   string `json:"type"`
	FromMs int64  `json:"fromMs"`
	ToMs   int64  `json:"toMs"`
	// RangeMatters is true where the range decides what is evaluated (PromQL).
	RangeMatters bool            `json:"rangeMatters"`
	Query        json.RawMessage `json:"query"`
	// Annotations are the parameters of GET /api/annotations, which is asked instead of a data source where they are not empty.
	Annotations string `json:"annotations,omitempty"`
}

// Step is a round of a running query: requests to send, or the finished response.
type Step struct {
	Done     bool            `json:"done"`
	Session  int             `json:"session"`
	Requests []Request       `json:"requests"`
	Response json.RawMessage `json:"response"`
}

// Response is the answer for one query of Grafana: frames, or an error that is ready to be shown.
type Response struct {
	OK          bool            `json:"ok"`
	Frames      json.RawMessage `json:"frames"`
	Message     string          `json:"message"`
	Code        string          `json:"code"`
	ErrorSource string          `json:"errorSource"`
	Status      int             `json:"status"`
}

// Diagnostic is one thing to tell somebody about a definition or a query.
type Diagnostic struct {
	Code     string          `json:"code"`
	Severity string          `json:"severity"`
	Message  string          `json:"message"`
	Hint     string          `json:"hint,omitempty"`
	Place    json.RawMessage `json:"place,omitempty"`
	// Text is `file:line:column: severity code message hint`.
	Text string `json:"text,omitempty"`
}

// IsError says whether nothing may be used because of it.
func (d Diagnostic) IsError() bool { return d.Severity == "error" }

// Loaded is what reading a text of definitions gave.
type Loaded struct {
	OK          bool         `json:"ok"`
	Diagnostics []Diagnostic `json:"diagnostics"`
	// Definitions is the parsed set as JSON, for other runtimes.
	Definitions string `json:"definitions"`
}

// Answer is the answer to one Request: frames, or the code and parameters of a fault, whose words the compiler has.
type Answer struct {
	ID string `json:"id"`
	OK bool   `json:"ok"`
	// Frames of an answer are there even where it holds none: a store that has nothing for a stretch of time says so.
	Frames []Frame        `json:"frames"`
	Code   string         `json:"code,omitempty"`
	Params map[string]any `json:"params,omitempty"`
}

// Frame is one decoded data frame.
type Frame struct {
	Name   string     `json:"name,omitempty"`
	Fields []Field    `json:"fields"`
	Meta   *FrameMeta `json:"meta,omitempty"`
}

// FrameMeta is the part of a frame's meta data that is looked at.
type FrameMeta struct {
	ExecutedQueryString string   `json:"executedQueryString,omitempty"`
	Notices             []Notice `json:"notices,omitempty"`
}

// Notice is what a data source says beside its answer.
type Notice struct {
	Severity string `json:"severity,omitempty"`
	Text     string `json:"text"`
}

// Field is a column: Numbers (NaN = missing) cross as an ArrayBuffer, Values as JSON.
type Field struct {
	Name     string            `json:"name"`
	Type     string            `json:"type,omitempty"`
	TypeInfo *TypeInfo         `json:"typeInfo,omitempty"`
	Labels   map[string]string `json:"labels,omitempty"`
	Buffer   *int              `json:"buffer,omitempty"`
	Values   json.RawMessage   `json:"values,omitempty"`
	Numbers  []float64         `json:"-"`
}

// TypeInfo is the Go type of a field's values, as Grafana says it.
type TypeInfo struct {
	Frame    string `json:"frame,omitempty"`
	Nullable bool   `json:"nullable,omitempty"`
}

// Probed is what one source said to a tiny question.
type Probed struct {
	Source  string `json:"source"`
	OK      bool   `json:"ok"`
	Message string `json:"message"`
}
