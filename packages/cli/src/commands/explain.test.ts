import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

const example = (name: string) => readFileSync(new URL(`../../../../examples/${name}`, import.meta.url), 'utf8');
const quickstart = () =>
  folderOf({ 'main.polar': example('quickstart/main.polar'), 'data.json': example('quickstart/data.json') });
const files = ['--policy', 'main.polar', '--data', 'data.json'];
const explain = async (query: string, ...more: string[]) => polar(quickstart(), ['explain', ...files, ...more, query]);

const valid = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(readFileSync(new URL('../../../../docs/explanation.schema.json', import.meta.url), 'utf8')),
);

test('a denial is told by what came nearest, with the changes that flip it', async () => {
  const { status, output, errors } = await explain('allow(anne, "push", gmail)');
  expect({ status, errors }).toEqual({ status: 1, errors: '' });
  expect(output).toBe(`allow(anne, "push", gmail) does not hold.
  allow(anne, "push", gmail) fails
    allow(actor, action, resource) needs (main.polar:27)
      has_permission(anne, "push", gmail) fails (main.polar:28)
        "push" if "maintainer" needs (main.polar:11)
          has_role(anne, "maintainer", gmail) fails (main.polar:11)
            has_role(actor: User, role_name: String, repository: Repository) needs (main.polar:19)
              repository = role.repository: gmail is not react. (main.polar:22)
            "maintainer" if "admin" needs (main.polar:14)
              has_role(anne, "admin", gmail) fails (main.polar:14)
                has_role(actor: User, role_name: String, repository: Repository) needs (main.polar:19)
                  role_name = role.name: "admin" is not "maintainer". (main.polar:21)

It would hold with any one of these changes of data.json:
  - add Role{name: "maintainer", repository: gmail} to anne.roles
  - add Role{name: "admin", repository: gmail} to anne.roles
  - set anne.roles[0].repository to gmail (this changes allow(anne, "push", react), too)
`);
});

test('an allowance is proved down to values, with what would take it away', async () => {
  const { status, output } = await explain('allow(larry, "push", gmail)');
  expect(status).toBe(0);
  expect(output).toBe(`allow(larry, "push", gmail) holds.
  allow(larry, "push", gmail)
    by allow(actor, action, resource) (main.polar:27)
      has_permission(larry, "push", gmail) (main.polar:28)
        by "push" if "maintainer" (main.polar:11)
          has_role(larry, "maintainer", gmail) (main.polar:11)
            by "maintainer" if "admin" (main.polar:14)
              has_role(larry, "admin", gmail) (main.polar:14)
                by has_role(actor: User, role_name: String, repository: Repository) (main.polar:19)
                  role in actor.roles: Role{name: "admin", repository: gmail} in [Role{name: "admin", repository: gmail}] (main.polar:20)
                  role_name = role.name: "admin" = "admin" (main.polar:21)
                  repository = role.repository: gmail = gmail (main.polar:22)

It would no longer hold with any one of these changes of data.json:
  - take larry.roles[0] away
  - set larry.roles[0].repository to nil
  - set larry.roles[0].name to nil
`);
});

const written = async (policy: string, query: string, ...more: string[]) =>
  (await polar(folderOf({ 'p.polar': policy }), ['explain', '--policy', 'p.polar', ...more, query])).output.split('\n');

test('all tries are told, the nearest first, and not the last alone', async () => {
  expect(await written('f(x) if x in [3, 1, 2] and x < 3 and x > 1 and x = 5;', 'f(_)')).toEqual([
    'f(_) does not hold.',
    '  f(_) fails',
    '    f(x) needs one of these (p.polar:1)',
    '      x = 5: 2 is not 5. (p.polar:1)',
    '      x > 1: 1 > 1 is false. (p.polar:1)',
    '      x < 3: 3 < 3 is false. (p.polar:1)',
    '',
  ]);
});

test('a cut that dropped alternatives is named', async () => {
  const policy = 'f(x) if x = 1 and\n  cut and\n  g(x);\nf(x) if x = 1;\ng(2);\n';
  expect(await written(policy, 'f(1)')).toEqual([
    'f(1) does not hold.',
    '  f(1) fails',
    '    f(x) needs (p.polar:1)',
    '      g(1) fails (p.polar:3)',
    '        g(2) does not fit: parameter 1 is 1, and 2 is expected. (p.polar:5)',
    '      A cut dropped what else could have been tried. (p.polar:2)',
    '    f(x) was not tried: a cut dropped it. (p.polar:4)',
    '',
  ]);
});

test.each([
  [
    'b(x) if c(x) and x = 2;\nc(1) if cut;\nc(2);\n',
    'b(_)',
    [
      'b(_) does not hold.',
      '  b(_) fails',
      '    b(x) needs (p.polar:1)',
      '      x = 2: 1 is not 2. (p.polar:1)',
      '        Before it c(1) held, and a cut dropped c(2). (p.polar:2)',
    ],
  ],
  [
    'c(1) if cut;\nc(2);\n',
    'c(x) and x = 2',
    [
      'c(x) and x = 2 does not hold.',
      '  x = 2: 1 is not 2.',
      '    Before it c(1) held, and a cut dropped c(2). (p.polar:1)',
    ],
  ],
  [
    'b(x) if d(x) and x = 2;\nd(x) if c(x);\nc(x) if x in [1, 2] and cut;\n',
    'b(_)',
    [
      'b(_) does not hold.',
      '  b(_) fails',
      '    b(x) needs (p.polar:1)',
      '      x = 2: 1 is not 2. (p.polar:1)',
      '        Before it c(1) held, and a cut dropped what else could have been tried of x in [1, 2]. (p.polar:3)',
    ],
  ],
  [
    // Nothing else could have answered: the cut is not why.
    'b(x) if c(x) and x = 2;\nc(1) if cut;\n',
    'b(_)',
    ['b(_) does not hold.', '  b(_) fails', '    b(x) needs (p.polar:1)', '      x = 2: 1 is not 2. (p.polar:1)'],
  ],
  [
    // The call with the cut stands in another branch.
    'b(y) if (c(x) and x = 3) or y = 2;\nc(1) if cut;\nc(2);\n',
    'b(1)',
    [
      'b(1) does not hold.',
      '  b(1) fails',
      '    b(y) needs one of these (p.polar:1)',
      '      y = 2: 1 is not 2. (p.polar:1)',
      '      x = 3: 1 is not 3. (p.polar:1)',
      '        Before it c(1) held, and a cut dropped c(2). (p.polar:2)',
    ],
  ],
  [
    // A cut of the query itself.
    'c(1);\nc(2);\n',
    'c(x) and cut and x = 2',
    [
      'c(x) and cut and x = 2 does not hold.',
      '  x = 2: 1 is not 2.',
      '    Before it a cut dropped what else could have been tried of c(x).',
    ],
  ],
  [
    // A cut of the action of a forall.
    'f(x) if forall(y in [x], z in [1, 2] and\ncut and z = y);\n',
    'f(2)',
    [
      'f(2) does not hold.',
      '  f(2) fails',
      '    f(x) needs (p.polar:1)',
      '      forall(y in [2], z in [1, 2] and cut and z = y): what it demands does not hold for each solution of its first goal. (p.polar:1)',
      '        y in [x]: 2 in [2] (p.polar:1)',
      '        z = y: 1 is not 2. (p.polar:2)',
      '          Before it a cut dropped what else could have been tried of z in [1, 2]. (p.polar:2)',
    ],
  ],
  [
    // Within a not, in a not: the inner one holds since the cut kept the second member from being tried.
    'f(x) if not (not (z in [1, 2] and cut and z = x));\n',
    'f(2)',
    [
      'f(2) does not hold.',
      '  f(2) fails',
      '    f(x) needs (p.polar:1)',
      '      not (not (z in [1, 2] and cut and z = 2)): not (z in [1, 2] and cut and z = 2) holds. (p.polar:1)',
      '        not (z in [1, 2] and cut and z = 2): (z in [1, 2] and cut and z = x) has no solution. (p.polar:1)',
      '          z = x: 1 is not 2. (p.polar:1)',
      '            Before it a cut dropped what else could have been tried of z in [1, 2]. (p.polar:1)',
    ],
  ],
  [
    // What is tried in a not that holds gives no other solutions: the cut is not why.
    'f(x) if not (z in [1, 2] and cut and z = 3) and x = 3;\n',
    'f(1)',
    ['f(1) does not hold.', '  f(1) fails', '    f(x) needs (p.polar:1)', '      x = 3: 1 is not 3. (p.polar:1)'],
  ],
  [
    'f(x) if forall(c(y) and cut, y = 1) and x = 2;\nc(1);\nc(2);\n',
    'f(1)',
    ['f(1) does not hold.', '  f(1) fails', '    f(x) needs (p.polar:1)', '      x = 2: 1 is not 2. (p.polar:1)'],
  ],
])(
  'a cut before a goal, or in a call that held before, is named where it dropped something: %s',
  async (policy, query, lines) => {
    expect(await written(policy, query)).toEqual([...lines, '']);
  },
);

test('of a call that held before, what a cut dropped is in the JSON, with its place', async () => {
  const policy = 'b(x) if c(x) and x = 2;\nc(1) if cut;\nc(2);\n';
  const { failure } = JSON.parse((await written(policy, 'b(_)', '--format', 'json')).join('\n'));
  const range = { start: { line: 1, character: 8 }, end: { line: 1, character: 11 } };
  expect(failure[0].rules[0].goals[0].cutsBefore).toEqual([
    { goal: 'c(1)', dropped: ['c(2)'], cut: { file: 'p.polar', range } },
  ]);
});

test('over a Cloud policy a permission that nothing declares is told, as by a query', async () => {
  const folder = folderOf({
    'p.polar': 'actor User {}\nresource Doc { permissions = ["view"]; roles = ["reader"]; "view" if "reader"; }\n',
    'f.polar': '# None.\n',
  });
  for (const query of ['allow(User:bob, "vew", Doc:d)', 'has_role(User:bob, "reder", Doc:d)']) {
    const { errors } = await polar(folder, ['explain', '--policy', 'p.polar', '--facts', 'f.polar', query]);
    expect(errors).toMatch(/Did you mean "(view|reader)"\?/);
  }
});

test('a forall is told with the member that failed, and a negation with the proof of what held', async () => {
  expect(await written('f(l) if forall(x in l, x > 1);', 'f([3, 1])')).toEqual([
    'f([3, 1]) does not hold.',
    '  f([3, 1]) fails',
    '    f(l) needs (p.polar:1)',
    '      forall(x in [3, 1], x > 1): what it demands does not hold for each solution of its first goal. (p.polar:1)',
    '        x in l: 1 in [3, 1] (p.polar:1)',
    '        x > 1: 1 > 1 is false. (p.polar:1)',
    '',
  ]);
  expect(await written('f(x) if not g(x);\ng(x) if h(x);\nh(1);', 'f(1)')).toEqual([
    'f(1) does not hold.',
    '  f(1) fails',
    '    f(x) needs (p.polar:1)',
    '      not g(1): g(1) holds. (p.polar:1)',
    '        g(1) (p.polar:1)',
    '          by g(x) (p.polar:2)',
    '            h(1) (p.polar:2)',
    '              by h(1) (p.polar:3)',
    '',
  ]);
});

test('what a negation has not found is told with the reason', async () => {
  expect(await written('f(x) if not g(x);\ng(2);', 'f(1)')).toEqual([
    'f(1) holds.',
    '  f(1)',
    '    by f(x) (p.polar:1)',
    '      not g(1): g(x) has no solution. (p.polar:1)',
    '        g(1) fails (p.polar:1)',
    '          g(2) does not fit: parameter 1 is 1, and 2 is expected. (p.polar:2)',
    '',
  ]);
});

test.each([
  ['main.polar:24', 'repository.is_public: gmail.is_public is false. (main.polar:25)'],
  ['main.polar:14', '"maintainer" if "admin" needs (main.polar:14)'],
])('of one rule alone, %s, it says why not', async (rule, line) => {
  const { status, output } = await explain('allow(anne, "read", gmail)', '--why-not', rule);
  expect(status).toBe(1);
  expect(output).toContain(line);
  expect(output).not.toContain('It would hold');
});

test.each([
  ['has_roll', 'Did you mean has_role?'],
  ['main.polar:1', 'There is no rule at main.polar:1.'],
  [
    'has_role(anne, "admin", gmail)',
    'Of a fact or a call, why it does not hold is told where that is the query: polar explain \'has_role(anne, "admin", gmail)\'',
  ],
  ['has_permission', 'Name one by its place: main.polar:10'],
])('a rule that is not clear is refused: %s', async (rule, message) => {
  const { status, errors } = await explain('allow(anne, "read", gmail)', '--why-not', rule);
  expect(status).toBe(2);
  expect(errors).toContain(message);
});

test('a search without an end is told as far as it was looked at, and never as the whole', async () => {
  const { status, output, errors } = await polar(folderOf({ 'p.polar': 'f(x) if f(x) or f(x);' }), [
    ...['explain', '--policy', 'p.polar', '--timeout', '300', 'f(1)'],
  ]);
  expect({ status, output }).toEqual({ status: 2, output: '' });
  expect(errors).toContain('--timeout');
});

test.each([
  ['allow(anne, "push", gmail)', 1],
  ['allow(larry, action, gmail)', 0],
])('JSON is as its schema says: %s', async (query, exit) => {
  const { status, output } = await explain(query, '--format', 'json');
  expect(status).toBe(exit);
  const document = JSON.parse(output);
  expect(valid(document), JSON.stringify(valid.errors)).toBe(true);
  expect(document.flips.length).toBeGreaterThan(0);
});

test('a page has a strict content security policy, and what a policy says is text', async () => {
  const policy = 'f(x) if x = "<script>alert(1)</script>";';
  const { output } = await polar(folderOf({ 'p.polar': policy }), [
    ...['explain', '--policy', 'p.polar', '--format', 'html', 'f("<img src=x onerror=alert(2)>")'],
  ]);
  expect(output).not.toMatch(/<script|<img|onerror=alert\(2\)>/);
  expect(output).toContain('&lt;script&gt;');
  const [, style] = /<style>([\s\S]*)<\/style>/.exec(output)!;
  const hash = createHash('sha256').update(style!).digest('base64');
  expect(output).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'"`);
  expect(output.match(/<details/g)?.length).toBe(output.match(/<\/details>/g)?.length);
});

test('a picture for Markdown takes what a policy says as text', async () => {
  const { output } = await polar(folderOf({ 'p.polar': 'f(x) if x = "a\\"]; click n0 call x()";' }), [
    ...['explain', '--policy', 'p.polar', '--format', 'mermaid', 'f("b")'],
  ]);
  expect(output.split('\n')[0]).toBe('flowchart LR');
  for (const line of output.trimEnd().split('\n').slice(1))
    expect(line).toMatch(/^ {2}(\w+\["[^"]*"\]|\w+ -(\.-)?->? ?\w+|\w+ --> \w+|\w+ -\.-> \w+|class(Def)? [\w, #:-]+)$/);
});

test('colours are for terminals', async () => {
  const { output } = await polar(quickstart(), ['explain', ...files, 'allow(anne, "push", gmail)'], { terminal: true });
  expect(output).toContain('\u001b[31m');
  expect((await explain('allow(anne, "push", gmail)')).output).not.toContain('\u001b');
});

const cloud = () =>
  folderOf({
    'p.polar': example('cloud/main.polar'),
    'facts.json': example('cloud/facts.json'),
    'polar.config.json': '{"dialect": "cloud"}',
  });

test('over a Cloud policy a denial names the facts that flip it, and an allowance those whose removal does', async () => {
  const ask = (...words: string[]) =>
    polar(cloud(), ['explain', '--policy', 'p.polar', '--facts', 'facts.json', ...words]);
  const denied = await ask('allow(User:bob, "write", Folder:company)');
  expect(denied.status).toBe(1);
  expect(denied.output).toContain('It would hold with any one of these changes of the facts:');
  expect(denied.output).toContain('  - add the fact has_role(User{"bob"}, "editor", Folder{"company"})');
  const allowed = await ask('allow', 'User:anne', 'write', 'Folder:drafts');
  expect(allowed.status).toBe(0);
  expect(allowed.output).toContain('by role if role on "parent" (p.polar:50)');
  expect(allowed.output).toContain('has_role(User{"anne"}, "admin", Organization{"acme"}) is a fact (p.polar:51)');
  expect(allowed.output).toContain('  - take away the fact has_role(User{"anne"}, "admin", Organization{"acme"})');
  const json = await ask('--format', 'json', 'allow(User:bob, "write", Folder:company)');
  expect(valid(JSON.parse(json.output)), JSON.stringify(valid.errors)).toBe(true);
});

test('a query without an answer points to it', async () => {
  const { errors } = await polar(quickstart(), ['query', ...files, 'allow(anne, "push", gmail)']);
  expect(errors).toMatch(/polar explain/);
});

test('strings are written as in a policy: a line stays one line', async () => {
  const folder = folderOf({ 'm.polar': 'f("a\\"b\\nc", "d\\ne");\ng(x) if x = "a\\nb" and x = "c\\td";\n' });
  const held = await polar(folder, ['explain', '--policy', 'm.polar', 'f(x, y)']);
  expect(held.output).toContain('x = "a\\"b\\nc", y = "d\\ne"');
  const equal = await polar(folder, ['explain', '--policy', 'm.polar', 'x = "a\\nb"']);
  expect(equal.output.trimEnd().split('\n')).toHaveLength(3);
  const failed = await polar(folder, ['explain', '--policy', 'm.polar', 'g(_)']);
  expect(failed.output).toContain('"a\\nb" is not "c\\td"');
});

test('a forall that holds is told with each solution of its first goal, and what its action followed from', async () => {
  expect(await written('f(l) if forall(x in l, g(x));\ng(x) if x > 1;', 'f([3, 2])')).toEqual([
    'f([3, 2]) holds.',
    '  f([3, 2])',
    '    by f(l) (p.polar:1)',
    '      forall(x in [3, 2], g(x)): it holds for each of the 2 solutions of its first goal. (p.polar:1)',
    '        x in l: 3 in [3, 2] (p.polar:1)',
    '        g(3) (p.polar:1)',
    '          by g(x) (p.polar:2)',
    '            x > 1: 3 > 1 (p.polar:2)',
    '        x in l: 2 in [3, 2] (p.polar:1)',
    '        g(2) (p.polar:1)',
    '          by g(x) (p.polar:2)',
    '            x > 1: 2 > 1 (p.polar:2)',
    '',
  ]);
});

test('a lookup in what is not known yet is told as it is written', async () => {
  const data = '{"classes": {"U": {}}, "objects": {"u": {"$class": "U", "l": [{"$class": "U", "n": "a"}]}}}';
  const folder = folderOf({
    'p.polar': 'f(u) if forall(x in u.l, x.n = "b");\ng(u) if not (x in u.l and x.n = "a");',
    'd.json': data,
  });
  for (const query of ['f(u)', 'g(u)']) {
    const { output } = await polar(folder, ['explain', '--policy', 'p.polar', '--data', 'd.json', query]);
    expect(output).toMatch(/x\.n = "[ab]"/);
    expect(output).not.toMatch(/_\d/);
  }
});

test('where a parameter by itself fits, what is known of its argument is the reason', async () => {
  const policy = 'm(x, y) if y > 1 and g(x, y);\ng(1, 0);\ng(_: Integer, 0.5);\ng(2, "a");';
  expect(await written(policy, 'm(1, y)')).toEqual([
    'm(1, y) does not hold.',
    '  m(1, y) fails',
    '    m(x, y) needs (p.polar:1)',
    '      g(1, y) fails (p.polar:1)',
    '        g(1, 0) does not fit: parameter 2 is _this > 1. (p.polar:2)',
    '        g(_: Integer, 0.5) does not fit: parameter 2 is _this > 1. (p.polar:3)',
    '        g(2, "a") does not fit: parameter 1 is 1, and 2 is expected. (p.polar:4)',
    '',
  ]);
});

test('Cloud: answers for several types that follow from one and the same are told once', async () => {
  const policy = `actor User {}
actor Team {}
resource Doc { roles = ["owner"]; permissions = ["read"]; "owner" if is_open(resource) and is_known(actor); }
is_known(_: Actor);`;
  const folder = folderOf({ 'p.polar': policy, 'f.polar': 'is_open(Doc{"bob"});' });
  const words = ['explain', '--policy', 'p.polar', '--facts', 'f.polar', 'has_role(_, "owner", d)'];
  const { output } = await polar(folder, words);
  expect(output.split('\n').filter((line) => line.includes('has_role(Actor:_, "owner", Doc{"bob"})'))).toHaveLength(1);
});

test.each(['is_open(Doc{"a"})', ''])(
  'Cloud: of a query with a variable it is told what is missing further in: %s',
  async (facts) => {
    const policy = `actor User {}
resource Doc { roles = ["owner"]; permissions = ["read"]; "read" if "owner" and is_open(resource); }
allow(u: User, a: String, d: Doc) if has_permission(u, a, d);`;
    const all = `has_role(User{"ann"}, "owner", Doc{"d"}); ${facts};`.replace(' ;', '');
    const folder = folderOf({ 'p.polar': policy, 'f.polar': all });
    const words = ['explain', '--policy', 'p.polar', '--facts', 'f.polar', 'allow(u: User, "read", Doc:d)'];
    const { output } = await polar(folder, words);
    expect(output).toContain(
      '"read" if "owner" and is_open(resource) needs (p.polar:2)\n          is_open(Doc{"d"}): no fact gives it.',
    );
  },
);

test('a timeout counts for all of it: what is looked at first, and the search after it', async () => {
  const folder = folderOf({ 'p.polar': 'f(x) if g(x, 0);\ng(x, n) if n < 100000000 and g(x, n + 1);\ng(1, -1);' });
  // Each look at the clock is a tenth of a second later.
  let now = 0;
  const { status, errors } = await polar(folder, ['explain', '--policy', 'p.polar', '--timeout', '250', 'f(1)'], {
    now: () => (now += 100),
  });
  expect(status).toBe(2);
  expect(errors).toMatch(/which exceeds the timeout of 250ms\. Give it longer with --timeout/);
  expect(now).toBeLessThan(1_000);
});
