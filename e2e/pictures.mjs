/**
 * Pictures compared with those checked in under e2e/pictures. A pixel differs when pixelmatch says so at threshold 0.1
 * (anti-aliasing is not counted); a picture differs when more than TOLERANCE of its pixels do. The new one is written beside the
 * old as *.actual.png, with *.diff.png. UPDATE_SCREENSHOTS=1 replaces what is checked in; nothing else does.
 */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { root } from './paths.mjs';

/** Share of the pixels. Text that moved by one pixel is well above it. */
const TOLERANCE = 0.001;

const folder = path.join(root, 'e2e', 'pictures');
const slug = (name) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
const updating = Boolean(process.env.UPDATE_SCREENSHOTS);

/** Throws a sentence when `png` (a buffer) is not the picture checked in as `name`. */
export function comparePicture(name, png, tolerance = TOLERANCE) {
  const file = path.join(folder, `${slug(name)}.png`);
  const beside = (kind) => file.replace(/\.png$/, `.${kind}.png`);
  const differs = fs.existsSync(file)
    ? difference(PNG.sync.read(fs.readFileSync(file)), PNG.sync.read(png))
    : { missing: true };
  const same = !differs.missing && !differs.size && differs.share <= tolerance;
  for (const kind of ['actual', 'diff']) {
    fs.rmSync(beside(kind), { force: true });
  }
  if (same) {
    return;
  }
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if (updating) {
    fs.writeFileSync(file, png);
    return;
  }
  fs.writeFileSync(beside('actual'), png);
  if (differs.picture) {
    fs.writeFileSync(beside('diff'), PNG.sync.write(differs.picture));
  }
  const where = path.relative(root, beside('actual'));
  throw new Error(
    differs.missing
      ? `There is no picture "${name}" yet; the new one is ${where}.`
      : `The picture "${name}" changed: ${differs.size ?? `${(differs.share * 100).toFixed(2)} % of the pixels, ${tolerance * 100} % allowed`}. The new one is ${where}.`
  );
}

function difference(expected, actual) {
  const { width, height } = expected;
  if (width !== actual.width || height !== actual.height) {
    return { size: `${width}×${height} became ${actual.width}×${actual.height}` };
  }
  const picture = new PNG({ width, height });
  const pixels = pixelmatch(expected.data, actual.data, picture.data, width, height, { threshold: 0.1 });
  return { share: pixels / (width * height), picture };
}
