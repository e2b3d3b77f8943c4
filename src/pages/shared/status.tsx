import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2, type IconName } from '@grafana/ui';
import React from 'react';
import type { Tone } from './result-reading';

const ICONS: Readonly<Record<Tone, IconName | undefined>> = {
  red: 'exclamation-circle',
  amber: 'exclamation-triangle',
  unknown: 'question-circle',
  calm: undefined,
};

/** A state in words, with a sign where somebody should look; dots while it is on its way. */
export function Status({
  status,
}: {
  readonly status?: { readonly words: string; readonly full?: string; readonly tone: Tone };
}) {
  const styles = useStyles2(getStyles);
  if (!status) {
    return (
      <span className={styles.unknown} aria-label="being asked">
        …
      </span>
    );
  }
  const icon = ICONS[status.tone];
  return (
    <span className={styles[status.tone]} title={status.full}>
      {icon && <Icon name={icon} size="sm" className={styles.icon} />}
      {status.words}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  red: css({ color: theme.colors.error.text }),
  amber: css({ color: theme.colors.warning.text }),
  unknown: css({ color: theme.colors.text.secondary }),
  calm: css({ color: theme.colors.text.primary }),
  icon: css({ marginInlineEnd: theme.spacing(0.5) }),
});
