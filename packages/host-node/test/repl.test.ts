import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { Oso } from '../src/index.ts';

const policy = 'f(1); f(2); g(x) if x = new User("ann"); allow(_, _, _); allow_field(_, _, _, _); allow_request(_, _);';
const lines = [
  'f(x)',
  'f(1);',
  'f(3)',
  '',
  ' x = [1, {a: "b"}] ; ',
  'h(1)',
  'f(',
  'x.y = 1',
  'g(u)',
  'new User("bob").name = n',
  'f(2)',
];

/** What the reference writes, without its colours and prompts. */
async function ofReference(): Promise<string> {
  const script = `
    const { Oso } = require(${JSON.stringify(createRequire(import.meta.url).resolve('oso'))});
    class User { constructor(name) { this.name = name; } }
    const oso = new Oso();
    oso.registerClass(User);
    // One line after the other: it does not wait for its own answers.
    const { Readable } = require('node:stream');
    const lines = ${JSON.stringify(lines)};
    const slow = Readable.from((async function* () { for (const line of lines) { await new Promise((resolve) => setTimeout(resolve, 40)); yield line + '\\n'; } })());
    Object.defineProperty(process, 'stdin', { value: slow });
    console.error = console.log;
    oso.loadStr(${JSON.stringify(policy)}).then(() => oso.repl());
  `;
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['-e', script], (error, output) => (error ? reject(error) : resolve(output)));
  });
}

const plain = (written: string): string =>
  stripVTControlCharacters(written).replaceAll('query> ', '').replaceAll(/\n+/g, '\n');

test('a conversation says what that of the reference says, one query after the other', async () => {
  class User {
    readonly name: string;
    constructor(name: string) {
      this.name = name;
    }
  }
  const oso = new Oso();
  oso.registerClass(User);
  await oso.loadStr(policy);
  const [input, output] = [new PassThrough(), new PassThrough()];
  await oso.repl([], { input, output });
  const written = text(output);
  input.end(`${lines.join('\n')}\n`);
  input.on('close', () => setTimeout(() => output.end(), 500));
  expect(plain(await written)).toBe(plain(await ofReference()));
});
