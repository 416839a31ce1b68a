// The mutants that nobody writes down: src/ with one statement left out, one `if` that only reverts or leaves early, or one use of a modifier.
// The parser finds them, so there is no list to keep.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, root } from './inputs.mjs';
import { fail } from './tools.mjs';

const require = createRequire(import.meta.url);
/** The number of no mutant. */
export const NONE = 9999;
const ENDS = new Set(['RevertStatement', 'Return', 'Continue']);

/** Says, in every function of the copy, whether a statement is left out: the test run names it as the address of the block's miner. */
const SWITCH = 'src/Switch.sol';
const SWITCH_SOURCE = `// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

function without(uint256 mutant) pure returns (bool) {
    function(uint256) view returns (bool) read = _isChosen;
    function(uint256) pure returns (bool) chosen;
    assembly ("memory-safe") { chosen := read }
    return chosen(mutant);
}

function _isChosen(uint256 mutant) view returns (bool) {
    return uint160(address(block.coinbase)) == mutant;
}
`;

function parse(file, content) {
  // Not loaded at the start: the build imports this file before it installs the compiler.
  const solc = require('solc');
  const settings = { stopAfter: 'parsing', outputSelection: { '*': { '': ['ast'] } } };
  const { sources, errors } = JSON.parse(solc.compile(JSON.stringify({ language: 'Solidity', sources: { [file]: { content } }, settings })));
  return sources?.[file]?.ast ?? fail(`cannot parse ${file}: ${errors?.[0]?.formattedMessage}`);
}

const onlyOf = (body) => (body?.nodeType === 'Block' && body.statements.length === 1 ? body.statements[0] : body);
const isEarlyEnd = (node) => node.nodeType === 'IfStatement' && !node.falseBody && ENDS.has(onlyOf(node.trueBody)?.nodeType);
const isStep = (node) => ['ExpressionStatement', 'EmitStatement', 'InlineAssembly'].includes(node.nodeType);

function* nodesOf(node, place) {
  if (!node || typeof node !== 'object') return;
  const here = /^(Function|Modifier)Definition$/.test(node.nodeType) ? node.name || node.kind : place;
  if (node.nodeType) yield { node, place: here };
  for (const [key, child] of Object.entries(node)) {
    // Without its step a loop does not end.
    if (key !== 'loopExpression' && key !== 'initializationExpression') yield* nodesOf(child, here);
  }
}

function read(file) {
  // Places in the tree are counted in bytes.
  const source = readFileSync(join(root, file));
  const nodes = [...nodesOf(parse(file, source.toString()))];
  const named = (type) => nodes.map(({ node }) => node).filter(({ nodeType }) => nodeType === type);
  return { file, source, nodes, modifiers: named('ModifierDefinition') };
}

const startOf = ({ src }) => Number(src.split(':')[0]);
const lastOf = ({ src }) => startOf({ src }) + Number(src.split(':')[1]) - 1;

function endOf(node, source) {
  const last = lastOf(node);
  return source[last] === '}'.charCodeAt() || node.nodeType === 'ModifierInvocation' ? last + 1 : source.indexOf(';', last) + 1;
}

/** @returns the mutants of a file, each with what its switch adds to the source, by place */
function removalsIn({ file, source, nodes }, modifiers) {
  const isUse = (node) => node.nodeType === 'ModifierInvocation' && modifiers.has(node.modifierName.name);
  const isLeftOut = (node) => isStep(node) || isEarlyEnd(node) || isUse(node);
  const times = new Map();
  return nodes.filter(({ node }) => isLeftOut(node)).map(({ node, place }) => {
    const [start, end] = [startOf(node), endOf(node, source)];
    const text = source.subarray(start, end).toString().replace(/\s+/g, ' ').replace(/([(]) | (?=[)])/g, '$1');
    const name = `${file}: ${place} without \`${text}\``;
    times.set(name, (times.get(name) ?? 0) + 1);
    const use = node.arguments?.length ? [[end - 1, (number) => `, ${number}`]] : [[end, (number) => `(${number})`]];
    const statement = [[start, (number) => `{ if (!without(${number})) `], [end, () => ' }']];
    return { name: times.get(name) > 1 ? `${name} (${times.get(name)})` : name, file, marks: isUse(node) ? use : statement };
  });
}

/** A modifier learns which use of it this is; what stands before its `_` is what a use is for. */
function marksOf({ parameters, body }, source) {
  const parameter = parameters.parameters.length ? ', uint256 use' : 'uint256 use';
  return [[lastOf(parameters), parameter], [startOf(body) + 1, ' if (!without(use)) {'], [source.indexOf('_;', startOf(body)), '} ']];
}

function readAll() {
  const files = filesUnder('src').filter((path) => path.endsWith('.sol') && !path.startsWith('src/test-tokens/')).map(read);
  const modifiers = new Set(files.flatMap((file) => file.modifiers.map(({ name }) => name)));
  return { files, mutants: files.flatMap((file) => removalsIn(file, modifiers)).map((mutant, i) => ({ ...mutant, number: i + 1 })) };
}

export const removals = () => readAll().mutants;

/** Puts all but `left` of them into the sources under `folder`, each behind its switch: one compilation is enough. */
export function writeSwitches(folder, left) {
  const { files, mutants } = readAll();
  writeFileSync(join(folder, SWITCH), SWITCH_SOURCE);
  for (const { file, source, modifiers } of files) {
    const marks = mutants.filter((mutant) => mutant.file === file && !left.includes(mutant.name)).flatMap(({ number, marks: own }) => own.map(([at, mark]) => [at, mark(number)]));
    marks.push(...modifiers.flatMap((definition) => marksOf(definition, source)));
    let text = source;
    for (const [at, mark] of marks.sort(([a], [b]) => b - a)) text = Buffer.concat([text.subarray(0, at), Buffer.from(mark), text.subarray(at)]);
    if (marks.length) writeFileSync(join(folder, file), text.toString().replace(/^(pragma .*)$/m, `$1 import {without} from "${SWITCH}";`));
  }
}
