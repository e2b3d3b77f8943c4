/** What Prometheus says of Sloth's expressions, minute by minute. */
import { MINUTE } from '../engines/counter-fleet';

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data: { readonly result: ReadonlyArray<{ readonly values: ReadonlyArray<[number, string]> }> };
}

/** The only series of an expression at each whole minute of [fromMs, toMs]; minutes without a point are absent. NaN is a point. */
export async function eachMinute(
  url: string,
  query: string,
  fromMs: number,
  toMs: number
): Promise<Map<number, number>> {
  const form = { query, start: String(fromMs / 1000), end: String(toMs / 1000), step: '60' };
  const response = await fetch(`${url}/api/v1/query_range`, { method: 'POST', body: new URLSearchParams(form) });
  const { status, error, data } = (await response.json()) as Answer;
  if (status !== 'success' || data.result.length > 1) {
    throw new Error(`${query}: ${error ?? `${data.result.length} series`}`);
  }
  const points = data.result.flatMap(({ values }) => values);
  return new Map(points.map(([seconds, value]) => [Math.round(seconds * 1000), Number(value)]));
}

export const minutes = (fromMs: number, toMs: number): number[] =>
  Array.from({ length: Math.floor((toMs - fromMs) / MINUTE) + 1 }, (_, i) => fromMs + i * MINUTE);
