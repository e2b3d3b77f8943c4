import type { DataSourceApi } from '@grafana/data';
import { diagnostic, type DefinitionSet, type Diagnostic, type UpstreamResponse } from '../../kpi';
import type { Transport } from '../transport';
import { OWN_PLUGIN } from '../grafana-http/data-sources';
import { toGrafanaRequest } from '../grafana-http/to-grafana';
import { askDataSource, type Errand } from './ask-data-source';
import { dataSourceFits, expectedTypes } from './dialect-types';
import { detailOf } from './faults';
import type { InFlight } from './in-flight';
import type { DataSources, Surroundings } from './surroundings';

/**
 * A transport over Grafana's own data sources. Requests for one source and time range go out in one call; a request that is
 * already under way for another panel is shared. A source that fails answers for itself only.
 */
export function grafanaTransport(
  definitions: DefinitionSet,
  dataSources: DataSources,
  inFlight: InFlight,
  surroundings: Surroundings
): Transport {
  return {
    async send(requests, signal) {
      const answers = new Map<string, UpstreamResponse>();
      const errands: Errand[] = [];
      for (const request of requests) {
        const asked = toGrafanaRequest(request, definitions);
        if (asked.ok) {
          errands.push({ request, grafana: asked.request });
        } else {
          answers.set(request.id, { id: request.id, ok: false, error: asked.error });
        }
      }
      const travel = async (group: readonly Errand[]) => {
        const found = await resolve(definitions, group[0], dataSources, surroundings);
        for (const answer of 'api' in found ? await share(found.api, group, signal) : refuse(group, found.error)) {
          answers.set(answer.id, answer);
        }
      };
      await Promise.all(groupBy(errands, journeyOf).map(travel));
      return requests.map((request) => answers.get(request.id)!);
    },
  };

  function share(api: DataSourceApi, group: readonly Errand[], signal: AbortSignal) {
    const errandOf = new Map(group.map((errand) => [errand.request.id, errand]));
    return inFlight.ask(
      api.uid,
      group.map(({ request }) => request),
      signal,
      (missing, stop) =>
        askDataSource(
          api,
          missing.map(({ id }) => errandOf.get(id)!),
          definitions,
          surroundings,
          stop
        )
    );
  }
}

/** Requests with one destination, and one range where the range is part of the question, travel together. */
function journeyOf({ request, grafana }: Errand): string {
  return JSON.stringify([
    request.source,
    ...(grafana.rangeMatters ? [grafana.fromMs, grafana.toMs, grafana.query.utcOffsetSec] : []),
  ]);
}

function refuse(group: readonly Errand[], error: Diagnostic): readonly UpstreamResponse[] {
  return group.map(({ request }) => ({ id: request.id, ok: false, error: { ...error, request: request.id } }));
}

/** The data source that a definition's source names, or why it cannot be used. Nothing is guessed: no default, no look-up by name. */
async function resolve(
  definitions: DefinitionSet,
  { request: { source }, grafana: { uid } }: Errand,
  dataSources: DataSources,
  { scopedVars }: Surroundings
): Promise<{ readonly api: DataSourceApi } | { readonly error: Diagnostic }> {
  const where = { source };
  const definition = definitions.sources.get(source)!;
  let api: DataSourceApi;
  try {
    api = await dataSources.get({ uid }, scopedVars);
  } catch (error) {
    const detail = `Grafana gave no data source with the uid ${uid} (${detailOf(error) || 'not found'})`;
    return { error: diagnostic('PL3111', { source, detail }, where) };
  }
  if (api.uid !== uid) {
    const detail = `no data source has the uid ${uid} (Grafana offered ${api.uid} instead)`;
    return { error: diagnostic('PL3111', { source, detail }, where) };
  }
  if (api.type === OWN_PLUGIN) {
    return { error: diagnostic('PL3110', { source, uid }, where) };
  }
  if (!dataSourceFits(definition, api.type)) {
    const { dialect } = definition;
    const expected = expectedTypes(definition).join(' or ');
    return { error: diagnostic('PL3122', { source, uid, type: api.type, dialect, expected }, where) };
  }
  return { api };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) {
      group.push(item);
    } else {
      groups.set(keyOf(item), [item]);
    }
  }
  return [...groups.values()];
}
