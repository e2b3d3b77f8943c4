import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ToolbarButton, useStyles2, useTheme2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import { hrefTo, type ParamChange, type Route } from './navigation';
import type { Boot } from '../runtime/boot';
import { SceneSwitch } from './scene-switch';

interface Props {
  readonly boot: Boot;
  readonly route: Route;
  readonly change: (params: ParamChange) => void;
  readonly children: ReactNode;
}

/** The link row over every page, with the switch between dark and light. */
export function Shell({ boot: { boards, demo }, route, change, children }: Props) {
  const styles = useStyles2(getStyles);
  const { isDark } = useTheme2();
  const here =
    route.page === 'board' ? `board/${route.name || boards[0]?.uid}` : route.page === 'a' ? route.name : route.page;
  const links = [
    ...boards.map((board) => ({
      path: `board/${board.uid}`,
      title: boards.length === 1 ? 'Board' : shortName(board.uid),
    })),
    ...['catalog', 'definitions', 'health'].map((page) => ({
      path: `/a/plumbline-kpi-app/${page}`,
      title: page.charAt(0).toUpperCase() + page.slice(1),
    })),
    { path: 'states', title: 'Panel states' },
    { path: 'explore', title: 'Explore' },
    { path: 'config', title: 'Config' },
  ];
  return (
    <div className={styles.shell}>
      <header className={styles.bar}>
        <span className={styles.name}>Plumbline workbench</span>
        <nav aria-label="Pages" className={styles.links}>
          {links.map((link) => (
            <a
              key={link.path}
              href={hrefTo(link.path)}
              aria-current={link.path === here ? 'page' : undefined}
              className={cx(styles.link, link.path === here && styles.current)}
            >
              {link.title}
            </a>
          ))}
        </nav>
        {demo && <SceneSwitch {...demo} />}
        <ToolbarButton
          icon="adjust-circle"
          aria-label={isDark ? 'Switch to light' : 'Switch to dark'}
          onClick={() => change({ theme: isDark ? 'light' : 'dark' })}
        >
          {isDark ? 'Light' : 'Dark'}
        </ToolbarButton>
      </header>
      {children}
    </div>
  );
}

/** `plumbline-on-call` -> `On-call`: many titles do not fit one row. */
function shortName(uid: string): string {
  const name = uid.replace(/^plumbline-/, '');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const getStyles = (theme: GrafanaTheme2) => ({
  shell: css({ minHeight: '100vh', background: theme.colors.background.canvas }),
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 3),
    padding: theme.spacing(0.5, 2),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  name: css({ fontWeight: theme.typography.fontWeightMedium }),
  links: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 2), flexGrow: 1 }),
  link: css({
    padding: theme.spacing(0.75, 0),
    color: theme.colors.text.secondary,
    borderBottom: '2px solid transparent',
    '&:hover': { color: theme.colors.text.primary },
  }),
  current: css({ color: theme.colors.text.primary, borderBottomColor: theme.colors.primary.border }),
});
