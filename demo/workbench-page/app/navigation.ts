/** The address is the state: `#/board/shop?from=now-30d&to=now&var-device=mobile&theme=light`. */
import { locationService } from '@grafana/runtime';
import { useCallback, useEffect, useState } from 'react';

export interface Route {
  /** `board`, `states`, `explore`, `config`, or `a`: a page of the app, which has a real path as in Grafana (`/a/plumbline-kpi-app/catalog`). */
  readonly page: string;
  /** What follows the page, for instance the board's uid. */
  readonly name: string;
  readonly params: URLSearchParams;
}

export type ParamChange = Readonly<Record<string, string | readonly string[] | null>>;

/** Kept when one goes from page to page. */
const STICKY = ['theme', 'from', 'to', 'tz', 'refresh'];

function parse(hash: string): Route {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [page = '', ...rest] = path.split('/');
  return { page: page || 'board', name: decodeURIComponent(rest.join('/')), params: new URLSearchParams(query) };
}

/** Where Grafana has the pages of apps. */
export const APPS = '/a/';

const isApp = () => window.location.pathname.startsWith(APPS);

/** What the address says now, whichever of the two ways it says it. */
function parseAddress(): Route {
  const { pathname, search, hash } = window.location;
  lastHash = hash || lastHash;
  return isApp() ? { page: 'a', name: pathname, params: new URLSearchParams(search) } : parse(hash);
}

function format(path: string, params: URLSearchParams): string {
  const query = params.toString();
  return `/#/${path}${query ? `?${query}` : ''}`;
}

/** An address of another page that keeps time, zone and theme. */
export function hrefTo(path: string, change: ParamChange = {}): string {
  const { params } = parseAddress();
  const kept = new URLSearchParams();
  for (const name of STICKY) {
    const value = params.get(name);
    if (value !== null) {
      kept.set(name, value);
    }
  }
  return path.startsWith(APPS) ? withQuery(path, kept) : format(path, applied(kept, change));
}

function withQuery(path: string, params: URLSearchParams): string {
  const query = params.toString();
  return query ? `${path}?${query}` : path;
}

function applied(params: URLSearchParams, change: ParamChange): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(change)) {
    next.delete(name);
    for (const one of value === null ? [] : [value].flat()) {
      next.append(name, one);
    }
  }
  return next;
}

/** The part behind `#` when it was last there, and what `locationService` said before. */
let lastHash = window.location.hash;
let lastSearch = new URLSearchParams();

/** A panel sets variables with `locationService.partial`, which knows no `#`: what it changed is changed there. */
function moveIntoHash(search: string): void {
  const now = new URLSearchParams(search);
  const change: Record<string, readonly string[] | null> = {};
  lastSearch.forEach((_, name) => (change[name] = null));
  now.forEach((_, name) => (change[name] = now.getAll(name)));
  lastSearch = now;
  const { page, name, params } = parse(window.location.hash || lastHash);
  const path = name ? `${page}/${encodeURIComponent(name)}` : page;
  window.history.replaceState(window.history.state, '', format(path, applied(params, change)));
  lastHash = window.location.hash;
}

export function useRoute(): [Route, (change: ParamChange) => void] {
  const [route, setRoute] = useState(parseAddress);
  useEffect(() => {
    const onChange = () => setRoute(parseAddress());
    window.addEventListener('hashchange', onChange);
    const unlisten = locationService.getHistory().listen(({ search }: { readonly search: string }) => {
      if (!isApp()) {
        moveIntoHash(search);
      }
      onChange();
    });
    return () => {
      window.removeEventListener('hashchange', onChange);
      unlisten();
    };
  }, []);
  const change = useCallback((params: ParamChange) => {
    if (isApp()) {
      const { name, params: now } = parseAddress();
      locationService.push(withQuery(name, applied(now, params)));
      return;
    }
    const now = parse(window.location.hash);
    const path = now.name ? `${now.page}/${encodeURIComponent(now.name)}` : now.page;
    window.location.href = format(path, applied(now.params, params));
  }, []);
  return [route, change];
}

/**
 * Links of panels and cells lead where Grafana has its boards (`/d/uid?…`); here boards are in the address behind `#`. What is not named
 * keeps its value, as the theme.
 */
export function followBoardLinks(): void {
  document.addEventListener('click', (event) => {
    const anchor = (event.target as Element | null)?.closest?.('a');
    const href = anchor?.getAttribute('href');
    if (!href?.startsWith('/d/') || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const url = new URL(href, window.location.origin);
    const params = Object.fromEntries(
      [...new Set(url.searchParams.keys())].map((name) => [name, url.searchParams.getAll(name)])
    );
    window.location.href = hrefTo(`board/${url.pathname.slice(3).split('/')[0]}`, params);
  });
}

/** What a link within the page means here: a page of the app by the history, Explore of Grafana as ours; undefined: as the browser has it. */
export function followed(href: string): { readonly push: string } | { readonly go: string } | undefined {
  const url = new URL(href, window.location.href);
  if (url.origin !== window.location.origin) {
    return undefined;
  }
  if (url.pathname.startsWith(APPS)) {
    const { theme, role } = Object.fromEntries(new URLSearchParams(window.location.search));
    for (const [name, value] of Object.entries({ theme, role })) {
      if (value && !url.searchParams.has(name)) {
        url.searchParams.set(name, value);
      }
    }
    return { push: url.pathname + url.search };
  }
  if (url.pathname === '/explore') {
    const panes = JSON.parse(url.searchParams.get('panes') ?? '{}') as Record<string, ExplorePane | undefined>;
    const pane = Object.values(panes)[0];
    const { from, to } = pane?.range ?? {};
    return {
      go: hrefTo('explore', {
        ds: pane?.datasource ?? null,
        query: JSON.stringify(pane?.queries?.[0] ?? {}),
        from: from ?? null,
        to: to ?? null,
      }),
    };
  }
  return undefined;
}

interface ExplorePane {
  readonly datasource?: string;
  readonly queries?: readonly unknown[];
  readonly range?: { readonly from?: string; readonly to?: string };
}

/** Grafana follows links without loading anew; so that leaving a page can be asked about, so do we. */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const plain = !event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    const to = link && plain && !link.target && !link.download ? followed(link.href) : undefined;
    if (to) {
      event.preventDefault();
      if ('push' in to) {
        locationService.push(to.push);
      } else {
        window.location.href = to.go;
      }
    }
  });
}
