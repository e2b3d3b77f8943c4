/** The address is the state: `#/board/shop?from=now-30d&to=now&var-device=mobile&theme=light`. */
import { useCallback, useEffect, useState } from 'react';

export interface Route {
  /** `board`, `states`, `explore` or `config`. */
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

function format(path: string, params: URLSearchParams): string {
  const query = params.toString();
  return `#/${path}${query ? `?${query}` : ''}`;
}

/** An address of another page that keeps time, zone and theme. */
export function hrefTo(path: string, change: ParamChange = {}): string {
  const { params } = parse(window.location.hash);
  const kept = new URLSearchParams();
  for (const name of STICKY) {
    const value = params.get(name);
    if (value !== null) {
      kept.set(name, value);
    }
  }
  return format(path, applied(kept, change));
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

export function useRoute(): [Route, (change: ParamChange) => void] {
  const [route, setRoute] = useState(() => parse(window.location.hash));
  useEffect(() => {
    const onChange = () => setRoute(parse(window.location.hash));
    window.addEventListener('hashchange', onChange);
    return () => window.removeEventListener('hashchange', onChange);
  }, []);
  const change = useCallback((params: ParamChange) => {
    const now = parse(window.location.hash);
    const path = now.name ? `${now.page}/${encodeURIComponent(now.name)}` : now.page;
    window.location.hash = format(path, applied(now.params, params));
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
    window.location.hash = hrefTo(`board/${url.pathname.slice(3).split('/')[0]}`, params);
  });
}
