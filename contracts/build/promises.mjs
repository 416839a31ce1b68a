// Each promise in AUDIT.md and GOVERNANCE.md names tests that show it, and mutants of test/mutants.json that these tests kill (mutants.mjs tries it).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, root } from './inputs.mjs';

export const MUTANTS = 'test/mutants.json';
export const DOCUMENTS = ['AUDIT.md', 'GOVERNANCE.md'];

const read = (path) => readFileSync(join(root, path), 'utf8');

export const writtenMutants = () => JSON.parse(read(MUTANTS));

/** `folder/Name` is a file or folder under test/, `Name` behind one is a test in it. */
function testsIn(cell) {
  const tests = [];
  for (const [, name] of cell.matchAll(/`(.*?)`/g)) {
    if (name.includes('/') || !tests.length) tests.push({ path: name, names: [] });
    else tests.at(-1).names.push(name);
  }
  return tests;
}

const namesIn = (cell) => [...cell.matchAll(/"(.*?)"/g)].map(([, name]) => name);

function promisesIn(doc) {
  const [, section = ''] = read(doc).split('\n## Promises\n');
  const rows = section.split('\n## ')[0].split('\n').filter((line) => line.startsWith('| ')).slice(1);
  return rows.map((row) => row.split('|')).map(([, text, tests, mutants = '']) => ({ doc, text: text.trim(), tests: testsIn(tests), mutants: namesIn(mutants) }));
}

export const promises = () => DOCUMENTS.flatMap(promisesIn);

function faultsOfTest({ path, names }) {
  const files = filesUnder(`test/${path}.t.sol`, `test/${path}`).filter((name) => name.endsWith('.t.sol'));
  const source = files.map(read).join('\n');
  return [
    ...(files.length ? [] : [`there is no test/${path}`]),
    ...names.filter((name) => !new RegExp(`function test\\w*_${name}\\(`).test(source)).map((name) => `test/${path} has no test ${name}`),
  ];
}

export function faultsOfPromises() {
  const known = writtenMutants().map(({ name }) => name);
  const all = promises();
  const timesNamed = (mutant) => all.filter(({ mutants }) => mutants.includes(mutant)).length;
  const silent = DOCUMENTS.filter((doc) => !all.some((promise) => promise.doc === doc)).map((doc) => `${doc} has no table of promises`);
  const faults = all.flatMap(({ doc, text, tests, mutants }) => [
    ...(tests.length ? [] : ['it names no test']),
    ...tests.flatMap(faultsOfTest),
    ...(mutants.length ? [] : ['it names no mutant']),
    ...mutants.filter((name) => !known.includes(name)).map((name) => `${MUTANTS} has no "${name}"`),
    ...mutants.filter((name) => timesNamed(name) > 1).map((name) => `another promise names "${name}", too`),
  ].map((fault) => `${doc}, "${text}": ${fault}`));
  return [...silent, ...faults];
}
