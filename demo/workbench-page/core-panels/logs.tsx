/** Lines of a log, newest first: a time, a level with its colour, the text, then what else the row says. */
import { FieldType, PanelPlugin, dateTimeFormat, type Field, type PanelProps } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import React from 'react';
import { Empty } from './empty';

interface LogsOptions {
  readonly showTime?: boolean;
  readonly sortOrder?: 'Ascending' | 'Descending';
  readonly wrapLogMessage?: boolean;
}

function LogsPanel({ data, options, height, timeZone }: PanelProps<LogsOptions>) {
  const theme = useTheme2();
  const frame = data.series.find((one) => one.length > 0);
  const time = frame?.fields.find((field) => field.type === FieldType.time);
  // As Grafana reads a table as a log: the first text is the line.
  const line = frame?.fields.find((field) => field.type === FieldType.string);
  if (!frame || !time || !line) {
    return <Empty data={data} />;
  }
  const level = frame.fields.find((field) => field.name === 'level');
  const others = frame.fields.filter((field) => ![time, line, level].includes(field as Field));
  const rows = Array.from({ length: frame.length }, (_, row) => row).sort(
    (a, b) => (time.values[a] - time.values[b]) * (options.sortOrder === 'Ascending' ? 1 : -1)
  );
  const colors: Record<string, string> = {
    error: theme.colors.error.main,
    warn: theme.colors.warning.main,
    warning: theme.colors.warning.main,
    info: theme.colors.success.main,
  };
  return (
    <div style={{ height, overflow: 'auto', fontFamily: theme.typography.fontFamilyMonospace, fontSize: 12 }}>
      {rows.map((row) => {
        const named = String(level?.values[row] ?? '');
        return (
          <div
            key={row}
            data-log-line
            style={{
              borderLeft: `3px solid ${colors[named.toLowerCase()] ?? theme.colors.border.medium}`,
              paddingLeft: 6,
              lineHeight: '20px',
              whiteSpace: options.wrapLogMessage === false ? 'nowrap' : 'pre-wrap',
            }}
          >
            {options.showTime !== false && (
              <span style={{ color: theme.colors.text.secondary }}>
                {dateTimeFormat(time.values[row], { timeZone, format: 'YYYY-MM-DD HH:mm:ss' })}{' '}
              </span>
            )}
            {named && <b>{named} </b>}
            {String(line.values[row] ?? '')}{' '}
            <span style={{ color: theme.colors.text.secondary }}>
              {others
                .filter((field) => field.values[row] !== null && field.values[row] !== '')
                .map((field) => `${field.name}=${field.values[row]}`)
                .join(' ')}
            </span>
          </div>
        );
      })}
    </div>
  );
}

export const logsPanel = new PanelPlugin<LogsOptions>(LogsPanel);
