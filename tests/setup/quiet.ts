/** Tests are silent unless their name says that they warn: a line on the console fails any other test. */
import { afterEach, beforeEach, expect, vi } from 'vitest';

const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const;
let said: string[] = [];

beforeEach(() => {
  said = [];
  for (const method of METHODS) {
    vi.spyOn(console, method).mockImplementation((...args: unknown[]) => {
      said.push(`console.${method}: ${args.map(String).join(' ')}`);
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  const name = expect.getState().currentTestName ?? '';
  if (said.length > 0 && !/\bwarns?\b/i.test(name)) {
    throw new Error(`A silent test spoke:\n${said.join('\n')}`);
  }
});
