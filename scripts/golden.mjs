/**
 * `npm run golden`: writes anew the texts that tests compare with (what is said of broken policies, of slips, names and words, how statements are divided and laid out, what the command prints, answers of Cloud queries, data files that are made, what completion offers, transcripts of debug sessions), and names the files that changed,
 * to be read through before they are committed. `npm run golden -- packages/language` does that part alone.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { main, projectEnvironment, Refusal, root, run, runNode } from './project.mjs';

/** The tests that write where `POLAR_GOLDEN` is `write`. */
const golden = [
  'packages/cli/test/printed.test.ts',
  'packages/evaluator/test/cloud-queries.test.ts',
  'packages/evaluator/test/sample-files.test.ts',
  'packages/language/test/divided.test.ts',
  'packages/language/test/errors.test.ts',
  'packages/language/test/every-token.test.ts',
  'packages/language/test/laid-out.test.ts',
  'packages/language/test/operands.test.ts',
  'packages/language/test/one-slip.test.ts',
  'packages/policy/test/every-name.test.ts',
  'packages/policy/test/every-rename.test.ts',
  'packages/policy/test/one-slip.test.ts',
  'server/test/completion-places.test.ts',
  'server/test/keyword-hovers.test.ts',
  'test/debug/transcripts.test.ts',
  'test/refactorings/everywhere.test.ts',
  'test/refactorings/offered.test.ts',
];

main(async () => {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  if (!existsSync(vitest))
    throw new Refusal('The packages are not installed. Run `npm ci` first, then `npm run golden` again.');
  const asked = process.argv.slice(2);
  const files = golden.filter(
    (file) => asked.length === 0 || asked.some((part) => file.includes(part.replaceAll('\\', '/'))),
  );
  if (files.length === 0)
    throw new Refusal(`Nothing is written by ${asked.join(', ')}: name a part of ${golden.join(' or ')}.`);
  const { status } = await runNode([vitest, 'run', ...files], {
    env: projectEnvironment({ POLAR_GOLDEN: 'write' }),
  });
  const changed = await run('git', ['status', '--short', '--', 'packages/*/test/*', 'server/test', 'test'], {
    show: false,
  });
  console.log(changed.output === '' ? 'Nothing changed.' : `Changed, to be read through:\n${changed.output}`);
  console.log('Pictures of the guide are written by: npm test -- --update-images');
  return status;
});
