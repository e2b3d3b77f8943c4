import React, { useId, useMemo } from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2, InterpolateFunction, QueryResultMetaNotice } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { Header, HeaderPlan, planHeader } from '../shared/header';
import { useMeasureText } from '../shared/use-measure-text';
import { VERDICT } from '../shared/verdict-line';
import { layoutBurn } from './layout';
import { Legend, LEGEND } from './legend';
import { BurnChart } from './model';
import { BurnOptions } from './options';
import { Plot } from './plot';
import { Shapes } from './shapes';
import { BurnVerdict } from './verdict';
import { ruleDetails, ruleOf, verdictOf } from './words';

export interface ChartViewProps {
  readonly chart: BurnChart;
  readonly options: BurnOptions;
  readonly width: number;
  readonly height: number;
  readonly notices: readonly QueryResultMetaNotice[];
  /** The data is being asked again; this picture is the last answer. */
  readonly busy: boolean;
  readonly tableId: string;
  /** One of several: its name stands over it, and its rule takes one line. */
  readonly titled: boolean;
  readonly replaceVariables: InterpolateFunction;
  readonly onZoom: (range: { from: number; to: number }) => void;
}

const TITLE = 18;

/** One objective: what it says, which rule, and its picture. */
export function ChartView(props: ChartViewProps) {
  const { chart, options, width, height, notices, titled } = props;
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const id = useId().replace(/[^a-zA-Z0-9]/g, '');
  const measure = useMeasureText(theme.typography.fontFamily);
  const rule = useMemo(() => ruleOf(chart, !titled), [chart, titled]);
  const { parts, layout } = useMemo(() => {
    const parts = partsOf({ ...props, rule }, (text) => measure(text, 12));
    return { parts, layout: layoutBurn({ chart, options, width: parts.width, height: parts.height, measure }) };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the other props do not move anything
  }, [chart, options, width, height, titled, notices.length, rule, measure]);

  return (
    <div
      className={styles.figure}
      style={{ width, height }}
      role="figure"
      aria-label={`Burn rate of “${chart.name}”: ${verdictOf(chart).text}. ${rule}`}
      aria-describedby={props.tableId}
      aria-busy={props.busy}
    >
      {titled && (
        <div className={styles.title} dir="auto" title={chart.name}>
          {chart.name}
        </div>
      )}
      {parts.verdict > 0 && <BurnVerdict chart={chart} lines={parts.verdict} />}
      <Header plan={parts.header} rule={rule} details={ruleDetails(chart)} notices={notices} />
      {parts.legend && <Legend chart={chart} options={options} id={id} width={parts.width} />}
      <Plot
        chart={chart}
        layout={layout}
        replaceVariables={props.replaceVariables}
        onZoom={props.onZoom}
        tableId={props.tableId}
      >
        <Shapes layout={layout} id={id} />
      </Plot>
    </div>
  );
}

interface Parts {
  readonly verdict: number;
  readonly header: HeaderPlan;
  readonly legend: boolean;
  /** Left for the plot. */
  readonly width: number;
  readonly height: number;
}

function partsOf(
  { width, height, titled, notices, rule }: ChartViewProps & { readonly rule: string },
  size: (text: string) => number
): Parts {
  const title = titled ? TITLE : 0;
  const below = height - title;
  const verdict = below < 50 ? 0 : width < 200 && below >= 150 ? 3 : width < 420 && below >= 150 ? 2 : 1;
  const rest = below - (verdict > 0 ? verdict * VERDICT - (verdict - 1) * 4 : 0);
  const planned = planHeader(rule, notices.length, width, rest, size);
  const lines = titled || rest < 200 ? Math.min(1, planned.ruleLines) : planned.ruleLines;
  const header = { ...planned, ruleLines: lines, height: planned.height - (planned.ruleLines - lines) * 18 };
  const legend = width >= 420 && rest - header.height >= 150;
  return {
    verdict,
    header,
    legend,
    width: width - header.width,
    height: Math.max(1, rest - header.height - (legend ? LEGEND + 4 : 0)),
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  figure: css({ position: 'relative', overflow: 'hidden', margin: 0 }),
  title: css({
    height: TITLE,
    lineHeight: `${TITLE}px`,
    fontSize: 12,
    fontWeight: theme.typography.fontWeightMedium,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
});
