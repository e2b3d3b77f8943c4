// Command promlite is the Prometheus engine and its storage as a library, with the part of the HTTP API that Grafana and
// Plumbline use. Beside a stock Prometheus it takes back-dated samples in bulk (POST /demo/replay), so that a demo has a
// month of history within seconds.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "promlite:", err)
		os.Exit(1)
	}
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("promlite", flag.ContinueOnError)
	flags.SetOutput(stderr)
	listen := flags.String("listen", "127.0.0.1:0", "loopback address to listen on; port 0 takes a free one")
	data := flags.String("data", "", "folder of the time series; created if missing")
	retention := flags.Duration("retention", 45*24*time.Hour, "age after which samples may go")
	interval := flags.Duration("scrape-interval", 15*time.Second, "time between two scrapes of a target")
	timeout := flags.Duration("query-timeout", 30*time.Second, "longest time a query may take")
	maxSamples := flags.Int("query-max-samples", 50_000_000, "most samples a query may hold at once")
	replay := flags.String("replay", "", "load this replay file, then exit (for a real Prometheus to read the folder)")
	selfScrape := flags.Bool("self-scrape", true, "scrape itself from the start; false: from the first PUT /demo/targets, so that a replay of the past may come first")
	withStdin := flags.Bool("exit-with-stdin", false, "end when standard input ends: never outlive the process that started this one")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *data == "" {
		return errors.New("-data is missing: name a folder for the time series")
	}
	logger := slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	store, err := openStore(*data, *retention, engineLimits{timeout: *timeout, maxSamples: *maxSamples}, logger)
	if err != nil {
		return err
	}
	defer store.close()
	if *replay != "" {
		return replayFile(ctx, store, *replay, stdout)
	}

	host, _, err := net.SplitHostPort(*listen)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("-listen %q is not a loopback address: there is no login here", *listen)
	}
	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		return err
	}
	self := "http://" + listener.Addr().String()
	scraper := newScraper(store, *interval, logger)
	if *selfScrape {
		scraper.set(ctx, []target{{Job: "prometheus", Instance: "promlite", URL: self + "/metrics"}})
	}
	server := &http.Server{
		Handler:           newAPI(store, scraper).handler(),
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
	}
	if *withStdin {
		go func() {
			_, _ = io.Copy(io.Discard, stdin)
			stop()
		}()
	}
	go func() {
		<-ctx.Done()
		shutdown, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		_ = server.Shutdown(shutdown)
	}()
	// The process that started this one reads the address here.
	fmt.Fprintf(stdout, "listening %s\n", self)
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	scraper.stop()
	return nil
}

func replayFile(ctx context.Context, store *store, path string, stdout io.Writer) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	done, err := store.replay(ctx, file)
	if err == nil {
		err = store.flush()
	}
	fmt.Fprintf(stdout, "loaded %d samples of %d series, %d were older than what is there\n", done.Samples, done.Series, done.Late)
	return err
}
