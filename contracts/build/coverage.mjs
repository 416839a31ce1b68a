// `npm run coverage`: which branches of src/ no test has taken. It fails below 99 % (test tokens aside) and names each branch that is missing.
// The contracts are compiled without optimizer and IR pipeline for it, for only then every branch is seen: no function may need more than the
// sixteen stack slots of that pipeline.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './inputs.mjs';
import { fail, forge, install, run } from './tools.mjs';

const LEAST = 0.99;
const REPORT = 'out/plain/lcov.info';

function branches() {
  const found = [];
  let file;
  for (const line of readFileSync(join(root, REPORT), 'utf8').split('\n')) {
    if (line.startsWith('SF:')) file = line.slice(3);
    if (!line.startsWith('BRDA:') || !file.startsWith('src/') || file.startsWith('src/test-tokens/')) continue;
    const [at, , path, hits] = line.slice(5).split(',');
    found.push({ file, at: Number(at), path, taken: hits !== '-' && hits !== '0' });
  }
  return found;
}

const lineOf = ({ file, at }) => readFileSync(join(root, file), 'utf8').split('\n')[at - 1].trim();

install();
run(forge(), ['coverage', '--color', 'never', '--report', 'lcov', '--report-file', REPORT], { FOUNDRY_PROFILE: 'plain' });
const all = branches();
const missing = all.filter(({ taken }) => !taken);
for (const file of new Set(all.map((branch) => branch.file))) {
  const here = all.filter((branch) => branch.file === file);
  process.stdout.write(`${file.padEnd(40)} ${here.filter(({ taken }) => taken).length}/${here.length}\n`);
}
for (const branch of missing) process.stdout.write(`not taken: ${branch.file}:${branch.at} ${lineOf(branch)}\n`);
const share = 1 - missing.length / all.length;
process.stdout.write(`branches of src: ${all.length - missing.length} of ${all.length}, ${(100 * share).toFixed(2)} %\n`);
if (share < LEAST) fail(`less than ${100 * LEAST} % of the branches are tested`);
