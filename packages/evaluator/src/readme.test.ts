import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The blocks of code under a heading. */
const codeUnder = (heading: string): string[] =>
  [...(readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '').matchAll(/```ts\n(.*?)```/gs)].map(
    ([, code]) => code ?? '',
  );

/** Puts code into a fresh file of the package, and runs it as a program of its own; what it prints. */
function run(code: string): string {
  const folder = mkdtempSync(join(fileURLToPath(new URL('..', import.meta.url)), 'readme-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const file = join(folder, 'example.ts');
  writeFileSync(file, code);
  return execFileSync(process.execPath, [file], { encoding: 'utf8' });
}

test('the example of two minutes runs as it is written, and prints what it says', () => {
  const [example = ''] = codeUnder('In two minutes');
  const said = /console\.log\(.*?\); \/\/ (.*)/.exec(example)?.[1];
  expect(said).toBeDefined();
  expect(run(example)).toBe(`${said}\n`);
});

test('the other examples run after it', () => {
  const [example = ''] = codeUnder('In two minutes');
  const [waiting = ''] = codeUnder('Without a host that answers at once');
  const [travelling = ''] = codeUnder('Going back in time');
  const program = [
    "import { Debuggee, Machine } from '@polar-tools/evaluator';",
    example,
    'const ask = async (question: never) => data.host.answer(question);',
    'const show = ({ bindings }: { bindings: ReadonlyMap<string, unknown> }) => console.log([...bindings.keys()].join());',
    waiting,
    travelling,
    'console.log(run.lastEvent > 0);',
  ].join('\n');
  expect(run(program).split('\n').slice(1)).toEqual(['action', 'true', '']);
});
