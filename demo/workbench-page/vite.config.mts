/**
 * Builds the workbench's page. By default against this package's own @grafana/* 13.1.1 and React 18; with
 * PLUMBLINE_HOST_PACKAGES=<folder> against the packages installed there (compat/grafana-13.2: 13.2.2 and React 19).
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const page = path.dirname(fileURLToPath(import.meta.url));
const packages = path.resolve(process.env.PLUMBLINE_HOST_PACKAGES ?? path.join(page, '..', '..'));
const outDir = path.resolve(process.env.PLUMBLINE_PAGE_OUT ?? path.join(page, 'dist'));

/** Bare imports of the page's own files are looked up where the host's packages are, not beside the page. */
function hostPackages(): Plugin {
  const anchor = path.join(packages, 'package.json');
  const inModules = /[\\/]node_modules[\\/]/;
  return {
    name: 'plumbline-host-packages',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!importer || inModules.test(importer) || /^[./\0]/.test(source) || path.isAbsolute(source)) {
        return null;
      }
      return this.resolve(source, anchor, { ...options, skipSelf: true });
    },
  };
}

const require = createRequire(path.join(packages, 'package.json'));

export default defineConfig({
  root: page,
  base: '/',
  publicDir: false,
  clearScreen: false,
  logLevel: 'warn',
  plugins: [hostPackages()],
  // Classic JSX, as the plugins have it.
  oxc: { jsx: { runtime: 'classic' } },
  define: { 'process.env.NODE_ENV': '"production"' },
  resolve: {
    alias: [
      { find: /^react-custom-scrollbars-2$/, replacement: path.join(page, 'vendor', 'scrollbars.ts') },
      {
        find: /^react-custom-scrollbars-2\/lib\/index\.js$/,
        replacement: require.resolve('react-custom-scrollbars-2', {
          paths: [path.dirname(require.resolve('@grafana/ui/package.json'))],
        }),
      },
    ],
  },
  worker: { format: 'es' },
  build: {
    outDir,
    emptyOutDir: true,
    // The whole of @grafana/ui: the loader shares it as a namespace, so nothing can be shaken off.
    chunkSizeWarningLimit: 8000,
    reportCompressedSize: false,
    rolldownOptions: {
      onLog(level, log, handler) {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') {
          handler(level, log);
        }
      },
    },
  },
});
