import { diagnostic, type Code, type Diagnostic, type Params, type Place } from '../diagnostics';

/** Takes one diagnostic at its place. */
export type Report = <C extends Code>(code: C, params: Params[C], place: Place) => void;

/** Collects diagnostics, and counts which of them are errors. */
export class Diagnostics {
  readonly all: Diagnostic[] = [];
  errors = 0;

  get failed(): boolean {
    return this.errors > 0;
  }

  readonly report: Report = (code, params, place) => {
    const made = diagnostic(code, params, { place });
    this.all.push(made as unknown as Diagnostic);
    this.errors += made.severity === 'error' ? 1 : 0;
  };

  /** In the order of files, then of lines, so that people can go through them from top to bottom. */
  sorted(files: readonly string[]): readonly Diagnostic[] {
    const order = new Map(files.map((file, i) => [file, i] as const));
    const rank = (d: Diagnostic): number => (d.place ? (order.get(d.place.file) ?? files.length) : -1);
    return this.all
      .map((d, i) => ({ d, i }))
      .sort(
        (a, b) =>
          rank(a.d) - rank(b.d) ||
          (a.d.place?.line ?? 0) - (b.d.place?.line ?? 0) ||
          (a.d.place?.column ?? 0) - (b.d.place?.column ?? 0) ||
          a.i - b.i
      )
      .map(({ d }) => d);
  }
}

/** A value as a message shows it: at most 80 characters of it, on one line. */
export function shown(value: string): string {
  const line = value.replace(/[\u0000-\u001f\u007f]+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
