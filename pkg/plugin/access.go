package plugin

import (
	"context"
	"net/url"

	"github.com/grafana/grafana-plugin-sdk-go/config"

	"github.com/plumbline/plumbline-kpi-app/pkg/upstream"
)

// tokenSource says where a token came from; the token itself is never said.
type tokenSource string

const (
	tokenFromSettings tokenSource = "the data source's settings"
	tokenFromGrafana  tokenSource = "Grafana's managed service account"
)

// token is the one to ask Grafana with: the data source's own, else the managed one, else a fault that tells of both ways.
func (s settings) findToken(ctx context.Context) (string, tokenSource, *upstream.Fault) {
	if s.token != "" {
		return s.token, tokenFromSettings, nil
	}
	if token, err := config.GrafanaConfigFromContext(ctx).PluginAppClientSecret(); err == nil && token != "" {
		return token, tokenFromGrafana, nil
	}
	return "", "", &upstream.Fault{Code: "PL3114", Params: map[string]any{"setting": tokenSetting}}
}

// findBase is where Grafana is: the data source's own setting, else what Grafana says of itself.
func (s settings) findBase(ctx context.Context) (*url.URL, *upstream.Fault) {
	text := s.grafanaURL
	if text == "" {
		own, err := config.GrafanaConfigFromContext(ctx).AppURL()
		if err != nil || own == "" {
			return nil, noBase("Grafana did not say its own address")
		}
		text = own
	}
	base, err := parseBase(text)
	if err != nil {
		return nil, noBase(err.Error())
	}
	return base, nil
}

func noBase(detail string) *upstream.Fault {
	return &upstream.Fault{Code: "PL3115", Params: map[string]any{"setting": grafanaURLKey, "detail": detail}}
}
