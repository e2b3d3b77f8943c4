/** What the catalog asks the stores, one query an area and view, and what the answers say of a KPI. */
import type { KpiQuery, QueryContext, Result } from '../../kpi';
import { ago, at, figure, fullFigure } from '../shared/figure';
import {
  budgetsOf,
  faultOf,
  framesOf,
  numbersOf,
  seriesOf,
  STATE_WORDS,
  type Series,
  type Tone,
} from '../shared/result-reading';
import type { Catalog, CatalogEntry } from './catalog';

const HOUR_MS = 3_600_000;
/** So far back the newest data are looked for. */
export const FRESHNESS_MS = 6 * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;

type View = 'series' | 'value' | 'budget';

/** One query: all KPIs of an area and a data source that have the view. */
export interface Question {
  readonly key: string;
  readonly uid: string;
  readonly area: string;
  readonly view: View;
  readonly query: KpiQuery;
  readonly context: QueryContext;
}

export const questionKey = (uid: string, area: string, view: View): string => JSON.stringify([uid, area, view]);

/** Whether a KPI has a number that slices give; retention is asked on its own page, it reads weeks of events. */
const hasNumber = ({ definition }: CatalogEntry): boolean =>
  definition.kind === 'KPI' && definition.measure.kind !== 'composite' && definition.measure.kind !== 'retention';
const hasObjectives = ({ definition }: CatalogEntry): boolean =>
  definition.kind === 'KPI' && definition.objectives.length > 0;

/** At most three queries an area and data source, however many KPIs it has. */
export function questionsOf(catalog: Catalog, nowMs: number): readonly Question[] {
  return catalog.areas.flatMap(({ area, entries }) => {
    const uids = [...new Set(entries.map(({ dataSource }) => dataSource.uid))];
    return uids.flatMap((uid) => {
      const own = entries.filter(({ dataSource }) => dataSource.uid === uid);
      const ask = (view: View, asked: readonly CatalogEntry[], lengthMs: number, more: Partial<KpiQuery> = {}) =>
        asked.length === 0
          ? []
          : [
              {
                key: questionKey(uid, area, view),
                uid,
                area,
                view,
                query: { kpis: asked.map(({ definition }) => definition.name), view, ...more },
                context: { fromMs: nowMs - lengthMs, toMs: nowMs, nowMs },
              },
            ];
      return [
        ...ask('series', own.filter(hasNumber), FRESHNESS_MS, { grain: '5m' }),
        ...ask(
          'value',
          own.filter((one) => hasNumber(one) && !hasObjectives(one)),
          DAY_MS
        ),
        ...ask('budget', own.filter(hasObjectives), DAY_MS),
      ];
    });
  });
}

/** Answers by the question's key; one that is not there is still on its way. */
export type Answers = ReadonlyMap<string, Result | { readonly failed: string }>;

export interface Live {
  /** Undefined while it is on its way. */
  readonly status?: { readonly words: string; readonly full?: string; readonly tone: Tone };
  readonly freshness?: { readonly words: string; readonly full?: string; readonly tone: Tone };
  readonly series?: Series;
}

const NOTHING = { words: '–', tone: 'calm' as const };

/** What the answers say of one entry. */
export function liveOf(entry: CatalogEntry, answers: Answers, nowMs: number): Live {
  const { definition, dataSource } = entry;
  if (definition.kind !== 'KPI') {
    return { status: NOTHING, freshness: NOTHING };
  }
  const answerOf = (view: View) => answers.get(questionKey(dataSource.uid, definition.area, view));
  const [series, budget, value] = [answerOf('series'), answerOf('budget'), answerOf('value')];
  const status = hasObjectives(entry)
    ? budget && budgetStatus(budget, definition.name)
    : hasNumber(entry)
      ? value && valueStatus(value, definition.name, definition.unit)
      : NOTHING;
  const found = series && !('failed' in series) ? seriesOf(series, definition.name) : undefined;
  const freshness = hasNumber(entry)
    ? series && freshnessOf(series, found, definition.name, definition.timeZone, nowMs)
    : NOTHING;
  return { ...(status ? { status } : {}), ...(freshness ? { freshness } : {}), ...(found ? { series: found } : {}) };
}

type Answer = Result | { readonly failed: string };

const failed = (full: string) => ({ words: 'not known', full, tone: 'unknown' as const });

function budgetStatus(answer: Answer, kpi: string): Live['status'] {
  if ('failed' in answer) {
    return failed(answer.failed);
  }
  const [worst] = budgetsOf(answer, kpi);
  if (!worst) {
    return failed(faultOf(answer, kpi) ?? 'Its objectives gave no answer.');
  }
  const { words, tone } = STATE_WORDS[worst.state];
  const left = worst.remaining === null ? '' : ` · ${figure(worst.remaining, 'ratio')} left`;
  return { words: `${words}${left}`, full: `Objective “${worst.displayName}”: ${words}${left}`, tone };
}

function valueStatus(answer: Answer, kpi: string, unit: string): Live['status'] {
  if ('failed' in answer) {
    return failed(answer.failed);
  }
  const [frame] = framesOf(answer, kpi);
  if (!frame) {
    return failed(faultOf(answer, kpi) ?? 'It gave no answer.');
  }
  const value = numbersOf(frame, 'value')[0] ?? null;
  return value === null
    ? { words: 'nothing measured', full: 'Nothing was measured in the last 24 h.', tone: 'unknown' }
    : { words: figure(value, unit), full: `${fullFigure(value, unit)} in the last 24 h`, tone: 'calm' };
}

function freshnessOf(
  answer: Answer,
  series: Series | undefined,
  kpi: string,
  timeZone: string,
  nowMs: number
): Live['freshness'] {
  if ('failed' in answer) {
    return failed(answer.failed);
  }
  if (!series) {
    return failed(faultOf(answer, kpi) ?? 'It gave no answer.');
  }
  return series.newest
    ? {
        words: ago(series.newest.toMs, nowMs),
        full: `Newest data: ${at(series.newest.fromMs, timeZone)} and the five minutes after it`,
        tone: 'calm',
      }
    : {
        words: 'over 6 h ago',
        full: `Nothing was measured since ${at(nowMs - FRESHNESS_MS, timeZone)}`,
        tone: 'unknown',
      };
}
