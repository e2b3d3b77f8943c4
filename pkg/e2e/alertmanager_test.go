//go:build alerts

package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
	"time"
)

// minute is how long a simulated minute takes Alertmanager, whose timers know real time only. Its own timers are shortened alike.
const minute = 50 * time.Millisecond

// notification is what a receiver of the example was told.
type notification struct {
	Receiver    string            `json:"receiver"`
	Status      string            `json:"status"`
	GroupLabels map[string]string `json:"groupLabels"`
	Alerts      []struct {
		Status string            `json:"status"`
		Labels map[string]string `json:"labels"`
	} `json:"alerts"`
}

type alertmanager struct {
	url   string
	mutex sync.Mutex
	told  []notification
}

func (a *alertmanager) notifications() []notification {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	return append([]notification(nil), a.told...)
}

// shorten puts webhooks of this test for the example's, and scales what waits; the grouping keys, routes and inhibition stay as they are.
// repeat_interval stays too: how long an alert lasts is counted in simulated time, so that a busy machine makes no second notification.
func shorten(t *testing.T, config map[string]any, hook string) {
	t.Helper()
	for _, raw := range config["receivers"].([]any) {
		for _, one := range raw.(map[string]any)["webhook_configs"].([]any) {
			one.(map[string]any)["url"] = hook
		}
	}
	var route func(map[string]any)
	route = func(one map[string]any) {
		for _, name := range []string{"group_wait", "group_interval"} {
			wait, err := time.ParseDuration(one[name].(string))
			if err != nil {
				t.Fatal(err)
			}
			scaled := time.Duration(float64(wait) * float64(minute) / float64(time.Minute))
			one[name] = scaled.Round(time.Millisecond).String()
		}
		children, _ := one["routes"].([]any)
		for _, child := range children {
			route(child.(map[string]any))
		}
	}
	route(config["route"].(map[string]any))
}

var listening = regexp.MustCompile(`msg="?Listening on"? address=(\S+)`)

func startAlertmanager(t *testing.T, config map[string]any) *alertmanager {
	t.Helper()
	binary, err := exec.LookPath("prometheus-alertmanager")
	if err != nil {
		if binary, err = exec.LookPath("alertmanager"); err != nil {
			if os.Getenv("PLUMBLINE_CI") != "" {
				t.Fatal("Alertmanager is not installed")
			}
			t.Skip("Alertmanager is not installed (apt-get install prometheus-alertmanager)")
		}
	}
	a := &alertmanager{}
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var one notification
		if err := json.NewDecoder(r.Body).Decode(&one); err != nil {
			t.Error(err)
		}
		a.mutex.Lock()
		defer a.mutex.Unlock()
		a.told = append(a.told, one)
	}))
	t.Cleanup(hook.Close)
	shorten(t, config, hook.URL)
	text, err := json.Marshal(config)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	file := filepath.Join(folder, "alertmanager.yaml")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	server := exec.Command(binary, "--config.file="+file, "--storage.path="+filepath.Join(folder, "data"), "--web.listen-address=127.0.0.1:0", "--cluster.listen-address=")
	said, err := server.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	var log safeBuffer
	address := make(chan string, 1)
	read := make(chan struct{})
	go func() {
		defer close(read)
		lines := bufio.NewScanner(said)
		for lines.Scan() {
			_, _ = log.Write(append(lines.Bytes(), '\n'))
			if found := listening.FindStringSubmatch(lines.Text()); found != nil {
				address <- found[1]
			}
		}
	}()
	t.Cleanup(func() {
		_ = server.Process.Signal(os.Interrupt)
		timer := time.AfterFunc(20*time.Second, func() { _ = server.Process.Kill() })
		defer timer.Stop()
		<-read
		_ = server.Wait()
	})
	select {
	case at := <-address:
		a.url = "http://" + at
	case <-time.After(60 * time.Second):
		t.Fatalf("Alertmanager did not start\n%s", log.String())
	}
	return a
}

// post tells Alertmanager which alerts are firing and which have just ended, as Grafana does after each evaluation.
func (a *alertmanager) post(t *testing.T, firing, ended []map[string]string) {
	t.Helper()
	type alert struct {
		Labels map[string]string `json:"labels"`
		EndsAt time.Time         `json:"endsAt"`
	}
	var all []alert
	for _, labels := range firing {
		all = append(all, alert{Labels: labels, EndsAt: time.Now().Add(time.Hour)})
	}
	for _, labels := range ended {
		all = append(all, alert{Labels: labels, EndsAt: time.Now()})
	}
	if len(all) == 0 {
		return
	}
	body, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(a.url+"/api/v2/alerts", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		t.Fatalf("Alertmanager: %s", response.Status)
	}
}
