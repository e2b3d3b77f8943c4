import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

/** A line of fields that wraps. */
export function FieldRow({ children }: { readonly children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return <div className={styles.row}>{children}</div>;
}

/** A control without a label, level with the inputs beside it. */
export function Level({ children }: { readonly children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return <div className={styles.level}>{children}</div>;
}

interface LabelledProps {
  readonly label: string;
  /** Id of the input that the label names. */
  readonly htmlFor: string;
  /** Takes what room is left. */
  readonly grow?: boolean;
  readonly hint?: string;
  readonly children: ReactNode;
}

/** A field with its label above it. */
export function Labelled({ label, htmlFor, grow, hint, children }: LabelledProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={grow ? styles.growing : styles.field}>
      <label className={styles.label} htmlFor={htmlFor}>
        {label}
        {hint && <span className={styles.hint}> {hint}</span>}
      </label>
      {children}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const field = css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), minWidth: theme.spacing(16) });
  return {
    row: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'flex-end' }),
    field,
    growing: css(field, { flex: '1 1 auto', minWidth: theme.spacing(28) }),
    level: css({ display: 'flex', alignItems: 'center', height: theme.spacing(theme.components.height.md) }),
    label: css({
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
      color: theme.colors.text.primary,
    }),
    hint: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
  };
};
