export { decodeQuery, decodeSegmentValues } from './decode-query';
export { DEFAULT_PLUGIN, OWN_PLUGIN, PROMETHEUS_PLUGINS, SQL_PLUGINS } from './data-sources';
export { failure, toGrafanaResponse, type GrafanaFrameJson, type GrafanaResponse } from './frames';
export { fromGrafanaFrames } from './from-grafana';
export { prometheusGrid, type PrometheusGrid } from './prometheus-grid';
export { toGrafanaRequest } from './to-grafana';
export type { GrafanaField, GrafanaFrame, GrafanaRequest, GrafanaRequestOutcome } from './types';
export { grafanaUnit } from './units';
export { ANNOTATIONS_PATH, annotationsParameters, annotationsQuery, fromAnnotations } from './annotations';
