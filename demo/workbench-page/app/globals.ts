/**
 * What @grafana/* reads from `window` while its modules load. Import this file before any of them.
 * `__grafana_public_path__` is the root of icons and fonts, with a trailing slash.
 */
declare global {
  interface Window {
    __grafana_public_path__?: string;
  }
}

Object.assign(window, {
  __grafana_public_path__: '/public/',
  grafanaBootData: {
    settings: {
      buildInfo: { version: '13.1.1', env: 'production', edition: 'Plumbline workbench' },
      featureToggles: {},
      datasources: {},
      apps: {},
      panels: {},
      appSubUrl: '',
      appUrl: `${window.location.origin}/`,
    },
    // Who tries the workbench may change its definitions; `?role=Viewer` shows what others see.
    user: {
      orgId: 1,
      orgRole: new URLSearchParams(window.location.search).get('role') ?? 'Admin',
      login: 'workbench',
      isSignedIn: true,
      permissions: {},
      timezone: 'browser',
    },
    navTree: [],
  },
});

export {};
