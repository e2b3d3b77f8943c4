import { stringify } from 'yaml';
import { formatDiagnostic, type Diagnostic } from '../../diagnostics';
import type { GrafanaFile, PrometheusFile } from './types';

/**
 * A file's text. Above it, as comments, in what its rules differ from the panels (warnings), for whoever reads the file later.
 * @param head what the file is, a line or two
 */
export function rulesText(
  file: GrafanaFile | PrometheusFile,
  head: readonly string[],
  said: readonly Diagnostic[]
): string {
  const warnings = said.filter(({ severity }) => severity === 'warning');
  const comments = [...head, ...warnings.map((one) => formatDiagnostic({ ...one, place: undefined }))];
  // Grafana and Prometheus read YAML 1.1, in which `no` and 1:30 are no texts.
  const body = stringify(file, { schema: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false });
  return `${comments.map((line) => `# ${line.replace(/\s+/g, ' ')}\n`).join('')}${body}`;
}
