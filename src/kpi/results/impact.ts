/** View `impact`: what a change did to a KPI. See `ImpactMeta`. */
import { formatInstant } from '../calendar';
import type { KpiDefinition } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { Excluded } from '../slo';
import type { ViewOutcome } from './answer';
import { apartOf } from './effects/apart';
import { budgetSpent } from './effects/budget';
import type { ControlAsked } from './effects/control';
import type { Parts } from './effects/ledger';
import { currencyOf, floorOf, pOf } from './effects/measure';
import { impactRows, rowsOfDimension, type ImpactRow } from './effects/rows';
import { LONGEST_FOR_WEEKDAY_MS, weekdayWords, type EffectWindows } from './effects/windows';
import { methodOf } from './effects/words';
import { contractMeta, segmentFields } from './frames';
import type { ResultField } from './types';
import type { EventRecord, ImpactMeta } from './types-events';

export interface ImpactAnswer {
  readonly kpi: KpiDefinition;
  readonly by: readonly string[];
  /** Segments of the parts: `by`, then that of the control. */
  readonly groups: readonly string[];
  readonly parts: Parts;
  readonly windows: EffectWindows;
  /** Slices were asked for until then. */
  readonly toMs: number;
  readonly control: ControlAsked;
  readonly excluded: readonly Excluded[];
  readonly limit: number;
  readonly event?: EventRecord;
  readonly said: readonly Diagnostic[];
}

type Numbers = Readonly<Record<(typeof NUMBERS)[number][0], number | null>>;

/** Fields of numbers: name, unit (words of `unitsIn`), title. */
const NUMBERS = [
  ['before', 'value', 'Before'],
  ['after', 'value', 'After'],
  ['expected', 'value', 'Expected'],
  ['effect', 'value', 'Effect'],
  ['effectLow', 'value', 'Effect, at least'],
  ['effectHigh', 'value', 'Effect, at most'],
  ['pValue', 'none', 'p (always valid)'],
  ['beforeEvents', 'count', 'Events before'],
  ['afterEvents', 'count', 'Events after'],
  ['neededEvents', 'count', 'Events still needed'],
  ['lost', 'lost', 'Lost'],
  ['lostLow', 'lost', 'Lost, at least'],
  ['lostHigh', 'lost', 'Lost, at most'],
  ['cost', 'money', 'Cost'],
  ['costLow', 'money', 'Cost, at least'],
  ['costHigh', 'money', 'Cost, at most'],
  ['budgetShare', 'ratio', 'Budget spent'],
  ['budgetMs', 'ms', 'Budget spent, as time'],
] as const;

/** One frame: the whole, then a row for each segment. `hasData`: something was measured on a side. */
export function impactView(answer: ImpactAnswer): ViewOutcome {
  const { kpi, by, limit } = answer;
  const all = impactRows(answer);
  const rows = all.slice(0, limit + 1);
  const [whole] = all;
  const numbers = rows.map((row) => numbersOf(kpi, row));
  const units = unitsIn(kpi);
  const number = ([name, unit, displayName]: (typeof NUMBERS)[number]): ResultField => ({
    name,
    type: 'number',
    ...(units[unit] === undefined ? {} : { unit: units[unit] }),
    displayName,
    values: numbers.map((row) => row[name]),
  });
  const verdict: ResultField = {
    name: 'verdict',
    type: 'string',
    displayName: 'Verdict',
    values: rows.map(({ measured, suppressed }) => (suppressed ? 'unknown' : measured.effect.verdict)),
  };
  const at = NUMBERS.findIndex(([name]) => name === 'beforeEvents');
  const fields = [
    ...segmentFields(
      kpi,
      by,
      rows.map(({ values }) => values)
    ),
    ...NUMBERS.slice(0, at).map(number),
    verdict,
    ...NUMBERS.slice(at).map(number),
  ];
  return {
    frames: [
      { name: kpi.name, type: 'table', fields, meta: metaOf(answer, whole) as unknown as Record<string, unknown> },
    ],
    diagnostics: [...answer.said, ...doubtsOf(answer, all)],
    hasData: all.some(
      ({ measured, suppressed }) => suppressed || measured.effect.before !== null || measured.effect.after !== null
    ),
  };
}

const NONE = Object.fromEntries(NUMBERS.map(([name]) => [name, null])) as Numbers;

function numbersOf(kpi: KpiDefinition, { ledger, measured, suppressed }: ImpactRow): Numbers {
  if (suppressed) {
    return NONE;
  }
  const { effect, looked, loss } = measured;
  const budget = budgetSpent(kpi, ledger, looked.before, looked.after, measured.after.toMs);
  const decided = effect.verdict !== 'waiting';
  const counted = ledger.family !== 'rate' || kpi.measure.kind === 'count';
  return {
    before: effect.before,
    after: effect.after,
    expected: effect.expected,
    effect: effect.effect,
    effectLow: effect.low,
    effectHigh: effect.high,
    pValue: pOf(measured),
    beforeEvents: looked.before.knownMs > 0 ? looked.before.events : null,
    afterEvents: looked.after.knownMs > 0 ? looked.after.events : null,
    neededEvents: decided || !counted ? null : effect.needed,
    lost: loss.lost,
    lostLow: loss.lostLow,
    lostHigh: loss.lostHigh,
    cost: loss.cost,
    costLow: loss.costLow,
    costHigh: loss.costHigh,
    budgetShare: budget.share,
    budgetMs: budget.ms,
  };
}

/** Unit of what is lost: events of a ratio, what the sum of a mean is of, what a rate is a rate of. */
function unitsIn(kpi: KpiDefinition): Readonly<Record<(typeof NUMBERS)[number][1], string | undefined>> {
  const currency = currencyOf(kpi);
  const money = currency === undefined ? undefined : `currency:${currency}`;
  const own = /^(?:currency|ratio):/.test(kpi.unit) ? money : kpi.unit.split('/')[0];
  const lost = kpi.measure.kind === 'ratio' && kpi.unit === 'ratio' ? 'count' : own;
  return { value: kpi.unit, none: undefined, count: 'count', lost, money, ratio: 'ratio', ms: 'ms' };
}

function metaOf(answer: ImpactAnswer, whole: ImpactRow): ImpactMeta {
  const { kpi, by, windows, event, parts, excluded } = answer;
  const { measured } = whole;
  const { before, after, effect } = measured;
  const currency = currencyOf(kpi);
  const hidden = whole.suppressed;
  return {
    ...contractMeta('impact', { kpi, by, fromMs: before.fromMs, toMs: Math.max(after.toMs, after.fromMs) }),
    view: 'impact',
    ...(event ? { event } : {}),
    better: kpi.better,
    ...(currency === undefined ? {} : { currency }),
    before,
    after: { ...after, untilMs: windows.after.toMs },
    control: { kind: measured.kind, words: controlWords(answer, whole) },
    method: methodOf(kpi, measured),
    dispersion: hidden ? null : effect.dispersion,
    detectable: hidden ? null : effect.detectable,
    matters: measured.matters,
    divergence: by.map((segment, i) =>
      apartOf(
        segment,
        rowsOfDimension({ kpi, by, groups: answer.groups, parts, windows, control: answer.control, excluded }, i),
        i
      )
    ),
  };
}

function controlWords({ control, kpi, windows }: ImpactAnswer, { measured }: ImpactRow): string {
  switch (measured.kind) {
    case 'weekday':
      return weekdayWords(kpi.timeZone, windows.after.fromMs, measured.weeks);
    case 'segment': {
      const { segment, value } = control as Extract<ControlAsked, { kind: 'segment' }>;
      return value === undefined ? `the other values of ${segment}` : `${segment} ${value}`;
    }
    case 'none':
      return control.kind === 'none'
        ? 'none: as it was asked for'
        : measured.looked.after.weight > 0
          ? `none: ${noneReason(control, windows)}`
          : 'none: nothing was seen after the change yet';
  }
}

const noneReason = (control: ControlAsked, { before, after }: EffectWindows): string =>
  control.kind === 'segment'
    ? `no value of ${control.segment} tells how the rest would have moved`
    : after.toMs - before.fromMs > LONGEST_FOR_WEEKDAY_MS
      ? 'the weeks before overlap with what is looked at'
      : 'there is no history of earlier weeks';

function doubtsOf(answer: ImpactAnswer, rows: readonly ImpactRow[]): Diagnostic[] {
  const { kpi, control, windows, toMs, limit } = answer;
  const [{ measured, ledger }] = rows;
  const name = kpi.displayName;
  const said: Diagnostic[] = [];
  const { before, after } = measured.looked;
  for (const part of Object.values(answer.parts)) {
    if (part.invalid > 0) {
      said.push(diagnostic('PL4011', { name, source: part.source, samples: part.invalid }, { source: part.source }));
    }
  }
  if (measured.kind === 'none' && control.kind !== 'none' && before.weight > 0 && after.weight > 0) {
    said.push(
      control.kind === 'segment'
        ? diagnostic('PL4058', { name, segment: control.segment })
        : diagnostic('PL4057', { name, reason: noneReason(control, windows) })
    );
  }
  if (before.wantedMs + after.wantedMs > 0 && measured.coverage < floorOf(kpi)) {
    said.push(diagnostic('PL4059', { name, coverage: measured.coverage, floor: floorOf(kpi) }));
  }
  if (ledger.goodless) {
    said.push(diagnostic('PL4063', { name }));
  }
  if (ledger.seenMs < toMs) {
    said.push(diagnostic('PL4061', { name, until: formatInstant(kpi.timeZone, Math.min(ledger.seenMs, toMs)) }));
  }
  const share = excludedShare(answer, measured.before.fromMs, measured.after.toMs);
  if (share > 0) {
    said.push(diagnostic('PL4062', { name, share }));
  }
  const suppressed = rows.filter((row) => row.suppressed).length;
  if (suppressed > 0) {
    said.push(diagnostic('PL4007', { name, suppressed, minimum: kpi.minCohort }));
  }
  if (rows.length > limit + 1) {
    said.push(diagnostic('PL4006', { name, shown: limit, left: rows.length - limit - 1, which: 'largest' }));
  }
  if (measured.effect.before === null && measured.effect.after === null) {
    const [from, to] = [measured.before.fromMs, toMs].map((ms) => formatInstant(kpi.timeZone, ms));
    said.push(diagnostic('PL4001', { name, from, to }));
  }
  return said;
}

/** Share of the time from before to after that is excluded; stretches that overlap count once. */
function excludedShare({ excluded }: ImpactAnswer, fromMs: number, toMs: number): number {
  let [at, out] = [fromMs, 0];
  for (const time of excluded) {
    const [a, b] = [Math.max(at, time.fromMs), Math.min(toMs, time.toMs)];
    out += Math.max(0, b - a);
    at = Math.max(at, b);
  }
  return toMs > fromMs ? out / (toMs - fromMs) : 0;
}
