// @grafana/ui's ES build default-imports this CommonJS package; under Node's interop rules, which Vite 8 follows for .mjs files,
// that gives the namespace and React fails with error #130. This hands over the component itself.
// @ts-expect-error the package has types for its entry only
import * as scrollbars from 'react-custom-scrollbars-2/lib/index.js';

export const Scrollbars = scrollbars.Scrollbars;
export default Scrollbars;
