package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
)

/*
A replay is what Prometheus would have seen had it scraped all the time. One text line each:

	plumbline-replay 1
	target <job> <instance>        targets count from 0; the series lines after it are its own
	series <metric{label="v"}>     series count from 0, over all targets; every value starts at 0
	later <target> <metric{…}>     one more series of a target, anywhere; it counts on from the last, and is not there until it has a value
	+ <target> <ms> [<series>=<value> …]   a scrape: named series take the value, all others keep theirs
	                               - instead of a value: the series is not there any more
	                               a native histogram's value is h<schema>:<count>:<sum>:<zeros>:<offset>:<n>,<n>… (offset: of the
	                               first bucket, as in a span; n: how many observations each bucket has had)
	- <target> <ms>                a failed scrape: every series of the target is marked stale, up is 0

Scrapes of one target ascend in time.
*/
const replayHeader = "plumbline-replay 1"

// zeroThreshold is how far from 0 an observation may be to count as 0: the default of Prometheus' clients.
const zeroThreshold = 2.938735877055719e-39

// commitEvery bounds how many scrapes one transaction holds.
const commitEvery = 2000

type replayed struct {
	Samples int64 `json:"samples"`
	Series  int   `json:"series"`
	// Late counts samples that were not newer than what is there already.
	Late int64 `json:"late"`
}

type replaySeries struct {
	labels labels.Labels
	ref    storage.SeriesRef
	value  float64
	// histogram is nil where the series holds plain numbers.
	histogram *histogram.FloatHistogram
	// absent: the target does not have it now. leaving: its end has yet to be marked.
	absent, leaving bool
}

type replayTarget struct {
	up     *replaySeries
	series []*replaySeries
}

type replayer struct {
	store   *store
	app     storage.Appender
	targets []*replayTarget
	series  []*replaySeries
	parser  parser.Parser
	done    replayed
	scrapes int
	// compactAt is the time of samples at which what is in memory is next written to disk.
	compactAt int64
}

// replay appends a whole replay. On an error nothing after the last commit is kept; the error names the line.
func (s *store) replay(ctx context.Context, from io.Reader) (replayed, error) {
	// Compaction runs between transactions, in step with the samples' time rather than with the clock.
	s.db.DisableCompactions()
	defer s.db.EnableCompactions()
	r := &replayer{store: s, parser: parser.NewParser(parser.Options{}), app: s.db.Appender(ctx), compactAt: math.MinInt64}
	lines := bufio.NewScanner(from)
	lines.Buffer(make([]byte, 64<<10), 4<<20)
	number := 0
	for lines.Scan() {
		number++
		err := ctx.Err()
		if err == nil {
			err = r.line(ctx, number, lines.Text())
		}
		if err != nil {
			return r.done, errors.Join(fmt.Errorf("replay, line %d: %w", number, err), r.app.Rollback())
		}
	}
	if err := lines.Err(); err != nil {
		return r.done, errors.Join(fmt.Errorf("replay, line %d: %w", number+1, err), r.app.Rollback())
	}
	if number == 0 {
		return r.done, errors.Join(errors.New("replay: it is empty"), r.app.Rollback())
	}
	r.done.Series = len(r.series)
	return r.done, r.app.Commit()
}

func (r *replayer) line(ctx context.Context, number int, text string) error {
	if number == 1 {
		if text != replayHeader {
			return fmt.Errorf("starts with %q, not with %q", text, replayHeader)
		}
		return nil
	}
	word, rest, _ := strings.Cut(text, " ")
	switch word {
	case "+":
		return r.scrape(ctx, rest, true)
	case "-":
		return r.scrape(ctx, rest, false)
	case "target":
		job, instance, ok := strings.Cut(rest, " ")
		if !ok {
			return fmt.Errorf("a target is a job and an instance, not %q", rest)
		}
		up := labels.FromStrings(labels.MetricName, "up", model.JobLabel, job, model.InstanceLabel, instance)
		r.targets = append(r.targets, &replayTarget{up: &replaySeries{labels: up}})
		return nil
	case "series":
		if len(r.targets) == 0 {
			return errors.New("a series needs a target before it")
		}
		return r.declare(rest, len(r.targets)-1, false)
	case "later":
		number, metric, _ := strings.Cut(rest, " ")
		index, err := strconv.Atoi(number)
		if err != nil || index < 0 || index >= len(r.targets) {
			return fmt.Errorf("there is no target %q", number)
		}
		return r.declare(metric, index, true)
	default:
		return fmt.Errorf("%q is not a line of a replay", text)
	}
}

func (r *replayer) declare(text string, index int, absent bool) error {
	metric, err := r.parser.ParseMetric(text)
	if err != nil {
		return err
	}
	target := r.targets[index]
	builder := labels.NewBuilder(metric)
	builder.Set(model.JobLabel, target.up.labels.Get(model.JobLabel))
	builder.Set(model.InstanceLabel, target.up.labels.Get(model.InstanceLabel))
	series := &replaySeries{labels: builder.Labels(), absent: absent}
	target.series = append(target.series, series)
	r.series = append(r.series, series)
	return nil
}

func (r *replayer) scrape(ctx context.Context, text string, ok bool) error {
	fields := strings.Fields(text)
	if len(fields) < 2 {
		return fmt.Errorf("%q has no target and time", text)
	}
	index, err := strconv.Atoi(fields[0])
	if err != nil || index < 0 || index >= len(r.targets) {
		return fmt.Errorf("there is no target %q", fields[0])
	}
	at, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil {
		return fmt.Errorf("%q is not a time in milliseconds", fields[1])
	}
	for _, change := range fields[2:] {
		if err := r.change(change); err != nil {
			return err
		}
	}
	if err := r.compact(ctx, at); err != nil {
		return err
	}
	target := r.targets[index]
	for _, series := range target.series {
		if series.absent && !series.leaving {
			continue
		}
		v, h := series.value, series.histogram
		gone := series.absent
		series.leaving = false
		if !ok || gone {
			v = math.Float64frombits(value.StaleNaN)
			if h != nil {
				h = &histogram.FloatHistogram{Sum: v}
			}
		}
		if err := r.append(series, at, v, h); err != nil {
			return err
		}
	}
	up := 0.0
	if ok {
		up = 1
	}
	return r.append(target.up, at, up, nil)
}

func (r *replayer) change(text string) error {
	name, number, _ := strings.Cut(text, "=")
	index, err := strconv.Atoi(name)
	if err != nil || index < 0 || index >= len(r.series) {
		return fmt.Errorf("there is no series %q", name)
	}
	series := r.series[index]
	if number == "-" {
		series.leaving, series.absent = !series.absent, true
		return nil
	}
	series.absent, series.leaving = false, false
	if native, ok := strings.CutPrefix(number, "h"); ok {
		h, err := parseHistogram(native)
		if err != nil {
			return fmt.Errorf("%q is not a histogram: %w", number, err)
		}
		r.series[index].histogram = h
		return nil
	}
	v, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return fmt.Errorf("%q is not a number", number)
	}
	r.series[index].value = v
	return nil
}

// parseHistogram reads <schema>:<count>:<sum>:<zeros>:<offset>:<n>,<n>…
func parseHistogram(text string) (*histogram.FloatHistogram, error) {
	head := strings.Split(text, ":")
	if len(head) != 6 {
		return nil, fmt.Errorf("it has %d parts, not 6", len(head))
	}
	counts := strings.Split(head[5], ",")
	var numbers []float64
	for _, one := range append(head[:5:5], counts...) {
		n, err := strconv.ParseFloat(one, 64)
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, n)
	}
	h := &histogram.FloatHistogram{
		Schema: int32(numbers[0]), Count: numbers[1], Sum: numbers[2], ZeroCount: numbers[3], ZeroThreshold: zeroThreshold,
		PositiveSpans:   []histogram.Span{{Offset: int32(numbers[4]), Length: uint32(len(counts))}},
		PositiveBuckets: numbers[5:],
	}
	return h, h.Validate()
}

func (r *replayer) append(series *replaySeries, at int64, v float64, h *histogram.FloatHistogram) error {
	var ref storage.SeriesRef
	var err error
	if h != nil {
		// A copy: what is appended belongs to the storage until the commit.
		ref, err = r.app.AppendHistogram(series.ref, series.labels, at, nil, h.Copy())
	} else {
		ref, err = r.app.Append(series.ref, series.labels, at, v)
	}
	switch {
	case err == nil:
		series.ref = ref
		r.done.Samples++
		return nil
	case errors.Is(err, storage.ErrOutOfOrderSample), errors.Is(err, storage.ErrOutOfBounds),
		errors.Is(err, storage.ErrTooOldSample), errors.Is(err, storage.ErrDuplicateSampleForTimestamp):
		r.done.Late++
		return nil
	default:
		return fmt.Errorf("%s at %d: %w", series.labels, at, err)
	}
}

// compact commits now and then, and writes a finished day to disk.
func (r *replayer) compact(ctx context.Context, at int64) error {
	day := blockRange.Milliseconds()
	r.scrapes++
	if r.compactAt == math.MinInt64 {
		r.compactAt = at - at%day + day*3/2
	}
	due := at >= r.compactAt
	if !due && r.scrapes < commitEvery {
		return nil
	}
	r.scrapes = 0
	if err := r.app.Commit(); err != nil {
		return err
	}
	if due {
		if err := r.store.db.Compact(ctx); err != nil {
			return err
		}
		// References may end with a compaction.
		for _, series := range r.series {
			series.ref = 0
		}
		for _, target := range r.targets {
			target.up.ref = 0
		}
		for r.compactAt <= at {
			r.compactAt += day
		}
	}
	r.app = r.store.db.Appender(ctx)
	return nil
}
