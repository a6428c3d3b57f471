import { expect, it } from 'vitest';
import { consoleOf, debugging } from './debug-run.ts';

/** What the console tells of a rule that does not fit. */
async function misfit(policy: string, query: string): Promise<string | undefined> {
  const client = await debugging({ policy, query });
  await client.next('terminated');
  return consoleOf(client)
    .find((line) => line.includes('not fit'))
    ?.replace(/^.* does not fit/, '');
}

it.each([
  // How many members a list has.
  ['f([x, y, *_r]) if x = y;', 'f([1])', ': parameter 1 is [1], which has 1 member, and at least 2 are expected.'],
  ['f([x, *_r]) if x = 1;', 'f([])', ': parameter 1 is [], which has no member, and at least 1 is expected.'],
  ['f([x, y]) if x = y;', 'f([1])', ': parameter 1 is [1], which has 1 member, and 2 are expected.'],
  ['f([x, y]) if x = y;', 'f([1, 2, 3])', ': parameter 1 is [1, 2, 3], which has 3 members, and 2 are expected.'],
  ['f([x]) if x = 1;', 'f([2, 2])', ': parameter 1 is [2, 2], which has 2 members, and 1 is expected.'],
  ['f([x, 1, 2]) if x = 1;', 'f([1, 1])', ': parameter 1 is [1, 1], which has 2 members, and 3 are expected.'],
  [
    'f([x]) if x = 1;',
    'f([2, 2, *_])',
    ': parameter 1 is [2, 2, *_1], which has at least 2 members, and 1 is expected.',
  ],
  ['f([x, *_r]) if x = 1;', 'f(3)', ': parameter 1 is 3, which is not a list.'],
  // Which member it is.
  ['f([1, *r]) if r = [];', 'f([2])', ': parameter 1: its first member is 2, and 1 is expected.'],
  ['f([x, 1, 2]) if x = 1;', 'f([1, 1, 3])', ': parameter 1: its third member is 3, and 2 is expected.'],
  ['f([x, x]) if x = 1;', 'f([1, 2])', ': parameter 1: its second member is 2, and x is 1 already.'],
  [
    `f([${'_, '.repeat(10)}1, *r]) if r = 1;`,
    `f([${'0, '.repeat(10)}2])`,
    ': parameter 1: its member 11 is 2, and 1 is expected.',
  ],
  ['f(x, [x, *_]) if x = 1;', 'f(1, [2])', ': parameter 2: its first member is 2, and x is 1 already.'],
  ['f(x, [1, *x]) if x = 1;', 'f([2], [1, 3])', ': parameter 2: its rest after 1 member is [3], and x is [2] already.'],
  [
    'f([[x, y], 1]) if x = y;',
    'f([[1], 1])',
    ': parameter 1: its first member is [1], which has 1 member, and 2 are expected.',
  ],
  [
    'f([[x, 2], 1]) if x = 1;',
    'f([[1, 3], 1])',
    ': parameter 1: the second member of its first member is 3, and 2 is expected.',
  ],
  [
    'f([[[[[x, 2]]]]]) if x = 1;',
    'f([[[[[1, 3]]]]])',
    ': parameter 1: a part of it, further in, is 3, and 2 is expected.',
  ],
  // What a dictionary has.
  ['f({a: x, b: y}) if x = y;', 'f({a: 1, b: 1, c: 1})', ': parameter 1 has a key c too, which is not expected.'],
  ['f({a: x, b: y}) if x = y;', 'f({a: 1, c: 1})', ': parameter 1 has no b.'],
  ['f({a: x, b: 2}) if x = 1;', 'f({a: 1, b: 3})', ': parameter 1: its b is 3, and 2 is expected.'],
  ['f({a: {b: x}}) if x = 1;', 'f({a: {b: 1, c: 2}})', ': parameter 1: its a has a key c too, which is not expected.'],
  ['f({a: [x, y]}) if x = y;', 'f({a: [1]})', ': parameter 1: its a is [1], which has 1 member, and 2 are expected.'],
  ['f({a: [x, 2]}) if x = 1;', 'f({a: [1, 3]})', ': parameter 1: the second member of its a is 3, and 2 is expected.'],
  [
    'f([{a: x, b: 2}]) if x = 1;',
    'f([{a: 1, b: 3}])',
    ': parameter 1: the b of its first member is 3, and 2 is expected.',
  ],
  ['f(_: {a: 1});', 'f({a: 2, b: 1})', ': parameter 1: its a is 2, and 1 is expected.'],
  // What has no value yet fits.
  ['f([1, 2], 3);', 'f([_, 2], 4)', ': parameter 2 is 4, and 3 is expected.'],
  ['f({a: [1]}, 3);', 'f({a: [_]}, 4)', ': parameter 2 is 4, and 3 is expected.'],
  ['f(x, x, 3) if x = 1;', 'f([1, _], [_, 1], 4)', ': parameter 3 is 4, and 3 is expected.'],
  ['f([x, y], 3) if x = y;', 'f([1, *_], 4)', ': parameter 2 is 4, and 3 is expected.'],
])('the head of %s beside %s', async (policy, query, expected) => {
  expect(await misfit(policy, query)).toBe(expected);
  // The same from the machine that takes over where a variable is constrained.
  const constrained = await misfit(policy, `y > 1 and ${query}`);
  expect(constrained?.replace(/\*_\d+/, '*_1')).toBe(expected);
});

it('many rules that expect so many members are told one by one', async () => {
  const policy = Array.from({ length: 7 }, (_, n) => `f([${'x, '.repeat(n + 2)}*_]) if x = 1;\n`).join('');
  const client = await debugging({ policy, query: 'f([1])' });
  await client.next('terminated');
  expect(
    consoleOf(client).filter((line) => line.includes('does not fit: parameter 1 is [1], which has 1 member')),
  ).toHaveLength(5);
});
