import { useEffect, useState } from 'react';

/** What was asked for: still on its way, there, or why it is not. */
export type Asked<T> =
  | { readonly state: 'waiting' }
  | { readonly state: 'there'; readonly value: T }
  | { readonly state: 'failed'; readonly reason: string };

const WAITING = { state: 'waiting' } as const;

/**
 * Asks once, and again when `key` changes; what was asked before is then dropped and cancelled. A rejection becomes a reason.
 * @param ask must depend on nothing but what `key` says
 */
export function useAsked<T>(key: string, ask: (signal: AbortSignal) => Promise<T>): Asked<T> {
  const [answer, setAnswer] = useState<{ readonly key: string; readonly asked: Asked<T> }>({ key, asked: WAITING });
  useEffect(() => {
    const abort = new AbortController();
    const take = (asked: Asked<T>) => {
      if (!abort.signal.aborted) {
        setAnswer({ key, asked });
      }
    };
    ask(abort.signal).then(
      (value) => take({ state: 'there', value }),
      (error: unknown) => take({ state: 'failed', reason: reasonOf(error) })
    );
    return () => abort.abort(new DOMException('Nobody waits for the answer any more.', 'AbortError'));
    // `key` stands for all that `ask` depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return answer.key === key ? answer.asked : WAITING;
}

/** What a rejection says: Grafana's own errors carry their words in `data`. */
export function reasonOf(error: unknown): string {
  const { data, message, statusText } = (error ?? {}) as {
    data?: { message?: string };
    message?: string;
    statusText?: string;
  };
  return data?.message || message || statusText || String(error);
}
