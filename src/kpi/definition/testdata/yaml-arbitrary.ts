/** Random YAML as people write it, and the same after small accidents. */
import fc from 'fast-check';

const key = fc.constantFrom('name', 'spec', 'where', 'is', 'in', 'a', 'b', 'c', 'd_e', 'f.g', 'h-i', 'x1');
const plain = fc.constantFrom(
  ...[
    'rows',
    'shop-db',
    '30d',
    '0.99',
    '-5',
    '-.5',
    'true',
    'yes',
    '~',
    'null',
    '2026-03-01',
    'a b  c',
    'http://x/y?z=1',
  ],
  ...[
    '$window',
    'Grüße',
    '日本',
    '💶 money',
    'a#b',
    "it's",
    'x:y',
    '/d/board',
    'a,b',
    'user@host',
    '=',
    '<<',
    '1_000',
    '.5',
  ]
);
const quoted = fc.oneof(
  fc.stringMatching(/^[ -!#-&(-[\]-~]{0,12}$/).map((text) => `"${text}"`),
  fc.stringMatching(/^[ -&(-[\]-~]{0,12}$/).map((text) => `'${text}'`),
  fc.constantFrom('"a\\nb"', "'it''s'", '"üñ"', '""', "''", '"a # b"', "': '", '"\\u0041"')
);
const inFlow = fc.oneof(
  { weight: 3, arbitrary: plain.filter((text) => !/[,#]/.test(text)) },
  { weight: 2, arbitrary: quoted }
);
const blanks = fc.constantFrom('', ' ', '  ');
const lineEnd = fc.constantFrom('', '', '', ' ', '   # why', ' #', '#no');

/** Flow collections, some over several lines. */
const flow: fc.Arbitrary<string> = fc.letrec<{ value: string; flow: string }>((tie) => ({
  value: fc.oneof({ maxDepth: 3, depthIdentifier: 'flow' }, inFlow, tie('flow')),
  flow: fc
    .record({
      map: fc.boolean(),
      items: fc.array(fc.tuple(key, tie('value'), blanks), { maxLength: 4 }),
      separator: fc.constantFrom(', ', ',', ' , ', ',\n            '),
      pad: blanks,
      trail: fc.constantFrom('', '', ',', ' ,'),
    })
    .map(({ map, items, separator, pad, trail }) => {
      const parts = items.map(([k, v, b]) => (map ? `${k}: ${b}${v}` : v));
      const inner = parts.join(separator) + (parts.length > 0 ? trail : '');
      return map ? `{${pad}${inner}${pad}}` : `[${pad}${inner}${pad}]`;
    }),
})).flow;

/** What some formatters make: the value on the line below its key. */
const below = fc.tuple(key, fc.oneof(plain, quoted, flow)).map(([k, v]) => `${k}:\n    ${v}`);

/** A block of lines, without indentation; nested ones are indented where they are put. */
const block: fc.Arbitrary<string> = fc.letrec<{ block: string; entry: string; item: string }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'block' },
    fc.array(tie('entry'), { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')),
    fc.array(tie('item'), { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'))
  ),
  entry: fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(key, fc.oneof(plain, quoted, flow), blanks, lineEnd)
        .map(([k, v, b, e]) => `${k}: ${b}${v}${e}`),
    },
    { weight: 1, arbitrary: fc.tuple(key, lineEnd).map(([k, e]) => `${k}:${e}`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(key, tie('block'), fc.constantFrom(0, 2, 4), lineEnd)
        .map(([k, b, n, e]) => `${k}:${e}\n${indent(b, n)}`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          key,
          fc.constantFrom('|', '|-', '>', '>-', '|+', '|2', '| # c'),
          fc.array(fc.constantFrom('SELECT 1', '  more', '', 'a: b', '# no comment', 'x ', '- y', '    '), {
            maxLength: 4,
          })
        )
        .map(([k, header, lines]) => `${k}: ${header}\n${indent(lines.join('\n'), 2)}`),
    },
    { weight: 1, arbitrary: below },
    { weight: 1, arbitrary: fc.constantFrom('# remark', '', '   # odd remark', '  ') }
  ),
  item: fc.oneof(
    fc.oneof(plain, quoted, flow).map((v) => `- ${v}`),
    tie('block').map((b) => `- ${indent(b, 2).slice(2)}`),
    fc.constantFrom('-', '- # nothing', '-   a', '- - b')
  ),
})).block;

function indent(text: string, by: number): string {
  return text
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');
}

const accident = fc.record({
  at: fc.nat({ max: 10_000 }),
  remove: fc.nat({ max: 3 }),
  insert: fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    { weight: 3, arbitrary: fc.constantFrom(...' \n:#-,[]{}"\'|>&*!?%@`\t\r\\~'.split('')) },
    fc.constantFrom(
      '\n---\n',
      '\n...\n',
      ': ',
      ' #',
      '- ',
      '? ',
      '&a ',
      '*a',
      '!!str ',
      '<<: *a',
      '\r\n',
      '\ufeff',
      '\u0000',
      '\ud800',
      '\u2028'
    )
  ),
});

/** One document; `accidents` at most. */
export function yamlText(accidents: number): fc.Arbitrary<string> {
  return fc
    .tuple(block, fc.constantFrom('\n', '', '\n\n', '\r\n'), fc.array(accident, { maxLength: accidents }), fc.boolean())
    .map(([text, end, changes, windows]) => {
      let all = text + end;
      for (const { at, remove, insert } of changes) {
        const place = all.length === 0 ? 0 : at % (all.length + 1);
        all = all.slice(0, place) + insert + all.slice(place + remove);
      }
      return windows && changes.length % 3 === 2 ? all.replace(/\r?\n/g, '\r\n') : all;
    });
}
