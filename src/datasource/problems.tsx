import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { Diagnostic } from '../kpi';

interface ProblemsProps {
  readonly diagnostics: readonly Diagnostic[];
  /** Name of the list for screen readers. */
  readonly label: string;
  /** Makes places clickable. */
  readonly onJump?: (line: number, column: number) => void;
}

const ICONS = { error: 'exclamation-circle', warning: 'exclamation-triangle', info: 'info-circle' } as const;
const WORDS = { error: 'Error', warning: 'Warning', info: 'Note' } as const;

/** Diagnostics with their codes, places and what to do; nothing at all where there are none. */
export function Problems({ diagnostics, label, onJump }: ProblemsProps) {
  const styles = useStyles2(getStyles);
  if (diagnostics.length === 0) {
    return null;
  }
  return (
    <ul className={styles.list} aria-label={label}>
      {diagnostics.map((d, i) => (
        <li key={i} className={styles.item}>
          <Icon name={ICONS[d.severity]} className={styles[d.severity]} />
          <span>
            {d.place &&
              (onJump ? (
                <button
                  type="button"
                  className={styles.place}
                  onClick={() => onJump(d.place!.line, d.place!.column)}
                  aria-label={`${d.place.line}:${d.place.column}, go to this line and column`}
                >
                  {d.place.line}:{d.place.column}
                </button>
              ) : (
                `${d.place.file}:${d.place.line}:${d.place.column}`
              ))}{' '}
            <strong>
              {WORDS[d.severity]} {d.code}
            </strong>{' '}
            {d.message} {d.hint && <span className={styles.hint}>{d.hint}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
  }),
  item: css({ display: 'flex', gap: theme.spacing(1), alignItems: 'baseline', overflowWrap: 'anywhere' }),
  error: css({ color: theme.colors.error.text, flexShrink: 0 }),
  warning: css({ color: theme.colors.warning.text, flexShrink: 0 }),
  info: css({ color: theme.colors.info.text, flexShrink: 0 }),
  hint: css({ color: theme.colors.text.secondary }),
  place: css({
    border: 'none',
    background: 'none',
    padding: 0,
    color: theme.colors.text.link,
    textDecoration: 'underline',
    fontFamily: theme.typography.fontFamilyMonospace,
  }),
});
