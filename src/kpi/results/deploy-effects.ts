/** What each change did to each KPI, beside the events of view deploys: the one place that fills those fields. */
import type { KpiDefinition } from '../definition/types';
import { burnCourse } from './burn-course';
import { heldSpans } from './burn-spans';
import { budgetSpent } from './effects/budget';
import { currencyOf, measureEffect, type ControlOf, type Measured } from './effects/measure';
import type { Ledger } from './effects/ledger';
import { weekdayWords, windowsOf } from './effects/windows';
import type { ObjectivesAnswer } from './objectives';
import type { ResultField } from './types';
import type { DeploysMeta, EffectMeta, EventKind, EventRecord } from './types-events';

/** Effects of the answer's `records`, in their order. */
export interface DeployEffects {
  /** For each KPI `effect`, `effectLow`, `effectHigh`, `verdict`, `budgetMs`, `cost`, labelled `kpi`: see `DeploysMeta`. */
  readonly fields: readonly ResultField[];
  readonly effects: DeploysMeta['effects'];
  readonly burning: DeploysMeta['burning'];
}

/** A KPI and its slices around all the events. */
export interface KpiAround {
  readonly ledger: Ledger;
  readonly control: ControlOf;
  /** What the control is, where it is a segment. */
  readonly words?: string;
  readonly lengths: { readonly beforeMs: number; readonly afterMs: number; readonly settleMs: number };
}

export interface EffectsInput {
  readonly kpis: readonly KpiDefinition[];
  readonly records: readonly EventRecord[];
  /** By the KPI's name; one that is missing could not be measured. */
  readonly around: ReadonlyMap<string, KpiAround>;
  readonly objectives: readonly ObjectivesAnswer[];
}

/** What may have an effect; an incident is one. */
const CHANGES: readonly EventKind[] = ['deploy', 'rollback', 'flag', 'promotion'];

interface Cell {
  readonly measured: Measured;
  readonly budgetMs: number | null;
  readonly meta: EffectMeta;
}

/** Each change of each KPI is arithmetic on the slices of its own windows. */
export function deployEffects({ kpis, records, around, objectives }: EffectsInput): DeployEffects {
  const cells = kpis.map((kpi) => {
    const slices = around.get(kpi.name);
    return records.map((record, i) =>
      slices && CHANGES.includes(record.kind) ? cellOf(kpi, slices, records, i) : null
    );
  });
  return {
    fields: kpis.flatMap((kpi, k) => fieldsOf(kpi, cells[k])),
    effects: records.map((_, i) => kpis.map((__, k) => cells[k][i]?.meta ?? null)),
    burning: objectives.flatMap(burningOf),
  };
}

function cellOf(
  kpi: KpiDefinition,
  { ledger, control, words, lengths }: KpiAround,
  records: readonly EventRecord[],
  at: number
): Cell {
  const { atMs } = records[at];
  const windows = windowsOf(atMs, lengths.beforeMs, lengths.afterMs, lengths.settleMs);
  const measured = measureEffect(kpi, ledger, windows, control);
  const { before, after, effect, looked, kind, weeks } = measured;
  return {
    measured,
    budgetMs: budgetSpent(kpi, ledger, looked.before, looked.after, after.toMs).ms,
    meta: {
      beforeFromMs: before.fromMs,
      beforeToMs: before.toMs,
      afterFromMs: after.fromMs,
      afterToMs: after.toMs,
      before: effect.before,
      after: effect.after,
      expected: effect.expected,
      beforeEvents: looked.before.events,
      afterEvents: looked.after.events,
      control:
        kind === 'weekday' ? weekdayWords(kpi.timeZone, atMs, weeks) : kind === 'segment' ? (words ?? null) : null,
      overlaps: overlaps(records, at, windows.before.fromMs, windows.after.toMs),
    },
  };
}

/** Another change of the same service (or of one that is not known) in the time looked at. Records ascend by time. */
function overlaps(records: readonly EventRecord[], at: number, fromMs: number, toMs: number): boolean {
  const own = records[at];
  const meets = (other: EventRecord) =>
    CHANGES.includes(other.kind) &&
    (own.service === undefined || other.service === undefined || own.service === other.service);
  for (let i = at - 1; i >= 0 && records[i].atMs >= fromMs; i--) {
    if (meets(records[i])) {
      return true;
    }
  }
  for (let i = at + 1; i < records.length && records[i].atMs < toMs; i++) {
    if (meets(records[i])) {
      return true;
    }
  }
  return false;
}

function fieldsOf(kpi: KpiDefinition, cells: ReadonlyArray<Cell | null>): ResultField[] {
  const labels = { kpi: kpi.name };
  const currency = currencyOf(kpi);
  // Few events on a side are not to be shown where the KPI protects small groups.
  const shown = cells.map((cell) => (cell && isSmall(kpi, cell.measured) ? null : cell));
  const number = (name: string, unit: string | undefined, of: (cell: Cell) => number | null): ResultField => ({
    name,
    type: 'number',
    ...(unit === undefined ? {} : { unit }),
    labels,
    values: shown.map((cell) => (cell ? of(cell) : null)),
  });
  return [
    number('effect', kpi.unit, ({ measured }) => measured.effect.effect),
    number('effectLow', kpi.unit, ({ measured }) => measured.effect.low),
    number('effectHigh', kpi.unit, ({ measured }) => measured.effect.high),
    {
      name: 'verdict',
      type: 'string',
      labels,
      values: cells.map((cell, i) => (cell ? (shown[i] ? cell.measured.effect.verdict : 'unknown') : null)),
    },
    number('budgetMs', 'ms', ({ budgetMs }) => budgetMs),
    number('cost', currency === undefined ? undefined : `currency:${currency}`, ({ measured }) => measured.loss.cost),
  ];
}

const isSmall = ({ minCohort }: KpiDefinition, { looked }: Measured): boolean =>
  minCohort > 0 &&
  [looked.before, looked.after].some(({ events, weight }) => weight > 0 && events !== null && events < minCohort);

/** Stretches in which an objective's page or ticket held, as view burn draws them. */
function burningOf(answer: ObjectivesAnswer): DeploysMeta['burning'] {
  return answer.objectives.flatMap((one) => {
    const { account } = one.segments[0];
    return heldSpans(one, account, burnCourse(answer, one, account), answer.atMs).map(
      ({ kind, fromMs, toMs, ongoing }) => ({
        kpi: answer.kpi.name,
        severity: kind as 'page' | 'ticket',
        fromMs,
        toMs,
        ongoing,
      })
    );
  });
}
