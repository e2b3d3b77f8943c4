import { distance } from 'fastest-levenshtein';

/**
 * The candidate that `word` was most likely meant to be, or undefined if none is near: case apart equal, or within one edit
 * up to three letters, two up to seven, three beyond. Of equally near ones the first wins.
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length === 0 || word.length > 80) {
    return undefined;
  }
  const lower = word.toLowerCase();
  let best: string | undefined;
  let least = (word.length <= 3 ? 1 : word.length <= 7 ? 2 : 3) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least) {
      continue;
    }
    const edits = candidate.toLowerCase() === lower ? 0 : Math.max(1, edited(lower, candidate.toLowerCase()));
    if (edits < least) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}

/** Levenshtein's distance, but two neighbours that changed places count as one edit, as typing hands make it. */
function edited(a: string, b: string): number {
  if (a.length === b.length) {
    for (let i = 0; i + 1 < a.length; i++) {
      if (a[i] !== b[i]) {
        const swapped = a.slice(0, i) + a[i + 1] + a[i] + a.slice(i + 2);
        if (swapped === b) {
          return 1;
        }
        break;
      }
    }
  }
  return distance(a, b);
}
