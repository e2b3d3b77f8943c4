import React from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { useMeasureText } from '../shared/use-measure-text';
import { layoutBurn } from './layout';
import { BurnChart } from './model';
import { BurnOptions } from './options';
import { Shapes } from './shapes';
import { budgetWords, verdictOf } from './words';

export interface ListProps {
  /** Worst first. */
  readonly charts: readonly BurnChart[];
  readonly options: BurnOptions;
  readonly width: number;
  readonly height: number;
  readonly busy: boolean;
  readonly tableId: string;
  readonly onChoose: (key: string) => void;
}

const ROW = 44;
const TALL = 78;

/** Many objectives: a row each, worst first; a click shows one whole. */
export function List({ charts, options, width, height, busy, tableId, onChoose }: ListProps) {
  const styles = useStyles2(getStyles);
  const words = charts.length === 1 ? 'objective' : 'objectives';
  return (
    <div
      className={styles.list}
      style={{ width, height }}
      role="figure"
      aria-label={`Burn rates of ${charts.length} ${words}, worst first`}
      aria-describedby={tableId}
      aria-busy={busy}
    >
      {charts.map((chart) => (
        <Row key={chart.key} chart={chart} options={options} width={width - 10} onChoose={onChoose} />
      ))}
    </div>
  );
}

function Row({
  chart,
  options,
  width,
  onChoose,
}: Pick<ListProps, 'options' | 'width' | 'onChoose'> & { readonly chart: BurnChart }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const measure = useMeasureText(theme.typography.fontFamily);
  const id = React.useId().replace(/[^a-zA-Z0-9]/g, '');
  const { tone, sign, text } = verdictOf(chart);
  const wide = width >= 360;
  const plot = wide ? Math.round(width * 0.45) : width;
  const layout = React.useMemo(
    () => layoutBurn({ chart, options, width: plot, height: wide ? ROW - 6 : 26, measure, bare: true }),
    [chart, options, plot, wide, measure]
  );
  const left = budgetWords(chart);
  return (
    <button
      type="button"
      className={styles.row}
      style={{ height: wide ? ROW : TALL, flexDirection: wide ? 'row' : 'column' }}
      onClick={() => onChoose(chart.key)}
      data-objective={chart.key}
    >
      <span className={styles.words} style={{ width: wide ? width - plot - 8 : width }}>
        <span className={styles.name} dir="auto" title={chart.label}>
          {chart.label}
        </span>
        <span className={styles.line} title={[text, left].filter(Boolean).join(' · ')}>
          <span className={styles[tone]}>
            {sign} {text}
          </span>
          {left && <span className={styles.more}> · {left}</span>}
        </span>
      </span>
      <span className={styles.plot} style={{ width: layout.width, height: layout.height }}>
        <Shapes layout={layout} id={id} />
      </span>
    </button>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' as const, display: 'block' };
  return {
    list: css({ overflowX: 'hidden', overflowY: 'auto' }),
    row: css({
      display: 'flex',
      width: '100%',
      gap: 8,
      alignItems: 'center',
      padding: '2px 0',
      border: 'none',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      background: 'none',
      textAlign: 'start',
      '&:hover': { background: theme.colors.action.hover },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
    }),
    words: css({ minWidth: 0, fontSize: 12, letterSpacing: 0, lineHeight: '17px' }),
    name: css({ ...cut, color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium }),
    line: css({ ...cut, color: theme.colors.text.secondary }),
    plot: css({ position: 'relative', flexShrink: 0, display: 'block' }),
    page: css({ color: theme.colors.error.text }),
    ticket: css({ color: theme.colors.warning.text }),
    unknown: css({ color: theme.colors.text.primary }),
    quiet: css({ color: theme.colors.text.secondary }),
    more: css({ color: theme.colors.text.secondary }),
  };
};
