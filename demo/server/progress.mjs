/** What the start is doing, for the terminal and for the page that waits. Plain JavaScript: it is there before anything is built. */

export class Progress {
  #steps = [];
  #listeners = new Set();
  #done = false;

  /**
   * @param {string} text a sentence for people
   * @param {number} [share] how much of this is done, 0 to 1; the next share moves the same line on
   */
  say(text, share) {
    const step = { text, ...(share === undefined ? {} : { share }) };
    const last = this.#steps[this.#steps.length - 1];
    if (share !== undefined && last?.share !== undefined) {
      this.#steps.pop();
    }
    this.#steps.push(step);
    this.#send('step', step);
  }

  /** It will not come: the page says why. */
  fail(text) {
    this.#steps.push({ text, failed: true });
    this.#send('failed', { text });
  }

  finish() {
    this.#done = true;
    this.#send('ready', {});
    this.#listeners.forEach((listener) => listener.end());
    this.#listeners.clear();
  }

  /**
   * Server-sent events: all steps so far, those to come, then `ready`.
   * @param {import('node:http').ServerResponse} response
   */
  stream(response) {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    this.#steps.forEach((step) =>
      response.write(`event: ${step.failed ? 'failed' : 'step'}\ndata: ${JSON.stringify(step)}\n\n`)
    );
    if (this.#done) {
      response.end('event: ready\ndata: {}\n\n');
      return;
    }
    this.#listeners.add(response);
    response.on('close', () => this.#listeners.delete(response));
  }

  #send(event, data) {
    this.#listeners.forEach((listener) => listener.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  }
}

/** The page that waits; it becomes the workbench by itself. */
export const WAITING_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Plumbline is starting</title>
<style>
  :root { color-scheme: light dark }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 12vh auto; padding: 0 1.5rem }
  h1 { font-size: 1.25rem; font-weight: 500 }
  ol { list-style: none; padding: 0 } li { padding: .15rem 0 } li:not(:last-child) { opacity: .6 }
  li:not(:last-child)::before { content: "✓ " } li:last-child::before { content: "… " } li.failed::before { content: "✗ " }
  progress { width: 100% }
</style>
<h1>Plumbline is starting. The first time takes a few minutes.</h1>
<progress id="bar"></progress>
<ol id="steps" aria-live="polite"></ol>
<script>
  const list = document.getElementById('steps'), bar = document.getElementById('bar');
  let moving = false;
  function connect() {
    const source = new EventSource('/demo/progress');
    source.onopen = () => list.replaceChildren();
    const add = (data, failed) => {
      const step = JSON.parse(data);
      if (moving && step.share !== undefined) list.lastChild?.remove();
      moving = step.share !== undefined;
      if (moving) bar.value = step.share; else bar.removeAttribute('value');
      const line = document.createElement('li');
      line.textContent = step.text;
      if (failed) { line.className = 'failed'; bar.hidden = true; source.close(); }
      list.append(line);
    };
    source.addEventListener('step', (event) => add(event.data, false));
    source.addEventListener('failed', (event) => add(event.data, true));
    source.addEventListener('ready', () => { source.close(); location.reload(); });
  }
  connect();
</script>
</html>
`;
