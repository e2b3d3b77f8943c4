import { useEffect, useMemo, useState } from 'react';
import type { Result } from '../../kpi';
import { dataSourceOf } from '../shared/data-sources';
import { reasonOf } from '../shared/use-asked';
import type { Catalog } from './catalog';
import { questionsOf, type Answers } from './live';

const NONE: Answers = new Map();

/** Asks what the catalog shows, each area and view once, and gives what has come so far. Anew whenever `nowMs` is another. */
export function useLive(catalog: Catalog | undefined, nowMs: number) {
  const questions = useMemo(() => (catalog ? questionsOf(catalog, nowMs) : []), [catalog, nowMs]);
  const [kept, setKept] = useState<{ readonly to: unknown; readonly answers: Answers }>({
    to: questions,
    answers: NONE,
  });
  useEffect(() => {
    const abort = new AbortController();
    const take = (key: string, answer: Result | { readonly failed: string }) => {
      if (!abort.signal.aborted) {
        setKept((before) => ({
          to: questions,
          answers: new Map(before.to === questions ? before.answers : NONE).set(key, answer),
        }));
      }
    };
    for (const { key, uid, query, context } of questions) {
      dataSourceOf(uid)
        .then((dataSource) => dataSource.result(query, context, { signal: abort.signal }))
        .then(
          (result) => take(key, result),
          (error: unknown) => take(key, { failed: reasonOf(error) })
        );
    }
    return () => abort.abort(new DOMException('Nobody waits for the answer any more.', 'AbortError'));
  }, [questions]);
  const answers = kept.to === questions ? kept.answers : NONE;
  return { answers, asked: questions.length, answered: answers.size };
}
