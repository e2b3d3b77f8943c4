import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literal, plain } from './templates';
import { amount, durationWords, percent } from './words';

/**
 * What Grafana makes of a text of an annotation: its environment first (both ways that there were: every `$x`, or braced ones only), then
 * Go's template, of which only string literals may be in it. pkg/services/provisioning/values, text/template.
 */
function grafanaReads(text: string): string {
  const environment = text
    .split('$$')
    .map((part) => part.replace(/\$(\{[^}]*\}|[A-Za-z0-9_*#@!?-]+)/g, ''))
    .join('$');
  expect(environment).toBe(text);
  let out = '';
  for (let at = 0; at < text.length;) {
    const open = text.indexOf('{{', at);
    if (open < 0) {
      return out + text.slice(at);
    }
    const action = /^\{\{ "(\\x24|\{)" \}\}/.exec(text.slice(open));
    expect(action, text.slice(open)).not.toBeNull();
    out += text.slice(at, open) + (action![1] === '{' ? '{' : '$');
    at = open + action![0].length;
  }
  return out;
}

describe('texts of people within templates', () => {
  const pieces = fc.array(
    fc.constantFrom('$', '{', '}', '{{', '}}', 'a', ' ', '\n', '"', '\\', '$HOME', '${X}', '-', '`')
  );

  it('come out as they went in, with no dollar and no action of their own', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          pieces.map((all) => all.join('')),
          fc.string({ unit: 'binary' })
        ),
        (text) => {
          const made = literal(text);
          expect(made).not.toContain('$');
          expect(grafanaReads(made)).toBe(text);
        }
      )
    );
  });

  it('do not join the action that follows them', () => {
    expect(grafanaReads(`${literal('a{')}${literal('$')}`)).toBe('a{$');
  });

  it('that are no templates lose no dollar to the environment', () => {
    fc.assert(
      fc.property(pieces, (all) => {
        const text = all.join('');
        const read = plain(text)
          .split('$$')
          .map((part) => part.replace(/\$(\{[^}]*\}|\w+)/g, ''))
          .join('$');
        expect(read).toBe(text);
      })
    );
  });
});

describe('numbers in words', () => {
  it.each([
    ['0.999', '99.9 %'],
    ['0.99', '99 %'],
    ['0.995', '99.5 %'],
    ['0.9', '90 %'],
    ['0.00001', '0.001 %'],
    ['1', '100 %'],
    ['0', '0 %'],
    ['0.123456789012345678', '12.3456789012345678 %'],
  ])('%s is %s', (share, words) => expect(percent(share)).toBe(words));

  it.each([
    [0, '0 s'],
    [300_000, '5 min'],
    [5_400_000, '1 h 30 min'],
    [86_400_000, '1 day'],
    [259_200_000, '3 days'],
    [2_592_000, '43 min 12 s'],
    [25_920_000, '7 h 12 min'],
    [90_061_000, '1 day 1 h'],
  ])('%d ms are %s', (ms, words) => expect(durationWords(ms)).toBe(words));

  it('money and counts', () => {
    expect([amount(60), amount(14.4), amount(1234567), amount(3252, 2), amount(0.5)]).toEqual([
      '60',
      '14.4',
      '1,234,567',
      '3,252.00',
      '0.5',
    ]);
  });
});
