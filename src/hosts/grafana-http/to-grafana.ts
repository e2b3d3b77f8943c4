import { diagnostic, type DefinitionSet, type UpstreamRequest } from '../../kpi';
import { annotationsParameters } from './annotations';
import { DEFAULT_PLUGIN, OWN_PLUGIN, PROMETHEUS_PLUGINS, SQL_PLUGINS } from './data-sources';
import { MAX_INSTANTS, prometheusGrid } from './prometheus-grid';
import type { GrafanaRequestOutcome } from './types';

/**
 * An upstream request as a query of the Grafana data source that its source names.
 * @param ownUid uid of the data source that is asking, so that it never asks itself
 * @returns PL3111 for a source without a data source, PL3110 for Plumbline itself, PL3119 for a plugin nobody taught us,
 * PL3118 where Grafana cannot evaluate at the instants that were asked for
 */
export function toGrafanaRequest(
  request: UpstreamRequest,
  definitions: DefinitionSet,
  ownUid?: string
): GrafanaRequestOutcome {
  const { id, source, dialect } = request;
  const where = { source, request: id };
  if (request.mode === 'annotations') {
    const annotations = annotationsParameters(request);
    const range = { fromMs: request.startMs, toMs: request.endMs, rangeMatters: true };
    return {
      ok: true,
      request: { id, source, uid: '', type: DEFAULT_PLUGIN.grafana, ...range, query: {}, annotations },
    };
  }
  const grafana = definitions.sources.get(source)?.grafana;
  if (!grafana) {
    return {
      ok: false,
      error: diagnostic('PL3111', { source, detail: 'its definition names no Grafana data source' }, where),
    };
  }
  const { uid } = grafana;
  const type = grafana.type ?? DEFAULT_PLUGIN[dialect];
  if (type === OWN_PLUGIN || uid === ownUid) {
    return { ok: false, error: diagnostic('PL3110', { source, uid }, where) };
  }
  if (dialect === 'prometheus') {
    // `grafana.type` may name any fork of the Prometheus data source; they all share its code.
    const grid = prometheusGrid(request);
    if ('code' in grid) {
      return { ok: false, error: grid };
    }
    const query = {
      datasource: { type, uid },
      expr: request.text,
      ...(request.mode === 'instant' ? { instant: true, range: false } : { instant: false, range: true }),
      interval: grid.interval,
      intervalMs: request.mode === 'instant' ? 1000 : request.stepMs,
      maxDataPoints: grid.maxDataPoints,
      utcOffsetSec: grid.utcOffsetSec,
      format: 'time_series',
      legendFormat: '',
      exemplar: false,
      editorMode: 'code',
    };
    return {
      ok: true,
      request: { id, source, uid, type, fromMs: grid.fromMs, toMs: grid.toMs, rangeMatters: true, query },
    };
  }
  const plugin = Object.prototype.hasOwnProperty.call(SQL_PLUGINS, type) ? SQL_PLUGINS[type] : undefined;
  if (!plugin) {
    const known = [...PROMETHEUS_PLUGINS, ...Object.keys(SQL_PLUGINS)].sort().join(', ');
    return { ok: false, error: diagnostic('PL3119', { source, type, known }, where) };
  }
  const query = {
    datasource: { type, uid },
    ...plugin.shape(request.text),
    intervalMs: Math.max(request.stepMs, 1000),
    maxDataPoints: MAX_INSTANTS,
  };
  const range = { fromMs: request.startMs, toMs: request.endMs, rangeMatters: false };
  return { ok: true, request: { id, source, uid, type, ...range, query } };
}
