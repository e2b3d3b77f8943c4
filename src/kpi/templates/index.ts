/** The ten metrics of the guide as definitions to begin with. Only the command line imports this room: it is in no bundle. */
import { isName } from '../definition/scalars';
import { suggest } from '../definition/suggest';
import { SQL_DIALECTS, type Dialect, type SqlDialect } from '../definition/types';
import { diagnostic, type Outcome } from '../diagnostics';
import { fraud, retention } from './lasting';
import { cost, errors, feature, freshness } from './service';
import { auth, checkout, conversion, revenue } from './shop';
import type { NewDefinition, SqlNames, Template } from './types';

export type { NewDefinition, Template } from './types';

/** In the order of the guide’s table. */
export const TEMPLATES: readonly Template[] = [
  conversion,
  revenue,
  checkout,
  auth,
  feature,
  cost,
  freshness,
  errors,
  retention,
  fraud,
];

/** The dialects that can hold a template’s numbers. */
export function dialectsOf(template: Template): readonly Dialect[] {
  return 'refused' in template.prometheus ? SQL_DIALECTS : ['prometheus', ...SQL_DIALECTS];
}

/**
 * A template as YAML with comments: its source (unless it is defined elsewhere) and its KPIs; it parses without a diagnostic.
 * Errors: PL1325 no such template, PL1326 a dialect that cannot hold it, PL1327 a name that no definition can have.
 */
export function newDefinition({ template: wanted, dialect, name, source }: NewDefinition): Outcome<string> {
  const template = TEMPLATES.find((one) => one.name === wanted);
  if (!template) {
    const known = TEMPLATES.map((one) => one.name);
    const suggestion = suggest(wanted, known);
    const params = { template: wanted, known, ...(suggestion === undefined ? {} : { suggestion }) };
    return { ok: false, diagnostics: [diagnostic('PL1325', params)] };
  }
  const bad = [name, source].find((one) => one !== undefined && !isName(one));
  // The longest suffix that a template adds to the name of its second KPI.
  if (bad !== undefined || (name ?? '').length > 64 - '-arrival'.length) {
    return { ok: false, diagnostics: [diagnostic('PL1327', { name: bad ?? name! })] };
  }
  const documents = documentsOf(template, dialect, name ?? template.name, source);
  if (typeof documents !== 'string') {
    return { ok: false, diagnostics: [diagnostic('PL1326', { template: template.name, dialect, ...documents })] };
  }
  const head = `# ${template.id} ${template.title}: ${template.tells}
# Formula: ${template.formula}.
# Names of tables, columns and metrics are samples: put yours. Then: plumbline validate. More: docs/guide/${template.page}
`;
  return { ok: true, value: `${head}${documents}`, diagnostics: [] };
}

function documentsOf(
  template: Template,
  dialect: Dialect,
  kpi: string,
  given: string | undefined
): string | { readonly reason: string; readonly instead: string } {
  if (dialect === 'grafana') {
    return { reason: 'annotations are no numbers', instead: 'Name an SQL or Prometheus source.' };
  }
  if (dialect === 'prometheus') {
    if ('refused' in template.prometheus) {
      return { reason: template.prometheus.refused, instead: template.prometheus.instead };
    }
    const source = given ?? 'metrics';
    const before =
      given === undefined ? sourceText(source, dialect, '  scrapeInterval: 15s # as in prometheus.yml\n') : '';
    return `${before}${template.prometheus.documents({ kpi, source })}`;
  }
  const source = given ?? (template === fraud ? 'shop-db-fraud' : 'shop-db');
  const before = given === undefined ? sourceText(source, dialect, template.sqlSource) : '';
  return `${before}${template.sql({ kpi, source, ...namesOf(dialect) })}`;
}

const UID: Readonly<Record<string, string>> = { 'shop-db-fraud': 'shop-db' };

function sourceText(name: string, dialect: Dialect, more: string): string {
  return `apiVersion: plumbline/v1
kind: Source
metadata: { name: ${name} }
spec:
  dialect: ${dialect}
  grafana: { uid: ${UID[name] ?? name} } # uid of the Grafana data source that is asked
${more}---
`;
}

/** Snowflake keeps unquoted names in capitals, and Plumbline quotes; BigQuery wants the data set before the table. */
function namesOf(dialect: SqlDialect): Pick<SqlNames, 'dialect' | 'table' | 'column'> {
  const cased = (name: string) => (dialect === 'snowflake' ? name.toUpperCase() : name);
  return { dialect, table: (name) => (dialect === 'bigquery' ? `shop.${name}` : cased(name)), column: cased };
}
