// Do the tests bite? Each mutant in test/mutants.json is one wrong line in src/; the suite must fail with it. One that survives is reported, and
// this ends red. `./gridwork test --all` runs it, or `npm run mutants`, with the start of a mutant's name to run only some.
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './inputs.mjs';
import { fail, forge, install } from './tools.mjs';

const FOLDER = join(root, 'target/mutants');
/** The plain profile compiles in seconds; a few short campaigns are enough to see what is wrong everywhere. */
const ENV = { ...process.env, FOUNDRY_PROFILE: 'plain', FOUNDRY_FUZZ_RUNS: '128', FORGE_SNAPSHOT_CHECK: 'false' };

function copy() {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const name of ['src', 'test', 'build', 'foundry.toml', 'STATES.md']) cpSync(join(root, name), join(FOLDER, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(FOLDER, 'node_modules'), 'junction');
}

function forgeIn(...args) {
  const { status, error, stdout, stderr } = spawnSync(forge(), [...args, '--color', 'never'], { cwd: FOLDER, env: ENV, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error) fail(`cannot start forge: ${error.message}`);
  return { passed: status === 0, output: stdout + stderr };
}

const test = () => forgeIn('test', '--fail-fast', '--no-match-path', 'test/gas/*');

function mutate({ name, file, from, to }, original) {
  const parts = original.split(from);
  if (parts.length !== 2) fail(`mutant "${name}" is out of date: ${file} has its line ${parts.length - 1} times:\n  ${from}`);
  return parts.join(to);
}

/** @returns the test that saw it, or nothing */
function killer(mutant) {
  const path = join(FOLDER, mutant.file);
  const original = readFileSync(path, 'utf8');
  writeFileSync(path, mutate(mutant, original));
  try {
    const build = forgeIn('build');
    if (!build.passed) fail(`mutant "${mutant.name}" does not compile:\n${build.output}`);
    const { passed, output } = test();
    return passed ? undefined : (output.match(/^\[FAIL.*?\] (\w+)/m)?.[1] ?? 'a test');
  } finally {
    writeFileSync(path, original);
  }
}

export function checkMutants(start = '') {
  const mutants = JSON.parse(readFileSync(join(root, 'test/mutants.json'), 'utf8')).filter(({ name }) => name.startsWith(start));
  copy();
  const sound = test();
  if (!sound.passed) fail(`the tests fail without a mutant:\n${sound.output}`);
  const survivors = mutants.filter((mutant) => {
    const seenBy = killer(mutant);
    process.stdout.write(`${seenBy ? 'killed  ' : 'SURVIVED'} ${mutant.name}${seenBy ? ` (${seenBy})` : ''}\n`);
    return !seenBy;
  });
  process.stdout.write(`${mutants.length - survivors.length} of ${mutants.length} mutants killed\n`);
  if (survivors.length) fail(`no test sees: ${survivors.map(({ name }) => name).join('; ')}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  install();
  checkMutants(process.argv[2]);
}
