import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { folderOf } from '../command.ts';
import { serving } from './serving.ts';

const path = (name: string): string => fileURLToPath(new URL(`../../../../${name}`, import.meta.url));

test('the lines of the page print what stands behind them', async () => {
  const [, program = ''] = /```js\n(.*?)```/s.exec(readFileSync(path('docs/serve.md'), 'utf8')) ?? [];
  const expected = [...program.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, value]) => value!);
  expect(expected).toHaveLength(4);

  const folder = folderOf({});
  cpSync(path('examples/cloud'), folder, { recursive: true });
  const { url } = await serving(folder, ['.', '--facts', 'facts.json']);
  const printed: unknown[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((value) => printed.push(value) as never);
  onTestFinished(() => log.mockRestore());
  const script = join(folder, 'lines.mjs');
  const client = pathToFileURL(path('node_modules/oso-cloud/dist/src/index.js')).href;
  writeFileSync(
    script,
    program
      .replace(
        "import { Oso, typedVar } from 'oso-cloud';",
        `import client from '${client}'; const { Oso, typedVar } = client;`,
      )
      .replace('http://127.0.0.1:8081', url),
  );
  await import(/* @vite-ignore */ pathToFileURL(script).href);
  const asPrinted = (text: string): unknown => JSON.parse(text.replaceAll("'", '"'));
  expect(printed).toEqual(expected.map(asPrinted));
});
