import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, CodeEditor, useStyles2, type Monaco, type MonacoEditor } from '@grafana/ui';
import React, { useEffect, useMemo, useRef, useState } from 'react';
import { Problems } from '../../datasource/problems';
import type { DataSource } from '../shared/data-sources';
import { saveFile } from '../shared/save-file';
import { documentAt, documentsOf, lineOf } from './documents';
import { keepDraft, readDraft } from './draft';
import { mark } from '../../datasource/markers';
import { teach } from './language';
import { Meter } from './meter';
import { Outline } from './outline';
import { DraftPreview } from './preview';
import { Review } from './review';
import type { Settings } from './settings';
import { useLeaveGuard } from './use-leave-guard';
import { useSaving } from './use-saving';
import { useSettled } from '../../datasource/use-settled';

export interface EditorProps {
  readonly dataSource: DataSource;
  readonly saved: string;
  /** Only where they may be written. */
  readonly settings?: Settings;
  /** Why they may not. */
  readonly locked?: string;
  /** The text may be changed to try it, though it cannot be saved here. */
  readonly mayTry?: boolean;
  /** Name of the definition to open at. */
  readonly at?: string;
}

/** Definitions are checked after this pause in typing, and asked for live numbers after the longer one, ms. */
const CHECK_MS = 300;
const ASK_MS = 1200;

/** The text with its outline, what is wrong with it, and what it gives; nothing is saved before it was shown what changes. */
export function Editor({ dataSource, saved, settings, locked, mayTry = false, at }: EditorProps) {
  const styles = useStyles2(getStyles);
  const { uid } = dataSource;
  const isReadOnly = settings === undefined && !mayTry;
  const [kept] = useState(() => (isReadOnly ? undefined : readDraft(uid)));
  const [text, setText] = useState(kept?.text ?? saved);
  const { base, state, save, takeTheirs } = useSaving(dataSource, saved, settings);
  const [line, setLine] = useState(1);
  const [isReviewing, setReviewing] = useState(false);
  const [mounted, setMounted] = useState<{ editor: MonacoEditor; monaco: Monaco }>();

  const checked = useSettled(text, CHECK_MS);
  const asked = useSettled(text, ASK_MS);
  const outcome = useMemo(() => dataSource.parsed(checked), [dataSource, checked]);
  const documents = useMemo(() => documentsOf(checked), [checked]);
  const current = documentAt(documents, line);
  const isChanged = text !== base;
  const errors = outcome.diagnostics.filter(({ severity }) => severity === 'error');

  useLeaveGuard(isChanged && !isReadOnly);
  useEffect(() => {
    if (!isReadOnly) {
      keepDraft(uid, { text: checked, base });
    }
  }, [uid, checked, base, isReadOnly]);
  useEffect(() => mounted && mark(mounted.monaco, mounted.editor, outcome.diagnostics), [mounted, outcome]);
  useEffect(() => mounted && teach(mounted.monaco, mounted.editor, dataSource.schema()), [mounted, dataSource]);

  const jump = (lineNumber: number, column = 1) => {
    mounted?.editor.revealLineInCenter(lineNumber);
    mounted?.editor.setPosition({ lineNumber, column });
    mounted?.editor.focus();
    setLine(lineNumber);
  };
  const first = useRef(at);
  const onMount = (editor: MonacoEditor, monaco: Monaco) => {
    setMounted({ editor, monaco });
    editor.onDidChangeCursorPosition(({ position }) => setLine(position.lineNumber));
    const start = first.current === undefined ? undefined : lineOf(documents, first.current);
    if (start !== undefined) {
      editor.revealLineNearTop(start);
      editor.setPosition({ lineNumber: start, column: 1 });
    }
  };

  const previewed = useMemo(() => {
    const draft = dataSource.parsed(asked);
    const name = current?.superseded ? undefined : current?.name;
    const definition = draft.ok && name ? (draft.value.kpis.get(name) ?? draft.value.funnels.get(name)) : undefined;
    return draft.ok && definition ? { definitions: draft.value, definition } : undefined;
  }, [dataSource, asked, current]);

  return (
    <div className={styles.page}>
      {locked && <Alert severity="info" title={locked} />}
      {kept && isChanged && (
        <Alert severity="info" title="Your text from before is here again; it is not saved yet">
          <Button size="sm" variant="secondary" onClick={() => setText(base)}>
            Drop it and show what is saved
          </Button>
        </Alert>
      )}
      {state.kind === 'conflict' && (
        <Alert severity="warning" title={`${state.reason} Nothing was saved, and your text is still here`}>
          <Button size="sm" variant="secondary" onClick={takeTheirs}>
            Compare mine with theirs
          </Button>
        </Alert>
      )}
      {state.kind === 'failed' && (
        <Alert severity="error" title={`Not saved: ${state.reason}`}>
          Your text is still here. You can download it.
        </Alert>
      )}
      {state.kind === 'saved' && !isChanged && (
        <Alert severity="success" title="Saved. Boards ask by it from now on." />
      )}
      <div className={styles.columns}>
        <div className={styles.outline}>
          <Outline
            documents={documents}
            current={current}
            broken={errors.flatMap(({ place }) => (place ? [place.line] : []))}
            onJump={jump}
          />
        </div>
        <div className={styles.text}>
          <div role="group" aria-label="Definitions, YAML">
            <CodeEditor
              value={text}
              language="yaml"
              height={560}
              showLineNumbers
              showMiniMap={false}
              readOnly={isReadOnly}
              monacoOptions={{ quickSuggestions: { strings: true, other: true, comments: false } }}
              onEditorDidMount={onMount}
              onChange={setText}
              onBlur={setText}
              onSave={(now) => {
                setText(now);
                setReviewing(true);
              }}
            />
          </div>
          <Meter text={checked} outcome={outcome} />
          <div className={styles.buttons}>
            {settings && (
              <Button
                icon="check"
                disabled={!isChanged || !outcome.ok || checked !== text}
                onClick={() => setReviewing(true)}
                tooltip={outcome.ok ? undefined : 'Mend the errors first: nothing of this text would load.'}
              >
                Review and save
              </Button>
            )}
            <Button
              variant="secondary"
              icon="download-alt"
              onClick={() => saveFile(`${uid}.yaml`, text, 'application/yaml')}
            >
              Download
            </Button>
            {isChanged && !isReadOnly && <span className={styles.quiet}>not saved; kept in this tab</span>}
          </div>
          <Problems diagnostics={outcome.diagnostics} label="Problems with the definitions" onJump={jump} />
        </div>
        <div className={styles.preview}>
          {previewed ? (
            <DraftPreview dataSource={dataSource} text={asked} {...previewed} />
          ) : (
            <p className={styles.quiet}>
              {outcome.ok
                ? 'Put the cursor in a KPI or funnel to see what it gives.'
                : 'Live numbers come once the text loads.'}
            </p>
          )}
        </div>
      </div>
      {isReviewing && isChanged && outcome.ok && (
        <Review
          before={base}
          after={text}
          diff={dataSource.draftDiff(text, base)}
          monaco={mounted?.monaco}
          isSaving={state.kind === 'saving'}
          onSave={() => void save(text)}
          onBack={() => setReviewing(false)}
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  columns: css({
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(160px, 220px) minmax(0, 1fr) minmax(260px, 340px)',
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  outline: css({ minWidth: 0 }),
  text: css({ minWidth: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  preview: css({ minWidth: 0 }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'center' }),
  quiet: css({ color: theme.colors.text.secondary }),
});
