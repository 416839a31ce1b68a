// Runs the static checks and the Solidity tests, and checks the snapshots. Unchanged sources and tests that have passed are not run again;
// delete target/test.stamp to force it.
import { fingerprint, isDone, markDone } from './inputs.mjs';
import { checkStyle } from './lint.mjs';
import { checkMutants } from './mutants.mjs';
import { checkSnapshots } from './snapshots.mjs';
import { compile, forge, install, run } from './tools.mjs';
import { checkTrees } from './trees.mjs';

const STAMP = 'target/test.stamp';
const profile = process.env.FOUNDRY_PROFILE ?? 'default';
const print = fingerprint(['src', 'test', 'snapshots', 'foundry.toml', 'package-lock.json', 'build', '.solhint.json', 'AUDIT.md', 'GOVERNANCE.md', 'STATES.md'], profile);

install();
if (!isDone(STAMP, print)) {
  checkStyle();
  checkTrees();
  compile();
  // EMIT is false because forge would write snapshots/gas.json first and then find no difference. The new file would also make the
  // launcher build again.
  const ends = profile === 'all' ? { GRIDWORK_LEAST_ENDS: '1000' } : {};
  run(forge(), ['test', '--color', 'never', '--summary'], { FORGE_SNAPSHOT_CHECK: 'true', FORGE_SNAPSHOT_EMIT: 'false', ...ends });
  checkSnapshots();
  if (profile === 'all') await checkMutants();
  markDone(STAMP, print);
}
