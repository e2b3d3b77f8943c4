import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { CodeEditor, useStyles2, type Monaco, type MonacoEditor } from '@grafana/ui';
import React, { useEffect, useMemo, useRef } from 'react';
import { definitionsOf } from '../../hosts/browser';
import { MAX_DEFINITION_BYTES, type Diagnostic } from '../../kpi';
import { mark } from '../markers';
import { Problems } from '../problems';
import { useSettled } from '../use-settled';
import { SourceTable } from './source-table';

interface DefinitionsEditorProps {
  readonly text: string;
  readonly isReadOnly: boolean;
  readonly onChange: (text: string) => void;
}

interface Mounted {
  readonly editor: MonacoEditor;
  readonly monaco: Monaco;
}

function markIn(mounted: Mounted | undefined, diagnostics: readonly Diagnostic[]): void {
  if (mounted) {
    mark(mounted.monaco, mounted.editor, diagnostics);
  }
}

/** Validation follows typing after this pause, ms. */
const PAUSE_MS = 300;

/** The definitions as YAML, with what is wrong in them line by line, and what they resolve to. */
export function DefinitionsEditor({ text, isReadOnly, onChange }: DefinitionsEditorProps) {
  const styles = useStyles2(getStyles);
  const settled = useSettled(text, PAUSE_MS);
  const outcome = useMemo(() => definitionsOf(settled), [settled]);
  const { diagnostics } = outcome;
  const bytes = useMemo(() => new TextEncoder().encode(settled).length, [settled]);
  const mounted = useRef<Mounted | undefined>(undefined);

  useEffect(() => markIn(mounted.current, diagnostics), [diagnostics]);

  const jump = (line: number, column: number) => {
    const editor = mounted.current?.editor;
    editor?.revealLineInCenter(line);
    editor?.setPosition({ lineNumber: line, column });
    editor?.focus();
  };

  return (
    <>
      <div role="group" aria-label="Definitions, YAML">
        <CodeEditor
          value={text}
          language="yaml"
          height={480}
          showLineNumbers
          showMiniMap={false}
          readOnly={isReadOnly}
          onEditorDidMount={(editor, monaco) => {
            mounted.current = { editor, monaco };
            markIn(mounted.current, diagnostics);
          }}
          onChange={onChange}
          onBlur={onChange}
          onSave={onChange}
        />
      </div>
      <p role="status" className={styles.counts}>
        {outcome.ok ? (
          <>
            {counted(outcome.value.kpis.size, 'KPI')}, {counted(outcome.value.funnels.size, 'funnel')},{' '}
            {counted(outcome.value.sources.size, 'source')}
          </>
        ) : (
          <strong>{counted(errors(diagnostics), 'error')}: nothing of this text is loaded</strong>
        )}{' '}
        · {kilobytes(bytes)} of {kilobytes(MAX_DEFINITION_BYTES)} kB
        {bytes > MAX_DEFINITION_BYTES && (
          <strong> · too much: Grafana sends it to every browser. Move some of it to another data source.</strong>
        )}
      </p>
      <Problems diagnostics={diagnostics} label="Problems with the definitions" onJump={jump} />
      {outcome.ok && <SourceTable sources={[...outcome.value.sources.values()]} />}
    </>
  );
}

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
const errors = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.filter(({ severity }) => severity === 'error').length;
// Rounded up, so that what is too much never looks like just enough.
const kilobytes = (bytes: number) => (bytes < 10_240 ? (bytes / 1024).toFixed(1) : Math.ceil(bytes / 1024));

const getStyles = (theme: GrafanaTheme2) => ({
  counts: css({ color: theme.colors.text.secondary, margin: 0 }),
});
