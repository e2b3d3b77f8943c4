package grafanatest

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend/gtime"
)

// Instants computes step and range as Grafana's Prometheus data source does (described in src/hosts/grafana-http/
// prometheus-grid.ts; the rounding and the parsing are the SDK's own functions). scrapeInterval is the data source's setting.
func Instants(query Query, scrapeInterval string) (start, end, step int64, err error) {
	const defaultResolution, safeResolution = 1500, 11000
	span := time.Duration(query.ToMs-query.FromMs) * time.Millisecond
	wanted, err := gtime.GetIntervalFrom(scrapeInterval, query.Interval, query.IntervalMs, 15*time.Second)
	if err != nil {
		return 0, 0, 0, err
	}
	resolution := query.MaxDataPoints
	if resolution == 0 {
		resolution = defaultResolution
	}
	taken := wanted
	if calculated := span / time.Duration(resolution); calculated >= wanted {
		taken = gtime.RoundInterval(calculated)
	}
	taken = max(taken, gtime.RoundInterval(span/safeResolution))
	align := func(ms int64) int64 {
		nanos, offset, width := float64(ms)*1e6, float64(query.UTCOffsetSec)*1e9, float64(taken.Nanoseconds())
		return int64(math.Floor((nanos+offset)/width)*width-offset) / 1e6
	}
	return align(query.FromMs), align(query.ToMs), taken.Milliseconds(), nil
}

// part finds what tells the parts of a joined text apart (src/kpi/plan/join.ts).
var part = regexp.MustCompile(`"plumbline_part", "(\d+)", "", ""\)`)

// parts gives the labels of a series in each part of a text, as label_replace and "or" make them; of a text that is not joined, its own.
func parts(expr string, labels map[string]string) []map[string]string {
	found := part.FindAllStringSubmatch(expr, -1)
	if found == nil {
		return []map[string]string{labels}
	}
	each := make([]map[string]string, len(found))
	for i, number := range found {
		each[i] = maps.Clone(labels)
		each[i]["plumbline_part"] = number[1]
	}
	return each
}

// Prometheus answers with one series per label set (and part of a joined text); value gives the value at an instant.
func Prometheus(scrapeInterval string, value func(ms int64) float64, series ...map[string]string) Answer {
	return func(query Query) Result {
		start, end, step, err := Instants(query, scrapeInterval)
		if err != nil {
			return Result{Status: 400, Error: err.Error()}
		}
		if query.Instant {
			start, step = end, 1
		}
		var frames []Frame
		var all []map[string]string
		for _, labels := range series {
			all = append(all, parts(query.Expr, labels)...)
		}
		for _, labels := range all {
			times, values := []any{}, []any{}
			var notNumbers []int
			for at := start; at <= end; at += step {
				times = append(times, at)
				if v := value(at); math.IsNaN(v) {
					notNumbers = append(notNumbers, len(values))
					values = append(values, nil)
				} else {
					values = append(values, v)
				}
			}
			number := Number("Value")
			number["labels"] = labels
			frame := Frame{
				Schema: Schema{
					Meta: map[string]any{
						"type":                "timeseries-multi",
						"executedQueryString": fmt.Sprintf("Expr: %s\nStep: %s", query.Expr, time.Duration(step)*time.Millisecond),
					},
					Fields: []map[string]any{Time("Time"), number},
				},
				Data: Data{Values: []any{times, values}},
			}
			if notNumbers != nil {
				frame.Data.Entities = []any{nil, map[string]any{"NaN": notNumbers}}
			}
			frames = append(frames, frame)
		}
		return Result{Frames: frames}
	}
}
