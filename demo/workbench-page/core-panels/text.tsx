import { PanelPlugin, renderTextPanelMarkdown, type PanelProps } from '@grafana/data';
import React from 'react';

interface TextOptions {
  readonly mode: 'markdown' | 'html' | 'code';
  readonly content: string;
}

/** Markdown with dashboard variables in it, sanitised as Grafana does. */
function TextPanel({ options, replaceVariables, height }: PanelProps<TextOptions>) {
  const html = renderTextPanelMarkdown(replaceVariables(options.content));
  return (
    <div
      className="markdown-html"
      style={{ height, overflow: 'auto' }}
      // The board's own text, passed through Grafana's sanitiser.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}

export const textPanel = new PanelPlugin<TextOptions>(TextPanel);
