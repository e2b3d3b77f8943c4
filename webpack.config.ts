import fs from 'fs';
import path from 'path';
import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';
import { merge } from 'webpack-merge';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

/**
 * create-plugin's configuration plus what a bundle of nested plugins needs:
 * the logos of nested plugins (create-plugin copies only the root's since 6.7.1), and entries taken from our own `src` only
 * (its glob would also find plugin.json files in node_modules folders of the compatibility checks).
 */
const config = async (env: Env): Promise<Configuration> => {
  const base = await grafanaConfig(env);
  const source = path.resolve(process.cwd(), 'src');
  const entry = Object.fromEntries(
    Object.entries(base.entry as Record<string, string>).filter(([, file]) => {
      const relative = path.relative(source, file);
      return !relative.startsWith('..') && fs.existsSync(file);
    })
  );
  return merge(
    { ...base, entry },
    {
      plugins: [
        new CopyWebpackPlugin({
          patterns: [{ from: '**/img/*.svg', to: '.', noErrorOnMissing: true }],
        }),
      ],
      // One file a module: a chunk of a nested plugin would be looked for in the wrong folder (plugin-tools#2172).
      optimization: { splitChunks: false, runtimeChunk: false },
      performance: { hints: false },
    }
  );
};

export default config;
