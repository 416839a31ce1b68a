#!/usr/bin/env node
// The compiler forge calls (foundry.toml: solc). It is the WASM build from npm, so a checkout needs no compiler download.
const path = require('node:path');
const fs = require('node:fs');
const solc = require(path.join(__dirname, '..', 'node_modules', 'solc'));

/**
 * Forge gives the tests' profile the steps of the default profile's Yul optimizer. Code that is not to be optimized would then be optimized
 * all the same, in the helpers that the older pipeline writes in Yul: that takes three quarters of the tests' compilation.
 */
function withoutStepsOfAnOptimizerThatIsOff(text) {
  const input = JSON.parse(text);
  const { optimizer } = input.settings;
  if (optimizer && !optimizer.enabled) delete optimizer.details;
  return JSON.stringify(input);
}

const args = process.argv.slice(2);
if (args.includes('--version')) {
  process.stdout.write(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}\n`);
} else if (args.includes('--standard-json')) {
  process.stdout.write(solc.compile(withoutStepsOfAnOptimizerThatIsOff(fs.readFileSync(0, 'utf8'))));
} else {
  process.stderr.write(`solc.cjs: only --version and --standard-json are answered, not: ${args.join(' ')}\n`);
  process.exitCode = 1;
}
