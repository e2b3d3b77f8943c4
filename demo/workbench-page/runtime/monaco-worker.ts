/** Monaco's worker from our own files; without it Monaco falls back to the main thread with a warning. */
export function installMonacoWorker(): void {
  Object.assign(globalThis, {
    MonacoEnvironment: {
      getWorker: () =>
        new Worker(new URL('monaco-editor/esm/vs/editor/editor.worker.js', import.meta.url), { type: 'module' }),
    },
  });
}
