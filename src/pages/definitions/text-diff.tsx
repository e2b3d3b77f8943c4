import type { Monaco } from '@grafana/ui';
import React, { useEffect, useRef } from 'react';

interface TextDiffProps {
  /** Grafana's Monaco, as the editor handed it on. */
  readonly monaco: Monaco;
  readonly before: string;
  readonly after: string;
}

/** Two texts beside each other in Monaco's own diff editor; narrow, one under the other. */
export function TextDiff({ monaco, before, after }: TextDiffProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!element.current) {
      return undefined;
    }
    const [original, modified] = [before, after].map((text) => monaco.editor.createModel(text, 'yaml'));
    const editor = monaco.editor.createDiffEditor(element.current, {
      readOnly: true,
      automaticLayout: true,
      renderSideBySide: true,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
    });
    editor.setModel({ original, modified });
    return () => {
      editor.dispose();
      original.dispose();
      modified.dispose();
    };
  }, [monaco, before, after]);
  return <div ref={element} role="group" aria-label="Saved text and your text" style={{ height: 360 }} />;
}
