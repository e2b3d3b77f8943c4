/** A page that cannot start says so in the page, not only in the console. */
function show(reason: unknown): void {
  const root = document.getElementById('root');
  if (root && root.childElementCount === 0) {
    const text = document.createElement('pre');
    text.style.cssText = 'margin: 24px; font: 14px/1.5 system-ui, sans-serif; white-space: pre-wrap';
    text.textContent = `The workbench could not start.\n\n${reason instanceof Error ? reason.message : String(reason)}`;
    root.append(text);
  }
}

window.addEventListener('error', (event) => show(event.error ?? event.message));
window.addEventListener('unhandledrejection', (event) => show(event.reason));

export {};
