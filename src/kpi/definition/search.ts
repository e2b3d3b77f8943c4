import type { AskedDefinition } from './types';

/** What people may look for a KPI, funnel or experiment by; not its description, whose words would hide the one that is called so. */
export function searchTexts({ name, displayName, area, owner, segments }: AskedDefinition): string[] {
  return [name, displayName, area, owner.team, ...segments.map((segment) => segment.name)];
}

/** Whether every word that was typed occurs in one of `texts`; case and accents do not matter. Nothing typed fits everything. */
export function fitsSearch(texts: readonly string[], typed: string): boolean {
  const folded = texts.map(fold);
  return fold(typed)
    .split(/\s+/)
    .every((word) => folded.some((text) => text.indexOf(word) >= 0));
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}
