import React from 'react';
import { DiffList } from '../shared/diff-list';
import { Section } from '../shared/section';
import type { ContractProps } from './kpi-page';

/** The change log, and between each two contracts that are kept what one changed in the other. */
export function VersionsSection({ dataSource, definition, definitions }: ContractProps) {
  const earlier = definitions.earlier.get(definition.name) ?? [];
  const kept = [definition, ...earlier];
  const numbers = [
    ...new Set([...kept.map(({ version }) => version), ...definition.changes.map(({ version }) => version)]),
  ];
  return (
    <Section title="Versions">
      <ol reversed start={Math.max(...numbers)} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {numbers
          .sort((a, b) => b - a)
          .map((version) => {
            const contract = kept.find((one) => one.version === version);
            const before = kept.find((one) => one.version < version);
            const logged = [...definition.changes, ...(contract?.changes ?? [])].find((one) => one.version === version);
            const diff = contract && before && dataSource.contractDiff(before, contract);
            return (
              <li key={version} style={{ marginBottom: 12 }}>
                <h3 style={{ fontSize: '1rem', margin: 0 }}>
                  Version {version}
                  {version === definition.version ? ', the present one' : contract ? ', kept as history' : ''}
                </h3>
                {logged && (
                  <p style={{ margin: 0 }}>
                    {logged.date}: {logged.text}
                  </p>
                )}
                {diff && before && (
                  <>
                    <p style={{ margin: 0 }}>Compared with version {before.version}:</p>
                    <DiffList diff={diff} />
                  </>
                )}
                {contract && before && !diff && <p>It says the same as version {before.version}.</p>}
              </li>
            );
          })}
      </ol>
      {earlier.length === 0 && (
        <p>
          No earlier contract is kept. Where the meaning changes, raise its version and leave the old document beside
          the new one with <code>superseded: true</code>: what changed is then shown here.
        </p>
      )}
    </Section>
  );
}
