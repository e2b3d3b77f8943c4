import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import type { DocumentAt } from './documents';

interface OutlineProps {
  readonly documents: readonly DocumentAt[];
  readonly current: DocumentAt | undefined;
  /** Lines with an error. */
  readonly broken: readonly number[];
  readonly onJump: (line: number) => void;
}

/** The documents of the text, in its order; the one under the cursor is marked, broken ones say so. */
export function Outline({ documents, current, broken, onJump }: OutlineProps) {
  const styles = useStyles2(getStyles);
  return (
    <nav aria-label="Documents">
      <ol className={styles.list}>
        {documents.map((document) => {
          const { firstLine, lastLine, kind, name, superseded } = document;
          const errors = broken.filter((line) => line >= firstLine && line <= lastLine).length;
          return (
            <li key={firstLine}>
              <button
                type="button"
                className={cx(styles.button, document === current && styles.current)}
                aria-current={document === current ? 'location' : undefined}
                onClick={() => onJump(firstLine)}
              >
                <span className={styles.kind}>{kind ?? 'Document'}</span> {name ?? `line ${firstLine}`}
                {superseded && <span className={styles.kind}> earlier</span>}
                {errors > 0 && <span className={styles.error}> {errors === 1 ? '1 error' : `${errors} errors`}</span>}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, maxHeight: 560, overflowY: 'auto' }),
  button: css({
    display: 'block',
    width: '100%',
    textAlign: 'start',
    border: 'none',
    borderInlineStart: '3px solid transparent',
    background: 'none',
    padding: theme.spacing(0.25, 1),
    color: theme.colors.text.primary,
    overflowWrap: 'anywhere',
    '&:hover': { background: theme.colors.action.hover },
  }),
  current: css({ borderInlineStartColor: theme.colors.primary.border, background: theme.colors.action.selected }),
  kind: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  error: css({ color: theme.colors.error.text, fontSize: theme.typography.bodySmall.fontSize }),
});
