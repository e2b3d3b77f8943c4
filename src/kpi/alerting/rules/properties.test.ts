import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseDefinitions } from '../../definition';
import { definitions } from '../../definition/testdata/definitions-arbitrary';
import { nativeRules, pluginRules, prometheusRules } from './index';
import { checkGrafana, checkPrometheus } from './testing-schema';
import { watchesOf } from './watches';

it('whatever the definitions are, rules are files that their reader takes, with a uid and a title of their own each', () => {
  let made = 0;
  fc.assert(
    fc.property(definitions, (written) => {
      const parsed = parseDefinitions([{ file: 'f.yaml', text: written.map((one) => stringify(one)).join('---\n') }]);
      if (!parsed.ok) {
        throw new Error(parsed.diagnostics[0].message);
      }
      const set = parsed.value;
      const plugin = pluginRules(set, { target: 'plugin' });
      const native = nativeRules(set, { target: 'native' });
      const prometheus = prometheusRules(set, { target: 'prometheus' });
      for (const { file } of [plugin, native]) {
        const rules =
          file?.groups.flatMap((group) => group.rules.map((rule) => ({ ...rule, folder: group.folder }))) ?? [];
        expect(file ? checkGrafana(file) : []).toEqual([]);
        expect(new Set(rules.map(({ uid }) => uid)).size).toBe(rules.length);
        expect(new Set(rules.map(({ folder, title }) => JSON.stringify([folder, title]))).size).toBe(rules.length);
        made += rules.length;
      }
      expect(prometheus.file ? checkPrometheus(prometheus.file) : []).toEqual([]);
      // A rule for each watch, but for refused segments.
      const watches = [...set.kpis.values()].flatMap((kpi) =>
        watchesOf(kpi, set).watches.map(({ severity }) => `${kpi.name} ${severity}`)
      );
      const refused = plugin.diagnostics.flatMap((one) =>
        one.code === 'PL1603' ? [(one.params as { kpi: string }).kpi] : []
      );
      const wanted = watches.filter((one) => !refused.includes(one.split(' ')[0]));
      const rules = plugin.file?.groups.flatMap((group) =>
        group.rules.map(({ labels }) => `${group.name} ${labels.severity ?? labels.kpi_severity}`)
      );
      expect(rules ?? []).toEqual(wanted);
    })
  );
  expect(made).toBeGreaterThan(20);
});
