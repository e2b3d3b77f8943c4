/** What a query says about measuring effects, or what its KPI says, or what is usual. */
import { parseDuration } from '../definition';
import type { KpiDefinition } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { ControlAsked } from '../results/effects/control';
import type { KpiQuery } from './query';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LONGEST_MS = 31 * 24 * HOUR;

export interface EffectOptions {
  readonly beforeMs: number;
  readonly afterMs: number;
  readonly settleMs: number;
  readonly control: ControlAsked;
}

/** Lengths and control for one KPI. Errors: PL2077, PL2078. `rangeMs`: the range itself is the time after. */
export function effectOptions(kpi: KpiDefinition, query: KpiQuery, rangeMs?: number): EffectOptions | Diagnostic {
  const { impact } = kpi;
  const after = lengthOf('after', query.after, rangeMs ?? impact.afterMs);
  if (typeof after !== 'number') {
    return after;
  }
  const before = lengthOf('before', query.before, impact.beforeMs ?? Math.max(HOUR, after));
  if (typeof before !== 'number') {
    return before;
  }
  const settleMs = rangeMs === undefined ? impact.settleMs : 0;
  if (after <= settleMs) {
    const params = {
      field: 'after',
      value: query.after ?? '',
      expected: `longer than ${settleMs / MINUTE} min of settling`,
    };
    return diagnostic('PL2078', params);
  }
  const control = controlOf(kpi, query);
  return 'code' in control ? control : { beforeMs: before, afterMs: after, settleMs, control };
}

function lengthOf(field: string, text: string | undefined, usual: number): number | Diagnostic {
  if (text === undefined) {
    return usual;
  }
  const ms = parseDuration(String(text));
  return ms !== undefined && ms >= 5 * MINUTE && ms <= LONGEST_MS
    ? ms
    : diagnostic('PL2078', { field, value: String(text), expected: 'a duration of 5m to 31d' });
}

function controlOf(kpi: KpiDefinition, query: KpiQuery): ControlAsked | Diagnostic {
  const asked = query.control ?? 'auto';
  if (asked === 'weekday' || asked === 'none') {
    return { kind: asked };
  }
  const own = kpi.impact.control;
  const equals = asked.indexOf('=');
  const named =
    equals > 0
      ? { segment: asked.slice(0, equals), value: asked.slice(equals + 1) }
      : asked === 'auto' && typeof own === 'object'
        ? { segment: own.segment }
        : undefined;
  if (!named) {
    return asked === 'auto' ? { kind: own as 'auto' | 'weekday' | 'none' } : unknown(kpi, asked);
  }
  const { segment } = named;
  const patterns = (query.adhoc ?? []).some(({ key }) => key === segment);
  if (!kpi.segments.some(({ name }) => name === segment) || patterns) {
    return unknown(kpi, asked);
  }
  const treated = query.filters?.[segment];
  return { kind: 'segment', ...named, ...(treated ? { treated } : {}) };
}

const unknown = (kpi: KpiDefinition, control: string): Diagnostic =>
  diagnostic('PL2077', { control, kpi: kpi.name, known: kpi.segments.map(({ name }) => name) });
