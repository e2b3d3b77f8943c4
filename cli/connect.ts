import { connectSources, SourceUrlError, type Driver } from '../src/hosts/direct';
import type { DefinitionSet } from '../src/kpi';
import { CannotRun } from './exit';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the stores are: each by its own address, or all others through one Grafana. */
export interface SourceOptions {
  /** `NAME=URL`. */
  readonly source: readonly string[];
  /** Base address of a Grafana that has the data sources that the definitions name; its token comes from the environment. */
  readonly grafana?: string;
  readonly grafanaTokenEnv?: string;
}

export const GRAFANA_TOKEN = 'GRAFANA_TOKEN';

/**
 * Opens a driver for each source that an address was given for.
 * @throws CannotRun for an address that cannot be used; no message repeats it, since it may hold a password
 */
export function connect(definitions: DefinitionSet, options: SourceOptions, env: Environment): Map<string, Driver> {
  try {
    return connectSources(definitions, [...options.source, ...throughGrafana(definitions, options, env)]);
  } catch (error) {
    throw error instanceof SourceUrlError ? new CannotRun(error.message) : error;
  }
}

export const closeAll = async (drivers: ReadonlyMap<string, Driver>): Promise<void> => {
  await Promise.all([...drivers.values()].map((driver) => driver.close()));
};

/** `--grafana` as addresses of the sources that have none of their own. */
function throughGrafana(
  definitions: DefinitionSet,
  { source, grafana, grafanaTokenEnv = GRAFANA_TOKEN }: SourceOptions,
  env: Environment
): string[] {
  if (grafana === undefined) {
    return [];
  }
  if (!URL.canParse(grafana) || !/^https?:$/.test(new URL(grafana).protocol)) {
    throw new CannotRun('--grafana takes the address of a Grafana, such as https://grafana.example.com.');
  }
  const url = new URL(grafana);
  const token = env[grafanaTokenEnv] ?? '';
  if (token === '' && url.username === '') {
    throw new CannotRun(`--grafana needs a token: the environment variable ${grafanaTokenEnv} is not set.`);
  }
  if (token !== '') {
    url.username = encodeURIComponent(token);
    url.password = '';
  }
  const own = new Set(source.map((one) => one.slice(0, Math.max(0, one.indexOf('=')))));
  return [...definitions.sources.values()]
    .filter(({ name }) => !own.has(name))
    .map(({ name, grafana: at }) => {
      const address = new URL(url);
      address.search = at ? `?uid=${encodeURIComponent(at.uid)}` : '';
      return `${name}=grafana+${address.toString()}`;
    });
}
