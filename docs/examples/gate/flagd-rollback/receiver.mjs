// Takes Plumbline's rollback webhook and switches flags of flagd to their safe variant: merges `flags` into the file that flagd watches.
// Node 20 or later, no packages.   ROLLBACK_TOKEN=… FLAGS=/etc/flagd/flags.json PORT=8081 node receiver.mjs
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import process from 'node:process';

const { ROLLBACK_TOKEN = '', FLAGS = 'flags.json', PORT = '8081' } = process.env;
/** Keys that were done already; a call that is sent again changes nothing. */
const done = new Set();

const same = (a, b) => a.length === b.length && crypto.timingSafeEqual(Buffer.from(a), Buffer.from(b));

function apply(changes) {
  const file = JSON.parse(fs.readFileSync(FLAGS, 'utf8'));
  for (const [key, { defaultVariant }] of Object.entries(changes)) {
    const flag = Object.hasOwn(file.flags, key) ? file.flags[key] : undefined;
    if (!flag || !Object.hasOwn(flag.variants, defaultVariant)) {
      throw new Error(`there is no flag ${key} with a variant ${defaultVariant}`);
    }
    flag.state = 'ENABLED';
    flag.defaultVariant = defaultVariant;
    // Whoever would be given another variant by a rule is not to be.
    delete flag.targeting;
  }
  // Renamed into place: flagd never reads half a file.
  fs.writeFileSync(`${FLAGS}.new`, `${JSON.stringify(file, null, 2)}\n`);
  fs.renameSync(`${FLAGS}.new`, FLAGS);
}

const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const say = (status, text) => response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
    if (ROLLBACK_TOKEN === '' || !same(request.headers.authorization ?? '', `Bearer ${ROLLBACK_TOKEN}`)) {
      return say(401, 'not authorised');
    }
    try {
      const { schema, idempotencyKey, flags } = JSON.parse(body);
      if (schema !== 'plumbline/rollback/v1') {
        return say(422, 'not a rollback');
      }
      if (!done.has(idempotencyKey)) {
        apply(flags);
        done.add(idempotencyKey);
      }
      return say(200, 'done');
    } catch (error) {
      return say(422, error.message);
    }
  });
});
server.listen(Number(PORT), () => process.stdout.write(`listening on ${server.address().port}\n`));
