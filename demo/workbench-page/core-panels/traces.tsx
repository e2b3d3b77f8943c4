/** A trace as a waterfall: a bar a span, indented under its parent, red where it failed. Only as much of Grafana's panel as boards are judged by. */
import { PanelPlugin, type DataFrame, type PanelProps } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { Empty } from './empty';

interface Span {
  readonly id: string;
  readonly parent: string;
  readonly operation: string;
  readonly service: string;
  /** Milliseconds. */
  readonly start: number;
  readonly duration: number;
  readonly failed: boolean;
  readonly depth: number;
}

const STATUS_ERROR = 2;

/** The spans of a trace frame, parents before children, each child under its parent in the order of their starts. */
export function spansOf(frame: DataFrame): Span[] {
  const column = (name: string): unknown[] => frame.fields.find((field) => field.name === name)?.values ?? [];
  const [ids, parents, operations, services, starts, durations, statuses] = [
    'spanID',
    'parentSpanID',
    'operationName',
    'serviceName',
    'startTime',
    'duration',
    'statusCode',
  ].map(column);
  const spans = ids.map((id, row) => ({
    id: String(id),
    parent: String(parents[row] ?? ''),
    operation: String(operations[row] ?? ''),
    service: String(services[row] ?? ''),
    start: Number(starts[row]),
    duration: Number(durations[row] ?? 0),
    failed: Number(statuses[row]) === STATUS_ERROR,
  }));
  const known = new Set(spans.map(({ id }) => id));
  const below = (parent: string | null, depth: number): Span[] =>
    spans
      .filter((span) => (parent === null ? !known.has(span.parent) : span.parent === parent && span.id !== parent))
      .sort((a, b) => a.start - b.start)
      .flatMap((span) => [{ ...span, depth }, ...(depth > 50 ? [] : below(span.id, depth + 1))]);
  return below(null, 0);
}

const ROW = 22;
const NAMES = '36%';

function TracesPanel({ data, height }: PanelProps<object>) {
  const theme = useTheme2();
  const frame = data.series.find((one) => one.length > 0 && one.fields.some((field) => field.name === 'spanID'));
  const spans = useMemo(() => (frame ? spansOf(frame) : []), [frame]);
  if (spans.length === 0) {
    return <Empty data={data} />;
  }
  const from = Math.min(...spans.map(({ start }) => start));
  const length = Math.max(1, Math.max(...spans.map(({ start, duration }) => start + duration)) - from);
  const services = [...new Set(spans.map(({ service }) => service))];
  const colorOf = (service: string) =>
    theme.visualization.getColorByName(
      theme.visualization.palette[services.indexOf(service) % theme.visualization.palette.length]
    );
  const milliseconds = (ms: number) => `${ms >= 100 ? Math.round(ms) : Math.round(ms * 10) / 10} ms`;
  const failed = spans.filter((span) => span.failed).length;
  return (
    <div style={{ height, overflow: 'auto', fontSize: theme.typography.bodySmall.fontSize }}>
      <div style={{ color: theme.colors.text.secondary, paddingBottom: 4 }}>
        {String(frame!.fields.find((field) => field.name === 'traceID')?.values[0] ?? '')} · {spans.length} spans ·{' '}
        {milliseconds(length)} · {failed} failed
      </div>
      {spans.map((span) => (
        <div key={span.id} data-span={span.id} style={{ display: 'flex', height: ROW, alignItems: 'center' }}>
          <div
            style={{
              width: NAMES,
              flex: 'none',
              paddingLeft: span.depth * 14,
              whiteSpace: 'nowrap',
              overflow: 'hidden',
              textOverflow: 'ellipsis',
            }}
            title={`${span.service} ${span.operation}`}
          >
            <span style={{ borderLeft: `3px solid ${colorOf(span.service)}`, paddingLeft: 4 }}>
              {span.failed && <span style={{ color: theme.colors.error.text }}>! </span>}
              <b>{span.service}</b> <span style={{ color: theme.colors.text.secondary }}>{span.operation}</span>
            </span>
          </div>
          <div style={{ position: 'relative', flexGrow: 1, height: ROW }}>
            <div
              style={{
                position: 'absolute',
                top: 5,
                height: ROW - 10,
                minWidth: 2,
                left: `${((span.start - from) / length) * 90}%`,
                width: `${(span.duration / length) * 90}%`,
                background: span.failed ? theme.colors.error.main : colorOf(span.service),
              }}
            />
            <span
              style={{
                position: 'absolute',
                left: `calc(${((span.start - from + span.duration) / length) * 90}% + 4px)`,
                color: theme.colors.text.secondary,
                whiteSpace: 'nowrap',
              }}
            >
              {milliseconds(span.duration)}
            </span>
          </div>
        </div>
      ))}
    </div>
  );
}

export const tracesPanel = new PanelPlugin(TracesPanel);
