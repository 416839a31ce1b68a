// Do the tests bite? A mutant is src/ with one fault; the suite must fail with it. One that survives is reported, and this ends red. Some are
// written in test/mutants.json, the others leave one statement out (removals.mjs). What makes no difference, or does not compile, stands with its
// reason in test/equivalent.json. A mutant that a promise names (promises.mjs) must be seen by the tests that it names, and only they are run.
// `./gridwork test --all` runs all; `npm run mutants -- src/Jury.sol` those with this in their name, file or list (test/mutants.json, AUDIT.md).
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './inputs.mjs';
import { MUTANTS, promises, writtenMutants } from './promises.mjs';
import { NONE, removals, writeSwitches } from './removals.mjs';
import { fail, forge, install } from './tools.mjs';

const FOLDER = join(root, 'target/mutants');
/** The plain profile compiles in seconds; a few short campaigns are enough to see what is wrong everywhere. Nobody reads their calls, so none are shrunk. */
const ENV = { ...process.env, FOUNDRY_PROFILE: 'plain', FORGE_SNAPSHOT_CHECK: 'false', FOUNDRY_INVARIANT_SHRINK_RUN_LIMIT: '0' };
const MANY = '128';
/** Some mutants loop for ever; only campaigns need more. */
const ENOUGH_GAS = `${1 << 30}`;
/** Whose tests are in another contract's folder. */
const FOLDERS = { JobBook: 'JobEscrow', JobSettlement: 'JobEscrow', JurySettlement: 'Jury', MarketSettings: 'JobEscrow', NodeBook: 'NodeStaking', StakeCounting: 'StakeGovernor' };

const readEquivalent = () => JSON.parse(readFileSync(join(root, 'test/equivalent.json'), 'utf8')).map(({ name }) => name);
const print = (line) => process.stdout.write(`${line}\n`);

function copy() {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const name of ['src', 'test', 'build', 'foundry.toml', 'STATES.md']) cpSync(join(root, name), join(FOLDER, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(FOLDER, 'node_modules'), 'junction');
}

function forgeIn(args, env = {}) {
  const options = { cwd: FOLDER, env: { ...ENV, ...env }, maxBuffer: 1 << 28 };
  return new Promise((resolve) => {
    execFile(forge(), [...args, '--color', 'never'], options, (error, stdout, stderr) => resolve({ passed: !error, output: stdout + stderr }));
  });
}

async function build(what) {
  const { passed, output } = await forgeIn(['build']);
  if (!passed) fail(`${what} does not compile:\n${output}`);
}

const stageOf = ({ path, names }) => [MANY, '--match-path', `test/${path}{.t.sol,/**}`, ...(names.length ? ['--match-test', `_(${names.join('|')})\\b`] : [])];

/** What is likely to see a mutant goes first: the contract's own tests. Campaigns come last, and only for what was thought of as an attack. */
function stages({ file, number, tests }) {
  if (tests) return tests.map(stageOf);
  const name = file && basename(file, '.sol');
  return [
    ...(file ? [['4', '--match-path', `test/**/{${FOLDERS[name] ?? name}/**,${name}}*.t.sol`]] : []),
    ['16', '--no-match-path', 'test/{gas,invariant}/*'],
    ...(number ? [] : [[MANY, '--match-path', 'test/invariant/*']]),
  ];
}

/** @returns how the suite ended: with its first failure, or passed. Forge writes its cache anew at every start, and what a campaign failed with. */
async function test(mutant) {
  const number = mutant.number ?? 0;
  const cache = `cache/${number}`;
  const env = { FOUNDRY_CACHE_PATH: cache, FOUNDRY_FUZZ_FAILURE_PERSIST_DIR: cache, FOUNDRY_INVARIANT_FAILURE_PERSIST_DIR: cache };
  if (number) env.FOUNDRY_GAS_LIMIT = ENOUGH_GAS;
  // A mutant that is seen costs only the runs until then.
  if (mutant.tests) env.FOUNDRY_INVARIANT_RUNS = MANY;
  cpSync(join(FOLDER, 'cache/plain'), join(FOLDER, cache), { recursive: true });
  const miner = `0x${number.toString(16).padStart(40, '0')}`;
  let result;
  for (const [runs, ...paths] of stages(mutant)) {
    result = await forgeIn(['test', '--fail-fast', '--block-coinbase', miner, ...paths], { ...env, FOUNDRY_FUZZ_RUNS: runs });
    if (!result.passed) break;
  }
  rmSync(join(FOLDER, cache), { recursive: true });
  return result;
}

async function requireSound(number) {
  await build('src/ without a mutant');
  const { passed, output } = await test({ number });
  if (!passed) fail(`the tests fail without a mutant:\n${output}`);
}

/** @returns the mutants that no test sees */
async function survivorsOf(mutants, run, atOnce) {
  const [waiting, survivors] = [[...mutants], []];
  const work = async () => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const { passed, output } = await run(mutant);
      const seenBy = output?.match(/^\[FAIL[^]*? (\w+)\([^)]*\) \((?:gas|runs):/m)?.[1];
      // Where nothing can be set up, what a promise says is not tried.
      const isTried = seenBy && !(mutant.tests && seenBy === 'setUp');
      if (!passed && !isTried) fail(`mutant "${mutant.name}": forge failed without a test:\n${output}`);
      print(passed ? `SURVIVED ${mutant.name}` : `killed   ${mutant.name} (${seenBy})`);
      if (passed) survivors.push(mutant);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return survivors;
}

async function runWritten({ name, file, from, to, tests }) {
  const path = join(FOLDER, file);
  const original = readFileSync(path, 'utf8');
  const parts = original.split(from);
  if (parts.length !== 2) fail(`mutant "${name}" is out of date: ${file} has its line ${parts.length - 1} times:\n  ${from}`);
  writeFileSync(path, parts.join(to));
  await build(`mutant "${name}"`);
  const result = await test({ file, tests });
  writeFileSync(path, original);
  return result;
}

function generated(equivalent) {
  const all = removals();
  const unknown = equivalent.filter((name) => !all.some((mutant) => mutant.name === name));
  if (unknown.length) fail(`test/equivalent.json is out of date; there are no such mutants: ${unknown.join('; ')}`);
  return all.filter(({ name }) => !equivalent.includes(name));
}

function printTotals(mutants, survivors) {
  const count = (list, file) => list.filter((mutant) => mutant.file === file).length;
  for (const file of [...new Set(mutants.map((mutant) => mutant.file))].sort()) print(`${file.padEnd(40)} ${count(mutants, file) - count(survivors, file)}/${count(mutants, file)}`);
  print(`${mutants.length - survivors.length} of ${mutants.length} mutants killed`);
}

/** With the tests of the promise that names it, if one does. */
function readWritten() {
  const all = promises();
  return writtenMutants().map((mutant) => ({ ...mutant, list: MUTANTS, ...all.find(({ mutants }) => mutants.includes(mutant.name)) }));
}

export async function checkMutants(text = '') {
  const isAsked = ({ name, file, list = '', doc = '' }) => [name, file, list, doc].some((word) => word.includes(text));
  const equivalent = readEquivalent();
  const [written, left] = [readWritten().filter(isAsked), generated(equivalent).filter(isAsked)];
  const survivors = [];
  copy();
  if (left.length) {
    writeSwitches(FOLDER, equivalent);
    await requireSound(NONE);
    // They share one compilation.
    survivors.push(...(await survivorsOf(left, test, availableParallelism())));
    cpSync(join(root, 'src'), join(FOLDER, 'src'), { recursive: true });
  }
  if (written.length) {
    await requireSound(0);
    survivors.push(...(await survivorsOf(written, runWritten, 1)));
  }
  printTotals([...written, ...left], survivors);
  if (survivors.length) fail(`no test sees:\n  ${survivors.map(({ name }) => name).join('\n  ')}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  install();
  await checkMutants(process.argv[2]);
}
