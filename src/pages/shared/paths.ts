/** Addresses of the app's pages, and what an address means. */
import { locationUtil } from '@grafana/data';

export const APP_ROOT = '/a/plumbline-kpi-app';

/** Values of a pattern's `:names`, as they are (not URI-encoded). */
export type PathParams = Readonly<Record<string, string>>;

/** `pagePath('kpi', uid, name)`: an address of this app, without Grafana's own prefix; what `locationService.push` takes. */
export function pagePath(...parts: readonly string[]): string {
  return [APP_ROOT, ...parts.map(encodeURIComponent)].join('/');
}

/** The same as a link's `href`, with the prefix of a Grafana that is served under a path. Grafana follows it without loading anew. */
export function pageHref(...parts: readonly string[]): string {
  return locationUtil.assureBaseUrl(pagePath(...parts));
}

/**
 * What a path (`/a/plumbline-kpi-app/kpi/main/conversion`) has for the names of a pattern (`kpi/:uid/:name`); undefined where it does
 * not fit. A last `:name?` may be absent. A slash at the end does not matter.
 */
export function matchPath(pattern: string, path: string): PathParams | undefined {
  if (path !== APP_ROOT && !path.startsWith(`${APP_ROOT}/`)) {
    return undefined;
  }
  const given = path.slice(APP_ROOT.length).split('/').filter(Boolean);
  const wanted = pattern.split('/').filter(Boolean);
  if (given.length > wanted.length) {
    return undefined;
  }
  const params: Record<string, string> = {};
  for (const [i, want] of wanted.entries()) {
    const has = given[i];
    const name = /^:(\w+)(\??)$/.exec(want);
    if (has === undefined) {
      if (name?.[2] !== '?') {
        return undefined;
      }
    } else if (name) {
      params[name[1]] = decoded(has);
    } else if (has !== want) {
      return undefined;
    }
  }
  return params;
}

/** Some versions of Grafana's history hand paths on decoded; what does not decode is taken as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
