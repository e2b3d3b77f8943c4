package plugin

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// ID is the data source's plugin id; no source may be of this type.
const ID = "plumbline-kpi-datasource"

// settings are what an administrator set for one data source.
type settings struct {
	uid string
	// definitions is the YAML text of everything that may be asked.
	definitions string
	// grafanaURL overrides the address that Grafana gives of itself, which is often not reachable from inside.
	grafanaURL string
	// token is a service account token; never logged, never shown.
	token string
}

const (
	tokenKey      = "serviceAccountToken"
	tokenSetting  = "secureJsonData." + tokenKey //nolint:gosec // a name
	grafanaURLKey = "jsonData.grafanaUrl"
)

func readSettings(from backend.DataSourceInstanceSettings) (settings, error) {
	var jsonData struct {
		Definitions string `json:"definitions"`
		GrafanaURL  string `json:"grafanaUrl"`
	}
	if len(from.JSONData) > 0 {
		if err := json.Unmarshal(from.JSONData, &jsonData); err != nil {
			return settings{}, fmt.Errorf("jsonData: %w", err)
		}
	}
	return settings{
		uid:         from.UID,
		definitions: jsonData.Definitions,
		grafanaURL:  strings.TrimSpace(jsonData.GrafanaURL),
		token:       strings.TrimSpace(from.DecryptedSecureJSONData[tokenKey]),
	}, nil
}

// parseBase checks the address of a Grafana: http or https, a host, and nothing that could carry a secret or a trick.
func parseBase(text string) (*url.URL, error) {
	base, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%q is no address", text)
	case base.Scheme != "http" && base.Scheme != "https":
		return nil, fmt.Errorf("%q does not begin with http:// or https://", base.Redacted())
	case base.Host == "":
		return nil, fmt.Errorf("%q names no host", base.Redacted())
	case base.User != nil:
		return nil, fmt.Errorf("%q holds a user or password", base.Redacted())
	case base.RawQuery != "" || base.Fragment != "":
		return nil, fmt.Errorf("%q holds a query or fragment", base.Redacted())
	}
	return base, nil
}
