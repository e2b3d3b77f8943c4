package plugin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/plumbline/plumbline-kpi-app/pkg/core"
	"github.com/plumbline/plumbline-kpi-app/pkg/upstream"
)

// finishing is the time left to put answers, or their absence, into words after the stores have run out of time. With it a
// call still ends before Grafana's own 30 s.
const finishing = 2 * time.Second

// maxRounds bounds how often one query may ask again; a plan needs two at most today.
const maxRounds = 8

// QueryData answers every query of a request by itself: one that fails leaves the others whole. It returns an error only
// where the request as a whole cannot be served.
func (d *Datasource) QueryData(ctx context.Context, request *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	began := time.Now()
	ctx, cancel := context.WithDeadline(ctx, began.Add(d.limits.Deadline+finishing))
	defer cancel()
	response := backend.NewQueryDataResponse()
	if depth := upstream.Depth(request.GetHTTPHeaders()); depth > 0 {
		for _, query := range request.Queries {
			response.Responses[query.RefID] = d.failed(ctx, "PL3116", map[string]any{"depth": depth})
		}
		return response, nil
	}
	if broken, ok := d.brokenDefinitions(ctx); ok {
		for _, query := range request.Queries {
			response.Responses[query.RefID] = toDataResponse(broken)
		}
		return response, nil
	}
	running := make([]*running, len(request.Queries))
	for i, query := range request.Queries {
		running[i] = d.running(query, request.Headers[backend.FromAlertHeaderName] == "true")
	}
	d.run(ctx, began, running)
	for _, r := range running {
		response.Responses[r.when.RefID] = d.dataResponse(ctx, r)
	}
	return response, nil
}

// brokenDefinitions is what every query gets where the definitions could not be read: nothing of them is used.
func (d *Datasource) brokenDefinitions(ctx context.Context) (core.Response, bool) {
	loaded, err := d.pool.Definitions(ctx)
	switch {
	case err != nil:
		return d.failure(ctx, err), true
	case loaded.OK:
		return core.Response{}, false
	}
	response := core.Response{
		Message:     definitionErrors(loaded.Diagnostics),
		Code:        "PL1001",
		ErrorSource: string(backend.ErrorSourceDownstream),
		Status:      http.StatusBadRequest,
	}
	if i := slices.IndexFunc(loaded.Diagnostics, core.Diagnostic.IsError); i >= 0 {
		response.Code = loaded.Diagnostics[i].Code
	}
	return response, true
}

func definitionErrors(diagnostics []core.Diagnostic) string {
	var lines []string
	for _, diagnostic := range diagnostics {
		if diagnostic.IsError() {
			lines = append(lines, diagnostic.Text)
		}
	}
	return fmt.Sprintf("The definitions hold %s, so nothing of them is used.\n%s", plural(len(lines), "error"), strings.Join(lines, "\n"))
}

// running is a query on its way.
type running struct {
	query json.RawMessage
	when  core.Context
	begin func(context.Context, json.RawMessage, core.Context) (*core.Session, core.Step, error)

	session *core.Session
	step    core.Step
	err     error
}

func (d *Datasource) running(query backend.DataQuery, forAlert bool) *running {
	return &running{
		query: query.JSON,
		when: core.Context{
			FromMs:        query.TimeRange.From.UnixMilli(),
			ToMs:          query.TimeRange.To.UnixMilli(),
			NowMs:         d.now().UnixMilli(),
			MaxDataPoints: query.MaxDataPoints,
			RefID:         query.RefID,
			ForAlert:      forAlert,
		},
		begin: d.pool.Begin,
	}
}

func (r *running) over() bool { return r.err != nil || r.step.Done }

// run brings queries to their end, in rounds: plan all, ask everything that any of them needs at once and once, hand the
// answers back. Stores may take until the deadline after began. It returns when all are over, or ctx is.
func (d *Datasource) run(ctx context.Context, began time.Time, queries []*running) {
	defer func() {
		for _, r := range queries {
			if r.session != nil {
				r.session.Drop()
			}
		}
	}()
	together(queries, func(r *running) {
		r.session, r.step, r.err = r.begin(ctx, r.query, r.when)
	})
	for range maxRounds {
		queries = slices.DeleteFunc(slices.Clone(queries), (*running).over)
		if len(queries) == 0 {
			return
		}
		answers := d.ask(ctx, began.Add(d.limits.Deadline), queries)
		together(queries, func(r *running) {
			r.step, r.err = r.session.Advance(ctx, answersTo(r.step.Requests, answers))
		})
	}
	for _, r := range queries {
		if !r.over() {
			r.err = fmt.Errorf("the query asked again after %d rounds", maxRounds)
		}
	}
}

// together runs work for every query at once; a panic becomes that query's error.
func together(queries []*running, work func(*running)) {
	var group sync.WaitGroup
	for _, r := range queries {
		group.Go(func() {
			defer func() {
				if fault := recover(); fault != nil {
					r.err = fmt.Errorf("panic: %v", fault)
				}
			}()
			work(r)
		})
	}
	group.Wait()
}

// ask sends what the queries need and gives the answers by request id.
func (d *Datasource) ask(ctx context.Context, until time.Time, queries []*running) map[string]core.Answer {
	ctx, cancel := context.WithDeadline(ctx, until)
	defer cancel()
	var requests []core.Request
	for _, r := range queries {
		requests = append(requests, r.step.Requests...)
	}
	answers := make(map[string]core.Answer, len(requests))
	access, flaw := d.access(ctx)
	if flaw != nil {
		for _, request := range requests {
			answers[request.ID] = flaw.Answer(request.ID)
		}
		return answers
	}
	fetch := func(requests []core.Request) []core.Answer { return access.client.Fetch(ctx, access.token, requests) }
	late := func(request core.Request) core.Answer { return access.client.Late(ctx, request.ID) }
	maps.Copy(answers, d.flights.fetch(ctx, requests, fetch, late))
	return answers
}

// answersTo picks the answers to some requests. Each gets its own numbers: JavaScript could write into them, and two
// runtimes must not share memory.
func answersTo(requests []core.Request, answers map[string]core.Answer) []core.Answer {
	mine := make([]core.Answer, len(requests))
	for i, request := range requests {
		answer := answers[request.ID]
		answer.Frames = slices.Clone(answer.Frames)
		for f := range answer.Frames {
			answer.Frames[f].Fields = slices.Clone(answer.Frames[f].Fields)
			for n := range answer.Frames[f].Fields {
				field := &answer.Frames[f].Fields[n]
				field.Numbers = slices.Clone(field.Numbers)
			}
		}
		mine[i] = answer
	}
	return mine
}

// response is the finished step as the compiler's words.
func (d *Datasource) response(ctx context.Context, r *running) core.Response {
	if r.err != nil {
		return d.failure(ctx, r.err)
	}
	var response core.Response
	if err := json.Unmarshal(r.step.Response, &response); err != nil {
		return d.failure(ctx, err)
	}
	return response
}

func (d *Datasource) dataResponse(ctx context.Context, r *running) backend.DataResponse {
	return toDataResponse(d.response(ctx, r))
}

func toDataResponse(response core.Response) backend.DataResponse {
	if !response.OK {
		return backend.DataResponse{
			Error:       errors.New(response.Message),
			ErrorSource: backend.ErrorSource(response.ErrorSource),
			Status:      backend.Status(response.Status),
		}
	}
	var frames data.Frames
	if err := json.Unmarshal(response.Frames, &frames); err != nil {
		return toDataResponse(lastResort(fmt.Errorf("the result's frames: %w", err)))
	}
	return backend.DataResponse{Frames: frames, Status: backend.StatusOK}
}

// failed is a fault that the compiler has words for, as a response of its own.
func (d *Datasource) failed(ctx context.Context, code string, params map[string]any) backend.DataResponse {
	return toDataResponse(d.fail(ctx, code, params))
}

func (d *Datasource) fail(ctx context.Context, code string, params map[string]any) core.Response {
	// The words are needed also after the deadline and after a cancellation; they take a millisecond.
	response, err := d.pool.Fail(context.WithoutCancel(ctx), code, params)
	if err != nil {
		return lastResort(err)
	}
	return response
}

// failure names an error of this side: out of time, replaced, or a fault of ours.
func (d *Datasource) failure(ctx context.Context, err error) core.Response {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return d.fail(ctx, "PL9002", map[string]any{"seconds": d.limits.Deadline.Seconds()})
	case errors.Is(err, core.ErrStopped), errors.Is(err, context.Canceled):
		return d.fail(ctx, "PL3112", map[string]any{"source": "Plumbline"})
	default:
		return d.fail(ctx, "PL9001", map[string]any{"what": err.Error()})
	}
}

// lastResort is for when even the compiler does not run.
func lastResort(err error) core.Response {
	return core.Response{
		Message:     fmt.Sprintf("Plumbline failed: %v (PL9001).", err),
		Code:        "PL9001",
		ErrorSource: string(backend.ErrorSourcePlugin),
		Status:      http.StatusInternalServerError,
	}
}
