package main

import (
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/tsdb"
)

// blockRange is what one block on disk holds. A day, not Prometheus' two hours: a month loads in thirty blocks, and the
// part in memory stays small because the demo has few series.
const blockRange = 24 * time.Hour

type engineLimits struct {
	timeout    time.Duration
	maxSamples int
}

type store struct {
	db       *tsdb.DB
	engine   *promql.Engine
	registry *prometheus.Registry
	limits   engineLimits
}

func openStore(dir string, retention time.Duration, limits engineLimits, logger *slog.Logger) (*store, error) {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector())
	options := tsdb.DefaultOptions()
	options.RetentionDuration = retention.Milliseconds()
	options.MinBlockDuration = blockRange.Milliseconds()
	options.MaxBlockDuration = blockRange.Milliseconds()
	options.NoLockfile = true
	db, err := tsdb.Open(dir, logger, registry, options, tsdb.NewDBStats())
	if err != nil {
		return nil, err
	}
	engine := promql.NewEngine(promql.EngineOpts{
		Logger:               logger,
		Reg:                  registry,
		MaxSamples:           limits.maxSamples,
		Timeout:              limits.timeout,
		LookbackDelta:        5 * time.Minute,
		EnableAtModifier:     true,
		EnableNegativeOffset: true,
		EnablePerStepStats:   true,
		Parser:               parser.NewParser(parser.Options{}),
	})
	return &store{db: db, engine: engine, registry: registry, limits: limits}, nil
}

func (s *store) close() error {
	return s.db.Close()
}

// flush writes what is in memory into a block, for a Prometheus of another version: blocks are the same everywhere, logs are not.
func (s *store) flush() error {
	head := s.db.Head()
	if head.NumSeries() == 0 {
		return nil
	}
	return s.db.CompactHead(tsdb.NewRangeHead(head, head.MinTime(), head.MaxTime()))
}
