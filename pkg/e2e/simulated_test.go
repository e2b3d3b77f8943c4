//go:build alerts

package e2e

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// simulated is the demo shop in a stretch of simulated time, behind a proxy that counts what the plugin asks.
type simulated struct {
	URL           string          `json:"url"`
	PrometheusURL string          `json:"prometheusUrl"`
	Events        string          `json:"events"`
	Rules         json.RawMessage `json:"rules"`
	Alertmanager  map[string]any  `json:"alertmanager"`

	proxy    string
	requests atomic.Int64
	in       io.Writer
	out      *bufio.Reader
}

type simulation struct {
	Seed       int       `json:"seed"`
	Opened     time.Time `json:"opened"`
	OutageFrom time.Time `json:"outageFrom"`
	OutageTo   time.Time `json:"outageTo"`
	Until      time.Time `json:"until"`
	Token      string    `json:"token"`
}

func simulate(t *testing.T, what simulation) *simulated {
	t.Helper()
	root := filepath.Join("..", "..")
	tsx := filepath.Join(root, "node_modules", "tsx", "dist", "cli.mjs")
	if _, err := os.Stat(tsx); err != nil {
		t.Fatal("the simulated shop needs npm's packages (npm ci)")
	}
	asked, err := json.Marshal(what)
	if err != nil {
		t.Fatal(err)
	}
	shop := exec.Command("node", tsx, filepath.Join(root, "e2e", "start-simulated-shop.ts"), string(asked))
	hold, err := shop.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	said, err := shop.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var complaints safeBuffer
	shop.Stderr = &complaints
	if err := shop.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = hold.Close()
		timer := time.AfterFunc(20*time.Second, func() { _ = shop.Process.Kill() })
		defer timer.Stop()
		_ = shop.Wait()
	})
	slow := time.AfterFunc(8*time.Minute, func() { _ = shop.Process.Kill() })
	s := &simulated{in: hold, out: bufio.NewReader(said)}
	line, err := s.out.ReadBytes('\n')
	slow.Stop()
	if err != nil {
		t.Fatalf("the simulated shop did not start: %v\n%s", err, complaints.String())
	}
	if err := json.Unmarshal(line, s); err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	s.proxy = s.counting(t)
	return s
}

func (s *simulated) counting(t *testing.T) string {
	t.Helper()
	target, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	forward := httputil.NewSingleHostReverseProxy(target)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/ds/query" {
			s.requests.Add(1)
		}
		forward.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// prometheus makes the engine refuse connections ("away") or answer again ("back").
func (s *simulated) prometheus(t *testing.T, word string) {
	t.Helper()
	if _, err := io.WriteString(s.in, word+"\n"); err != nil {
		t.Fatal(err)
	}
	if line, err := s.out.ReadString('\n'); err != nil || strings.TrimSpace(line) != word {
		t.Fatalf("%q %v", line, err)
	}
}

// payment is one event that payment-success counts: an attempt that went through, or that the provider failed.
type payment struct {
	at  time.Time
	bad bool
}

// payments reads the shop's own list of what happened in a region: the truth that the counters only sample.
func (s *simulated) payments(t *testing.T, region string) []payment {
	t.Helper()
	text, err := os.ReadFile(s.Events)
	if err != nil {
		t.Fatal(err)
	}
	var found []payment
	for line := range strings.Lines(string(text)) {
		at, series, _ := strings.Cut(line, " ")
		ms, err := strconv.ParseInt(at, 10, 64)
		if err != nil {
			t.Fatal(line, err)
		}
		if strings.HasPrefix(series, "payments_total{") && strings.Contains(series, `region="`+region+`"`) && !strings.Contains(series, `outcome="declined"`) {
			found = append(found, payment{at: time.UnixMilli(ms).UTC(), bad: strings.Contains(series, `outcome="error"`)})
		}
	}
	return found
}

// counted counts the events of (at − window, at] one by one.
func counted(all []payment, at time.Time, window time.Duration) (bad, total float64) {
	for _, one := range all {
		if one.at.After(at.Add(-window)) && !one.at.After(at) {
			total++
			if one.bad {
				bad++
			}
		}
	}
	return bad, total
}
