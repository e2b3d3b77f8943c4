package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"log/slog"
	"math"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/storage"
)

// maxScrapeBytes is the largest answer a target may give.
const maxScrapeBytes = 10 << 20

type target struct {
	Job      string `json:"job"`
	Instance string `json:"instance"`
	URL      string `json:"url"`
}

// health is what /api/v1/targets tells of a target.
type health struct {
	target
	LastScrape time.Time
	Duration   time.Duration
	Err        error
}

type scraper struct {
	store    *store
	interval time.Duration
	logger   *slog.Logger
	client   *http.Client
	mu       sync.Mutex
	cancels  map[target]context.CancelFunc
	healths  map[target]health
	running  sync.WaitGroup
}

func newScraper(store *store, interval time.Duration, logger *slog.Logger) *scraper {
	return &scraper{
		store: store, interval: interval, logger: logger,
		client:  &http.Client{Timeout: interval},
		cancels: map[target]context.CancelFunc{}, healths: map[target]health{},
	}
}

// set makes these the targets: new ones are started, ones that are gone end with stale markers.
func (s *scraper) set(ctx context.Context, targets []target) {
	s.mu.Lock()
	defer s.mu.Unlock()
	wanted := map[target]bool{}
	for _, one := range targets {
		wanted[one] = true
	}
	for one, cancel := range s.cancels {
		if !wanted[one] {
			cancel()
			delete(s.cancels, one)
			delete(s.healths, one)
		}
	}
	for one := range wanted {
		if _, ok := s.cancels[one]; ok {
			continue
		}
		own, cancel := context.WithCancel(ctx)
		s.cancels[one] = cancel
		s.running.Go(func() { s.loop(own, one) })
	}
}

func (s *scraper) stop() {
	s.set(context.Background(), nil)
	s.running.Wait()
}

func (s *scraper) list() []health {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]health, 0, len(s.cancels))
	for one := range s.cancels {
		h := s.healths[one]
		h.target = one
		all = append(all, h)
	}
	return all
}

// loop scrapes at a phase of its own within the interval, as Prometheus does, so that targets do not all come at once.
func (s *scraper) loop(ctx context.Context, one target) {
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(one.URL + one.Instance))
	phase := time.Duration(hash.Sum64() % uint64(s.interval))
	since := time.Duration(time.Now().UnixNano()) % s.interval
	timer := time.NewTimer((phase - since + s.interval) % s.interval)
	defer timer.Stop()
	seen := map[string]labels.Labels{}
	for {
		select {
		case <-ctx.Done():
			// Nobody says any more what these are: stale from now on.
			if err := s.write(context.Background(), one, time.Now(), nil, seen, errors.New("target removed")); err != nil {
				s.logger.Warn("stale markers were not written", "instance", one.Instance, "error", err)
			}
			return
		case now := <-timer.C:
			timer.Reset(s.interval - time.Duration(now.UnixNano()-int64(phase))%s.interval)
			samples, err := s.fetch(ctx, one)
			if ctx.Err() != nil {
				continue
			}
			if werr := s.write(ctx, one, now, samples, seen, err); werr != nil {
				s.logger.Warn("a scrape was not stored", "instance", one.Instance, "error", werr)
			}
			s.mu.Lock()
			if _, ok := s.cancels[one]; ok {
				s.healths[one] = health{LastScrape: now, Duration: time.Since(now), Err: err}
			}
			s.mu.Unlock()
		}
	}
}

type sample struct {
	labels labels.Labels
	value  float64
}

func (s *scraper) fetch(ctx context.Context, one target) ([]sample, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, one.URL, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", "text/plain;version=0.0.4;q=1,*/*;q=0.1")
	response, err := s.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("server returned HTTP status %s", response.Status)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxScrapeBytes+1))
	if err != nil {
		return nil, err
	}
	if len(body) > maxScrapeBytes {
		return nil, fmt.Errorf("body is larger than %d bytes", maxScrapeBytes)
	}
	return parseText(body, response.Header.Get("Content-Type"), one)
}

// parseText reads an exposition. Labels of the target win over labels that it claims for itself, as `exported_*`.
func parseText(body []byte, contentType string, one target) ([]sample, error) {
	p, err := textparse.New(body, contentType, labels.NewSymbolTable(), textparse.ParserOptions{FallbackContentType: "text/plain"})
	if p == nil {
		return nil, err
	}
	var samples []sample
	for {
		entry, err := p.Next()
		if errors.Is(err, io.EOF) {
			return samples, nil
		}
		if err != nil {
			return nil, err
		}
		if entry != textparse.EntrySeries {
			continue
		}
		_, _, v := p.Series()
		var own labels.Labels
		p.Labels(&own)
		samples = append(samples, sample{labels: withTarget(own, one), value: v})
	}
}

func withTarget(own labels.Labels, one target) labels.Labels {
	builder := labels.NewBuilder(own)
	for name, v := range map[string]string{model.JobLabel: one.Job, model.InstanceLabel: one.Instance} {
		if claimed := own.Get(name); claimed != "" {
			builder.Set(model.ExportedLabelPrefix+name, claimed)
		}
		builder.Set(name, v)
	}
	return builder.Labels()
}

// write stores one scrape: its samples, stale markers for series that were there before, and `up` and its kin.
func (s *scraper) write(ctx context.Context, one target, at time.Time, samples []sample, seen map[string]labels.Labels, failed error) error {
	app := s.store.db.Appender(ctx)
	ms := at.UnixMilli()
	add := func(l labels.Labels, v float64) error {
		_, err := app.Append(0, l, ms, v)
		if errors.Is(err, storage.ErrOutOfOrderSample) || errors.Is(err, storage.ErrOutOfBounds) || errors.Is(err, storage.ErrDuplicateSampleForTimestamp) {
			return nil // a replay was ahead of this scrape
		}
		return err
	}
	now := map[string]labels.Labels{}
	for _, sample := range samples {
		now[sample.labels.String()] = sample.labels
		if err := add(sample.labels, sample.value); err != nil {
			return errors.Join(err, app.Rollback())
		}
	}
	for key, l := range seen {
		if _, ok := now[key]; ok {
			continue
		}
		delete(seen, key)
		if err := add(l, math.Float64frombits(value.StaleNaN)); err != nil {
			return errors.Join(err, app.Rollback())
		}
	}
	for key, l := range now {
		seen[key] = l
	}
	up := 1.0
	if failed != nil {
		up = 0
	}
	report := map[string]float64{"up": up, "scrape_samples_scraped": float64(len(samples)), "scrape_duration_seconds": time.Since(at).Seconds()}
	for name, v := range report {
		if err := add(labels.FromStrings(labels.MetricName, name, model.JobLabel, one.Job, model.InstanceLabel, one.Instance), v); err != nil {
			return errors.Join(err, app.Rollback())
		}
	}
	return app.Commit()
}
