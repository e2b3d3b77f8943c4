/** From the number to one failed transaction in the demo: which payments failed while a gateway was down, and what happened in one of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../src/kpi';
import { MINUTE } from '../../demo/shop/world';
import { openStory, type Story } from './story';

let story: Story;
beforeAll(async () => {
  story = await openStory({ scene: 'payment-outage', days: 1, minutes: 30, sqlOnly: true });
}, 120_000);
afterAll(() => story.close());

const column = (result: Result, name: string) => result.frames[0].fields.find((field) => field.name === name)!.values;
const ask = (query: Parameters<Story['ask']>[0]) =>
  story.ask(query, story.t0 + 30 * MINUTE, { fromMs: story.t0, toMs: story.t0 + 30 * MINUTE });

describe('behind the number', () => {
  it('shows failed payments, and nothing of who paid', async () => {
    const result = await ask({ kpi: 'payment-success', view: 'samples', filters: { region: ['eu'] } });
    expect([result.status, result.notices]).toEqual(['ok', []]);
    const [mails, cards, payloads] = ['mail', 'card', 'payload'].map((name) => column(result, name) as string[]);
    expect(mails.length).toBeGreaterThan(5);
    expect(new Set(mails)).toEqual(new Set(['•••@customers.example.com']));
    expect(cards.every((card) => /^•••\d{4}$/.test(card))).toBe(true);
    expect(payloads.every((payload) => payload.includes('"region":"eu"'))).toBe(true);
    expect(JSON.stringify(result.frames)).not.toMatch(/u-[a-z0-9]+@|4111 1111|203\.0\.113/);
  });

  it('goes on to the spans of one of them', async () => {
    const list = await ask({ kpi: 'checkout-success', view: 'traces' });
    expect(list.status).toBe('ok');
    const trace = column(list, 'trace')[0] as string;
    expect(column(list, 'operation').every((operation) => /^POST \/checkout/.test(String(operation)))).toBe(true);
    const spans = await ask({ kpi: 'checkout-success', view: 'traces', trace });
    expect(column(spans, 'spanID').length).toBe(column(list, 'spans')[0]);
    expect(column(spans, 'statusCode')).toContain(2);
    const newest = await ask({ kpi: 'checkout-success', view: 'traces', trace: 'newest' });
    expect(newest.frames[0].meta).toMatchObject({ part: 'spans' });
    expect(column(newest, 'parentSpanID').filter((parent) => parent === null)).toHaveLength(1);
  });
});
