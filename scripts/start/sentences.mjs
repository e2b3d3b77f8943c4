/** What npm start says when something is missing: a code, what is the matter, what to do. PL5001 (wrong Node) is in start.mjs. */

const SENTENCES = {
  PL5002: () =>
    'Go is not installed, or not in PATH; the embedded Prometheus is built with it. Install it from go.dev/dl, then npm start again.',
  PL5003: ({ found, needed }) =>
    `Go ${needed} or newer is needed, this is ${found}. Install it from go.dev/dl, then npm start again.`,
  PL5004: ({ port, what, flag }) =>
    `Port ${port} (${what}) is taken by another program. Stop that one, or choose other ports: npm start -- --port ${flag}.`,
  PL5005: ({ reason }) =>
    `npm ci failed:\n${reason}\nSee whether the registry can be reached (npm ping), then npm start again.`,
  PL5006: ({ what, reason }) => `${what} could not be built:\n${reason}`,
  PL5007: ({ reason }) => `${reason} npm start -- --help lists the options.`,
  PL5008: () =>
    'npm is not in PATH, and the packages are not installed. Install Node together with npm, then npm start again.',
  PL5009: ({ reason }) => `The demo did not start: ${reason}`,
  PL5010: ({ port }) => `Port ${port} is not one that a program may use: choose one from 1024 to 65533.`,
};

/** A reason not to start; the program ends with 2. */
export class StartError extends Error {
  /**
   * @param {keyof typeof SENTENCES} code
   * @param {Record<string, unknown>} [values]
   */
  constructor(code, values = {}) {
    super(`${code} ${SENTENCES[code](values)}`);
    this.code = code;
  }
}
