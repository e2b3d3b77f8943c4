import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWithLibrary } from './library-yaml';
import { readQuickly } from './quick-yaml';
import { Diagnostics } from './report';
import { SourceText, type Syntax } from './syntax';
import { yamlText } from './testdata/yaml-arbitrary';

/** Offsets, texts and kinds, without the source. */
function plainTree(syntax: Syntax): unknown {
  switch (syntax.type) {
    case 'scalar':
      return [syntax.offset, syntax.plain ? 'plain' : 'quoted', syntax.text];
    case 'sequence':
      return [syntax.offset, syntax.items.map(plainTree)];
    case 'mapping':
      return [syntax.offset, syntax.entries.map((e) => [e.keyOffset, e.key, plainTree(e.value)])];
  }
}

/** What the library says, faults included; several documents show as such. */
function byLibrary(text: string, start = 0): unknown {
  const diagnostics = new Diagnostics();
  const documents = readWithLibrary(new SourceText('x', text), start, text.length, diagnostics.report);
  const faults = diagnostics.all.map((d) => d.message);
  const roots = documents.filter((d) => d.root).map((d) => plainTree(d.root as Syntax));
  return { faults, roots };
}

function quickly(text: string): unknown {
  const root = readQuickly(new SourceText('x', text), 0, text.length);
  return root === undefined ? undefined : { faults: [], roots: root === null ? [] : [plainTree(root)] };
}

/** A `---` or `...` line splits documents before the quick reader sees them. */
const isOneDocument = (text: string): boolean => !/^(?:---|\.\.\.|%)/m.test(text);

describe('quick reader', () => {
  it.each(['design', 'objectives'])('reads the sample "%s" without the library, to the same offsets', (name) => {
    const text = readFileSync(new URL(`./testdata/${name}.yaml.txt`, import.meta.url), 'utf8');
    let start = 0;
    for (const part of text.split(/^---\n/m)) {
      const source = new SourceText('x', text);
      const root = readQuickly(source, start, start + part.length);
      const documents = readWithLibrary(source, start, start + part.length, new Diagnostics().report);
      expect(root).toBeTruthy();
      expect(plainTree(root as Syntax)).toEqual(plainTree(documents[0].root as Syntax));
      start += part.length + 4;
    }
  });

  it('agrees with the library on whatever it reads, sound or mutilated', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(yamlText(0), yamlText(3)).filter(isOneDocument), (text) => {
        const quick = quickly(text);
        if (quick !== undefined) {
          read++;
          expect(quick).toEqual(byLibrary(text));
        }
      }),
      { numRuns: Number(process.env.PLUMBLINE_FUZZ_RUNS ?? 4000) }
    );
    // It would be worthless if it gave up on most.
    expect(read).toBeGreaterThan(500);
  });

  it.each([
    ['an anchor', 'a: &x 1\n'],
    ['an alias', 'a: *x\n'],
    ['a tag', 'a: !!str 1\n'],
    ['an escape', 'a: "x\\n"\n'],
    ['a doubled key', 'a: 1\na: 2\n'],
    ['a doubled key in braces', '{ a: 1, a: 2 }\n'],
    ['a text over two lines', 'a: b\n  c\n'],
    ['a tab', 'a:\tb\n'],
    ['a key that is no word', '"a b": 1\n'],
    ['a question mark', '? a\n'],
    ['a colon inside a text', 'a: b: c\n'],
    ['odd indentation', 'a:\n    b: 1\n  c: 2\n'],
    ['an open bracket', 'a: [1, 2\n'],
    ['a bracket at the margin', 'a: [1,\n2]\n'],
  ])('gives up on %s', (_, text) => {
    expect(quickly(text)).toBeUndefined();
  });

  it.each([
    ['no text', ''],
    ['remarks only', '# a\n\n  # b\n'],
  ])('finds no document in %s', (_, text) => {
    expect(readQuickly(new SourceText('x', text), 0, text.length)).toBeNull();
  });

  it('gives up on nesting that would endanger the stack', () => {
    expect(quickly('['.repeat(50_000))).toBeUndefined();
    expect(quickly('a: {'.repeat(50_000))).toBeUndefined();
  });
});
