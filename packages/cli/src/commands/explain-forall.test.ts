import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

/** The quick machine runs the first; from where `w` is constrained on, the exact machine runs the second. */
const MACHINES = [
  ['quick', ''],
  ['exact', 'w > 1 and w < 9 and '],
] as const;

const LIST = 'p(l) if WITH forall(y in l, y > 0);\n';
const RULE = 'p(l) if WITH forall(y in l, ok(y));\nok(y) if y > 5 and y < 9;\nok(y) if y = 1;\n';
const CALLED = 'p(l) if WITH forall(member(y, l), y > 0);\nmember(y, l) if y in l;\nmember(y, l) if y in l;\n';
const BOTH = 'p(l) if WITH forall(y in l, z in y and z > 5);\n';
const NESTED = 'p(l) if WITH forall(m in l, forall(n in m, n > 0));\n';
const TWO = 'p(l) if WITH forall(y in l and z in [1, 2], z < 2 or y > 2);\n';
const NEGATED = 'p(l) if WITH not (y in l and y > 1);\n';
const EITHER = 'p(l) if WITH not (y in l and (y > 3 or y < 1));\n';
const UNDER = 'p(l) if WITH not forall(y in l, y > 0);\n';
const TWICE = 'p(l) if WITH not (not forall(y in l, z in y and z > 5));\n';

/** What is told within the outermost `not` or `forall`. */
const within = (lines: readonly string[]): string[] => {
  const at = lines.findIndex((line) => /^ +(?:forall|not)\b/.test(line));
  const indent = lines[at]!.search(/\S/);
  const end = lines.findIndex((line, i) => i > at && (line.trim() === '' || line.search(/\S/) <= indent));
  return lines.slice(at + 1, end).map((line) => line.slice(indent + 2).replace(/ \(p\.polar:\d+\)/, ''));
};

const CASES: readonly (readonly [name: string, policy: string, list: string, told: readonly string[]])[] = [
  ['its first member fails', LIST, '[0, 1, 2]', ['y in l: 0 in [0, 1, 2]', 'y > 0: 0 > 0 is false.']],
  ['its middle member fails', LIST, '[1, 0, 2]', ['y in l: 0 in [1, 0, 2]', 'y > 0: 0 > 0 is false.']],
  ['its last member fails', LIST, '[1, 2, 0]', ['y in l: 0 in [1, 2, 0]', 'y > 0: 0 > 0 is false.']],
  ['two members fail', LIST, '[1, 0, -1, 2]', ['y in l: 0 in [1, 0, -1, 2]', 'y > 0: 0 > 0 is false.']],
  [
    'its action is a rule call',
    RULE,
    '[7, 1, 4, 8]',
    [
      'y in l: 4 in [7, 1, 4, 8]',
      'ok(4) fails',
      '  ok(y) needs',
      '    y = 1: 4 is not 1.',
      '  ok(y) needs',
      '    y > 5: 4 > 5 is false.',
    ],
  ],
  [
    'its condition is a rule call with other solutions',
    CALLED,
    '[0, 1]',
    ['member(0, [0, 1])', '  by member(y, l)', '    y in l: 0 in [0, 1]', 'y > 0: 0 > 0 is false.'],
  ],
  [
    'its action is a conjunction of which a goal holds in part for others',
    BOTH,
    '[[9, 1], [2], [3, 8]]',
    ['y in l: [2] in [[9, 1], [2], [3, 8]]', 'z > 5: 2 > 5 is false.'],
  ],
  [
    'it is nested',
    NESTED,
    '[[1], [2, 0, 3], [4]]',
    [
      'm in l: [2, 0, 3] in [[1], [2, 0, 3], [4]]',
      'forall(n in [2, 0, 3], n > 0): what it demands does not hold for each solution of its first goal.',
      '  n in m: 0 in [2, 0, 3]',
      '  n > 0: 0 > 0 is false.',
    ],
  ],
  [
    'its condition is a conjunction',
    TWO,
    '[3, 1, 4]',
    ['y in l: 1 in [3, 1, 4]', 'z in [1, 2]: 2 in [1, 2]', 'y > 2: 1 > 2 is false.', 'z < 2: 2 < 2 is false.'],
  ],
  ['a not fails by its first solution', NEGATED, '[0, 2, 1]', ['y in l: 2 in [0, 2, 1]', 'y > 1: 2 > 1']],
  ['a not fails by an alternative', EITHER, '[2, 0, 3]', ['y in l: 0 in [2, 0, 3]', 'y < 1: 0 < 1']],
  [
    'a not fails since a forall holds',
    UNDER,
    '[2, 1]',
    [
      'forall(y in [2, 1], y > 0): it holds for each of the 2 solutions of its first goal.',
      '  y in l: 2 in [2, 1]',
      '  y > 0: 2 > 0',
      '  y in l: 1 in [2, 1]',
      '  y > 0: 1 > 0',
    ],
  ],
  [
    'a not fails since one over a forall holds',
    TWICE,
    '[[6], [1], [7]]',
    [
      'not forall(y in [[6], [1], [7]], z in y and z > 5): forall(y in l, z in y and z > 5) has no solution.',
      '  forall(y in [[6], [1], [7]], z in y and z > 5): what it demands does not hold for each solution of its first goal.',
      '    y in l: [1] in [[6], [1], [7]]',
      '    z > 5: 1 > 5 is false.',
    ],
  ],
];

test.each(MACHINES.flatMap(([machine, first]) => CASES.map((one) => [machine, one[0], first, one] as const)))(
  'what refutes it is told, and nothing else (%s machine): %s',
  async (_machine, _name, first, [, policy, list, told]) => {
    const { output } = await polar(folderOf({ 'p.polar': policy.replace('WITH ', first) }), [
      'explain',
      '--policy',
      'p.polar',
      `p(${list})`,
    ]);
    expect(within(output.split('\n'))).toEqual(told);
  },
);

test.each([
  ['first', '["ann", "bob"]'],
  ['last', '["bob", "ann"]'],
])('an object of the data refutes it, where it is %s', async (_place, editors) => {
  const user = (id: string, senior: boolean) => ({ $class: 'User', id, senior });
  const data = {
    classes: { User: { fields: ['id', 'senior'] }, Doc: { fields: ['editors'] } },
    objects: { ann: user('ann', false), bob: user('bob', true), d1: { $class: 'Doc', editors: [] as unknown[] } },
  };
  data.objects.d1.editors = JSON.parse(editors).map(($ref: string) => ({ $ref }));
  const folder = folderOf({
    'p.polar': 'allow(u: User, "purge", d: Doc) if forall(e in d.editors, e.senior) and u.senior;\n',
    'data.json': JSON.stringify(data),
  });
  const files = ['--policy', 'p.polar', '--data', 'data.json'];
  const { output } = await polar(folder, ['explain', ...files, 'allow(bob, "purge", d1)']);
  expect(output).toContain(`ann in ${editors.replaceAll('"', '')}`);
  expect(output).toContain('ann.senior is false.');
  expect(output).not.toContain('bob in [');
});
