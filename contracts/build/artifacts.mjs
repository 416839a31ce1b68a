// Compiles src/ and writes target/classes/io/gridwork/contracts/artifacts/<Contract>.json {contractName, abi, bytecode},
// the flat form that web3j-maven-plugin and the deployment toolkit read.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, isDone, markDone, root } from './inputs.mjs';
import { compile, fail, install } from './tools.mjs';

const TARGET = 'target/classes/io/gridwork/contracts/artifacts';
const STAMP = 'target/artifacts.stamp';
const SOURCES = ['src', 'foundry.toml', 'package-lock.json', 'build'];

/** Where a source is compiled by several profiles of foundry.toml, as interfaces and test tokens are, the others' files have a second dot. */
function compiled() {
  const artifacts = [];
  for (const folder of readdirSync(join(root, 'out')).filter((name) => name.endsWith('.sol'))) {
    const files = readdirSync(join(root, 'out', folder));
    for (const file of files.filter((name) => /^[^.]+\.json$/.test(name))) {
      const { abi, bytecode, metadata } = JSON.parse(readFileSync(join(root, 'out', folder, file), 'utf8'));
      const [source, contractName] = Object.entries(metadata.settings.compilationTarget)[0];
      const twins = files.filter((name) => name.startsWith(`${contractName}.`) && name !== file && name !== `${contractName}.tests.json`);
      if (source.startsWith('src/') && bytecode.object !== '0x' && twins.length > 0 && !isLibrary(abi)) {
        fail(`${contractName} was compiled in two ways (${[file, ...twins].join(', ')}): import its interface, or give its importer the same profile in foundry.toml`);
      }
      artifacts.push({ source, contractName, abi, bytecode: bytecode.object });
    }
  }
  return artifacts;
}

/** Internal libraries are part of the contracts that use them. */
const isLibrary = (abi) => abi.every(({ type }) => type === 'error' || type === 'event');

/** Ours, and the contracts of others that src/external names for deployment. Internal libraries have nothing to call. */
function isShipped({ source, abi, bytecode }, external) {
  return existsSync(join(root, source)) && abi.length > 0 && (source.startsWith('src/') || (bytecode !== '0x' && external.has(source)));
}

function externals() {
  const folder = join(root, 'src/external');
  const names = new Set();
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    for (const match of readFileSync(join(folder, file), 'utf8').matchAll(/from "([^"]+)"/g)) names.add(`node_modules/${match[1]}`);
  }
  return names;
}

function write() {
  rmSync(join(root, TARGET), { recursive: true, force: true });
  mkdirSync(join(root, TARGET), { recursive: true });
  const external = externals();
  for (const artifact of compiled().filter((candidate) => isShipped(candidate, external))) {
    const { contractName, abi, bytecode } = artifact;
    if (!/^0x[0-9a-f]*$/.test(bytecode)) fail(`${contractName} needs a linked library; make the library's functions internal`);
    writeFileSync(join(root, TARGET, `${contractName}.json`), `${JSON.stringify({ contractName, abi, bytecode }, null, 1)}\n`);
  }
}

install();
const print = fingerprint(SOURCES);
if (!isDone(STAMP, print) || !existsSync(join(root, TARGET))) {
  compile('--skip', 'test');
  write();
  markDone(STAMP, print);
}
