import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** The built bundle; PLUMBLINE_DIST names another one, for instance an unpacked release. */
export const pluginFolder = path.resolve(process.env.PLUMBLINE_DIST ?? path.join(root, 'dist'));

export const pageFolders = {
  'react 18': path.join(root, 'demo', 'workbench-page', 'dist'),
  'react 19': path.join(root, 'compat', 'grafana-13.2', 'dist'),
};
