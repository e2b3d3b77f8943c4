package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
)

func writeAnswer(w http.ResponseWriter, result answer) {
	body := map[string]any{"status": "success", "data": result.data}
	warnings, infos := result.notes.AsStrings(result.query, 10, 10)
	if warnings = append(warnings, result.warnings...); len(warnings) > 0 {
		body["warnings"] = warnings
	}
	if len(infos) > 0 {
		body["infos"] = infos
	}
	writeBody(w, http.StatusOK, body)
}

func writeFailure(w http.ResponseWriter, err error) {
	var known *failure
	if !errors.As(err, &known) {
		known = &failure{"internal", http.StatusInternalServerError, err}
	}
	writeBody(w, known.status, map[string]any{"status": "error", "errorType": known.kind, "error": known.err.Error()})
}

func writeBody(w http.ResponseWriter, status int, body map[string]any) {
	text, err := json.Marshal(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(text)
}

// appendValue writes a query's result as the API does. With a limit, at most so many series; it says whether it cut any.
func appendValue(text []byte, value parser.Value, limit int) ([]byte, bool) {
	truncated := false
	switch v := value.(type) {
	case promql.Matrix:
		if truncated = limit > 0 && len(v) > limit; truncated {
			v = v[:limit]
		}
		text = append(text, '[')
		for i, series := range v {
			if i > 0 {
				text = append(text, ',')
			}
			text = append(text, `{"metric":`...)
			text = appendJSON(text, series.Metric)
			if len(series.Floats) > 0 {
				text = append(text, `,"values":[`...)
				for j, point := range series.Floats {
					if j > 0 {
						text = append(text, ',')
					}
					text = appendPoint(text, point.T, point.F)
				}
				text = append(text, ']')
			}
			if len(series.Histograms) > 0 {
				text = append(text, `,"histograms":`...)
				text = appendJSON(text, series.Histograms)
			}
			text = append(text, '}')
		}
		return append(text, ']'), truncated
	case promql.Vector:
		if truncated = limit > 0 && len(v) > limit; truncated {
			v = v[:limit]
		}
		if v == nil {
			v = promql.Vector{}
		}
		return appendJSON(text, v), truncated
	default:
		return appendJSON(text, v), false
	}
}

func appendJSON(text []byte, value any) []byte {
	one, err := json.Marshal(value)
	if err != nil {
		// Labels, points and samples always have a JSON form.
		panic(err)
	}
	return append(text, one...)
}

// appendPoint writes [seconds, "value"], seconds with as many of three decimals as needed.
func appendPoint(text []byte, ms int64, v float64) []byte {
	text = append(text, '[')
	text = strconv.AppendFloat(text, float64(ms)/1000, 'f', -1, 64)
	text = append(text, `,"`...)
	switch {
	case math.IsInf(v, 1):
		text = append(text, "+Inf"...)
	case v != 0 && (math.Abs(v) < 1e-6 || math.Abs(v) >= 1e21):
		text = strconv.AppendFloat(text, v, 'e', -1, 64)
	default:
		text = strconv.AppendFloat(text, v, 'f', -1, 64)
	}
	return append(text, `"]`...)
}

func timeParam(r *http.Request, name string, otherwise time.Time) (time.Time, error) {
	text := r.FormValue(name)
	if text == "" {
		return otherwise, nil
	}
	if seconds, err := strconv.ParseFloat(text, 64); err == nil && !math.IsNaN(seconds) && !math.IsInf(seconds, 0) {
		whole, part := math.Modf(seconds)
		return time.Unix(int64(whole), int64(math.Round(part*1000))*int64(time.Millisecond)).UTC(), nil
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return time.Time{}, badData("invalid parameter %q: cannot parse %q to a valid timestamp", name, text)
	}
	return at, nil
}

func parseDuration(text string) (time.Duration, error) {
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		ns := seconds * float64(time.Second)
		if math.IsNaN(ns) || math.Abs(ns) >= float64(math.MaxInt64) {
			return 0, fmt.Errorf("cannot parse %q to a valid duration. It overflows int64", text)
		}
		return time.Duration(ns), nil
	}
	d, err := model.ParseDuration(text)
	if err != nil {
		return 0, fmt.Errorf("cannot parse %q to a valid duration", text)
	}
	return time.Duration(d), nil
}

func limitParam(r *http.Request) (int, error) {
	text := r.FormValue("limit")
	if text == "" {
		return 0, nil
	}
	limit, err := strconv.Atoi(text)
	if err != nil || limit < 0 {
		return 0, badData("invalid parameter %q: %q is not a number of results", "limit", text)
	}
	return limit, nil
}
