import { expect, it } from 'vitest';
import { debugging } from './debug-run.ts';

const POLICY = 'f(x) if a = x and g(a);\ng(_) if n(_);\nn(x) if x in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];\n';

it.each([
  ['hover', 'b in [1, 2]', 'b = 1\nb = 2'],
  ['hover', 'b = 1', 'b = 1'],
  ['hover', 'b in []', 'No answer.'],
  ['hover', 'n(b) and b < 4', 'b = 1\nb = 2\nb = 3'],
  ['hover', 'n(b)', expect.stringMatching(/^b = 1\n[^…]*b = 10\n… and more: these are the first 10\.$/)],
  ['hover', 'n(b) and b <= 10', expect.not.stringContaining('…')],
  ['watch', 'n(b)', expect.stringMatching(/b = 12$/)],
  ['repl', 'n(b) and n(c)', expect.stringContaining('\n… and more: these are the first 100.')],
  ['hover', 'a', '5'],
])('in a %s, %s has all of its answers, or as many as it says', async (context, expression, result) => {
  const client = await debugging({ policy: POLICY, query: 'f(5)', breakpoints: [{ line: 1, column: 19 }] });
  await client.next('stopped');
  const { body } = await client.request('evaluate', { expression, context });
  expect(body.result).toEqual(result);
});
