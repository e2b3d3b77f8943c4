/** Tables of faulty definitions, and how they are checked. */
import { expect, it } from 'vitest';
import { formatDiagnostic, type Diagnostic } from '../../diagnostics';
import { parseDefinitions } from '../parse';
import { marked, SOURCES } from './texts';

/** What is wrong -> the text with a § at each place, and what is said there. */
export type FaultTable = Record<
  string,
  readonly [text: string, ...expected: Array<readonly [code: string, said: RegExp]>]
>;

export function faultsOf(text: string): readonly Diagnostic[] {
  const outcome = parseDefinitions([{ file: 'shop.yaml', text }]);
  expect(outcome.ok).toBe(false);
  expect('value' in outcome).toBe(false);
  return outcome.diagnostics;
}

const place = (d: Diagnostic): string => `${d.place?.line}:${d.place?.column}`;

/** One test a row; two sources stand before texts that define none. */
export function checkFaults(table: FaultTable): void {
  it.each(Object.keys(table))('%s: is told of at its place', (name) => {
    const [body, ...expected] = table[name];
    const withSources =
      /kind: Source/.test(body) && !body.startsWith('---')
        ? body
        : SOURCES + (body.startsWith('---') ? '' : '---\n') + body;
    const { text, places } = marked(withSources);
    const faults = faultsOf(text);
    expect(faults.map((d) => `${d.code} ${place(d)}`)).toEqual(expected.map(([code], i) => `${code} ${places[i]}`));
    faults.forEach((d, i) => {
      expect(`${d.message} ${d.hint}`).toMatch(expected[i][1]);
      expect(d.hint).toBeTruthy();
      expect(formatDiagnostic(d)).toBe(`shop.yaml:${places[i]}: error ${d.code} ${d.message} ${d.hint}`);
    });
  });
}
