import type { SourceDefinition } from '../../kpi';
import { DEFAULT_PLUGIN, PROMETHEUS_PLUGINS } from '../grafana-http/data-sources';

/** Plugins that Grafana renamed: data sources keep the old id in some versions. */
const OTHER_IDS: Readonly<Record<string, string>> = {
  'grafana-postgresql-datasource': 'postgres',
  postgres: 'grafana-postgresql-datasource',
};

/** The plugin ids that a source's Grafana data source may have: the one its definition names, or the usual ones of its dialect. */
export function expectedTypes({ dialect, grafana }: SourceDefinition): readonly string[] {
  if (dialect === 'prometheus' && !grafana?.type) {
    return PROMETHEUS_PLUGINS;
  }
  const type = grafana?.type ?? DEFAULT_PLUGIN[dialect];
  return OTHER_IDS[type] ? [type, OTHER_IDS[type]] : [type];
}

export function dataSourceFits(source: SourceDefinition, type: string): boolean {
  return expectedTypes(source).includes(type);
}
