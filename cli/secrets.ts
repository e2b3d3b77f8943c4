import { GRAFANA_TOKEN, type Environment, type SourceOptions } from './connect';

/** What must not be printed: tokens and passwords that were given, wherever a message would repeat them. */

/** Shorter ones would be found in every number. */
const SHORTEST = 4;
const MASK = '***';

/** Parts of an address that open something: user, password, and of a webhook its path and query, which hold the key at many services. */
export function secretsOf(address: string, { path = false } = {}): string[] {
  const url = address.replace(/^[^=:/]+=/, '').replace(/^[a-z]+\+(?=https?:)/, '');
  if (!URL.canParse(url)) {
    return [];
  }
  const { username, password, pathname, search, hash } = new URL(url);
  const login = [username, password].flatMap((one) => [one, decoded(one)]);
  return path ? [...login, pathname, search, hash] : login;
}

/** What the addresses of the stores hold, and the token of a Grafana. */
export function secretsOfSources(o: SourceOptions, env: Environment): Array<string | undefined> {
  return [
    ...o.source.flatMap((one) => secretsOf(one)),
    ...secretsOf(o.grafana ?? ''),
    env[o.grafanaTokenEnv ?? GRAFANA_TOKEN],
  ];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A function that masks these in a text, and whatever looks like a login in an address. */
export function masking(secrets: ReadonlyArray<string | undefined>): (text: string) => string {
  const all = [...new Set(secrets)].filter((one): one is string => one !== undefined && one.length >= SHORTEST);
  const longestFirst = all.sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((masked, secret) => masked.split(secret).join(MASK), withoutLogins(text));
}

/** For messages about the command line itself, which repeat what was written: no value of an option, no login of an address. */
export const withoutValues = (text: string): string => withoutLogins(text).replace(/(--[\w-]+)=[^\s']+/g, `$1=${MASK}`);

const withoutLogins = (text: string): string => text.replace(/(\w:\/\/)[^\s/@'"]+@/g, `$1${MASK}@`);
