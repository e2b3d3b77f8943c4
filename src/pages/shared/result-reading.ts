/** Results of the compiler, as pages read them: one KPI's frame of many. */
import {
  BUDGET_STATES,
  type BudgetMeta,
  type BudgetState,
  type Notice,
  type Result,
  type ResultFrame,
  type ValueMeta,
} from '../../kpi/results/types';

export const framesOf = (result: Result, kpi: string): readonly ResultFrame[] =>
  result.frames.filter(({ meta }) => (meta as ValueMeta | undefined)?.kpi === kpi);

export const metaOf = (frame: ResultFrame): ValueMeta => frame.meta as unknown as ValueMeta;

export const columnOf = (frame: ResultFrame, name: string): ReadonlyArray<number | string | boolean | null> =>
  frame.fields.find((field) => field.name === name)?.values ?? [];

export const numbersOf = (frame: ResultFrame, name: string): ReadonlyArray<number | null> =>
  columnOf(frame, name).map((value) => (typeof value === 'number' ? value : null));

/** What an answer says of one KPI, worst first: its own notices, and those of a source or the whole. */
export function noticesFor(result: Result, kpi: string): readonly Notice[] {
  const rank = { error: 0, warning: 1, info: 2 } as const;
  return result.notices
    .filter((notice) => notice.kpi === undefined || notice.kpi === kpi)
    .sort((a, b) => rank[a.severity] - rank[b.severity]);
}

/** The sentence to show in place of a number that did not come. */
export function faultOf(result: Result, kpi: string): string | undefined {
  const fault = noticesFor(result, kpi).find(({ severity }) => severity === 'error');
  return fault && `${fault.message} (${fault.code})`;
}

export interface Series {
  readonly times: readonly number[];
  readonly values: ReadonlyArray<number | null>;
  readonly incompleteFromMs: number | null;
  /** Time of the newest bucket that has a number, and where that bucket ends; undefined where none has. */
  readonly newest?: { readonly fromMs: number; readonly toMs: number; readonly value: number };
}

/** The first series of a KPI in an answer of view series. */
export function seriesOf(result: Result, kpi: string): Series | undefined {
  const [frame] = framesOf(result, kpi);
  if (!frame) {
    return undefined;
  }
  const times = numbersOf(frame, 'time').map((ms) => ms ?? 0);
  const values = numbersOf(frame, 'value');
  const { toMs, incompleteFromMs } = metaOf(frame);
  let i = values.length - 1;
  while (i >= 0 && values[i] === null) {
    i -= 1;
  }
  const value = values[i];
  return {
    times,
    values,
    incompleteFromMs: incompleteFromMs ?? null,
    ...(value === undefined || value === null
      ? {}
      : { newest: { fromMs: times[i], toMs: times[i + 1] ?? toMs, value } }),
  };
}

export interface BudgetLine {
  readonly objective: string;
  readonly displayName: string;
  readonly state: BudgetState;
  readonly remaining: number | null;
  readonly row: (name: string) => number | null;
  readonly text: (name: string) => string | null;
  readonly spark: BudgetMeta['sparks'][number] | undefined;
  readonly meta: BudgetMeta;
}

/** Rows of a KPI's budget, worst first, as the view has them. */
export function budgetsOf(result: Result, kpi: string): readonly BudgetLine[] {
  return framesOf(result, kpi).flatMap((frame) => {
    const meta = frame.meta as unknown as BudgetMeta;
    const names = columnOf(frame, 'objective');
    return names.map((name, i): BudgetLine => {
      const state = BUDGET_STATES.find((known) => known === columnOf(frame, 'state')[i]) ?? 'frozen';
      return {
        objective: String(name),
        displayName: meta.objectives.find((one) => one.name === name)?.displayName ?? String(name),
        state,
        remaining: numbersOf(frame, 'remaining')[i] ?? null,
        row: (field) => numbersOf(frame, field)[i] ?? null,
        text: (field) => {
          const value = columnOf(frame, field)[i];
          return typeof value === 'string' ? value : null;
        },
        spark: meta.sparks[i],
        meta,
      };
    });
  });
}

/** A budget's state in a word or two, and how loud it is. */
export const STATE_WORDS: Readonly<Record<BudgetState, { readonly words: string; readonly tone: Tone }>> = {
  exhausted: { words: 'budget gone', tone: 'red' },
  page: { words: 'burning: page', tone: 'red' },
  ticket: { words: 'burning: ticket', tone: 'amber' },
  frozen: { words: 'not known: too little measured', tone: 'unknown' },
  burning: { words: 'spending too fast', tone: 'amber' },
  ok: { words: 'within budget', tone: 'calm' },
};
export type Tone = 'red' | 'amber' | 'calm' | 'unknown';
