/** `npm run new-check -- <code> "<what it reports>"` */
import { readArguments, writeCheck } from './check-files.ts';

const check = readArguments(process.argv.slice(2));
if (typeof check === 'string') {
  console.error(check);
  process.exitCode = 1;
} else {
  const written = writeCheck(check);
  if (typeof written === 'string') {
    console.error(written);
    process.exit(1);
  }
  for (const path of written) console.log(path);
  // After the table has the new check.
  const { writeLists } = await import('./check-lists.ts');
  writeLists();
  console.log(`
The tests pass now. What is left to you: what ${check.code} looks for, and its words, in the first of these files; its page; its fixtures.
Run them alone with: npx vitest run packages/policy/test/checks.test.ts -t ${check.code}`);
}
