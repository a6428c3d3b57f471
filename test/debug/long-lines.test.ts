import { expect, it } from 'vitest';
import { debugging } from './debug-run.ts';

const LONG = 300_000;

it.each([
  ['a word', `${'w'.repeat(LONG)} fora`, 'forall'],
  ['digits', `${'1'.repeat(LONG)} + fora`, 'forall'],
  ['a path', `${'a.'.repeat(LONG / 2)}b fora`, 'forall'],
  ['dots', `${'.'.repeat(LONG)} fora`, 'forall'],
  ['no more than a word', 'w'.repeat(LONG), undefined],
])('the console completes the end of a line of 300 kB: %s', async (_, text, offered) => {
  const client = await debugging({ policy: 'f(x) if x = 1;', query: 'f(1)', breakpoints: [{ line: 1 }] });
  await client.next('stopped');
  const { body } = await client.request('completions', { text, column: text.length + 1 });
  const found = body.targets.map(({ label }: { label: string }) => label);
  if (offered === undefined) expect(found).toEqual([]);
  else expect(found).toContain(offered);
});
