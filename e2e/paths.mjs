import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const pageFolders = {
  'react 18': path.join(root, 'demo', 'workbench-page', 'dist'),
  'react 19': path.join(root, 'compat', 'grafana-13.2', 'dist'),
};
