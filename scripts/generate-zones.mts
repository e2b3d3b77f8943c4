/**
 * Writes src/kpi/calendar/zone-table.ts from moment-timezone's packed IANA data (MIT).
 *
 *   npx tsx scripts/generate-zones.mts
 *
 * Kept: every name (links too) and every change of offset from 1970 to 2037. Dropped: abbreviations, populations, and what
 * was before 1970. A zone's changes are written once; zones that share a tail (all of the EU, all of the US …) point to it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { resolve } from 'node:path';

interface Packed {
  version: string;
  zones: string[];
  links: string[];
}

const require = createRequire(import.meta.url);
const packed = JSON.parse(readFileSync(require.resolve('moment-timezone/data/packed/latest.json'), 'utf8')) as Packed;
const END_MINUTES = Date.UTC(2038, 0, 1) / 60_000;
/** A pointer costs about six characters, so shorter tails are written out. */
const SHORTEST_TAIL = 3;

/** moment-timezone writes numbers in base 60 (0-9 a-z A-X), with an optional fraction. */
function fromBase60(text: string): number {
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const digit = (c: string) => {
    const code = c.charCodeAt(0);
    return code > 96 ? code - 87 : code > 64 ? code - 29 : code - 48;
  };
  let value = 0;
  for (const c of whole) {
    value = value * 60 + digit(c);
  }
  let unit = 1 / 60;
  for (const c of fraction) {
    value += digit(c) * unit;
    unit /= 60;
  }
  return negative ? -value : value;
}

const round = (minutes: number) => Math.round(minutes * 60) / 60;

/** Offset (minutes east) at 1970 and the later changes as tokens `gap sign [size]`: see zones.ts for the reading side. */
function compress(zone: string): { names: string[]; offset: number; tokens: string[] } {
  const [name = '', , offsets = '', indices = '', diffs = ''] = zone.split('|');
  const offsetOf = offsets.split(' ').map((o) => round(-fromBase60(o)) + 0);
  const order = [...indices].map((i) => Math.round(fromBase60(i)));
  let at = 0;
  let current = offsetOf[order[0]];
  let previousAt = 0;
  let offset = current;
  const tokens: string[] = [];
  diffs
    .split(' ')
    .filter((d) => d !== '')
    .forEach((diff, i) => {
      at = round(at + fromBase60(diff));
      const next = offsetOf[order[i + 1]];
      if (at <= 0) {
        offset = next;
      } else if (at < END_MINUTES && next !== current) {
        const change = round(next - current);
        const gap = at - previousAt;
        const size = Math.abs(change) === 60 ? '' : String(Math.abs(change));
        tokens.push(`${Number.isInteger(gap) ? gap.toString(36) : `${gap}!`}${change > 0 ? '+' : '-'}${size}`);
        previousAt = at;
      }
      current = next;
    });
  return { names: [name], offset, tokens };
}

const groups = new Map<string, ReturnType<typeof compress>>();
const groupOf = new Map<string, ReturnType<typeof compress>>();
for (const zone of packed.zones) {
  const made = compress(zone);
  const key = `${made.offset}|${made.tokens.join(' ')}`;
  const group = groups.get(key);
  if (group) {
    group.names.push(...made.names);
  } else {
    groups.set(key, made);
  }
  groupOf.set(made.names[0], groups.get(key)!);
}
for (const link of packed.links) {
  const [target = '', name = ''] = link.split('|');
  groupOf.get(target)!.names.push(name);
}

const list = [...groups.values()];
const lines = list.map((group, at) => {
  let best = 0;
  let from = -1;
  for (let other = 0; other < at; other++) {
    const theirs = list[other].tokens;
    let n = 0;
    while (n < group.tokens.length && n < theirs.length && group.tokens.at(-1 - n) === theirs.at(-1 - n)) {
      n++;
    }
    if (n > best) {
      best = n;
      from = other;
    }
  }
  const own = best >= SHORTEST_TAIL ? group.tokens.slice(0, group.tokens.length - best) : group.tokens;
  const tail = best >= SHORTEST_TAIL ? `~${from}.${best}` : '';
  return `${group.names.join(' ')}|${group.offset}|${own.join(' ')}${tail}`;
});

const text = `/* Made by scripts/generate-zones.mts from moment-timezone's data (MIT), IANA ${packed.version}. Do not edit. */

/** Version of the IANA time zone data base that the table was made from. */
export const ZONE_DATA_VERSION = '${packed.version}';

/** One zone a line: \`names | offset at 1970 | changes [~ line . number of its last changes]\`; read by zones.ts. */
export const ZONE_TABLE = \`${lines.join('\n')}\`;
`;
writeFileSync(resolve(import.meta.dirname, '../src/kpi/calendar/zone-table.ts'), text);
process.stdout.write(
  `${lines.length} zones, ${list.reduce((n, g) => n + g.names.length, 0)} names, ${text.length} bytes, ${gzipSync(text).length} gzip\n`
);
