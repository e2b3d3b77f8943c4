import type { TimeRange, TypedVariableModel } from '@grafana/data';
import { describe, expect, test, vi } from 'vitest';
import { TemplateService } from './template-service';

const variable = (name: string, value: string | string[], more: object = {}) =>
  ({
    name,
    type: 'query',
    current: { value, text: value },
    options: ['phone', 'desktop'].map((one) => ({ text: one, value: one })),
    ...more,
  }) as unknown as TypedVariableModel;

function service(...variables: TypedVariableModel[]): TemplateService {
  const templates = new TemplateService();
  templates.setVariables(variables);
  return templates;
}

const ALL = { value: ['$__all'], text: ['All'] };

describe('variables in text, as Grafana replaces them', () => {
  const templates = service(variable('device', ['phone', "O'Neil"]), variable('region', 'north'));

  test.each([
    ['$region', 'north'],
    ['${region}', 'north'],
    ['[[region]]', 'north'],
    ['a $region b', 'a north b'],
    ['$device', "{phone,O'Neil}"],
    ['${device:csv}', "phone,O'Neil"],
    ['${device:pipe}', "phone|O'Neil"],
    ['${device:json}', '["phone","O\'Neil"]'],
    ['${device:regex}', "(phone|O'Neil)"],
    ['${device:sqlstring}', "'phone','O''Neil'"],
    ['${device:doublequote}', '"phone","O\'Neil"'],
    ['${device:queryparam}', "var-device=phone&var-device=O'Neil"],
    ['${device:text}', "phone + O'Neil"],
    ['$unknown ${unknown:csv} [[unknown]]', '$unknown ${unknown:csv} [[unknown]]'],
    ['costs $5', 'costs $5'],
  ])('%s becomes %s', (text, expected) => {
    expect(templates.replace(text)).toBe(expected);
  });

  test('a scoped variable comes first, with a path into its value', () => {
    const scoped = { region: { text: 'x', value: 'south' }, row: { text: '', value: { name: 'Visit' } } };
    expect(templates.replace('$region ${row.name}', scoped)).toBe('south Visit');
  });

  test('a formatting function gets the bare list and the variable', () => {
    const format = vi.fn(() => 'done');
    expect(templates.replace('$device', {}, format)).toBe('done');
    expect(format).toHaveBeenCalledWith(
      ['phone', "O'Neil"],
      expect.objectContaining({ name: 'device' }),
      expect.any(Function)
    );
  });

  test('All is every option', () => {
    const all = service(variable('device', [], { current: ALL, includeAll: true }));
    expect(all.replace('${device:csv}')).toBe('phone,desktop');
    expect(all.replace('${device:text}')).toBe('All');
  });

  test('a custom value for All is put in as it is, formatted by nothing', () => {
    const all = service(variable('device', [], { current: ALL, allValue: '.*' }));
    const format = vi.fn();
    expect(all.replace('$device', {}, format)).toBe('.*');
    expect(format).not.toHaveBeenCalled();
  });

  test('only names that are known are templates', () => {
    expect(templates.containsTemplate('${device}')).toBe(true);
    expect(templates.containsTemplate('$other')).toBe(false);
    expect(templates.containsTemplate(undefined)).toBe(false);
  });

  test('the cell that a link stands on', () => {
    const scoped = { __dataContext: { value: { field: { values: ['a b', 'c'] }, rowIndex: 0 } } } as never;
    expect(templates.replace('/d/x?var-trace=${__value.raw}', scoped)).toBe('/d/x?var-trace=a b');
    expect(templates.replace('${__value.raw:percentencode}', scoped)).toBe('a%20b');
    expect(templates.replace('${__value.raw}')).toBe('${__value.raw}');
  });

  test('the time range', () => {
    const instant = (ms: number) => ({ valueOf: () => ms, toISOString: () => new Date(ms).toISOString() });
    const [from, to] = [instant(1_793_491_200_000), instant(1_793_577_600_000)];
    templates.updateTimeRange({ from, to, raw: { from, to } } as unknown as TimeRange);
    expect(templates.replace('$__from ${__to:date} ${__to.date}')).toBe(
      '1793491200000 1793577600000 2026-11-02T00:00:00.000Z'
    );
    expect(templates.replace('/d/uid?${__url_time_range}')).toBe('/d/uid?from=1793491200000&to=1793577600000');
    templates.updateTimeRange({ from, to, raw: { from: 'now-6h', to: 'now' } } as unknown as TimeRange);
    expect(templates.replace('/d/uid?${__url_time_range}')).toBe('/d/uid?from=now-6h&to=now');
  });
});
