import {
  createDataFrame,
  CustomVariableSupport,
  FieldType,
  type DataQueryRequest,
  type DataQueryResponse,
  type MetricFindValue,
  type ScopedVars,
  type TimeRange,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { Observable } from 'rxjs';
import { diagnostic, formatDiagnostic } from '../../kpi';
import type { DataSource } from '../data-source';
import { owned } from '../segments';
import type { KpiVariableQuery } from '../types';
import { wholeReference } from './reference';
import { VariableQueryEditor } from './variable-query-editor';
import { variableValues } from './values';

/** Dashboard variables that list events (ids, with their titles), areas, KPIs (optionally of an area, or with an objective), or the values of a KPI's segment. */
export class KpiVariableSupport extends CustomVariableSupport<DataSource, KpiVariableQuery> {
  override editor = VariableQueryEditor;

  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override query(request: DataQueryRequest<KpiVariableQuery>): Observable<DataQueryResponse> {
    return new Observable((subscriber) => {
      const abort = new AbortController();
      this.values(request.targets[0], request.scopedVars, request.range, abort.signal).then(
        (values) => {
          subscriber.next({ data: [frameOf(values)] });
          subscriber.complete();
        },
        (error: unknown) => !abort.signal.aborted && subscriber.error(error)
      );
      return () => abort.abort();
    });
  }

  /** The choices of a variable. @throws with the reason where they cannot be had; an empty list means there are none. */
  async values(
    query: KpiVariableQuery | undefined,
    scopedVars: ScopedVars = {},
    range?: TimeRange,
    signal?: AbortSignal
  ): Promise<MetricFindValue[]> {
    const definitions = this.dataSource.definitions();
    if (!definitions.ok) {
      throw new Error(formatDiagnostic(definitions.diagnostics[0]!));
    }
    if (query?.list === 'segmentValues') {
      const [kpi] = namesOf('kpi', query.kpi, scopedVars);
      const [segment] = namesOf('segment', query.segment, scopedVars);
      if (!kpi || !segment) {
        return [];
      }
      const values = await this.dataSource.segmentValues(kpi, segment, range, signal);
      return values.map((value) => ({ text: value, value }));
    }
    if (query?.list === 'deploys') {
      const [kpi] = namesOf('kpi', query.kpi, scopedVars);
      const [area] = kpi ? [] : namesOf('area', query.area, scopedVars);
      const kinds = query.kinds?.length ? { kinds: query.kinds } : {};
      const asked = { ...(kpi ? { kpi } : {}), ...(area ? { area } : {}), ...kinds };
      const events = await this.dataSource.happenings(asked, range, signal);
      return events.map(({ id, title, atMs }) => ({ text: `${title} · ${minuteOf(atMs)}`, value: id }));
    }
    if (query?.list === 'areas') {
      const areas = new Set(owned(definitions.value).map(({ area }) => area));
      return [...areas].sort().map((area) => ({ text: area, value: area }));
    }
    const areas = namesOf('area', query?.area, scopedVars);
    return owned(definitions.value)
      .filter(({ area }) => areas.length === 0 || areas.includes(area))
      .filter((one) => !query?.objectives || (one.kind === 'KPI' && one.objectives.length > 0))
      .map(({ name, displayName }) => ({ text: displayName, value: name }));
  }
}

/**
 * A name, or the names that the variable it refers to holds; "All" is no name.
 * @throws PL2300 or PL2301 for a variable that does not exist or holds nothing
 */
function namesOf(field: string, text: string | undefined, scopedVars: ScopedVars): readonly string[] {
  const reference = text ? wholeReference(text) : undefined;
  if (!reference) {
    return text ? [text] : [];
  }
  const variable = reference.name;
  const found = variableValues(getTemplateSrv(), reference, scopedVars);
  if (found.kind === 'unknown' || found.kind === 'nothing') {
    const code = found.kind === 'unknown' ? 'PL2300' : 'PL2301';
    throw new Error(formatDiagnostic(diagnostic(code, { field, variable })));
  }
  return found.kind === 'values' ? found.values : [];
}

/** `2026-11-23 12:00 UTC` */
const minuteOf = (ms: number) => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function frameOf(values: readonly MetricFindValue[]) {
  return createDataFrame({
    fields: [
      { name: 'text', type: FieldType.string, values: values.map(({ text }) => text) },
      { name: 'value', type: FieldType.string, values: values.map(({ value }) => value) },
    ],
  });
}
