// Static checks: solhint (.solhint.json; test/.solhint.json says what tests may do) and forge's own lints (foundry.toml: lint).
// A finding is mended, or suppressed beside the line with its reason.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, root } from './inputs.mjs';
import { fail, forge, run, runScript } from './tools.mjs';

const MOST_LINES = { src: 400, test: 500 };

function checkLengths() {
  for (const [folder, most] of Object.entries(MOST_LINES)) {
    for (const path of filesUnder(folder).filter((name) => name.endsWith('.sol'))) {
      const lines = readFileSync(join(root, path), 'utf8').split('\n').length - 1;
      if (lines > most) fail(`${path} has ${lines} lines, ${most} at most: ask what it is two of`);
    }
  }
}

export function checkStyle() {
  checkLengths();
  // --disc: no look-up of newer versions.
  runScript('solhint/solhint.js', ['--disc', '--noPoster', '--max-warnings', '0', 'src/**/*.sol', 'test/**/*.sol']);
  // In folders of its own: it compiles without making bytecode, and would leave artifacts that cannot be deployed.
  run(forge(), ['lint', 'src', '--color', 'never', '--deny', 'notes'], { FOUNDRY_OUT: 'out/lint', FOUNDRY_CACHE_PATH: 'cache/lint' });
}
