/** What happened, as dashed lines with a foot on a plot of time; the foot's title says what. Grafana draws them the same way. */
import { dateTimeFormat, type DataFrame } from '@grafana/data';
import { useTheme2, type UPlotConfigBuilder } from '@grafana/ui';
import React, { useLayoutEffect, useState } from 'react';

interface Mark {
  readonly time: number;
  readonly end: number | null;
  readonly text: string;
  readonly color: string;
}

/** Rows of annotation frames: `time`, `timeEnd`, `title` or `text`, `color`. */
export function marksOf(frames: readonly DataFrame[]): Mark[] {
  return frames.flatMap((frame) => {
    const column = (name: string) => frame.fields.find((field) => field.name === name)?.values;
    const [time, end, title, text, color] = ['time', 'timeEnd', 'title', 'text', 'color'].map(column);
    return (time ?? []).map((at: number, row: number) => ({
      time: at,
      end: end?.[row] > at ? end![row] : null,
      text: [title?.[row], text?.[row]].filter(Boolean).join(': '),
      color: String(color?.[row] ?? 'blue'),
    }));
  });
}

interface Props {
  readonly builder: UPlotConfigBuilder;
  readonly marks: readonly Mark[];
  readonly timeZone: string;
}

interface Placed extends Mark {
  readonly left: number;
  readonly width: number;
}

interface Plot {
  readonly bbox: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  valToPos(value: number, scale: string): number;
}

export function AnnotationMarks({ builder, marks, timeZone }: Props) {
  const theme = useTheme2();
  const [plot, setPlot] = useState<{ at: readonly Placed[]; box: Plot['bbox'] }>();

  useLayoutEffect(() => {
    let current = true;
    builder.addHook('draw', (drawn) => {
      const u = drawn as unknown as Plot;
      const ratio = window.devicePixelRatio;
      const box = {
        left: u.bbox.left / ratio,
        top: u.bbox.top / ratio,
        width: u.bbox.width / ratio,
        height: u.bbox.height / ratio,
      };
      const at = marks
        .map((mark) => {
          const left = u.valToPos(mark.time, 'x');
          return { ...mark, left, width: mark.end === null ? 0 : u.valToPos(mark.end, 'x') - left };
        })
        .filter(({ left, width }) => left + width >= 0 && left <= box.width);
      queueMicrotask(() => current && setPlot({ at, box }));
    });
    return () => {
      current = false;
    };
  }, [builder, marks]);

  if (!plot) {
    return null;
  }
  return (
    <div
      style={{
        position: 'absolute',
        pointerEvents: 'none',
        overflow: 'hidden',
        ...plot.box,
        height: plot.box.height + 8,
      }}
    >
      {plot.at.map((mark, at) => {
        const color = theme.visualization.getColorByName(mark.color);
        return (
          <div
            key={at}
            data-annotation
            title={`${dateTimeFormat(mark.time, { timeZone })} ${mark.text}`}
            style={{
              position: 'absolute',
              pointerEvents: 'auto',
              left: mark.left,
              width: Math.max(mark.width, 1),
              top: 0,
              bottom: 0,
              borderLeft: `1px dashed ${color}`,
              borderBottom: `5px solid ${color}`,
              minWidth: 5,
            }}
          />
        );
      })}
    </div>
  );
}
