/** Every sentence and label of the funnel panel, so that picture, tooltip, table and screen reader say the same. */
import { Field, formattedValueToString } from '@grafana/data';
import { changeInPoints, relativeChange } from '../../kpi/results/shares';
import type { FunnelMeta } from '../../kpi/results/types';
import {
  currencyOf,
  fullNumber,
  fullShare,
  isShort,
  MINUS,
  NBSP,
  NOT_KNOWN,
  shortDuration,
  shortNumber,
  shortPoints,
  shortShare,
  withCurrency,
} from '../shared/format-number';
import { formatRange, formatRangeWithZone } from '../shared/format-range';
import { isolate } from '../shared/isolate';
import { FunnelGroup, FunnelModel, FunnelStep, FunnelWords } from './model';

/** Units that say no more than "a number", for which our own three digits are better. */
const BARE_UNITS = new Set(['', 'none', 'short', 'locale', 'percentunit', 'sishort']);

type Write = (value: number | null) => string;

/** The field's own display where a person set unit, decimals or mappings; `fallback` otherwise. */
function written(field: Field | undefined, fallback: (value: number) => string): Write {
  const { unit = '', decimals, mappings } = field?.config ?? {};
  const own = field?.display && (!BARE_UNITS.has(unit) || typeof decimals === 'number' || (mappings?.length ?? 0) > 0);
  return (value) => {
    if (value === null) {
      const text = mappings?.length ? field?.display?.(null).text : '';
      return text || NOT_KNOWN;
    }
    return own ? formattedValueToString(field.display!(value)) : fallback(value);
  };
}

export function funnelWords(count: Field, share: Field | undefined, meta: FunnelMeta | null): FunnelWords {
  const currency = currencyOf(meta?.unit);
  const money = (write: (value: number) => string) => (value: number) =>
    currency ? withCurrency(write(value), currency) : write(value);
  const known =
    (write: (value: number) => string): Write =>
    (value) =>
      value === null ? NOT_KNOWN : write(value);
  const even = !count.values.every((value: unknown) => typeof value !== 'number' || isShort(value));
  const short = (value: number) => shortNumber(value, even);
  // A currency is written our way with three digits unless decimals are set: "€ 12.3k", never a bare 12.3k.
  const plainMoney = currency !== null && typeof count.config.decimals !== 'number' && !count.config.mappings?.length;
  return {
    count: plainMoney ? known(money(short)) : written(count, money(short)),
    fullCount: known(money(fullNumber)),
    share: written(share, shortShare),
    fullShare: known(fullShare),
  };
}

const spaced = (duration: string): string => duration.replace(/(\d)([a-z])/gi, `$1${NBSP}$2`);

export const AGGREGATE_RULE = 'different sources, not the same people';

/** The header: what is counted, so that nobody has to guess. */
export function ruleOf({ meta }: Pick<FunnelModel, 'meta'>): string {
  if (!meta) {
    return 'steps and counts as the table gives them';
  }
  const range = formatRangeWithZone(meta.fromMs, meta.toMs, meta.timeZone);
  if (meta.type === 'aggregate') {
    return `${AGGREGATE_RULE} · ${range}`;
  }
  const order = meta.order === 'any' ? 'any order' : meta.order === 'strict' ? 'strict order' : meta.order;
  const parts = [
    meta.entry && `${meta.entry} start`,
    order,
    meta.window && `within ${spaced(meta.window)}`,
    `entries ${range}`,
  ];
  const open = meta.openEntries ? `, ${shortNumber(meta.openEntries)} still open` : '';
  return parts.filter(Boolean).join(' · ') + open;
}

/** `outline: 1–31 Oct 2026`, or null where nothing is compared. */
export function comparedRule(model: Pick<FunnelModel, 'meta' | 'compared'>): string | null {
  if (!model.compared) {
    return null;
  }
  const { meta } = model;
  return meta?.compared
    ? `outline: ${formatRange(meta.compared.fromMs, meta.compared.toMs, meta.timeZone)}`
    : 'outline: the period before';
}

/** The longer explanation behind the header. */
export function ruleDetails(model: FunnelModel): string[] {
  const { meta } = model;
  if (!meta) {
    return ['Shares are computed from the counts of the table, row by row.'];
  }
  const lines: string[] = [];
  if (meta.type === 'aggregate') {
    lines.push('Each step is counted on its own, perhaps in another store. A step may be larger than the one before.');
  } else {
    lines.push(
      meta.entry === 'first'
        ? 'Only the first start of each actor counts as an entry.'
        : 'An actor reaches a step if any of its starts gets there within the window.'
    );
    lines.push(...(meta.rules ?? []));
    if (meta.openEntries) {
      lines.push(
        `Not mature: ${fullNumber(meta.openEntries)} entries have not finished and their window is not over; later steps may still grow.`
      );
    }
  }
  lines.push(`Owner: ${meta.owner.team}${meta.owner.contact ? ` (${meta.owner.contact})` : ''}`);
  return lines;
}

/** `79.4 % of first (6,020)`; `of first: not known` where it is not. */
export const ofFirst = (model: FunnelModel, group: FunnelGroup, step: FunnelStep): string =>
  labelled(model, step.fromFirst, 'of first', group.steps[0].count);

/** `65.4 % of previous (4,780)`; `of previous: not known` where it is not. */
export const ofPrevious = (model: FunnelModel, group: FunnelGroup, step: FunnelStep): string =>
  labelled(model, step.fromPrevious, 'of previous', group.steps[step.index - 1]?.count ?? null);

/** Without the denominator, for where it does not fit. */
export const ofFirstBare = (model: FunnelModel, step: FunnelStep): string =>
  labelled(model, step.fromFirst, 'of first');
export const ofPreviousBare = (model: FunnelModel, step: FunnelStep): string =>
  labelled(model, step.fromPrevious, 'of previous');

function labelled({ words }: FunnelModel, share: number | null, of: string, whole?: number | null): string {
  if (share === null) {
    return `${of}: ${words.share(null)}`;
  }
  return `${words.share(share)} ${of}${whole === undefined ? '' : ` (${words.count(whole)})`}`;
}

/** `−1,240 left · 20.6 %`, `+322 more · 117 % of previous`, `none left`; null for the first step and where it is not known. */
export function lossOf(model: FunnelModel, step: FunnelStep, full = false): string | null {
  if (step.lost === null) {
    return null;
  }
  const count = full ? model.words.fullCount : model.words.count;
  const share = full ? model.words.fullShare : model.words.share;
  if (step.lost === 0) {
    return 'nobody left';
  }
  return step.lost > 0
    ? `${MINUS}${count(step.lost)} left${step.lostShare === null ? '' : ` · ${share(step.lostShare)}`}`
    : `+${count(-step.lost)} more${step.fromPrevious === null ? '' : ` · ${share(step.fromPrevious)} of previous`}`;
}

export const WORST = '▼ worst drop';

export interface Change {
  readonly text: string;
  readonly tone: 'better' | 'worse' | 'same';
}

/** Change of the step's share of the previous one, or of the first step's count, in words as well as in sign. */
export function changeOf(step: FunnelStep): Change | null {
  if (!step.before) {
    return null;
  }
  if (step.index === 0) {
    const change = relativeChange(step.count, step.before.count);
    if (change === null) {
      return null;
    }
    if (change === 0) {
      return { text: 'as many as before', tone: 'same' };
    }
    const sign = change > 0 ? '+' : '';
    return { text: `${sign}${shortShare(change)} ${change > 0 ? 'more' : 'fewer'} than before`, tone: 'same' };
  }
  return pointsChange(changeInPoints(step.fromPrevious, step.before.fromPrevious));
}

/** `↑ +1.2 pp better`, `↓ −0.8 pp worse`, `unchanged`. Arrows, since ▼ marks the worst drop. */
export function pointsChange(points: number | null): Change | null {
  if (points === null) {
    return null;
  }
  if (Math.abs(points) < 1e-9) {
    return { text: 'unchanged', tone: 'same' };
  }
  return points > 0
    ? { text: `↑ ${shortPoints(points)} better`, tone: 'better' }
    : { text: `↓ ${shortPoints(points)} worse`, tone: 'worse' };
}

export const medianOf = (step: FunnelStep): string | null =>
  step.medianSeconds === null ? null : `median ${shortDuration(step.medianSeconds)}`;

/** One step in one sentence, for screen readers. */
export function describeStep(model: FunnelModel, group: FunnelGroup, step: FunnelStep, reason: string | null): string {
  const { words } = model;
  const parts = [
    `Step ${step.index + 1} of ${group.steps.length}, ${isolate(step.name)}${group.label ? `, ${isolate(group.label)}` : ''}: ${words.fullCount(step.count)}`,
  ];
  if (reason) {
    parts.push(reason);
  }
  if (step.index > 0 && step.count !== null) {
    parts.push(ofFirst(model, group, step), ofPrevious(model, group, step));
    const loss = lossOf(model, step);
    if (loss) {
      parts.push(loss);
    }
  }
  if (step.index === group.worst) {
    parts.push('worst drop');
  }
  const change = changeOf(step);
  if (change) {
    parts.push(`${change.text.replace(/^[↑↓] /, '')} against the previous period`);
  }
  return parts.join('; ');
}
