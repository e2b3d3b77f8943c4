import { ThemeContext, createTheme } from '@grafana/data';
import { config } from '@grafana/runtime';
import { Alert, ErrorBoundaryAlert, GlobalStyles, PortalContainer } from '@grafana/ui';
import React, { useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { BoardPage } from '../board/board-page';
import { AppPage } from '../pages/app-page';
import { ConfigPage } from '../pages/config-page';
import { ExplorePage } from '../pages/explore-page';
import { StatesPage } from '../pages/states-page';
import { fetchBoot, type Boot } from '../runtime/boot';
import { install, type Services } from '../runtime/install';
import { followBoardLinks, followLinks, useRoute, type ParamChange, type Route } from './navigation';
import { Shell } from './shell';

export async function start(): Promise<void> {
  const boot = await fetchBoot();
  const services = await install(boot);
  followLinks();
  followBoardLinks();
  createRoot(document.getElementById('root')!).render(<Workbench boot={boot} services={services} />);
}

function Workbench({ boot, services }: { boot: Boot; services: Services }) {
  const [route, change] = useRoute();
  const mode = route.params.get('theme') === 'light' ? 'light' : 'dark';
  const theme = useMemo(() => {
    const created = createTheme({ colors: { mode } });
    config.theme2 = created;
    return created;
  }, [mode]);
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <Shell boot={boot} route={route} change={change}>
        <ErrorBoundaryAlert dependencies={[route.page, route.name]}>
          <PageOf boot={boot} services={services} route={route} change={change} />
        </ErrorBoundaryAlert>
      </Shell>
      <PortalContainer />
    </ThemeContext.Provider>
  );
}

interface PageProps {
  readonly boot: Boot;
  readonly services: Services;
  readonly route: Route;
  readonly change: (params: ParamChange) => void;
}

function PageOf({ boot, services, route, change }: PageProps) {
  switch (route.page) {
    case 'board': {
      const board = boot.boards.find((one) => one.uid === route.name) ?? (route.name ? undefined : boot.boards[0]);
      return board ? (
        <BoardPage key={board.uid} board={board.json} services={services} route={route} change={change} />
      ) : (
        <Alert severity="error" title={`There is no board "${route.name}" in provisioning/dashboards.`} />
      );
    }
    case 'states':
      return <StatesPage route={route} change={change} />;
    case 'explore':
      return <ExplorePage services={services} route={route} change={change} timeZone={boot.boards[0]?.json.timezone} />;
    case 'a':
      return <AppPage route={route} />;
    case 'config':
      return <ConfigPage services={services} route={route} />;
    default:
      return <Alert severity="error" title={`There is no page "${route.page}".`} />;
  }
}
