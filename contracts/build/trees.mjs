// Every function that changes state is a root of some .tree under test/ ("a, b" are two), every leaf of a tree names its tests in brackets, as they
// are called behind `test_` or `testFuzz_`, and every test beside a tree is named by a leaf. An error in a leaf is one that the tests look for.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesUnder, root } from './inputs.mjs';
import { DOCUMENTS, faultsOfPromises } from './promises.mjs';
import { fail } from './tools.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');
const depthOf = (line) => line.match(/^[│├└─ ]*/)[0].length;
const words = (text) => text.match(/\w+/g) ?? [];

function stateChanging() {
  const found = [];
  for (const path of filesUnder('src').filter((name) => name.endsWith('.sol') && !/^src\/(interfaces|test-tokens|external)\//.test(name))) {
    for (const [, name, rest] of read(path).matchAll(/^ {4}function (\w+)\(([^{;]*)\{/gm)) {
      if (/\b(external|public)\b/.test(rest) && !/\b(view|pure)\b/.test(rest)) found.push({ path, name });
    }
  }
  return found;
}

function leavesOf(path) {
  const lines = read(path).trimEnd().split('\n');
  const isLeaf = (line, i) => depthOf(line) > 0 && (i + 1 === lines.length || depthOf(lines[i + 1]) <= depthOf(line));
  return lines.filter(isLeaf).map((line) => {
    const [, text, tests] = line.match(/^(.*?)(?: {2}\[(.*)\])?$/);
    return { text: text.slice(depthOf(text)), tests: words(tests ?? '') };
  });
}

const rootsOf = (path) => read(path).split('\n').filter((line) => line && depthOf(line) === 0).flatMap((line) => words(line.replace(/\(.*/, '')));

function faultsOf(path) {
  const folder = dirname(path);
  const source = readdirSync(join(root, folder)).filter((name) => name.endsWith('.t.sol')).map((name) => read(`${folder}/${name}`)).join('\n');
  const tests = new Set([...source.matchAll(/function test(?:Fuzz)?_(\w+)/g)].map(([, name]) => name));
  const leaves = leavesOf(path);
  const faults = leaves.flatMap(({ text, tests: named }) => [
    ...(named.length ? [] : [`"${text}" names no test`]),
    ...named.filter((name) => !tests.has(name)).map((name) => `"${text}" names ${name}, which is no test there`),
    ...(text.match(/\b[A-Z][a-z]+[A-Z]\w+\b/g) ?? []).filter((word) => !source.includes(word)).map((word) => `"${text}" speaks of ${word}, no test does`),
  ]);
  const named = new Set(leaves.flatMap((leaf) => leaf.tests));
  return [...faults, ...[...tests].filter((name) => !named.has(name)).map((name) => `no leaf names the test ${name}`)].map((fault) => `${path}: ${fault}`);
}

/** `folder/Name` in a document is a file or folder under test/, `Name` a test or a contract. */
function faultsOfDocument(doc) {
  const pointed = [...read(doc).matchAll(/`([a-zA-Z]+\/\w+|[A-Z]\w+)`/g)].map(([, name]) => name);
  const everything = filesUnder('src', 'test').map((path) => `${path}\n${path.endsWith('.sol') ? read(path) : ''}`).join('\n');
  return pointed.filter((name) => !everything.includes(name.includes('/') && !name.startsWith('src/') ? `test/${name}` : name)).map((name) => `${doc}: there is no ${name}`);
}

export function checkTrees() {
  const trees = filesUnder('test').filter((name) => name.endsWith('.tree'));
  const roots = new Set(trees.flatMap(rootsOf));
  const faults = [
    ...stateChanging().filter(({ name }) => !roots.has(name)).map(({ path, name }) => `${path}: ${name} changes state and has no tree under test/`),
    ...trees.flatMap(faultsOf),
    ...DOCUMENTS.flatMap(faultsOfDocument),
    ...faultsOfPromises(),
  ];
  if (faults.length) fail(`the trees and the tests differ:\n  ${faults.join('\n  ')}`);
}
