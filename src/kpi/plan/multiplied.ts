/** Rows that a join or a second ingest has multiplied. */
import type { ColumnFrame } from './request';

/** Columns of a statement: how many rows a part has in a bucket, and how many different keys. */
export interface Keyed {
  readonly field: string;
  readonly rows: string;
  readonly keys: string;
}

/** The rows and keys of all buckets that have more rows than keys; undefined where every row has a key of its own. */
export function multiplied(
  frames: readonly ColumnFrame[],
  { field, rows, keys }: Keyed
): { readonly key: string; readonly rows: number; readonly keys: number } | undefined {
  let [all, different] = [0, 0];
  for (const frame of frames) {
    const [counted, distinct] = [rows, keys].map((name) => frame.columns.find((column) => column.name === name));
    for (let i = 0; i < frame.length; i++) {
      const [r, k] = [Number(counted?.values[i] ?? 0), Number(distinct?.values[i] ?? 0)];
      if (r > k) {
        all += r;
        different += k;
      }
    }
  }
  return all > different ? { key: field, rows: all, keys: different } : undefined;
}
