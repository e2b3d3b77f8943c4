// @vitest-environment jsdom
import { config, setBackendSrv, type BackendSrv } from '@grafana/runtime';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFINITIONS } from '../../../tests/fakes/definitions';
import { emptyResult, installPages } from '../../../tests/fakes/pages';
import { MAX_DEFINITION_BYTES } from '../../kpi';
import { DefinitionsPage } from './definitions-page';
import { MAX_BYTES } from './meter';

const editor = {
  getModel: vi.fn(() => 'model'),
  revealLineInCenter: vi.fn(),
  revealLineNearTop: vi.fn(),
  setPosition: vi.fn(),
  focus: vi.fn(),
  onDidChangeCursorPosition: vi.fn(),
};
const dispose = vi.fn();
const monaco = {
  MarkerSeverity: { Error: 8, Warning: 4, Info: 2 },
  languages: {
    CompletionItemKind: { Field: 1, Value: 2, Reference: 3 },
    registerCompletionItemProvider: vi.fn((..._: unknown[]) => ({ dispose })),
    registerHoverProvider: vi.fn((..._: unknown[]) => ({ dispose })),
  },
  editor: {
    setModelMarkers: vi.fn(),
    createModel: vi.fn((text: string) => ({ text, dispose })),
    createDiffEditor: vi.fn(() => ({ setModel: vi.fn(), dispose })),
  },
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

interface Stored {
  version: number;
  readOnly?: boolean;
  definitions?: string;
}

function setUp({ role = 'Admin', ...stored }: Partial<Stored> & { role?: string } = {}) {
  const pages = installPages({ plumbline: DEFINITIONS }, emptyResult);
  config.bootData = { user: { orgRole: role, isGrafanaAdmin: false, permissions: {} } } as never;
  const settings = {
    uid: 'plumbline',
    name: 'Plumbline',
    version: 3,
    readOnly: false,
    ...stored,
    jsonData: { definitions: stored.definitions ?? DEFINITIONS, grafanaUrl: 'http://grafana:3000' },
    secureJsonFields: { serviceAccountToken: true },
  };
  const puts: unknown[] = [];
  const put = vi.fn((_: string, data: unknown): Promise<unknown> => {
    puts.push(data);
    settings.version += 1;
    return Promise.resolve({ datasource: { version: settings.version } });
  });
  setBackendSrv({ get: () => Promise.resolve({ ...settings }), put } as unknown as BackendSrv);
  const view = render(<DefinitionsPage params={{ uid: 'plumbline' }} query={{}} />);
  return { ...pages, settings, puts, put, view };
}

const write = async (text: string) =>
  fireEvent.change(await screen.findByLabelText('YAML'), { target: { value: text } });
const RENAMED = DEFINITIONS.replace('team: finance', 'team: money');
const review = async () => {
  const button = await screen.findByRole('button', { name: 'Review and save' });
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
};

beforeEach(() => window.sessionStorage.clear());
afterEach(() => vi.clearAllMocks());

describe('the editor of definitions', () => {
  it('knows how much room there is', () => {
    expect(MAX_BYTES).toBe(MAX_DEFINITION_BYTES);
  });

  it('shows what changes before it saves, keeps everything else, and names no secret', async () => {
    const { puts, put } = setUp();
    await write(RENAMED);
    await review();
    expect(screen.getByText('Owner, team was finance, is money.')).toBeInTheDocument();
    expect(monaco.editor.createDiffEditor).toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved. Boards ask by it from now on.')).toBeInTheDocument();
    expect(put.mock.calls[0][0]).toBe('/api/datasources/uid/plumbline');
    expect(puts).toEqual([
      {
        uid: 'plumbline',
        name: 'Plumbline',
        version: 3,
        readOnly: false,
        jsonData: { definitions: RENAMED, grafanaUrl: 'http://grafana:3000' },
      },
    ]);
    expect(window.sessionStorage).toHaveLength(0);
  });

  it('warns of a number that changes without a version', async () => {
    setUp();
    await write(DEFINITIONS.replace('timeZone: Europe/Berlin', 'timeZone: UTC'));
    await review();
    expect(screen.getByRole('list', { name: 'Numbers that change without a version' })).toHaveTextContent(/PL1377/);
  });

  it('loses nothing where somebody else saved in the meantime', async () => {
    const { settings, put } = setUp();
    await write(RENAMED);
    await review();
    settings.version = 4;
    settings.jsonData.definitions = DEFINITIONS.replace('team: payments', 'team: cash');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByText(/Somebody else saved .* Nothing was saved, and your text is still here/)
    ).toBeInTheDocument();
    expect(put).not.toHaveBeenCalled();
    expect(screen.getByLabelText('YAML')).toHaveValue(RENAMED);
    await userEvent.click(screen.getByRole('button', { name: 'Compare mine with theirs' }));
    expect(await screen.findByText('Owner, team was cash, is payments.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Saved. Boards ask by it from now on.');
    expect(put.mock.calls[0][1]).toMatchObject({ version: 4 });
  });

  it.each([
    [409, /Nothing was saved, and your text is still here/],
    [403, /Not saved: Cannot update read-only data source/],
    [500, /Not saved: Cannot update read-only data source/],
  ])('says what Grafana said to a save (%i)', async (status, words) => {
    const { put } = setUp();
    put.mockRejectedValueOnce({ status, data: { message: 'Cannot update read-only data source' } });
    await write(RENAMED);
    await review();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(screen.getByLabelText('YAML')).toHaveValue(RENAMED);
  });

  it('saves nothing that does not load, and says where it is wrong', async () => {
    setUp();
    await write(DEFINITIONS.replace('unit: ratio', 'unit: ration'));
    const problems = await screen.findByRole('list', { name: 'Problems with the definitions' });
    const button = screen.getByRole('button', { name: 'Review and save' });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    fireEvent.click(button);
    expect(screen.queryByRole('region', { name: 'What would be saved' })).not.toBeInTheDocument();
    expect(screen.getByText(/1 error: nothing of this text would load/)).toBeInTheDocument();
    await userEvent.click(within(problems).getAllByRole('button')[0]);
    expect(editor.focus).toHaveBeenCalled();
    expect(within(screen.getByRole('navigation', { name: 'Documents' })).getByText('1 error')).toBeInTheDocument();
  });

  it('has the draft again after leaving, and drops it when asked to', async () => {
    const { view } = setUp();
    await write(RENAMED);
    await waitFor(() => expect(window.sessionStorage).toHaveLength(1));
    view.unmount();
    setUp();
    expect(await screen.findByLabelText('YAML')).toHaveValue(RENAMED);
    await userEvent.click(screen.getByRole('button', { name: 'Drop it and show what is saved' }));
    expect(screen.getByLabelText('YAML')).toHaveValue(DEFINITIONS);
  });

  it('asks before it is left while something is not saved', async () => {
    setUp();
    await screen.findByLabelText('YAML');
    const leaving = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(leaving()).toBe(false);
    await write(RENAMED);
    expect(leaving()).toBe(true);
    await write(DEFINITIONS);
    expect(leaving()).toBe(false);
  });

  it('may be read by everybody, and says why it cannot be changed', async () => {
    const { view } = setUp({ role: 'Viewer' });
    expect(await screen.findByText(/ask an admin/)).toBeInTheDocument();
    expect(screen.getByLabelText('YAML')).toHaveAttribute('readonly');
    expect(screen.queryByRole('button', { name: 'Review and save' })).not.toBeInTheDocument();
    view.unmount();
    setUp({ readOnly: true });
    expect(await screen.findByText(/provisioned from a file/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Review and save' })).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Download' })).toBeEnabled();
  });

  it('asks for the KPI under the cursor by the draft, beside the saved one', async () => {
    const { asked } = setUp();
    await write(DEFINITIONS.replace('value: amount', 'value: net_amount'));
    await userEvent.click(screen.getByRole('button', { name: /revenue/ }));
    await waitFor(() => expect(asked.map(({ text }) => text.includes('net_amount'))).toContain(true));
    await waitFor(() =>
      expect(
        asked
          .filter(({ text }) => text.includes('net_amount'))
          .map(({ query }) => query.view)
          .sort()
      ).toEqual(['series', 'value'])
    );
    expect(asked.filter(({ text, query }) => text === DEFINITIONS && query.view === 'value').length).toBeGreaterThan(0);
  });
});
