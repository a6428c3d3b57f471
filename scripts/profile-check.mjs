/**
 * Checks the examples and reads what the syntax colours are tested with, which has every construct; prints where the functions of the language
 * and the policy begin that ran: offsets, by file. With `tests` as an argument it also runs the examples' tests, and tells of the evaluator, too.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { check, createPolicy } from '../packages/policy/src/index.ts';
import { root } from './project.mjs';

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
const sources = (folder, names = readdirSync(folder).filter((name) => name.endsWith('.polar'))) =>
  names.map((name) => ({ uri: name, text: readFileSync(join(folder, name), 'utf8') }));
for (const example of readdirSync(join(root, 'examples')))
  check(createPolicy(sources(join(root, 'examples', example))));
createPolicy(sources(join(root, 'test', 'grammar', 'fixtures'), ['library.polar', 'cloud.polar']));
const withTests = process.argv[2] === 'tests';
if (withTests) {
  const { runTests } = await import('../packages/evaluator/src/index.ts');
  runTests(createPolicy(sources(join(root, 'examples', 'cloud')), { dialect: 'cloud' }));
}
const packages = withTests ? 'language|policy|evaluator' : 'language|policy';
const ours = new RegExp(`/(packages/(?:${packages})/src/.*)$`);
const { result } = await session.post('Profiler.takePreciseCoverage');
const ran = {};
for (const { url, functions } of result) {
  const file = ours.exec(decodeURI(url))?.[1];
  if (file === undefined) continue;
  ran[file] = functions.flatMap(({ ranges: [{ startOffset, count }] }) => (count > 0 ? [startOffset] : []));
}
process.stdout.write(JSON.stringify(ran));
