import React, { useMemo, useState } from 'react';
import { css } from '@emotion/css';
import { GrafanaTheme2, InterpolateFunction } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { ChartView } from './chart-view';
import { arrange } from './layout/arrange';
import { List } from './list';
import { BurnModel } from './model';
import { BurnOptions } from './options';

export interface PictureProps {
  readonly model: BurnModel;
  readonly options: BurnOptions;
  readonly width: number;
  readonly height: number;
  readonly busy: boolean;
  readonly tableId: string;
  readonly replaceVariables: InterpolateFunction;
  readonly onZoom: (range: { from: number; to: number }) => void;
}

const BACK = 24;

/** One objective whole, up to four beside each other, or a list from which one is chosen. */
export function Picture({ model, options, width, height, ...rest }: PictureProps) {
  const styles = useStyles2(getStyles);
  const [chosen, setChosen] = useState<string | null>(null);
  const { charts, notices } = model;
  const one = charts.find(({ key }) => key === chosen);
  const places = useMemo(() => arrange(charts.length, width, height), [charts.length, width, height]);
  if (one && charts.length > 1) {
    return (
      <div style={{ width, height }}>
        <button type="button" className={styles.back} onClick={() => setChosen(null)} autoFocus>
          ← all {charts.length}
        </button>
        <ChartView
          {...rest}
          chart={one}
          options={options}
          notices={notices}
          titled
          width={width}
          height={height - BACK}
        />
      </div>
    );
  }
  if (!places) {
    return <List {...rest} charts={charts} options={options} width={width} height={height} onChoose={setChosen} />;
  }
  return (
    <div style={{ width, height, position: 'relative' }}>
      {charts.map((chart, i) => (
        <div key={chart.key} style={{ position: 'absolute', left: places[i].x, top: places[i].y }}>
          <ChartView
            {...rest}
            chart={chart}
            options={options}
            notices={i === 0 ? notices : []}
            titled={charts.length > 1 || chart.segment !== ''}
            width={places[i].width}
            height={places[i].height}
          />
        </div>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  back: css({
    height: BACK,
    padding: 0,
    border: 'none',
    background: 'none',
    color: theme.colors.text.link,
    fontSize: 12,
    '&:hover': { textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
});
