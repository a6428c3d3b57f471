import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { folderOf } from './command.ts';
import { python } from './python.ts';

const root = new URL('../../../', import.meta.url);
const command = fileURLToPath(new URL('packages/cli/bin/polar.js', root));
const terminal = fileURLToPath(new URL('terminal.py', import.meta.url));
const built = existsSync(new URL('dist/cli.js', root));
if (!built) console.warn('Ctrl-C over applications is not tested: the command is not built.');

type Step = readonly ['expect' | 'send', string];
const CTRL_C = '\x03';
const CTRL_D = '\x04';

/** Runs `polar` in a terminal, as a person at it does. */
function inTerminal(folder: string, steps: readonly Step[], commandLine: readonly string[]) {
  const program = [terminal, JSON.stringify(steps), process.execPath, command, ...commandLine];
  const child = spawn(python!, program, { cwd: folder, env: { ...process.env, NO_COLOR: '1', TERM: 'xterm' } });
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
  });
  return new Promise<{ readonly status: number | null; readonly shown: string }>((resolve) =>
    child.on('close', (status) => resolve({ status, shown: stripVTControlCharacters(shown) })),
  );
}

const applications = {
  'models.py': `
import time
class Dog:
    def __init__(self, name="rex"): self.name = name
    def sleeps(self): time.sleep(60)
    def stubborn(self):
        while True:
            try: time.sleep(60)
            except KeyboardInterrupt: pass
rex = Dog()
`,
  'models.mjs': `
export class Dog {
  constructor(name = 'rex') { this.name = name; }
  sleeps() { return new Promise((resolve) => setTimeout(resolve, 60000)); }
  stubborn() { for (;;); }
}
export const rex = new Dog();
`,
  'main.polar': 'f(_);',
};

describe.runIf(built && python !== undefined)('Ctrl-C at a terminal, while the application is busy', () => {
  test.each([
    ['python:models.py', 'sleeps'],
    ['python:models.py', 'stubborn'],
    ['node:models.mjs', 'sleeps'],
    ['node:models.mjs', 'stubborn'],
  ])(
    'ends the query of polar repl over %s that calls %s(), and the next one is answered',
    async (host, method) => {
      const { status, shown } = await inTerminal(
        folderOf(applications),
        [
          ['expect', '?- '],
          ['send', `rex.${method}() = x\r`],
          ['expect', 'Waiting for the application'],
          ['send', CTRL_C],
          ['expect', '?- '],
          ['send', 'rex.name = name\r'],
          ['expect', 'name = "rex"'],
          ['send', CTRL_D],
        ],
        ['repl', '--host', host, 'main.polar'],
      );
      expect({ status, shown: status === 0 ? '' : shown }).toEqual({ status: 0, shown: '' });
    },
    60_000,
  );

  test.each([
    ['python:models.py', 'sleeps'],
    ['node:models.mjs', 'stubborn'],
  ])(
    'ends polar test over %s that calls %s()',
    async (host, method) => {
      const { status, shown } = await inTerminal(
        folderOf({ ...applications, 'main.polar': `f(_);\n?= f(1);\n?= new Dog("a").${method}() = 1;\n?= f(2);\n` }),
        [
          ['expect', 'Waiting for the application'],
          ['send', CTRL_C],
        ],
        ['test', '--host', host],
      );
      expect(shown).toContain('nterrupted');
      expect(status).toBe(2);
    },
    60_000,
  );
});
