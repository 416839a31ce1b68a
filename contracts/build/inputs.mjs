// What a build step depends on, as one hash: a step whose inputs and outcome are unchanged is not run again.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** All files under the given paths (relative to contracts/), sorted; paths that do not exist count as empty. */
export function filesUnder(...paths) {
  const found = [];
  const visit = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) readdirSync(full).forEach((name) => visit(`${path}/${name}`));
    else found.push(path);
  };
  paths.forEach(visit);
  return found.sort();
}

export function fingerprint(paths, ...words) {
  const hash = createHash('sha256').update(JSON.stringify(words));
  for (const path of filesUnder(...paths)) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

const stampFile = (name) => join(root, name);

export const isDone = (stamp, print) => existsSync(stampFile(stamp)) && readFileSync(stampFile(stamp), 'utf8') === print;

export function markDone(stamp, print) {
  mkdirSync(dirname(stampFile(stamp)), { recursive: true });
  writeFileSync(stampFile(stamp), print);
}
