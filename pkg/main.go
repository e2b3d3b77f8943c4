// Command gpx_plumbline is the back end of Plumbline's data source: a process that Grafana starts and talks to over gRPC.
package main

import (
	"os"

	"github.com/grafana/grafana-plugin-sdk-go/backend/datasource"
	"github.com/grafana/grafana-plugin-sdk-go/backend/log"

	"github.com/plumbline/plumbline-kpi-app/pkg/plugin"
)

func main() {
	if err := datasource.Manage(plugin.ID, plugin.NewDatasource, datasource.ManageOpts{}); err != nil {
		log.DefaultLogger.Error("Plumbline stopped", "error", err.Error())
		os.Exit(1)
	}
}
