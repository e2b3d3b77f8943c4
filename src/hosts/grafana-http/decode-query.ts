/** What arrives as a query -> a KpiQuery, strictly: every field is known or an error, so that nothing else can ride along. */
import {
  diagnostic,
  type AdhocFilter,
  type Diagnostic,
  type KpiQuery,
  type Outcome,
  type SegmentValuesQuery,
} from '../../kpi';
import { COMPARISONS, GRAINS, VIEWS } from '../../kpi/plan/query';
import { EVENT_KINDS } from '../../kpi/results/types-events';

/** Fields that Grafana itself adds to every query; they are none of ours and are left out. */
const ENVELOPE: ReadonlySet<string> = new Set([
  'refId',
  'datasource',
  'datasourceId',
  'hide',
  'key',
  'intervalMs',
  'maxDataPoints',
  'queryType',
  'queryCachingTTL',
  'timeRange',
]);

const ADHOC_OPERATORS = ['=', '!=', '=~', '!~', '=|', '!=|'];

type Check = (value: unknown) => boolean;
const isText: Check = (value) => typeof value === 'string';
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOneOf =
  (list: readonly unknown[]): Check =>
  (value) =>
    list.includes(value);

const ADHOC_FIELDS = ['key', 'operator', 'value', 'values'];
// Grafana adds `condition`, `origin` and the like to ad-hoc filters; only the four fields that mean something are taken.
const isAdhoc: Check = (value) =>
  Array.isArray(value) &&
  value.every(
    (filter) =>
      isRecord(filter) &&
      isText(filter.key) &&
      isOneOf(ADHOC_OPERATORS)(filter.operator) &&
      isText(filter.value) &&
      (filter.values === undefined || isTexts(filter.values))
  );

const FIELDS: Fields<KpiQuery> = {
  kpi: ['a name', isText],
  kpis: ['a list of names', isTexts],
  area: ['a name', isText],
  view: [`one of ${VIEWS.join(', ')}`, isOneOf(VIEWS)],
  by: ['a list of segment names', isTexts],
  filters: ['segment names with lists of values', (value) => isRecord(value) && Object.values(value).every(isTexts)],
  adhoc: ['a list of ad-hoc filters', isAdhoc],
  grain: [`one of auto, ${GRAINS.join(', ')}`, isOneOf(['auto', ...GRAINS])],
  window: ['a duration such as 30m', isText],
  objective: ['a name', isText],
  severity: ['"page" or "ticket"', isOneOf(['page', 'ticket'])],
  compare: [`one of ${COMPARISONS.join(', ')}`, isOneOf(COMPARISONS)],
  other: ['true or false', (value) => typeof value === 'boolean'],
  limit: ['a whole number from 1', (value) => Number.isInteger(value) && (value as number) >= 1],
  events: ['a list of names', isTexts],
  kinds: [
    `a list of ${EVENT_KINDS.join(', ')}`,
    (value) => isTexts(value) && (value as string[]).every(isOneOf(EVENT_KINDS)),
  ],
  services: ['a list of names', isTexts],
  environments: ['a list of names', isTexts],
  deploy: ['the id of an event', isText],
  before: ['a duration such as 1h', isText],
  after: ['a duration such as 1h', isText],
  control: ['auto, none, weekday or segment=value', isText],
  trace: ['the id of a trace, or newest', isText],
};

const SEGMENT_FIELDS: Fields<SegmentValuesQuery> = {
  kpi: FIELDS.kpi,
  segment: ['a segment name', isText],
  limit: FIELDS.limit,
};

/**
 * @param value the parsed JSON of a query, with or without Grafana's own fields
 * @returns PL2801 for every unknown field (`rawSql`, `expr`, `definitions` …), PL2802 for a value of the wrong form. Empty
 * strings and nulls count as left out, as editors write them. Whether names exist is the planner's business.
 */
export function decodeQuery(value: unknown): Outcome<KpiQuery> {
  return decode<KpiQuery>(value, FIELDS, ['view'], ENVELOPE);
}

/** `{kpi, segment, limit?}`, as strictly as a query. */
export function decodeSegmentValues(value: unknown): Outcome<SegmentValuesQuery> {
  return decode<SegmentValuesQuery>(value, SEGMENT_FIELDS, ['kpi', 'segment'], NO_ENVELOPE);
}

type Fields<T> = Readonly<Record<keyof T, readonly [wanted: string, check: Check]>>;

const NO_ENVELOPE: ReadonlySet<string> = new Set();

function decode<T>(
  value: unknown,
  fields: Fields<T>,
  required: ReadonlyArray<keyof T & string>,
  envelope: ReadonlySet<string>
): Outcome<T> {
  if (!isRecord(value)) {
    return { ok: false, diagnostics: [wrong('text', value, 'a JSON object')] };
  }
  const diagnostics: Diagnostic[] = [];
  const query: Record<string, unknown> = {};
  for (const field of Object.keys(value)) {
    const given = value[field];
    if (envelope.has(field)) {
      continue;
    }
    if (!Object.prototype.hasOwnProperty.call(fields, field)) {
      diagnostics.push(diagnostic('PL2801', { field: short(field) }));
    } else if (given !== null && given !== undefined && given !== '') {
      const [wanted, check] = fields[field as keyof T];
      if (check(given)) {
        query[field] = field === 'adhoc' ? (given as unknown[]).map(onlyAdhocFields) : given;
      } else {
        diagnostics.push(wrong(field, given, wanted));
      }
    }
  }
  if (diagnostics.length === 0) {
    const missing = required.filter((field) => query[field] === undefined);
    diagnostics.push(...missing.map((field) => wrong(field, undefined, fields[field][0])));
  }
  return diagnostics.length > 0
    ? { ok: false, diagnostics }
    : { ok: true, value: query as unknown as T, diagnostics: [] };
}

const onlyAdhocFields = (filter: unknown) => {
  const given = filter as Record<string, unknown>;
  return Object.fromEntries(
    ADHOC_FIELDS.filter((name) => given[name] !== undefined).map((name) => [name, given[name]])
  ) as unknown as AdhocFilter;
};

const wrong = (field: string, given: unknown, wanted: string) =>
  diagnostic('PL2802', { field, found: given === undefined ? 'missing' : short(JSON.stringify(given)), wanted });

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
