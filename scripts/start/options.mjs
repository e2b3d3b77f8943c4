/** The options of npm start. */
import { StartError } from './sentences.mjs';

/** The scenes in a few words. demo/shop/scene-words.ts has them too, for the workbench; this runs before anything is built. */
export const SCENES = {
  calm: 'nothing goes wrong',
  'payment-outage': 'every payment provider is down, since 25 minutes',
  'payment-gateway': 'a gateway times out, a flag fails over to another provider',
  'cost-spike': 'cold starts and retries triple the cost per order, a flag throttles them',
  'midnight-batch': 'a schema change stops the billing consumer; rollback and replay',
  'regional-cost': 'smaller instances in us: cost falls, and conversion there a little',
  'bad-deploy': 'checkout fails three requests of ten in eu, and is rolled back',
};

const sceneLines = Object.entries(SCENES)
  .map(([name, words]) => `                    ${name.padEnd(17)} ${words}`)
  .join('\n');

export const HELP = `npm start -- [options]      the demo shop and the workbench

  --port N        the workbench; the database and the Prometheus engine take N+1 and N+2   (4600)
  --scene NAME    what the shop is going through; but for the first two a story of an hour
                  that began 75 minutes ago, so that all of it is on the screen            (calm)
${sceneLines}
  --days N        days of history                                                          (30)
  --seed N        another seed, another shop                                               (1)
  --fresh         forget the kept shop and make it anew
  --no-open       do not open the browser
  --check         only see whether everything that is needed is there
  --help          this text
`;

const NUMBERS = { '--port': [1024, 65533], '--days': [1, 60], '--seed': [0, 2 ** 31 - 1] };
const WORDS = { '--scene': Object.keys(SCENES) };
const SWITCHES = ['--fresh', '--no-open', '--check', '--help'];

/**
 * @param {readonly string[]} given words of the command line; both `--port 1` and `--port=1`
 * @throws {StartError} PL5007, PL5010
 */
export function readOptions(given) {
  const options = { port: 4600, days: 30, seed: 1, scene: 'calm', fresh: false, open: true, check: false, help: false };
  const words = given.flatMap((word) =>
    /^--[a-z]+=/.test(word) ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] : [word]
  );
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (SWITCHES.includes(word)) {
      options[word === '--no-open' ? 'open' : word.slice(2)] = word !== '--no-open';
      continue;
    }
    const value = words[++i];
    if (!(word in NUMBERS) && !(word in WORDS)) {
      throw new StartError('PL5007', { reason: `There is no option ${word}.` });
    }
    if (value === undefined) {
      throw new StartError('PL5007', { reason: `${word} needs a value.` });
    }
    options[word.slice(2)] = word in NUMBERS ? number(word, value) : oneOf(word, value);
  }
  return options;
}

function number(word, value) {
  const [least, most] = NUMBERS[word];
  const n = Number(value);
  if (/^\d+$/.test(value) && n >= least && n <= most) {
    return n;
  }
  if (word === '--port') {
    throw new StartError('PL5010', { port: value });
  }
  throw new StartError('PL5007', {
    reason: `${word} is a whole number from ${least} to ${most}, not ${JSON.stringify(value)}.`,
  });
}

function oneOf(word, value) {
  if (WORDS[word].includes(value)) {
    return value;
  }
  throw new StartError('PL5007', {
    reason: `${word} is one of ${WORDS[word].join(', ')}, not ${JSON.stringify(value)}.`,
  });
}
