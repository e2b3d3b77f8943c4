/** The catalogue as a page of the reference. Not part of what hosts load. */
import { CATALOGUE } from './catalogue';
import type { Severity } from './types';

const CHAPTERS: ReadonlyArray<readonly [prefix: string, title: string]> = [
  ['PL1', 'Definitions'],
  ['PL2', 'Queries and plans'],
  ['PL3', 'Stores and their answers'],
  ['PL4', 'What the numbers show'],
  ['PL9', 'Plumbline’s own faults'],
];

const ORIGINS = { input: 'the text or query given', downstream: 'the store asked', plugin: 'Plumbline' } as const;

interface AnyEntry {
  readonly severity: Severity;
  readonly origin: keyof typeof ORIGINS;
  readonly text: (p: unknown) => string;
  readonly hint?: (p: unknown) => string;
}

/** Markdown of docs/reference/diagnostics.md. Parameters stand as ‹name›. */
export function diagnosticsPage(): string {
  const codes = (Object.keys(CATALOGUE) as Array<keyof typeof CATALOGUE>).slice().sort();
  const lines = [
    '# Diagnostics',
    '',
    'Every error and notice of Plumbline has a code. Codes and parameters stay as they are; the words may get better.',
    'Parameters stand as ‹name›. Made from `src/kpi/diagnostics/catalogue.ts` by `npx tsx scripts/generate-diagnostics.mts`.',
    '',
    '*Error*: no number may be shown. *Warning*: shown, but doubt it. *Info*: worth knowing.',
  ];
  for (const [prefix, title] of CHAPTERS) {
    lines.push('', `## ${prefix}xxx ${title}`);
    for (const code of codes.filter((one) => one.indexOf(prefix) === 0)) {
      const entry = CATALOGUE[code] as unknown as AnyEntry;
      lines.push(
        '',
        `### ${code}`,
        '',
        `*${entry.severity}, from ${ORIGINS[entry.origin]}*`,
        '',
        numbers(entry.text(placeholders()))
      );
      const hints = entry.hint ? [placeholders(), placeholders('suggestion')].map(entry.hint).map(numbers) : [];
      for (const hint of hints.filter((text, i) => text !== '' && hints.indexOf(text) === i)) {
        lines.push('', `What to do: ${hint}`);
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

/** What a text computes from a parameter (a percentage, say) cannot stand for itself. */
const numbers = (text: string): string => text.replace(/NaN/g, '‹number›');

/** Stands for a parameter of any type: text, number or list of words. */
class Placeholder extends String {
  map(each: (word: string) => string): string[] {
    return [each(String(this))];
  }
  join(): string {
    return String(this);
  }
  override slice(): string {
    return this as unknown as string;
  }
  toFixed(): string {
    return String(this);
  }
  override toLocaleString(): string {
    return String(this);
  }
}

function placeholders(missing?: string): unknown {
  return new Proxy({}, { get: (_, name) => (name === missing ? undefined : new Placeholder(`‹${String(name)}›`)) });
}
