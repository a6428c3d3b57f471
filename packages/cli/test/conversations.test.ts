import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';
import { folderOf, surroundingsIn } from './command.ts';

/** A person at a terminal: types each text once what it waits for has been shown. */
async function talk(
  files: Readonly<Record<string, string>>,
  words: readonly string[],
  turns: readonly (readonly [waitFor: string, type: string])[],
  { history = '' }: { history?: string } = {},
): Promise<{ readonly output: string; readonly history: string }> {
  const folder = folderOf({ ...files, history });
  const environment = { POLAR_HISTORY: `${folder}/history`, NO_COLOR: '1' };
  const { surroundings, ran, stdin } = surroundingsIn(folder, { terminal: true, environment });
  const running = run(['repl', ...words], surroundings);
  let seen = 0;
  for (const [waitFor, type] of turns) {
    let at = -1;
    for (const began = Date.now(); at < 0; at = ran().output.indexOf(waitFor, seen)) {
      if (Date.now() - began > 15_000)
        throw new Error(`"${waitFor}" did not come: ${JSON.stringify(ran().output.slice(seen))}`);
      await setTimeout(2);
    }
    seen = at + waitFor.length;
    stdin.write(type);
  }
  expect(await running).toBe(0);
  return { output: ran().output, history: readFileSync(`${folder}/history`, 'utf8') };
}

const FILES = {
  'main.polar':
    'actor Person {}\nresource Folder { roles = ["reader"]; }\nallow(p: Person, "read", f: Folder) if p.name = f.owner;\nhas_role(p: Person, "reader", f: Folder) if p.name = f.owner;\nhundred(1); hundred(2);\n',
  'data.json':
    '{"classes": {"Person": {"fields": ["name"]}, "Folder": {"fields": ["owner"]}, "Other": {}}, "objects": {"anna": {"$class": "Person", "name": "a"}, "inbox": {"$class": "Folder", "owner": "a"}}, "constants": {"LIMIT": 3}}',
};
const WORDS = ['main.polar', 'data.json'];

describe('at a terminal', () => {
  it.each([
    ['a predicate', 'hun', 'hundred('],
    ['an object', 'ann', 'anna'],
    ['a block', 'x matches Fol', 'Folder'],
    ['a class of the data alone', 'x matches Oth', 'Other'],
    ['a command', ':rel', ':reload'],
  ])('Tab completes %s', async (_what, typed, completed) => {
    const { output } = await talk(FILES, WORDS, [
      ['?- ', `${typed}\t`],
      [completed, '\u0003'],
      ['?- ', ':quit\r'],
    ]);
    expect(output).toContain(completed);
  });

  it('what was asked in an earlier conversation comes back with the arrow, and what is asked is kept, the newest last', async () => {
    const { output, history } = await talk(
      FILES,
      WORDS,
      [
        ['?- ', '\u001b[A'],
        ['hundred(2)', '\r'],
        ['true .\n', ''],
        ['?- ', '\u001b[A\u001b[A\u001b[A'],
        ['hundred(9)', '\u0003'],
        ['?- ', 'hundred(1)\r'],
        ['true ', '\r'],
        ['?- ', ':quit\r'],
      ],
      { history: 'hundred(9)\nhundred(2)\n' },
    );
    expect(output).not.toContain('error');
    expect(history.split('\n').slice(0, 1)).toEqual(['hundred(9)']);
    expect(history).toContain('hundred(2)\n');
    expect(history).toContain('hundred(1)\n');
    expect(history.indexOf('hundred(1)')).toBeGreaterThan(history.indexOf('hundred(2)'));
  });

  it.each([
    [' ', true],
    ['\t', true],
    [';', true],
    ['.', false],
    ['\r', false],
    ['\n', false],
    ['\u001b', false],
  ])('after an answer %j asks for another: %s', async (key, isMore) => {
    const { output } = await talk(FILES, WORDS, [
      ['?- ', 'hundred(x)\r'],
      ['x = 1 ', key],
      isMore ? ['x = 2 .\n', ''] : ['.\n', ''],
      ['?- ', ':quit\r'],
    ]);
    expect(output.includes('x = 2')).toBe(isMore);
    expect(output).toContain(isMore ? 'x = 1 ;\n' : 'x = 1 .\n');
  });
});

it(':time tells the milliseconds that it took to look for answers, without the time that a person thinks', async () => {
  for (const [step, told] of [
    [1, /^\d\.00 ms$/m],
    [50, /^\d{2,4} ms$/m],
  ] as const) {
    let clock = 1e9;
    const { surroundings, ran } = surroundingsIn(folderOf({}), { input: ':time on\nx in [1, 2]\n' });
    const now = (): number => {
      clock += step;
      return clock;
    };
    await run(['repl'], { ...surroundings, now });
    expect(ran().output).toMatch(told);
  }
});
