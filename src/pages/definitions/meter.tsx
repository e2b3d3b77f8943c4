import { useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import type { DefinitionSet, Outcome } from '../../kpi';

/** As `MAX_DEFINITION_BYTES` of the compiler, which stays in the data source's module; a test holds the two equal. */
export const MAX_BYTES = 256 * 1024;

/** How much of the room is used, and what the text defines. */
export function Meter({ text, outcome }: { readonly text: string; readonly outcome: Outcome<DefinitionSet> }) {
  const theme = useTheme2();
  const bytes = useMemo(() => new TextEncoder().encode(text).length, [text]);
  const share = bytes / MAX_BYTES;
  const color =
    share > 1 ? theme.colors.error.main : share > 0.8 ? theme.colors.warning.main : theme.colors.primary.main;
  const errors = outcome.diagnostics.filter(({ severity }) => severity === 'error').length;
  const size = `${kilobytes(bytes)} of 256 kB`;
  return (
    <div>
      <div
        role="meter"
        aria-label="Size of the definitions"
        aria-valuenow={Math.ceil(bytes / 1024)}
        aria-valuemin={0}
        aria-valuemax={256}
        aria-valuetext={size}
        style={{ height: 4, background: theme.colors.background.secondary }}
      >
        <div style={{ height: 4, width: `${Math.min(100, share * 100)}%`, background: color }} />
      </div>
      <p role="status" style={{ margin: 0, color: theme.colors.text.secondary }}>
        {outcome.ok ? (
          [
            counted(outcome.value.kpis.size, 'KPI'),
            counted(outcome.value.funnels.size, 'funnel'),
            counted(outcome.value.sources.size, 'source'),
          ].join(', ')
        ) : (
          <strong>{counted(errors, 'error')}: nothing of this text would load</strong>
        )}{' '}
        · {size}
        {share > 1 && (
          <strong> · too much: Grafana sends it to every browser. Move some to another data source.</strong>
        )}
      </p>
    </div>
  );
}

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
// Rounded up, so that what is too much never looks like just enough.
const kilobytes = (bytes: number) => (bytes < 10_240 ? (bytes / 1024).toFixed(1) : Math.ceil(bytes / 1024));
