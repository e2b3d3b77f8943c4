import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, ClipboardButton, useStyles2 } from '@grafana/ui';
import React, { useId, useState } from 'react';
import type { UpstreamRequest } from '../../kpi';

type Shown = Pick<UpstreamRequest, 'source' | 'dialect' | 'purpose' | 'text'>;

/** The requests that a query becomes, word for word, folded away until somebody wants to know; `nothing` says why there are none. */
export function Preview({ requests, nothing }: { readonly requests: readonly Shown[]; readonly nothing: string }) {
  const styles = useStyles2(getStyles);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <div>
      <Button
        variant="secondary"
        fill="text"
        size="sm"
        icon={isOpen ? 'angle-down' : 'angle-right'}
        onClick={() => setOpen(!isOpen)}
        aria-expanded={isOpen}
        aria-controls={id}
      >
        What will be asked ({requests.length})
      </Button>
      <div id={id} hidden={!isOpen}>
        {isOpen &&
          requests.map(({ source, dialect, purpose, text }, i) => (
            <section key={i} aria-label={`Request to ${source}: ${purpose}`} className={styles.request}>
              <header className={styles.header}>
                <span>
                  <strong>{source}</strong> ({dialect}) · {purpose}
                </span>
                <ClipboardButton
                  size="sm"
                  variant="secondary"
                  icon="copy"
                  getText={() => text}
                  aria-label={`Copy the request to ${source}`}
                >
                  Copy
                </ClipboardButton>
              </header>
              <pre className={styles.text} tabIndex={0}>
                {text}
              </pre>
            </section>
          ))}
        {isOpen && requests.length === 0 && <p>{nothing}</p>}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  request: css({ marginTop: theme.spacing(1) }),
  header: css({ display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: theme.spacing(1) }),
  text: css({ marginTop: theme.spacing(0.5), maxHeight: theme.spacing(40), overflow: 'auto', whiteSpace: 'pre-wrap' }),
});
