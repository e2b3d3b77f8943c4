package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/util/annotations"
	"github.com/prometheus/prometheus/util/stats"
)

const (
	// maxPoints is Prometheus' own limit of points a series in one range query.
	maxPoints = 11_000
	// maxFormBytes bounds the body of a query; a replay may be larger.
	maxFormBytes   = 1 << 20
	maxReplayBytes = 1 << 30
	engineVersion  = "3.16.0"
)

// failure is an error in the words of Prometheus' API: what kind, and which status.
type failure struct {
	kind   string
	status int
	err    error
}

func (f *failure) Error() string { return f.err.Error() }

func badData(format string, args ...any) *failure {
	return &failure{"bad_data", http.StatusBadRequest, fmt.Errorf(format, args...)}
}

type answer struct {
	data     any
	notes    annotations.Annotations
	query    string
	warnings []string
}

type api struct {
	store    *store
	scraper  *scraper
	parser   parser.Parser
	started  time.Time
	requests *prometheus.CounterVec
}

func newAPI(store *store, scraper *scraper) *api {
	a := &api{
		store: store, scraper: scraper, started: time.Now(),
		parser: parser.NewParser(parser.Options{}),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "prometheus_http_requests_total", Help: "Counter of HTTP requests.",
		}, []string{"handler", "code"}),
	}
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "prometheus_build_info", Help: "A constant 1, labelled with the version of the engine.",
	}, []string{"version", "goversion"})
	build.WithLabelValues(engineVersion, runtime.Version()).Set(1)
	store.registry.MustRegister(a.requests, build)
	return a
}

func (a *api) handler() http.Handler {
	mux := http.NewServeMux()
	get := func(path string, f func(*http.Request) (answer, error), methods ...string) {
		for _, method := range append(methods, http.MethodGet) {
			mux.Handle(method+" "+path, a.counted(path, a.json(f)))
		}
	}
	get("/api/v1/query", a.instant, http.MethodPost)
	get("/api/v1/query_range", a.ranged, http.MethodPost)
	get("/api/v1/series", a.series, http.MethodPost)
	get("/api/v1/labels", a.labelNames, http.MethodPost)
	get("/api/v1/label/{name}/values", a.labelValues)
	get("/api/v1/targets", a.targets)
	get("/api/v1/metadata", func(*http.Request) (answer, error) { return answer{data: map[string]any{}}, nil })
	get("/api/v1/status/buildinfo", a.buildInfo)
	mux.Handle("PUT /demo/targets", a.counted("/demo/targets", a.json(a.setTargets)))
	mux.Handle("POST /demo/replay", a.counted("/demo/replay", a.json(a.replay)))
	mux.Handle("GET /metrics", a.counted("/metrics", promhttp.HandlerFor(a.store.registry, promhttp.HandlerOpts{})))
	for _, path := range []string{"/-/ready", "/-/healthy"} {
		mux.Handle("GET "+path, a.counted(path, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte("promlite is ready.\n"))
		})))
	}
	return mux
}

type statusRecorder struct {
	http.ResponseWriter
	status int
}

func (r *statusRecorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

func (a *api) counted(path string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorder := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(recorder, r)
		a.requests.WithLabelValues(path, strconv.Itoa(recorder.status)).Inc()
	})
}

func (a *api) json(f func(*http.Request) (answer, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/demo/replay" {
			r.Body = http.MaxBytesReader(w, r.Body, maxFormBytes)
			if err := r.ParseForm(); err != nil {
				writeFailure(w, badData("error parsing form values: %w", err))
				return
			}
		}
		result, err := f(r)
		if err != nil {
			writeFailure(w, err)
			return
		}
		writeAnswer(w, result)
	})
}

// instant answers /api/v1/query.
func (a *api) instant(r *http.Request) (answer, error) {
	at, err := timeParam(r, "time", time.Now())
	if err != nil {
		return answer{}, err
	}
	return a.evaluate(r, func(ctx context.Context, options promql.QueryOpts) (promql.Query, error) {
		return a.store.engine.NewInstantQuery(ctx, a.store.db, options, r.FormValue("query"), at)
	})
}

// ranged answers /api/v1/query_range.
func (a *api) ranged(r *http.Request) (answer, error) {
	var times [2]time.Time
	for i, name := range []string{"start", "end"} {
		if r.FormValue(name) == "" {
			return answer{}, badData("invalid parameter %q: cannot parse \"\" to a valid timestamp", name)
		}
		at, err := timeParam(r, name, time.Time{})
		if err != nil {
			return answer{}, err
		}
		times[i] = at
	}
	start, end := times[0], times[1]
	if end.Before(start) {
		return answer{}, badData("invalid parameter %q: end timestamp must not be before start time", "end")
	}
	step, err := parseDuration(r.FormValue("step"))
	if err != nil {
		return answer{}, badData("invalid parameter %q: %w", "step", err)
	}
	if step <= 0 {
		return answer{}, badData("invalid parameter %q: zero or negative query resolution step widths are not accepted. Try a positive integer", "step")
	}
	if end.Sub(start)/step > maxPoints {
		return answer{}, badData("exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)")
	}
	return a.evaluate(r, func(ctx context.Context, options promql.QueryOpts) (promql.Query, error) {
		return a.store.engine.NewRangeQuery(ctx, a.store.db, options, r.FormValue("query"), start, end, step)
	})
}

func (a *api) evaluate(r *http.Request, build func(context.Context, promql.QueryOpts) (promql.Query, error)) (answer, error) {
	ctx := r.Context()
	if text := r.FormValue("timeout"); text != "" {
		timeout, err := parseDuration(text)
		if err != nil {
			return answer{}, badData("invalid parameter %q: %w", "timeout", err)
		}
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, timeout)
		defer cancel()
	}
	lookback := time.Duration(0)
	if text := r.FormValue("lookback_delta"); text != "" {
		var err error
		if lookback, err = parseDuration(text); err != nil {
			return answer{}, badData("error parsing lookback delta duration: %w", err)
		}
	}
	limit, err := limitParam(r)
	if err != nil {
		return answer{}, err
	}
	query, err := build(ctx, promql.NewPrometheusQueryOpts(r.FormValue("stats") == "all", lookback, nil))
	if err != nil {
		return answer{}, badData("invalid parameter %q: %w", "query", err)
	}
	defer query.Close()
	result := query.Exec(ctx)
	if result.Err != nil {
		return answer{}, queryFailure(result.Err)
	}
	// Written out before Close: the engine takes its buffers back then.
	text, truncated := appendValue(nil, result.Value, limit)
	data := map[string]any{"resultType": result.Value.Type(), "result": json.RawMessage(text)}
	if r.FormValue("stats") != "" {
		data["stats"] = stats.NewQueryStats(query.Stats())
	}
	a1 := answer{data: data, notes: result.Warnings, query: r.FormValue("query")}
	if truncated {
		a1.warnings = []string{"results truncated due to limit"}
	}
	return a1, nil
}

func queryFailure(err error) *failure {
	var canceled promql.ErrQueryCanceled
	var timeout promql.ErrQueryTimeout
	var stored promql.ErrStorage
	switch {
	case errors.As(err, &timeout):
		return &failure{"timeout", http.StatusServiceUnavailable, err}
	case errors.As(err, &canceled), errors.Is(err, context.Canceled):
		return &failure{"canceled", 499, err}
	case errors.As(err, &stored):
		return &failure{"internal", http.StatusInternalServerError, err}
	default:
		return &failure{"execution", http.StatusUnprocessableEntity, err}
	}
}

// matched opens a querier over the asked range and hands it each set of matchers.
func (a *api) matched(r *http.Request, needed bool, each func(storage.Querier, []*labels.Matcher, *storage.SelectHints) error) error {
	start, err := timeParam(r, "start", time.UnixMilli(math.MinInt64/2))
	if err != nil {
		return err
	}
	end, err := timeParam(r, "end", time.UnixMilli(math.MaxInt64/2))
	if err != nil {
		return err
	}
	limit, err := limitParam(r)
	if err != nil {
		return err
	}
	sets := [][]*labels.Matcher{}
	for _, text := range r.Form["match[]"] {
		set, err := a.parser.ParseMetricSelector(text)
		if err != nil {
			return badData("invalid parameter %q: %w", "match[]", err)
		}
		if !slices.ContainsFunc(set, func(m *labels.Matcher) bool { return !m.Matches("") }) {
			return badData("invalid parameter %q: match[] must contain at least one non-empty matcher", "match[]")
		}
		sets = append(sets, set)
	}
	if len(sets) == 0 {
		if needed {
			return badData("no match[] parameter provided")
		}
		sets = append(sets, nil)
	}
	querier, err := a.store.db.Querier(start.UnixMilli(), end.UnixMilli())
	if err != nil {
		return &failure{"internal", http.StatusInternalServerError, err}
	}
	defer querier.Close()
	for _, set := range sets {
		hints := &storage.SelectHints{Start: start.UnixMilli(), End: end.UnixMilli(), Limit: limit, Func: "series"}
		if err := each(querier, set, hints); err != nil {
			return &failure{"execution", http.StatusUnprocessableEntity, err}
		}
	}
	return nil
}

func (a *api) series(r *http.Request) (answer, error) {
	seen := map[string]bool{}
	found := []labels.Labels{}
	var notes annotations.Annotations
	err := a.matched(r, true, func(q storage.Querier, set []*labels.Matcher, hints *storage.SelectHints) error {
		result := q.Select(r.Context(), true, hints, set...)
		for result.Next() {
			one := result.At().Labels()
			if key := one.String(); !seen[key] && (hints.Limit == 0 || len(found) < hints.Limit) {
				seen[key] = true
				found = append(found, one.Copy())
			}
		}
		notes.Merge(result.Warnings())
		return result.Err()
	})
	return answer{data: found, notes: notes}, err
}

func (a *api) labelNames(r *http.Request) (answer, error) {
	return a.names(r, func(q storage.Querier, set []*labels.Matcher, hints *storage.LabelHints) ([]string, annotations.Annotations, error) {
		return q.LabelNames(r.Context(), hints, set...)
	})
}

func (a *api) labelValues(r *http.Request) (answer, error) {
	name := r.PathValue("name")
	if name == "" {
		return answer{}, badData("invalid label name: %q", name)
	}
	return a.names(r, func(q storage.Querier, set []*labels.Matcher, hints *storage.LabelHints) ([]string, annotations.Annotations, error) {
		return q.LabelValues(r.Context(), name, hints, set...)
	})
}

func (a *api) names(r *http.Request, ask func(storage.Querier, []*labels.Matcher, *storage.LabelHints) ([]string, annotations.Annotations, error)) (answer, error) {
	found := map[string]bool{}
	var notes annotations.Annotations
	err := a.matched(r, false, func(q storage.Querier, set []*labels.Matcher, hints *storage.SelectHints) error {
		names, warnings, err := ask(q, set, &storage.LabelHints{Limit: hints.Limit})
		for _, name := range names {
			found[string([]byte(name))] = true
		}
		notes.Merge(warnings)
		return err
	})
	all := make([]string, 0, len(found))
	for name := range found {
		all = append(all, name)
	}
	slices.Sort(all)
	return answer{data: all, notes: notes}, err
}

func (a *api) targets(*http.Request) (answer, error) {
	active := []map[string]any{}
	for _, one := range a.scraper.list() {
		state, last := "unknown", ""
		if !one.LastScrape.IsZero() {
			state = "up"
		}
		if one.Err != nil {
			state, last = "down", one.Err.Error()
		}
		active = append(active, map[string]any{
			"labels": map[string]string{"job": one.Job, "instance": one.Instance}, "scrapePool": one.Job, "scrapeUrl": one.URL,
			"lastScrape": one.LastScrape, "lastScrapeDuration": one.Duration.Seconds(), "health": state, "lastError": last,
			"scrapeInterval": a.scraper.interval.String(),
		})
	}
	return answer{data: map[string]any{"activeTargets": active, "droppedTargets": []any{}}}, nil
}

func (a *api) setTargets(r *http.Request) (answer, error) {
	var body struct {
		Targets []target `json:"targets"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return answer{}, badData("targets: %w", err)
	}
	for _, one := range body.Targets {
		if one.Job == "" || one.Instance == "" || one.URL == "" {
			return answer{}, badData("a target needs a job, an instance and a url: %+v", one)
		}
	}
	self := target{Job: "prometheus", Instance: "promlite", URL: "http://" + r.Host + "/metrics"}
	// Not the request's context: that one ends with this answer.
	a.scraper.set(context.WithoutCancel(r.Context()), append(body.Targets, self))
	return answer{data: map[string]int{"targets": len(body.Targets) + 1}}, nil
}

func (a *api) replay(r *http.Request) (answer, error) {
	done, err := a.store.replay(r.Context(), http.MaxBytesReader(nil, r.Body, maxReplayBytes))
	if err != nil {
		return answer{}, badData("%w", err)
	}
	return answer{data: done}, nil
}

func (a *api) buildInfo(*http.Request) (answer, error) {
	return answer{data: map[string]string{
		"version": engineVersion, "revision": "promlite", "branch": "", "buildUser": "", "buildDate": "", "goVersion": runtime.Version(),
	}}, nil
}
