import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { DocumentDiff } from '../../kpi';

/** What changed in one document, a line a change; what alters the number carries a sign and says so. */
export function DiffList({ diff }: { readonly diff: DocumentDiff }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {diff.changes.map(({ path, words, altersNumber }) => (
        <li key={path} className={styles.item}>
          {altersNumber ? (
            <Icon name="exclamation-triangle" size="sm" className={styles.alters} />
          ) : (
            <Icon name="pen" size="sm" className={styles.quiet} />
          )}
          <span>
            {words}
            {altersNumber && <span className={styles.alters}> Another number.</span>}{' '}
            <code className={styles.path}>{path}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: 4 }),
  item: css({ display: 'flex', gap: theme.spacing(1), alignItems: 'baseline', overflowWrap: 'anywhere' }),
  alters: css({ color: theme.colors.warning.text, flexShrink: 0 }),
  quiet: css({ color: theme.colors.text.secondary, flexShrink: 0 }),
  path: css({ color: theme.colors.text.secondary }),
});
