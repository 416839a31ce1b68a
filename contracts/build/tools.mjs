// Finds and runs the tools that npm brings: forge is started directly, so that ending this process ends it.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fingerprint, isDone, markDone, root } from './inputs.mjs';

const require = createRequire(import.meta.url);
const LOCK = ['package.json', 'package-lock.json', '.npmrc'];
const STAMP = 'node_modules/.installed';
const CONFIG_STAMP = 'target/forge-config.stamp';

export function fail(reason) {
  process.stderr.write(`gridwork contracts: error: ${reason}\n`);
  process.exit(1);
}

export function run(command, args, env = {}) {
  const { status, error, signal } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  if (error) fail(`cannot start ${command}: ${error.message}`);
  if (status !== 0) fail(`${command} ${args.join(' ')} ended with ${signal ?? `exit code ${status}`} (output above)`);
}

/** Starts a tool written in JavaScript that npm brought. */
export const runScript = (script, args) => run(process.execPath, [require.resolve(script), ...args]);

/** Installs what package-lock.json names, when it is not what is installed. */
export function install() {
  const print = fingerprint(LOCK);
  if (isDone(STAMP, print)) return;
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  markDone(STAMP, print);
}

export function forge() {
  const os = { linux: 'linux', darwin: 'darwin', win32: 'win32' }[process.platform];
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch];
  const binary = `@foundry-rs/forge-${os}-${arch}/bin/forge${process.platform === 'win32' ? '.exe' : ''}`;
  try {
    return require.resolve(binary);
  } catch {
    return fail(`no forge for ${process.platform}/${process.arch}: ${binary} is not in node_modules; delete contracts/node_modules and build again`);
  }
}

/** Compiles. Forge leaves artifacts of other compiler settings where they are: when foundry.toml has changed, all that it made goes first. */
export function compile(...args) {
  const print = fingerprint(['foundry.toml', ...LOCK]);
  if (!isDone(CONFIG_STAMP, print)) ['out', 'cache'].forEach((folder) => rmSync(join(root, folder), { recursive: true, force: true }));
  markDone(CONFIG_STAMP, print);
  run(forge(), ['build', '--color', 'never', ...args]);
}
