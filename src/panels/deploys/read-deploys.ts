/** Frames -> DeploysModel. Reads, sorts and names; it measures no effect: verdicts come from the compiler. */
import { DataFrame, FieldType } from '@grafana/data';
import { DeploysMeta, EFFECT_VERDICTS, EffectVerdict, EVENT_KINDS, EventKind } from '../../kpi/results/types-events';
import { formatBetween } from '../shared/format-range';
import type { NoView } from '../shared/use-view';
import { fieldNamed, momentAt, numberAt, textAt } from './cells';
import { DeploysModel, Effect, Happening, KpiMeta } from './model';
import { readPlain } from './read-plain';
import { readLines } from './read-lines';

const UNFIT: NoView = {
  kind: 'unfit',
  text: 'Deploys need events: the view “deploys”, annotations, or rows with a time and a title.',
  hint: 'Choose the view “deploys” of a Plumbline data source, or a query with the columns time, title and kind.',
  notices: [],
};

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export function deploysMetaOf(frame: DataFrame): DeploysMeta | null {
  const custom = frame.meta?.custom;
  return custom?.view === 'deploys' && custom.part === 'events' ? (custom as DeploysMeta) : null;
}

/** Everything that happened in `range`, of all frames, with the notices of all. `range` and `timeZone` are the board's. */
export function readDeploys(series: readonly DataFrame[], range: Span, timeZone: string): DeploysModel | NoView {
  const notices = [
    ...new Map(series.flatMap((frame) => frame.meta?.notices ?? []).map((notice) => [notice.text, notice])).values(),
  ];
  const own = series.flatMap((frame) => {
    const meta = deploysMetaOf(frame);
    return meta ? [{ frame, meta }] : [];
  });
  const kpis = uniqueKpis(own.flatMap(({ meta }) => meta.kpis ?? []));
  const plain = readPlain(series.filter((frame) => !frame.meta?.custom?.view));
  if (own.length === 0 && !plain) {
    return { ...UNFIT, notices };
  }
  const first = own[0]?.meta;
  const [fromMs, toMs] = first ? [first.fromMs, Math.max(first.toMs, first.fromMs + 1)] : [range.fromMs, range.toMs];
  const zone = first?.timeZone ?? timeZone;
  const events = [...own.flatMap(({ frame, meta }) => readEvents(frame, meta, kpis)), ...(plain ?? [])]
    .filter((event) => event.atMs <= toMs && (event.open || (event.endMs ?? event.atMs) >= fromMs))
    .sort((a, b) => a.atMs - b.atMs);
  if (events.length === 0) {
    return {
      kind: 'empty',
      text: `Nothing changed ${formatBetween(fromMs, toMs, zone)}`,
      hint: 'The sources answered, and had no deploy, flag, incident or promotion. A longer range or fewer filters may show more.',
      notices,
    };
  }
  const burning = own
    .flatMap(({ meta }) => meta.burning ?? [])
    .filter((held) => held.toMs > fromMs && held.fromMs < toMs)
    .map((held) => ({ ...held, fromMs: Math.max(held.fromMs, fromMs), toMs: Math.min(held.toMs, toMs) }))
    .sort((a, b) => a.fromMs - b.fromMs);
  return {
    kind: 'deploys',
    fromMs,
    toMs,
    timeZone: zone,
    kpis,
    events,
    burning,
    lines: readLines(series, kpis),
    notices,
  };
}

const uniqueKpis = (kpis: readonly KpiMeta[]): KpiMeta[] => [...new Map(kpis.map((kpi) => [kpi.kpi, kpi])).values()];

function readEvents(frame: DataFrame, meta: DeploysMeta, kpis: readonly KpiMeta[]): Happening[] {
  const column = (name: string) => fieldNamed(frame, name);
  const [time, end, kind, title, id] = ['time', 'end', 'kind', 'title', 'id'].map(column);
  const texts = (['service', 'version', 'environment', 'link', 'author', 'team'] as const).map(
    (name) => [name, column(name)] as const
  );
  const events = column('events');
  const names = new Map((meta.asked ?? []).map((one) => [one.events, one.displayName || one.events]));
  const effects = kpis.map((kpi) => effectReader(frame, meta, kpi.kpi));
  const found: Happening[] = [];
  for (let row = 0; row < frame.length; row++) {
    const atMs = momentAt(time, row);
    if (atMs === null) {
      continue;
    }
    const word = textAt(kind, row);
    const known = EVENT_KINDS.includes(word as EventKind) ? (word as EventKind) : 'other';
    const endMs = momentAt(end, row);
    const text = Object.fromEntries(texts.map(([name, field]) => [name, textAt(field, row)])) as Record<
      (typeof texts)[number][0],
      string
    >;
    const source = textAt(events, row);
    found.push({
      ...text,
      id: textAt(id, row) || `${source}/${atMs}/${text.service}/${text.version}`,
      kind: known,
      atMs,
      endMs: endMs !== null && endMs > atMs ? endMs : null,
      open: known === 'incident' && endMs === null,
      title: textAt(title, row) || text.version || source || word,
      source: names.get(source) ?? source,
      effects: effects.map((read) => read(row)),
      frame,
      row,
    });
  }
  return found;
}

/** Reads a KPI's effect of a row; null where no verdict was given. */
function effectReader(frame: DataFrame, meta: DeploysMeta, kpi: string): (row: number) => Effect | null {
  const of = (name: string) => frame.fields.find((field) => field.name === name && field.labels?.kpi === kpi);
  const [effect, low, high, verdict, budget, cost] = [
    'effect',
    'effectLow',
    'effectHigh',
    'verdict',
    'budgetMs',
    'cost',
  ].map(of);
  const place = (meta.kpis ?? []).findIndex((one) => one.kpi === kpi);
  return (row) => {
    const said = textAt(verdict, row);
    if (!EFFECT_VERDICTS.includes(said as EffectVerdict)) {
      return null;
    }
    return {
      verdict: said as EffectVerdict,
      effect: numberAt(effect, row),
      low: numberAt(low, row),
      high: numberAt(high, row),
      budgetMs: numberAt(budget, row),
      cost: numberAt(cost, row),
      sides: meta.effects?.[row]?.[place] ?? null,
    };
  };
}

/** Whether a frame holds something that happened: for suggestions. */
export const holdsEvents = (frame: DataFrame): boolean =>
  deploysMetaOf(frame) !== null ||
  (!frame.meta?.custom?.view &&
    frame.fields.some(({ type }) => type === FieldType.time) &&
    frame.fields.some(({ name }) => /^kind$/i.test(name)) &&
    frame.fields.some(({ name }) => /^title$/i.test(name)));
