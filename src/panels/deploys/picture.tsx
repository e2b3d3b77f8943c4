import React, { useCallback, useId, useMemo, useState } from 'react';
import { css } from '@emotion/css';
import { InterpolateFunction } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { Header, HeaderPlan, planHeader } from '../shared/header';
import { getMarkStyles, Mark } from '../shared/mark';
import { Text } from '../shared/text';
import { useMarks } from '../shared/use-marks';
import { useMeasureText } from '../shared/use-measure-text';
import { VERDICT, VerdictLine } from '../shared/verdict-line';
import { Card } from './card';
import { clusterZoom } from './cluster-zoom';
import { layoutDeploys } from './layout';
import { Legend, LEGEND } from './legend';
import { linksOf } from './links';
import { ListSigns } from './list-signs';
import type { DeploysView, Happening } from './model';
import { nextMark } from './navigate';
import { DeploysOptions } from './options';
import { Plot } from './plot';
import { chosenId, setChosen } from './select';
import { Shapes } from './shapes';
import { MarkTooltip } from './tooltip';
import { describe, describeCluster, ruleDetails, ruleOf, verdictOf } from './words';

export interface PictureProps {
  readonly view: DeploysView;
  readonly options: DeploysOptions;
  readonly width: number;
  readonly height: number;
  /** The data is being asked again; this picture is the last answer. */
  readonly busy: boolean;
  readonly tableId: string;
  readonly replaceVariables: InterpolateFunction;
  readonly onZoom: (range: { from: number; to: number }) => void;
}

interface Open {
  readonly mark: number;
  readonly events: readonly Happening[];
  readonly x: number;
  readonly y: number;
}

/** Verdict, rule, legend, and the lanes or the list with all that pointer and keyboard do to them. */
export function Picture(props: PictureProps) {
  const { view, options, width, height, replaceVariables, onZoom } = props;
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const markStyles = useStyles2(getMarkStyles);
  const id = useId().replace(/[^a-zA-Z0-9]/g, '');
  const measure = useMeasureText(theme.typography.fontFamily);
  const rule = useMemo(() => ruleOf(view), [view]);
  const verdict = useMemo(() => verdictOf(view), [view]);
  const { parts, layout } = useMemo(() => {
    const parts = partsOf(width, height, rule, view.notices.length, (text) => measure(text, 12));
    return { parts, layout: layoutDeploys({ view, options, width: parts.width, height: parts.height, measure }) };
  }, [view, options, width, height, rule, measure]);
  const [open, setOpen] = useState<Open | null>(null);
  const { marks } = layout;

  const choose = (event: Happening, place: Omit<Open, 'events'>) => {
    setOpen({ ...place, events: [event] });
    setChosen(options.variable, event.id);
  };
  const onChoose = (mark: number, x: number, y: number) => {
    const { events } = marks[mark];
    const range = events.length > 1 ? clusterZoom(view, events) : null;
    if (range) {
      onZoom(range);
    } else if (events.length > 1) {
      setOpen({ mark, events, x, y });
    } else {
      choose(events[0], { mark, x, y });
    }
  };
  const list = layout.kind === 'list';
  const { current, target, container, focus } = useMarks({
    count: marks.length,
    next: (mark, key) => nextMark(marks, mark, key),
    onChoose,
    beside: (_, rect) => [rect.left + Math.min(rect.width, 24), rect.top + rect.height],
  });
  const close = useCallback(() => {
    setOpen(null);
    if (open) {
      focus(open.mark);
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only what is open matters
  }, [open]);
  const chosen = chosenId(options.variable, replaceVariables);

  const labels = useMemo(
    () => marks.map(({ events }) => (events.length === 1 ? describe(view, events[0]) : describeCluster(view, events))),
    [marks, view]
  );
  const hits = marks.map((mark, i) => (
    <Mark
      key={i}
      hit={mark.hit}
      texts={layout.kind === 'list' ? layout.texts[i] : NO_TEXTS}
      index={i}
      label={labels[i]}
      linked
      popup="dialog"
      current={i === current}
      near={list}
      styles={markStyles}
    />
  ));
  return (
    <div
      className={styles.figure}
      style={{ width, height }}
      role="figure"
      aria-label={`Deploys and what they did: ${verdict.text}. ${rule}`}
      aria-describedby={props.tableId}
      aria-busy={props.busy}
    >
      {parts.verdict > 0 && <VerdictLine {...verdict} lines={parts.verdict} />}
      <Header plan={parts.header} rule={rule} details={ruleDetails(view)} notices={view.notices} />
      {parts.legend && <Legend view={view} series={options.showSeries} width={parts.width} measure={measure} id={id} />}
      <div
        {...container}
        className={list ? styles.list : styles.plot}
        style={{ width: parts.width, height: parts.height }}
      >
        {layout.kind === 'list' ? (
          <div style={{ position: 'relative', height: layout.height }}>
            <ListSigns layout={layout} id={id} chosen={chosen} />
            {hits}
            {layout.olderText && <Text styles={markStyles} box={layout.olderText} />}
          </div>
        ) : (
          <Plot view={view} layout={layout} onZoom={onZoom}>
            <Shapes layout={layout} id={id} chosen={chosen} />
          </Plot>
        )}
        {layout.kind === 'lanes' && hits}
      </div>
      {target && !open && (
        <MarkTooltip
          view={view}
          events={marks[target.mark].events}
          x={target.x}
          y={target.y}
          zooms={marks[target.mark].events.length > 1 && clusterZoom(view, marks[target.mark].events) !== null}
        />
      )}
      {open && (
        <Card
          view={view}
          events={open.events}
          links={open.events.length === 1 ? linksOf(view, open.events[0], replaceVariables) : []}
          x={open.x}
          y={open.y}
          variable={open.events.length === 1 ? options.variable : ''}
          onChoose={(event) => choose(event, open)}
          onClear={() => {
            setChosen(options.variable, '');
            close();
          }}
          onClose={close}
        />
      )}
    </div>
  );
}

const NO_TEXTS: [] = [];

interface Parts {
  readonly verdict: number;
  readonly header: HeaderPlan;
  readonly legend: boolean;
  /** Left for lanes or list. */
  readonly width: number;
  readonly height: number;
}

function partsOf(width: number, height: number, rule: string, notices: number, size: (text: string) => number): Parts {
  const verdict = height < 50 ? 0 : width < 200 && height >= 150 ? 3 : width < 420 && height >= 150 ? 2 : 1;
  const rest = height - (verdict > 0 ? verdict * VERDICT - (verdict - 1) * 4 : 0);
  const planned = planHeader(rule, notices, width, rest, size);
  const lines = rest < 200 ? Math.min(1, planned.ruleLines) : Math.min(2, planned.ruleLines);
  const header = { ...planned, ruleLines: lines, height: planned.height - (planned.ruleLines - lines) * 18 };
  const legend = width >= 420 && rest - header.height >= 130;
  return {
    verdict,
    header,
    legend,
    width: Math.max(1, width - header.width),
    height: Math.max(1, rest - header.height - (legend ? LEGEND + 4 : 0)),
  };
}

const getStyles = () => ({
  figure: css({ position: 'relative', overflow: 'hidden', margin: 0 }),
  plot: css({ position: 'relative', overflow: 'hidden', direction: 'ltr' }),
  list: css({ position: 'relative', overflowX: 'hidden', overflowY: 'auto' }),
});
