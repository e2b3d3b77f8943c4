/** Cells of frames, whatever a source may have put there. */
import { DataFrame, Field } from '@grafana/data';

export const finite = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** A finite number, or null: NaN and infinities are not known either. */
export const numberAt = (field: Field | undefined, row: number): number | null => finite(field?.values[row]);

/** A text, empty where there is none; numbers and booleans as they are written. */
export function textAt(field: Field | undefined, row: number): string {
  const value: unknown = field?.values[row];
  return typeof value === 'string'
    ? value.trim()
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
}

/** A moment: epoch ms, a date, or a text that says when. */
export function momentAt(field: Field | undefined, row: number): number | null {
  const value: unknown = field?.values[row];
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value)) {
    return finite(Date.parse(value));
  }
  return value instanceof Date ? finite(value.getTime()) : finite(value);
}

/** The first field that has one of the names, upper and lower case alike; names come in the order of preference. */
export function fieldNamed(frame: DataFrame, ...names: string[]): Field | undefined {
  for (const name of names) {
    const found = frame.fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
    if (found) {
      return found;
    }
  }
  return undefined;
}
