package plugin

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/plumbline/plumbline-kpi-app/pkg/grafanatest"
)

// echo is an upstream that repeats everything it was sent, in every form, as an error.
func echo(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		said := fmt.Sprintf("headers %v %s %s %s", r.Header, url.QueryEscape(token), base64.StdEncoding.EncodeToString([]byte(token)),
			base64.RawURLEncoding.EncodeToString([]byte(token)))
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Retry-After", "86400 "+token)
		w.Header().Set("Location", "/login?token="+token)
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(map[string]any{
			"message": said,
			"results": map[string]any{"Q0": map[string]any{"status": 400, "error": said}, "Q1": map[string]any{"error": said}},
		})
	}
}

func TestTheTokenAppearsNowhere(t *testing.T) {
	secret := canary + "+/=&<é"
	forms := []string{
		canary, url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret)), base64.RawURLEncoding.EncodeToString([]byte(secret)),
	}
	inspect := func(t *testing.T, where, text string) {
		t.Helper()
		for _, form := range forms {
			if strings.Contains(text, form) {
				t.Errorf("%s holds the token: %.200s", where, text)
			}
		}
	}
	for _, status := range []int{200, 302, 403, 429, 500} {
		g := healthy(t)
		g.Token = ""
		g.SetFault(echo(status))
		for name, d := range map[string]*Datasource{
			"from settings": newTest(t, g, withToken(secret)),
			"managed":       newTest(t, g, withToken("")),
		} {
			ctx := managed(t.Context(), g.URL, secret)
			responses := askWith(ctx, t, d, nil, query("A", success), query("B", revenue), query("C", edge))
			text, err := json.Marshal(responses)
			if err != nil {
				t.Fatal(err)
			}
			for _, response := range responses {
				if response.Error == nil {
					t.Errorf("%s, %d: no error", name, status)
				}
			}
			inspect(t, fmt.Sprint("a response, ", name, status), string(text))
			health, err := d.CheckHealth(ctx, &backend.CheckHealthRequest{})
			if err != nil {
				t.Fatal(err)
			}
			inspect(t, "health", health.Message+string(health.JSONDetails))
			for path := range routes {
				response := call(t, d, routes[path].method, path, `{"kpi":"revenue","segment":"x","from":0,"to":1}`)
				inspect(t, path, string(response.Body))
			}
		}
	}
	inspect(t, "the log", logged.String())
	g := healthy(t)
	ask(t, newTest(t, g), query("A", success))
	for _, call := range g.Calls() {
		inspect(t, "a body", call.Body)
	}
}

func TestTokenOrder(t *testing.T) {
	const own, managedToken = "glsa_own", "glsa_managed"
	for name, test := range map[string]struct{ own, managed, want string }{
		"its own before the managed one": {own, managedToken, own},
		"the managed one without own":    {"", managedToken, managedToken},
		"its own alone":                  {own, "", own},
	} {
		t.Run(name, func(t *testing.T) {
			g := healthy(t)
			g.Token = test.want
			d := newTest(t, g, withToken(test.own))
			if response := askWith(managed(t.Context(), "", test.managed), t, d, nil, query("A", edge))["A"]; response.Error != nil {
				t.Error(response.Error)
			}
		})
	}
	t.Run("neither is an error that tells both ways", func(t *testing.T) {
		t.Setenv("GF_PLUGIN_APP_CLIENT_SECRET", "")
		g := healthy(t)
		response := ask(t, newTest(t, g, withToken("")), query("A", edge))["A"]
		wantError(t, response, "PL3114", "secureJsonData.serviceAccountToken", "externalServiceAccounts", "managed_service_accounts_enabled")
		if len(g.Calls()) > 0 {
			t.Error("it asked without a token")
		}
	})
}

func TestAddressOrder(t *testing.T) {
	t.Run("the setting before Grafana's own", func(t *testing.T) {
		g := healthy(t)
		response := askWith(managed(t.Context(), "http://127.0.0.1:1", ""), t, newTest(t, g), nil, query("A", edge))["A"]
		if response.Error != nil {
			t.Error(response.Error)
		}
	})
	t.Run("Grafana's own without a setting", func(t *testing.T) {
		g := healthy(t)
		response := askWith(managed(t.Context(), g.URL+"/", ""), t, newTest(t, g, withURL("")), nil, query("A", edge))["A"]
		if response.Error != nil {
			t.Error(response.Error)
		}
	})
	t.Run("a path is kept", func(t *testing.T) {
		g := healthy(t)
		d := newTest(t, g, withURL(g.URL+"/grafana/"))
		wantError(t, ask(t, d, query("A", edge))["A"], "PL3111")
	})
	for _, bad := range []string{"ftp://x", "localhost:3000", "http://", "http://user:pw@host", "http://host/?token=x", "http://host/#x", "://", "javascript:x"} {
		t.Run("refused: "+bad, func(t *testing.T) {
			response := ask(t, newTest(t, healthy(t), withURL(bad)), query("A", edge))["A"]
			wantError(t, response, "PL3115", "jsonData.grafanaUrl")
			if strings.Contains(response.Error.Error(), "pw") {
				t.Error("the error repeats the password")
			}
		})
	}
}

func TestWhoLooksIsNotPassedOn(t *testing.T) {
	g := healthy(t)
	askWith(t.Context(), t, newTest(t, g), map[string]string{
		"Authorization": "Bearer user", "Cookie": "grafana_session=x", "X-Id-Token": "id", "http_X-Grafana-Id": "id",
	}, query("A", edge))
	for _, call := range g.Calls() {
		if got := call.Header.Get("Authorization"); got != "Bearer "+canary {
			t.Errorf("authorization %q", got)
		}
		for _, name := range []string{"Cookie", "X-Id-Token", "X-Grafana-Id"} {
			if call.Header.Get(name) != "" {
				t.Errorf("%s was passed on", name)
			}
		}
	}
	if len(g.Calls()) == 0 {
		t.Error("nothing was asked")
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	other := grafanatest.New(t)
	other.SetFault(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("%s arrived elsewhere", r.URL) })
	g := healthy(t)
	g.SetFault(grafanatest.Body(307, "text/plain", "", "Location", other.URL+"/api/ds/query"))
	wantError(t, ask(t, newTest(t, g), query("A", edge))["A"], "PL3103", "redirects to")
	if len(other.Calls()) > 0 {
		t.Error("the request was sent on")
	}
}
