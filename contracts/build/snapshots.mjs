// Golden files of what must not drift unseen: bytecode sizes, storage layouts, the ABI in one line per item. Checked in the test phase;
// `npm run snapshots` writes them anew, gas.json (which the gas tests keep) included.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './inputs.mjs';
import { compile, fail, forge, install, run } from './tools.mjs';

const CONTRACTS = [
  'Vault', 'NodeStaking', 'StakeVotes', 'StakeGovernor', 'DenyListPolicy', 'ProgramRegistry', 'PowVerifier', 'JobEscrow', 'MarketLens', 'Jury',
  'RandaoSeed', 'BlockHashSeed', 'Timelock',
];
/** What EIP-170 lets a chain take, less room for a mended line. */
const MOST_BYTES = 24576 - 1500;

const artifact = (name) => JSON.parse(readFileSync(join(root, `out/${name}.sol/${name}.json`), 'utf8'));

function storage({ storageLayout: { storage: variables, types } }) {
  const line = ({ slot, offset, label, type }, indent) => `${indent}${slot}+${offset} ${label}: ${types[type].label} (${types[type].numberOfBytes} bytes)`;
  const structs = Object.values(types).filter((type) => type.members).sort((a, b) => (a.label < b.label ? -1 : 1));
  return [
    ...variables.map((variable) => line(variable, '')),
    ...structs.flatMap((type) => [`${type.label}:`, ...type.members.map((member) => line(member, '  '))]),
  ];
}

function readable({ type, name, inputs, outputs, stateMutability }) {
  const typeOf = (p) => (p.type.startsWith('tuple') ? `(${p.components.map(typeOf).join(',')})${p.type.slice(5)}` : p.type);
  const list = (parameters) => parameters.map((p) => [typeOf(p), p.indexed ? 'indexed' : '', p.name].filter(Boolean).join(' ')).join(', ');
  const returns = outputs?.length ? ` returns (${list(outputs)})` : '';
  const mutability = ['view', 'pure', 'payable'].includes(stateMutability) ? ` ${stateMutability}` : '';
  return `${type}${name ? ` ${name}` : ''}(${list(inputs ?? [])})${mutability}${returns}`;
}

function snapshots() {
  const all = Object.fromEntries(CONTRACTS.map((name) => [name, artifact(name)]));
  const each = (of) => Object.fromEntries(Object.entries(all).map(([name, content]) => [name, of(content)]));
  const sizes = each(({ deployedBytecode }) => (deployedBytecode.object.length - 2) / 2);
  for (const [name, size] of Object.entries(sizes)) if (size > MOST_BYTES) fail(`${name} has ${size} bytes, ${MOST_BYTES} at most`);
  return { 'sizes.json': sizes, 'storage.json': each(storage), 'abi.json': each(({ abi }) => abi.map(readable).sort()) };
}

const text = (content) => `${JSON.stringify(content, null, 1)}\n`;

export function checkSnapshots() {
  for (const [file, content] of Object.entries(snapshots())) {
    const path = join(root, 'snapshots', file);
    const golden = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (golden === text(content)) continue;
    const old = new Set(golden.split('\n'));
    const news = text(content).split('\n').filter((line) => !old.has(line)).slice(0, 5).map((line) => line.trim()).join('\n  ');
    fail(`snapshots/${file} is not what the contracts are now:\n  ${news}\nIf that is meant, run: cd contracts && npm run snapshots, and commit the change with its reason`);
  }
}

if (process.argv[2] === 'write') {
  install();
  compile();
  for (const [file, content] of Object.entries(snapshots())) writeFileSync(join(root, 'snapshots', file), text(content));
  run(forge(), ['test', '--color', 'never', '--match-path', 'test/gas/*'], { FORGE_SNAPSHOT_CHECK: 'false' });
}
