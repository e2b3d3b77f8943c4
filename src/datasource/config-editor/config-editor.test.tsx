// @vitest-environment jsdom
import type { DataSourceSettings } from '@grafana/data';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFINITIONS } from '../../../tests/fakes/definitions';
import { installGrafana } from '../../../tests/fakes/grafana';
import type { PlumblineJsonData, PlumblineSecureJsonData } from '../types';
import { ConfigEditor } from './config-editor';

const editor = {
  getModel: vi.fn(() => 'model'),
  revealLineInCenter: vi.fn(),
  setPosition: vi.fn(),
  focus: vi.fn(),
};
const monaco = {
  MarkerSeverity: { Error: 8, Warning: 4, Info: 2 },
  editor: { setModelMarkers: vi.fn() },
};

// Monaco needs a browser: a text area stands for it, with the parts of it that the editor uses.
vi.mock('@grafana/ui', async (original) => {
  const { useEffect } = await import('react');
  return {
    ...(await original<object>()),
    CodeEditor: ({
      value,
      readOnly,
      onChange,
      onEditorDidMount,
    }: Record<string, never> & {
      onChange: (text: string) => void;
      onEditorDidMount: (...args: unknown[]) => void;
    }) => {
      useEffect(() => onEditorDidMount(editor, monaco), []); // eslint-disable-line react-hooks/exhaustive-deps
      return (
        <textarea aria-label="YAML" value={value} readOnly={readOnly} onChange={(e) => onChange(e.target.value)} />
      );
    },
  };
});

type Settings = DataSourceSettings<PlumblineJsonData, PlumblineSecureJsonData>;

function setUp(part: Partial<Settings> = {}) {
  installGrafana({
    settings: [
      { uid: 'shop-db', type: 'grafana-postgresql-datasource', name: 'Shop database' },
      { uid: 'prometheus', type: 'loki', name: 'Logs' },
    ],
  });
  const saved = vi.fn();
  function Holder() {
    const [options, setOptions] = useState({
      readOnly: false,
      jsonData: { definitions: DEFINITIONS },
      secureJsonData: {},
      secureJsonFields: {},
      ...part,
    } as unknown as Settings);
    return (
      <ConfigEditor
        options={options}
        onOptionsChange={(next) => {
          saved(next);
          setOptions(next);
        }}
      />
    );
  }
  render(<Holder />);
  return { saved, user: userEvent.setup() };
}

const settled = () => act(() => new Promise((resolve) => setTimeout(resolve, 350)));

describe('the settings of the data source', () => {
  beforeEach(() => void vi.clearAllMocks());

  it('count what the definitions hold, and how much room is left', () => {
    setUp();
    expect(screen.getByRole('status')).toHaveTextContent(/^3 KPIs, 1 funnel, 2 sources · \d\.\d of 256 kB$/);
    expect(screen.queryByRole('list', { name: 'Problems with the definitions' })).toBeNull();
  });

  it('show which data source each source stands for, and which cannot be asked', () => {
    setUp();
    const table = screen.getByRole('table', { name: 'What the sources resolve to in this Grafana' });
    expect(within(table).getByRole('row', { name: /^shop-db postgres/ })).toHaveTextContent(
      'Shop database (grafana-postgresql-datasource)'
    );
    expect(within(table).getByRole('row', { name: /^metrics prometheus/ })).toHaveTextContent(
      'Logs is of the type loki; expected prometheus'
    );
  });

  it('validate while typing, with line and column, and jump to the line', async () => {
    const { saved, user } = setUp();
    const text = DEFINITIONS.replace('unit: currency:EUR', 'unnit: currency:EUR');
    fireEvent.change(screen.getByLabelText('YAML'), { target: { value: text } });
    expect(saved.mock.lastCall?.[0].jsonData.definitions).toBe(text);
    await settled();
    expect(screen.getByRole('status')).toHaveTextContent(/error/);
    const problems = screen.getByRole('list', { name: 'Problems with the definitions' });
    expect(problems).toHaveTextContent('unnit');
    const line = text.split('\n').findIndex((one) => one.includes('unnit')) + 1;
    const jump = within(problems).getAllByRole('button', { name: new RegExp(`^${line}:\\d+, go to`) })[0];
    jump.focus();
    await user.keyboard('{Enter}');
    expect(editor.revealLineInCenter).toHaveBeenCalledWith(line);
    expect(editor.setPosition).toHaveBeenCalledWith({ lineNumber: line, column: 3 });
    expect(editor.focus).toHaveBeenCalled();
    const markers = monaco.editor.setModelMarkers.mock.lastCall?.[2];
    expect(markers).toContainEqual(expect.objectContaining({ startLineNumber: line, startColumn: 3, severity: 8 }));
  });

  it('keep the token secret: it is written, never read, and can be replaced', async () => {
    const { saved, user } = setUp();
    await user.type(screen.getByLabelText(/^Service account token/), 'g');
    expect(saved.mock.lastCall?.[0]).toMatchObject({ secureJsonData: { serviceAccountToken: 'g' } });
    expect(saved.mock.lastCall?.[0].jsonData).toEqual({ definitions: DEFINITIONS });
  });

  it('show that a token is there without showing it', async () => {
    const { saved, user } = setUp({ secureJsonFields: { serviceAccountToken: true } });
    expect(screen.getByLabelText(/^Service account token/)).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'Reset' }));
    expect(saved.mock.lastCall?.[0].secureJsonFields).toEqual({ serviceAccountToken: false });
  });

  it('take the address of Grafana, and leave it out when it is empty', async () => {
    const { saved, user } = setUp();
    const field = screen.getByLabelText(/^Grafana's address/);
    await user.type(field, 'h');
    expect(saved.mock.lastCall?.[0].jsonData.grafanaUrl).toBe('h');
    await user.clear(field);
    expect(saved.mock.lastCall?.[0].jsonData.grafanaUrl).toBeUndefined();
  });

  it('cannot be changed where they are provisioned, and say where to change them', () => {
    setUp({ readOnly: true });
    expect(screen.getByText('Provisioned from a file')).toBeInTheDocument();
    expect(screen.getByLabelText('YAML')).toHaveAttribute('readonly');
    expect(screen.getByLabelText(/^Service account token/)).toBeDisabled();
    expect(screen.getByLabelText(/^Grafana's address/)).toBeDisabled();
  });

  it('refuse what is too large for every browser to load', async () => {
    setUp({ jsonData: { definitions: `# ${'x'.repeat(256 * 1024)}` } });
    expect(screen.getByRole('status')).toHaveTextContent('257 of 256 kB · too much');
    expect(screen.getByRole('list', { name: 'Problems with the definitions' })).toHaveTextContent('PL1002');
  });
});
