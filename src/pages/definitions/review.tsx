import { Alert, Button, type Monaco } from '@grafana/ui';
import React from 'react';
import { Problems } from '../../datasource/problems';
import type { DefinitionsDiff } from '../../kpi';
import { DiffList } from '../shared/diff-list';
import { TextDiff } from './text-diff';

interface ReviewProps {
  readonly before: string;
  readonly after: string;
  /** Undefined where one of the two texts does not load. */
  readonly diff: DefinitionsDiff | undefined;
  readonly monaco: Monaco | undefined;
  readonly isSaving: boolean;
  readonly onSave: () => void;
  readonly onBack: () => void;
}

/** What would be saved: what it means, then the texts. A number that changes without a version is told, not forbidden. */
export function Review({ before, after, diff, monaco, isSaving, onSave, onBack }: ReviewProps) {
  return (
    <section aria-label="What would be saved">
      {!diff && <Alert severity="info" title="The saved text does not load, so only the texts can be compared." />}
      {diff && diff.documents.length === 0 && <p>No definition changes: only how they are written.</p>}
      {diff && diff.diagnostics.length > 0 && (
        <Alert severity="warning" title="Numbers change without saying so">
          <Problems diagnostics={diff.diagnostics} label="Numbers that change without a version" />
        </Alert>
      )}
      {diff?.documents.map((document) => (
        <div key={`${document.kind} ${document.name}`}>
          <h3 style={{ fontSize: '1rem', margin: '8px 0 4px' }}>
            {document.kind} {document.displayName} {WORDS[document.change]}
            {document.version && document.version.before !== document.version.after && document.change === 'changed'
              ? `, version ${document.version.before} → ${document.version.after}`
              : ''}
          </h3>
          <DiffList diff={document} />
        </div>
      ))}
      {monaco && <TextDiff monaco={monaco} before={before} after={after} />}
      <div style={{ display: 'flex', gap: 8, marginTop: 8 }}>
        <Button icon="save" onClick={onSave} disabled={isSaving}>
          {isSaving ? 'Saving …' : 'Save'}
        </Button>
        <Button variant="secondary" onClick={onBack}>
          Back to the text
        </Button>
      </div>
    </section>
  );
}

const WORDS = { added: 'is new', removed: 'is gone', changed: 'changes' } as const;
