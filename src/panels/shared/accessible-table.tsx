import React, { startTransition, useEffect, useState } from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

export interface TableColumn {
  readonly title: string;
  readonly align?: 'start' | 'end';
}

export interface AccessibleTableProps {
  readonly id?: string;
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  /** Cells in the order of `columns`; the first `headers` cells of a row name it. */
  readonly rows: ReadonlyArray<readonly string[]>;
  readonly headers?: number;
  /** Off: only screen readers meet it. */
  readonly visible: boolean;
  readonly height?: number;
}

/** Tables of more rows are filled after the picture is on the screen: thousands of cells must not hold it up. */
const AT_ONCE = 60;

/** The same numbers as the picture, all digits, as a table: always there for screen readers, on screen if asked for. */
export const AccessibleTable = React.memo(function AccessibleTable(props: AccessibleTableProps) {
  const styles = useStyles2(getStyles);
  const { id, caption, columns, headers = 1, visible, height } = props;
  const [later, setLater] = useState<AccessibleTableProps['rows']>([]);
  const rows = props.rows.length <= AT_ONCE ? props.rows : later;
  useEffect(() => {
    if (props.rows.length > AT_ONCE) {
      startTransition(() => setLater(props.rows));
    }
  }, [props.rows]);
  return (
    <div
      className={visible ? styles.visible : styles.hidden}
      style={visible ? { height } : undefined}
      // A scrolling region has to be reachable by keyboard.
      {...(visible ? { role: 'region', 'aria-label': caption, tabIndex: 0 } : {})}
    >
      <table id={id} className={styles.table}>
        <caption className={styles.caption}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, c) => (
              <th key={c} scope="col" className={column.align === 'end' ? styles.end : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, r) => (
            <tr key={r}>
              {cells.map((cell, c) =>
                c < headers ? (
                  <th key={c} scope="row" dir="auto">
                    {cell}
                  </th>
                ) : (
                  <td key={c} className={columns[c]?.align === 'end' ? styles.end : undefined}>
                    {cell}
                  </td>
                )
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  hidden: css({
    position: 'absolute',
    width: 1,
    height: 1,
    margin: -1,
    padding: 0,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
    border: 0,
  }),
  visible: css({
    overflow: 'auto',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  caption: css({
    captionSide: 'top',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    padding: theme.spacing(0.5, 1),
    textAlign: 'start',
  }),
  table: css({
    width: '100%',
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    'th, td': {
      padding: theme.spacing(0.5, 1),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      textAlign: 'start',
      whiteSpace: 'nowrap',
    },
    thead: { color: theme.colors.text.secondary },
    'thead th': { position: 'sticky', top: 0, background: theme.colors.background.primary, fontWeight: 400 },
    'tbody th': { fontWeight: 500 },
  }),
  end: css({ '&&': { textAlign: 'end' } }),
});
