/**
 * npm start: the demo shop and the workbench on a machine that has nothing but Node and Go.
 * This file must be understood by any Node, however old, so that it can say that it is too old.
 */
// eslint-disable-next-line no-var -- understood by any Node
var major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  process.stderr.write(
    'PL5001 Plumbline needs Node 20 or newer; this is Node ' +
      process.versions.node +
      '. Install a newer one (nvm install 22, or from nodejs.org), then npm start again.\n'
  );
  process.exit(2);
}
import('./start/main.mjs').then(function (start) {
  return start.main(process.argv.slice(2));
});
