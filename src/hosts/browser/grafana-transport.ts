import type { DataSourceApi } from '@grafana/data';
import {
  diagnostic,
  type DefinitionSet,
  type Diagnostic,
  type UpstreamRequest,
  type UpstreamResponse,
} from '../../kpi';
import type { Transport } from '../transport';
import { OWN_PLUGIN } from '../grafana-http/data-sources';
import { toGrafanaRequest } from '../grafana-http/to-grafana';
import { askAnnotations } from './ask-annotations';
import { askDataSource, type Errand } from './ask-data-source';
import { dataSourceFits, expectedTypes } from './dialect-types';
import { detailOf } from './faults';
import { groupBy } from './group-by';
import type { InFlight, Launch } from './in-flight';
import type { DataSources, Surroundings } from './surroundings';

/**
 * A transport over Grafana's own data sources. What several panels ask one source within a few milliseconds goes out joined, in one call
 * for each range; what is already under way for another panel is shared. A source that fails answers for itself only.
 */
export function grafanaTransport(
  definitions: DefinitionSet,
  dataSources: DataSources,
  inFlight: InFlight,
  surroundings: Surroundings
): Transport {
  return {
    joins: true,
    async send(requests, signal) {
      const answers = new Map<string, UpstreamResponse>();
      const { errands, refused } = errandsOf(requests, definitions);
      refused.forEach((answer) => answers.set(answer.id, answer));
      const travel = async (group: readonly Errand[]) => {
        if (group[0].request.mode === 'annotations') {
          for (const answer of await shareAnnotations(group, signal)) {
            answers.set(answer.id, answer);
          }
          return;
        }
        const found = await resolve(definitions, group[0], dataSources, surroundings);
        for (const answer of 'api' in found ? await share(found.api, group, signal) : refuse(group, found.error)) {
          answers.set(answer.id, answer);
        }
      };
      await Promise.all(groupBy(errands, ({ request }) => request.source).map(travel));
      return requests.map((request) => answers.get(request.id)!);
    },
  };

  /** Several panels ask for the same annotations; Grafana is asked once. */
  function shareAnnotations(group: readonly Errand[], signal: AbortSignal) {
    const launch: Launch = (requests) => Promise.all(requests.map((request) => askAnnotations(request, dataSources)));
    const asked = group.map(({ request }) => request);
    return inFlight.ask('annotations of Grafana', asked, signal, launch, definitions.fingerprint);
  }

  function share(api: DataSourceApi, group: readonly Errand[], signal: AbortSignal) {
    const launch: Launch = async (requests, stop) => {
      const { errands, refused } = errandsOf(requests, definitions);
      return errands.length === 0
        ? refused
        : [...refused, ...(await askDataSource(api, errands, definitions, surroundings, stop))];
    };
    const asked = group.map(({ request }) => request);
    return inFlight.ask(api.uid, asked, signal, launch, definitions.fingerprint);
  }
}

function errandsOf(
  requests: readonly UpstreamRequest[],
  definitions: DefinitionSet
): { readonly errands: readonly Errand[]; readonly refused: readonly UpstreamResponse[] } {
  const errands: Errand[] = [];
  const refused: UpstreamResponse[] = [];
  for (const request of requests) {
    const asked = toGrafanaRequest(request, definitions);
    if (asked.ok) {
      errands.push({ request, grafana: asked.request });
    } else {
      refused.push({ id: request.id, ok: false, error: asked.error });
    }
  }
  return { errands, refused };
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
