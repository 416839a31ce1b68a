// Runs the Solidity tests. Unchanged sources and tests that have passed are not run again; delete target/test.stamp to force it.
import { fingerprint, isDone, markDone } from './inputs.mjs';
import { forge, install, run } from './tools.mjs';

const STAMP = 'target/test.stamp';
const profile = process.env.FOUNDRY_PROFILE ?? 'default';
const print = fingerprint(['src', 'test', 'snapshots', 'foundry.toml', 'package-lock.json', 'build'], profile);

install();
if (!isDone(STAMP, print)) {
  run(forge(), ['test', '--color', 'never']);
  markDone(STAMP, print);
}
