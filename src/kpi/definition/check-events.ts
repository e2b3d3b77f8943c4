/** What shapes cannot say of Events: that the origin fits the source, the type the origin, and that names and labels exist. */
import { placeOfField } from './check';
import { checkPatterns } from './check-capabilities';
import { checkSourceName, fieldsIn, refuseSizes, type Scope } from './check-part';
import type { ReadEvents } from './form';
import type { ReadEventsSpec } from './form-events';
import { shown, type Report } from './report';
import type { Located } from './shape';
import { entryOf } from './syntax';
import { EVENT_TEXTS } from './types';

/** The key that says which origin was meant, as it is written. */
const KEYS = { sql: ['table', 'query'], changes: ['metric'], alerts: ['alerts'], grafana: ['tags'] } as const;

export function checkEvents({ metadata, spec }: ReadEvents, scope: Scope, report: Report): void {
  if (!spec) {
    return;
  }
  const events = shown(metadata?.name ?? '?');
  const dialect = checkSourceName(spec.of, scope, report);
  if (dialect !== undefined && originOf(dialect) !== STORE[spec.choice]) {
    refuseOrigin(spec, events, dialect, report);
  }
  checkKpis(spec.of, scope, report);
  if (spec.choice === 'sql') {
    const entry = entryOf(spec.of.$, 'kinds');
    if (entry && !entryOf(spec.of.$, 'kind')) {
      const params = { field: 'kinds', of: 'events without a "kind"', reason: 'there are no values to rename' };
      report('PL1107', params, spec.of.$.source.place(entry.keyOffset));
    }
    checkPatterns(spec.of.where, dialect, report);
  } else if (spec.choice !== 'grafana') {
    checkSeries(spec, events, report);
  }
}

const STORE = { sql: 'sql', changes: 'prometheus', alerts: 'prometheus', grafana: 'grafana' } as const;

const originOf = (dialect: string) => (dialect === 'prometheus' || dialect === 'grafana' ? dialect : 'sql');

function refuseOrigin(spec: ReadEventsSpec, events: string, dialect: string, report: Report): void {
  const found = KEYS[spec.choice].map((key) => entryOf(spec.of.$, key)).find((entry) => entry !== undefined);
  const field = found?.key ?? KEYS[spec.choice][0];
  const place = spec.of.$.source.place(found?.keyOffset ?? spec.of.$.offset);
  report('PL1246', { events, source: spec.of.source ?? '?', dialect, field }, place);
}

function checkKpis(located: Located & { readonly kpis?: readonly string[] }, scope: Scope, report: Report): void {
  for (const kpi of located.kpis ?? []) {
    if (!scope.kpiNames.has(kpi)) {
      const suggestion = scope.suggest(kpi, scope.kpiNames);
      report('PL1332', { kpi, ...(suggestion === undefined ? {} : { suggestion }) }, placeOfField(located, 'kpis'));
    }
  }
}

type Series = Extract<ReadEventsSpec, { choice: 'changes' | 'alerts' }>;

/** Labels that the request sets itself. */
const TAKEN = ['__name__', 'alertstate'];

function checkSeries(spec: Series, events: string, report: Report): void {
  const { of, choice } = spec;
  const fits = choice === 'alerts' ? of.type === 'incident' : of.type !== 'incident';
  if (of.type !== undefined && !fits) {
    report('PL1331', { events, type: of.type, alerts: choice === 'alerts' }, placeOfField(of, 'type'));
  }
  if (choice === 'alerts' && of.alerts === false) {
    report('PL1335', {}, placeOfField(of, 'alerts'));
  }
  refuseSizes(of.where ?? [], report);
  for (const condition of fieldsIn(of.where ?? [])) {
    const label = condition.field;
    if (label !== undefined && choice === 'alerts' && TAKEN.indexOf(label) >= 0) {
      report('PL1333', { label }, placeOfField(condition, 'field'));
    } else if (label !== undefined && !LABEL.test(label)) {
      report('PL1334', { field: 'field', label: shown(label) }, placeOfField(condition, 'field'));
    }
  }
  for (const field of EVENT_TEXTS) {
    const label = (of as { readonly [K in (typeof EVENT_TEXTS)[number]]?: string })[field];
    if (label !== undefined && !LABEL.test(label)) {
      report('PL1334', { field, label: shown(label) }, placeOfField(of, field));
    }
  }
}

const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
