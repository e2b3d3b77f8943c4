import { css } from '@emotion/css';
import { locationUtil, textUtil, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

/** A link that a definition holds: a path of this Grafana, or an address elsewhere, which opens beside. Made harmless first. */
export function DefinedLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const styles = useStyles2(getStyles);
  const safe = textUtil.sanitizeUrl(href);
  const isOwn = safe.startsWith('/') && !safe.startsWith('//');
  return (
    <a
      className={styles.link}
      href={isOwn ? locationUtil.assureBaseUrl(safe) : safe}
      {...(isOwn ? {} : { target: '_blank', rel: 'noreferrer' })}
    >
      {children}
    </a>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  link: css({ color: theme.colors.text.link, textDecoration: 'underline' }),
});
