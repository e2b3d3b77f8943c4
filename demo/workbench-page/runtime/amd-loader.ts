/**
 * Loads a built plugin file as Grafana does: an AMD module whose dependencies are the host's own copies.
 * It uses script elements and a global `define`, not `new Function`, so the page runs under `script-src 'self'`.
 */
import { sharedModules } from './shared-modules';

type Factory = (...dependencies: unknown[]) => unknown;
interface Definition {
  readonly dependencies: readonly string[];
  readonly factory: Factory;
}
interface AmdWindow {
  define?: ((...args: unknown[]) => void) & { amd: object };
}

const definitions = new WeakMap<Element, Definition>();
let loading = 0;

function define(...args: unknown[]): void {
  const script = document.currentScript;
  const [dependencies, factory] = (typeof args[0] === 'string' ? args.slice(1) : args) as [string[], Factory];
  if (script && Array.isArray(dependencies) && typeof factory === 'function') {
    definitions.set(script, { dependencies, factory });
  }
}

/** `define` exists only while a plugin file loads: a UMD chunk of our own bundle must not mistake us for an AMD page. */
function install(): void {
  loading += 1;
  (window as AmdWindow).define = Object.assign(define, { amd: {} });
}

function uninstall(): void {
  loading -= 1;
  if (loading === 0) {
    delete (window as AmdWindow).define;
  }
}

/**
 * The exports of the AMD module at `url`. Rejects with a sentence that names the file and, where that is the cause, the
 * dependency that no Grafana shares.
 */
export function loadAmdModule<T>(url: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.async = true;
    install();
    script.onerror = () => {
      uninstall();
      reject(new Error(`${url} could not be loaded. Has the front end been built (npm run build)?`));
    };
    script.onload = () => {
      uninstall();
      const definition = definitions.get(script);
      if (!definition) {
        reject(new Error(`${url} is not an AMD module.`));
        return;
      }
      try {
        resolve(definition.factory(...definition.dependencies.map((name) => dependency(name, script.src))) as T);
      } catch (error) {
        reject(error);
      }
    };
    document.head.append(script);
  });
}

function dependency(name: string, url: string): unknown {
  if (name === 'module') {
    return { id: url, uri: url };
  }
  if (!(name in sharedModules)) {
    throw new Error(`${url} asks for "${name}", which the workbench does not share.`);
  }
  return sharedModules[name];
}
