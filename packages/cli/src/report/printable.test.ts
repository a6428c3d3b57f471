import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

const ESC = '\u001b';
/** Clears the screen, hides what follows, writes over the line, rings, sets the window's title, and turns the writing round. */
const HOSTILE = `${ESC}[2J${ESC}[8m\r\u0007${ESC}]0;title\u0007\u009b31m\u202e`;
const steers = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;

test.each([
  ['a value', `f("${HOSTILE}");\n`, ['query', '--policy', 'main.polar', 'f(x)']],
  ['a name in the query', 'f(1);\n', ['query', `f${HOSTILE}(x)`]],
  ['a name in an error', 'f(1);\n', ['query', '--policy', 'main.polar', `f(x) and x.a${ESC}b = 1`]],
  ['a name that a rule calls', `f(x) if g${ESC}c(x);\n`, ['query', '--policy', 'main.polar', 'f(1)']],
  ['what a policy prints', `f(x) if print("${HOSTILE}", x);\n`, ['query', '--policy', 'main.polar', 'f(1)']],
  ['a finding', `f(x) if g${HOSTILE}(x);\n`, ['check', 'main.polar']],
  ['a comment beside a finding', `f(x) if g(x); # ${HOSTILE}\n`, ['check', 'main.polar']],
  ['the name of a file that is missing', 'f(1);\n', ['check', `none${HOSTILE}.polar`]],
  ['a text in the prompt', `f("${HOSTILE}");\n`, ['repl', 'main.polar'], 'f(x)\n'],
  ['an error in the prompt', 'f(1);\n', ['repl', 'main.polar'], `g${HOSTILE}(x)\n`],
  ['a command in the prompt', 'f(1);\n', ['repl', 'main.polar'], `:no${HOSTILE}\n`],
  ['a trace', `f("${HOSTILE}");\n`, ['repl', 'main.polar'], ':trace\nf(x)\n'],
])('%s cannot steer the terminal', async (_name, policy, args, input?: string) => {
  const { output, errors } = await polar(
    folderOf({ 'main.polar': policy }),
    args,
    input === undefined ? {} : { input },
  );
  expect(output + errors).not.toBe('');
  expect(output + errors).not.toMatch(steers);
});

test('an answer is one line, with its texts as they are written in a policy', async () => {
  const policy = { 'main.polar': 'f("a\\"b\\nc\\\\", ["d\\te", {k: "\\r"}]);\n' };
  const { output } = await polar(folderOf(policy), ['query', '--policy', 'main.polar', 'f(x, y)']);
  expect(output).toBe('x = "a\\"b\\nc\\\\", y = ["d\\te", {k: "\\r"}]\n');
});
