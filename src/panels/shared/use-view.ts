/** What a panel shows now: its model, or one sentence that says why there is none. */
import { useMemo, useState } from 'react';
import { LoadingState, PanelData, QueryResultMetaNotice } from '@grafana/data';
import type { SentenceKind } from './sentence';

/** Instead of a picture. */
export interface NoView {
  readonly kind: SentenceKind;
  readonly text: string;
  /** What to do about it, or more about it. */
  readonly hint?: string;
  readonly notices: readonly QueryResultMetaNotice[];
}

/** What a panel's reader makes of frames; its `kind` is none of `NoView`'s. */
export interface Drawable {
  readonly kind: string;
  /** What to doubt: of the sources, and of queries that failed beside others. */
  readonly notices: readonly QueryResultMetaNotice[];
}

const SENTENCES: readonly string[] = ['empty', 'error', 'loading', 'unfit'] satisfies SentenceKind[];

export const isSentence = (view: Drawable | NoView): view is NoView => SENTENCES.includes(view.kind);

/** What the failed queries said, a line each; empty where none failed. Never empty for a failure without words. */
export function faultsOf({ errors, error }: Pick<PanelData, 'errors' | 'error'>): string {
  return (errors ?? (error ? [error] : []))
    .map((each) => each.message || each.data?.message || 'The query failed without a reason.')
    .join('\n');
}

/**
 * Reads the frames. While a query runs, the last answer stays on the screen; a failed query drops it, unless others
 * answered: then the picture stands, with the failure as its first notice. `read` must be the same function each time.
 */
export function useView<M extends Drawable>(
  data: Pick<PanelData, 'series' | 'state' | 'errors' | 'error'>,
  read: (series: PanelData['series']) => M | NoView
): M | NoView {
  const { series, state } = data;
  const faults = faultsOf(data);
  const [last, setLast] = useState<M | NoView | null>(null);
  const view = useMemo((): M | NoView | null => {
    if (series.length === 0) {
      if (faults) {
        return { kind: 'error', text: faults, notices: [] };
      }
      if (state === LoadingState.Loading || state === LoadingState.NotStarted) {
        return null;
      }
    }
    const answer = read(series);
    if (!faults) {
      return answer;
    }
    const notices = [
      ...faults.split('\n').map((text): QueryResultMetaNotice => ({ severity: 'error', text })),
      ...answer.notices,
    ];
    return isSentence(answer)
      ? { kind: 'error', text: faults, notices: answer.notices }
      : { ...(answer as M), notices };
  }, [series, state, faults, read]);
  if (view && view !== last) {
    setLast(view);
  }
  const kept = last && (!isSentence(last) || last.kind === 'empty') ? last : null;
  return view ?? kept ?? { kind: 'loading', text: 'Asking the sources …', notices: [] };
}
