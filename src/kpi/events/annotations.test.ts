import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventsDefinition } from '../definition/types';
import { foundInAnnotations, readText, tagsOf, textOf } from './annotations';
import { recordsOf } from './records';

const NOTES: EventsDefinition = {
  kind: 'Events',
  name: 'notes',
  displayName: 'Notes',
  type: 'deploy',
  source: 'grafana',
  from: { store: 'grafana', tags: ['deploy'] },
  place: { file: 'x', line: 1, column: 1 },
};
const frame = (row: Record<string, string | number | null>) => ({
  length: 1,
  columns: Object.entries(row).map(([name, value]) => ({
    name,
    type: typeof value === 'number' ? ('number' as const) : ('string' as const),
    values: [value],
  })),
});
const read = (row: Record<string, string | number | null>) =>
  recordsOf(NOTES, foundInAnnotations([frame({ time: 5, timeEnd: 5, text: '', tags: '[]', login: '', ...row })]));

describe('annotations as events', () => {
  it('read tags, title and link', () => {
    const text = 'Release <b>2</b><br>see https://ci/2 for more';
    const tags = JSON.stringify(['deploy', 'kind:rollback', 'service:shop', 'version:v2:rc', 'team: pay', 'noise']);
    expect(read({ text, tags, login: 'ada' }).records).toEqual([
      {
        id: 'notes/5/shop/v2%3Arc',
        kind: 'rollback',
        atMs: 5,
        endMs: null,
        title: 'Release 2',
        service: 'shop',
        version: 'v2:rc',
        team: 'pay',
        author: 'ada',
        link: 'https://ci/2',
        events: 'notes',
        source: 'grafana',
      },
    ]);
  });

  it('of people and of tokens: a service account is nobody', () => {
    expect(read({ login: 'sa-1-ci' }).records[0].author).toBeUndefined();
  });

  it('with an end are as long as that', () => {
    expect(read({ timeEnd: 9 }).records[0].endMs).toBe(9);
    expect(read({ timeEnd: 0 }).records[0].endMs).toBeNull();
  });

  it('never open what is no address', () => {
    const { records, said } = read({ text: '<a href="javascript:alert(1)">x</a>' });
    expect(records[0].link).toBeUndefined();
    expect(said.map(({ code }) => code)).toEqual(['PL4056']);
  });

  it('without tags or text are what the definition says', () => {
    expect(read({ tags: 'no JSON' }).records[0]).toMatchObject({ kind: 'deploy', title: 'Notes' });
  });

  it('what is written is read back, whatever it holds', () => {
    const word = fc
      .string({ unit: 'binary', minLength: 1 })
      .map((s) => s.trim())
      .filter((s) => s !== '');
    const title = fc
      .string({ unit: 'binary', minLength: 1 })
      .map((s) => s.replace(/\n/g, ' ').trim())
      .filter((s) => s !== '');
    const link = fc.webUrl({ withQueryParameters: true, withFragments: true });
    fc.assert(
      fc.property(title, fc.option(link, { nil: undefined }), word, word, (name, address, service, version) => {
        expect(readText(textOf({ title: name, link: address }))).toEqual({
          title: name,
          ...(address === undefined
            ? /https?:\/\/[^\s<>"'&]/i.test(name)
              ? { link: expect.anything() }
              : {}
            : { link: address }),
        });
        const tags = JSON.stringify(tagsOf({ kind: 'flag', title: name, texts: { service, version } }));
        expect(read({ tags, text: textOf({ title: name }) }).records[0]).toMatchObject({
          kind: 'flag',
          title: name,
          service,
          version,
        });
      })
    );
  });
});
