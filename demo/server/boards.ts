/** The boards that Grafana would provision, read from the same files. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

export interface Board {
  readonly uid: string;
  readonly title: string;
  readonly json: Record<string, unknown>;
}

export function readBoards(root: string): Board[] {
  const folder = path.join(root, 'provisioning', 'dashboards');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const json = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Record<string, unknown>;
      return { uid: String(json.uid), title: String(json.title), json };
    });
}

/** The definitions' text as provisioned: what Grafana would hand to the plugin. */
export function provisionedDefinitions(root: string): string {
  const file = path.join(root, 'provisioning', 'datasources', 'plumbline.yaml');
  const { datasources } = parse(readFileSync(file, 'utf8')) as {
    datasources: ReadonlyArray<{ uid: string; jsonData: { definitions?: string } }>;
  };
  const text = datasources.find((one) => one.uid === 'plumbline')?.jsonData.definitions ?? '';
  return text.replaceAll('$$', '$');
}
