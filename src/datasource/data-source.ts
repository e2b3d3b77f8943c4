import {
  CoreApp,
  getDefaultTimeRange,
  type AdHocVariableFilter,
  type AnnotationSupport,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceGetTagKeysOptions,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  type MetricFindValue,
  type ScopedVars,
  type TimeRange,
} from '@grafana/data';
import { config, DataSourceWithBackend, getBackendSrv, getDataSourceSrv, getTemplateSrv } from '@grafana/runtime';
import type { Observable } from 'rxjs';
import { incidentsIn, reportOf, reportQuestions, toHtml, toMarkdown } from '../kpi/report';
import { BrowserHost, definitionsOf, type Surroundings } from '../hosts/browser';
import { ANNOTATIONS_PATH } from '../hosts/grafana-http';
import { runQuery } from '../hosts/run';
import {
  catalog,
  diffContracts,
  diffDefinitions,
  explain,
  planQuery,
  sliceStore,
  type CatalogEntry,
  type DefinitionSet,
  type DefinitionsDiff,
  type DocumentDiff,
  type ExplainedRequest,
  type KpiQuery,
  type Outcome,
  type OwnedDefinition,
  type QueryContext,
  type Result,
} from '../kpi';
import { definitionJsonSchema } from '../kpi/definition/json-schema';
import { annotationSupport } from './annotations/annotation-support';
import { contextOf } from './context';
import { isAskable, queryText } from './query-text';
import { askedFor, owned, segmentsOf } from './segments';
import { DEFAULT_VIEW, type KpiDataQuery, type KpiVariableQuery, type PlumblineJsonData } from './types';
import { KpiVariableSupport } from './variables/variable-support';
import { resolveQuery } from './variables/resolve-query';

/** One host for the page: requests of all panels and of all Plumbline data sources meet in it, and closed slices are kept. */
let pageHost: BrowserHost | undefined;

function browserHost(): BrowserHost {
  pageHost ??= new BrowserHost({
    dataSources: {
      get: (ref, scopedVars) => getDataSourceSrv().get(ref, scopedVars),
      annotations: (query) =>
        getBackendSrv().get<unknown>(ANNOTATIONS_PATH, query, undefined, { showErrorAlert: false }),
    },
    run: runQuery,
    store: sliceStore(),
  });
  return pageHost;
}

/**
 * The data source in the browser. Panels and Explore are answered here, with the user's own permissions; alert rules and
 * public dashboards never come here, the plugin's process answers the same saved queries for them.
 */
export class DataSource extends DataSourceWithBackend<KpiDataQuery, PlumblineJsonData> {
  readonly definitionsText: string;
  override annotations: AnnotationSupport<KpiDataQuery> = annotationSupport;

  constructor(instanceSettings: DataSourceInstanceSettings<PlumblineJsonData>) {
    super(instanceSettings);
    this.definitionsText = instanceSettings.jsonData.definitions ?? '';
    this.variables = new KpiVariableSupport(this);
  }

  /** The parsed definitions, or what is wrong with them. */
  definitions(): Outcome<DefinitionSet> {
    return definitionsOf(this.definitionsText);
  }

  override query(request: DataQueryRequest<KpiDataQuery>): Observable<DataQueryResponse> {
    if (config.publicDashboardAccessToken) {
      return super.query(request);
    }
    const targets = request.targets.filter((target) => this.filterQuery(target));
    return browserHost().query(
      this.definitionsText,
      targets.map((target) => ({
        refId: target.refId,
        query: resolveQuery(target, getTemplateSrv(), request.scopedVars, request.filters),
      })),
      contextOf(request.range, Date.now(), request.maxDataPoints),
      surroundingsOf(request)
    );
  }

  override filterQuery(query: KpiDataQuery): boolean {
    return isAskable(query);
  }

  override getDefaultQuery(app: CoreApp): Partial<KpiDataQuery> {
    return { view: app === CoreApp.Explore ? 'series' : app === CoreApp.UnifiedAlerting ? 'alert' : DEFAULT_VIEW };
  }

  override getQueryDisplayText(query: KpiDataQuery): string {
    return queryText(query);
  }

  /**
   * The query with literal values for its variables, as Explore and "New alert rule" want it. One whose variables do not
   * resolve is left as it is: running it says why.
   */
  override applyTemplateVariables(
    query: KpiDataQuery,
    scopedVars: ScopedVars,
    filters?: AdHocVariableFilter[]
  ): KpiDataQuery {
    const resolved = resolveQuery(query, getTemplateSrv(), scopedVars, filters);
    if (!resolved.ok) {
      return query;
    }
    const { refId, hide, key, queryType, datasource } = query;
    return { refId, hide, key, queryType, datasource, ...resolved.value };
  }

  override interpolateVariablesInQueries(
    queries: KpiDataQuery[],
    scopedVars: ScopedVars,
    filters?: AdHocVariableFilter[]
  ): KpiDataQuery[] {
    return queries.map((query) => ({
      ...this.applyTemplateVariables(query, scopedVars, filters),
      datasource: this.getRef(),
    }));
  }

  /** Segments of the KPIs that the board asks for, or of all where it does not say. */
  override async getTagKeys(options?: DataSourceGetTagKeysOptions<KpiDataQuery>): Promise<MetricFindValue[]> {
    const definitions = this.definitions();
    if (!definitions.ok) {
      return [];
    }
    const asked = (options?.queries ?? []).flatMap((query) => askedFor(definitions.value, query));
    return segmentsOf(asked.length > 0 ? asked : owned(definitions.value)).map(({ name, displayName }) => ({
      text: displayName ?? name,
      value: name,
    }));
  }

  override async getTagValues(options: DataSourceGetTagValuesOptions<KpiDataQuery>): Promise<MetricFindValue[]> {
    const definitions = this.definitions();
    if (!definitions.ok) {
      return [];
    }
    const has = ({ segments }: { segments: ReadonlyArray<{ name: string }> }) =>
      segments.some(({ name }) => name === options.key);
    const asked = (options.queries ?? []).flatMap((query) => askedFor(definitions.value, query)).filter(has);
    const kpi = asked[0] ?? owned(definitions.value).find(has);
    const values = kpi ? await this.segmentValues(kpi.name, options.key, options.timeRange) : [];
    return values.map((value) => ({ text: value, value }));
  }

  /**
   * Values that a segment of a KPI has in a range (default the last six hours), the largest first, at most 1,000.
   * @throws with the reason, if the store could not be asked
   */
  async segmentValues(
    kpi: string,
    segment: string,
    range?: TimeRange,
    signal?: AbortSignal
  ): Promise<readonly string[]> {
    const context = contextOf(range ?? getDefaultTimeRange(), Date.now());
    return browserHost().segmentValues(this.definitionsText, { kpi, segment }, context, PAGE_SURROUNDINGS, signal);
  }

  /**
   * The bare result of one query, for the app's pages: they ask through this instance, so that the compiler is loaded once.
   * Never rejects but for an abort; faults are in the result's notices.
   * @param text other definitions than the saved ones: a draft
   */
  async result(
    query: KpiQuery,
    context: QueryContext,
    { text = this.definitionsText, signal }: { readonly text?: string; readonly signal?: AbortSignal } = {}
  ): Promise<Result> {
    return browserHost().result(text, query, context, PAGE_SURROUNDINGS, signal);
  }

  /** Postmortems, for the page that writes them: the page itself holds no part of the compiler. */
  readonly reports = { reportQuestions, reportOf, incidentsIn, toHtml, toMarkdown };

  /** What a query would ask of the stores if nothing were held, word for word; or why it cannot be asked. */
  explained(query: KpiQuery, context: QueryContext, text = this.definitionsText): Outcome<readonly ExplainedRequest[]> {
    const definitions = definitionsOf(text);
    const step = definitions.ok ? planQuery(definitions.value, query, context) : definitions;
    return step.ok ? { ...step, value: step.value.done ? [] : explain(step.value.plan) } : step;
  }

  /** Definitions that are not saved, or what is wrong with them. */
  parsed(text: string): Outcome<DefinitionSet> {
    return definitionsOf(text);
  }

  /** What a draft changes, document by document; nothing where one of the two texts does not load. */
  draftDiff(text: string, saved = this.definitionsText): DefinitionsDiff | undefined {
    const [before, after] = [definitionsOf(saved), definitionsOf(text)];
    return before.ok && after.ok ? diffDefinitions(before.value, after.value) : undefined;
  }

  /** What one version of a contract changed in the one before it; nothing where they say the same. */
  contractDiff(before: OwnedDefinition, after: OwnedDefinition): DocumentDiff | undefined {
    return diffContracts(before, after);
  }

  /** The JSON Schema of a document, made from the parser's own form: for completion and hover. */
  schema(): Readonly<Record<string, unknown>> {
    return definitionJsonSchema();
  }

  /** What is defined, with the views each has and the sources its number comes from; empty where the definitions do not load. */
  catalog(text = this.definitionsText): readonly CatalogEntry[] {
    const definitions = definitionsOf(text);
    return definitions.ok ? catalog(definitions.value) : [];
  }

  /**
   * What happened in a range (default the last six hours), newest first.
   * @throws with the reason, if no store could be asked
   */
  async happenings(
    query: Pick<KpiQuery, 'kpi' | 'area' | 'kinds' | 'services'>,
    range?: TimeRange,
    signal?: AbortSignal
  ): Promise<ReadonlyArray<{ readonly id: string; readonly title: string; readonly atMs: number }>> {
    const surroundings = { app: CoreApp.Unknown, scopedVars: {}, timezone: 'utc' };
    const context = contextOf(range ?? getDefaultTimeRange(), Date.now());
    const asked: KpiQuery = { ...query, view: 'deploys' };
    const result = await browserHost().result(this.definitionsText, asked, context, surroundings, signal);
    const events = result.frames.find(({ name }) => name === 'events');
    const error = result.notices.find(({ severity }) => severity === 'error');
    if (!events) {
      throw new Error(error ? `${error.message} (${error.code})` : 'there is no answer');
    }
    const [ids, titles, times] = ['id', 'title', 'time'].map(
      (name) => events.fields.find((field) => field.name === name)?.values ?? []
    );
    return ids
      .map((id, i) => ({ id: String(id), title: String(titles[i]), atMs: Number(times[i]) }))
      .sort((a, b) => b.atMs - a.atMs);
  }

  /** For callers older than `variables`; `query` is a variable's query, or an area's name. */
  override async metricFindQuery(
    query: KpiVariableQuery | string,
    options?: { range?: TimeRange }
  ): Promise<MetricFindValue[]> {
    const variable: KpiVariableQuery =
      typeof query === 'string' ? { refId: 'variable', list: 'kpis', ...(query ? { area: query } : {}) } : query;
    return new KpiVariableSupport(this).values(variable, {}, options?.range);
  }
}

const PAGE_SURROUNDINGS: Surroundings = { app: CoreApp.Unknown, scopedVars: {}, timezone: 'utc' };

function surroundingsOf(request: DataQueryRequest<KpiDataQuery>): Surroundings {
  const { app, scopedVars, timezone, dashboardUID, dashboardTitle, panelId, panelName, panelPluginId, skipQueryCache } =
    request;
  return {
    app,
    scopedVars,
    timezone,
    dashboardUID,
    dashboardTitle,
    panelId,
    panelName,
    panelPluginId,
    skipQueryCache,
  };
}
