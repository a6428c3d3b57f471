import { readFileSync, writeFileSync } from 'node:fs';
import { createPolicy } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { CloudRun, compileCloud, FactStore, prepareCloud, printAnswer, readFact } from '../src/index.ts';

/** What queries of a Cloud policy answer, and how what is none is told: the whole of it, in `cloud-queries.txt` (`npm run golden` writes it anew). */
const POLICY = `actor User {}
actor Bot {}
resource Org { roles = ["admin", "member"]; "member" if "admin"; }
resource Repo {
  roles = ["reader", "writer"];
  permissions = ["read", "push"];
  relations = { org: Org };
  "reader" if "writer";
  "writer" if "admin" on "org";
  "read" if "reader";
  "push" if "writer";
}
resource Fork extends Repo {}
level(User{"ann"}, 3);
level(User{"bob"}, 5);
level(Bot{"bob"}, -1);
flag(Repo{"x"}, true);
flag(Repo{"y"}, false);
named(User{"ann"}, "Ann, the \\"first\\"");
named(_: User, "anybody");
friend(User{"ann"}, User{"bob"});
friend(User{"bob"}, User{"bob"});
small(u: User) if level(u, n) and n < 4;
other(u: User, v: User) if friend(u, v) and u != v;
open(r: Repo) if flag(r, true) or flag(r, false) and r = Repo{"y"};
closed(r: Repo) if flag(r, _) and not flag(r, true);
typed(x) if level(x, _) and x matches User;
untyped(x) if level(x, _) and not x matches User;
listed(u: User, n) if level(u, n) and n in [3, 4];
unlisted(u: User, n) if level(u, n) and not n in [3, 4];
alike(x: User, y: User) if x = y;
third(_: Repo, x: User, y: User) if x = y;
early(u: User) if level(u, n) and @current_unix_time > n;
`;
const FACTS = [
  'has_role(User:ann, admin, Org:acme)',
  'has_role(User:bob, reader, Repo:x)',
  'has_role(Bot:bob, writer, Fork:x)',
  'has_relation(Repo:y, org, Org:acme)',
  'has_role(User:"a, b", reader, Repo:"(z)")',
];

const QUERIES = [
  // Predicates, wildcards, variables and types.
  'allow(User:ann, "read", Repo:y)',
  'allow(User:ann, action, Repo:_)',
  'allow(User:_, "read", Repo:_)',
  'allow(actor: User, "read", resource: Repo)',
  'allow(actor: Bot, action: String, resource: Fork)',
  'allow(actor, action, resource)',
  'allow(_, _, _)',
  'allow(User{"bob"}, "read", Repo{"x"})',
  'allow(User:nobody, "read", Repo:_)',
  'has_role(who, role, Repo:x)',
  'has_role(User:_, "member", Org:_)',
  'has_role(User:"a, b", "reader", where)',
  'has_role(who, "reader", Repo:"(z)")',
  'has_permission(x, "push", Repo:_)',
  // Values of each type.
  'level(who, n)',
  'level(who: User, n)',
  'level(who, 5)',
  'level(who, -1)',
  'level(who, Integer:5)',
  'flag(r, true)',
  'flag(r, Boolean:false)',
  'flag(Repo:x, b)',
  'named(User:ann, what)',
  'named(User:zoe, what)',
  'named(x, "anybody")',
  'named(x, String:anybody)',
  // The same variable twice, and conditions.
  'friend(x, x)',
  'friend(User:_, User:_)',
  'friend(x, y) and not friend(y, x)',
  'friend(x, y) and x != y',
  'friend(x, y) and x = y',
  'level(x, n) and n > 3',
  'level(x, n) and n >= 3',
  'level(x, n) and n < 3',
  'level(x, n) and n <= 3',
  'level(x, n) and n != 3',
  'level(x, n) and not n > 3',
  'level(x, n) and n in [3, 5]',
  'level(x, n) and not n in [3]',
  'level(x, n) and x matches User',
  'level(x, n) and not x matches User',
  'level(x, 3) or level(x, 5)',
  '(level(x, 3) or level(x, 5)) and has_role(x, r, o)',
  'level(x, n) and has_role(x, "admin", Org:_)',
  'level(User:ann, n) and level(User:bob, m) and n < m',
  'n = 1',
  'n = 1 and n = 2',
  'x = User{"ann"} and level(x, n)',
  'level(x, n) and n < @current_unix_time',
  // The same whatever it is.
  ...[
    'alike(a, b)',
    'alike(User:_, User:_)',
    'alike(User:ann, b)',
    'alike(a, a)',
    'third(a, b, c)',
    'alike(a, b) and named(a, what)',
  ],
  // Rules of each kind.
  ...[
    'small(x)',
    'other(x, y)',
    'open(x)',
    'closed(x)',
    'typed(x)',
    'untyped(x)',
    'listed(x, n)',
    'unlisted(x, n)',
    'early(x)',
  ],
  ...['small(User:ann)', 'small(User:bob)', 'closed(Repo:x)', 'open(Repo:_)'],
  // Blanks, comments and escapes.
  '  level( User:ann ,n ) # a comment: User:bob',
  'level(x,\n  n) and # User:bob\n  n > 3',
  'named(x, "Ann, the \\"first\\"")',
  'has_role(User:"a\\, b", r, o)',
  // What is none.
  ...[
    '',
    '   ',
    '# nothing',
    'level(',
    'level(User:ann',
    'level(User:ann, n',
    'level(User:ann n)',
    'level(User:, n)',
    'level(:ann, n)',
  ],
  ...[
    'level(User:ann, n) and',
    'level(User:ann, n) n',
    'User:ann',
    'x',
    '"a"',
    '1',
    'level',
    'level(x, n);',
    'level(x: , n)',
  ],
  ...[
    'level(x.y, n)',
    'level([1], n)',
    'level({a: 1}, n)',
    'level(x, n + 1)',
    'level(x, n) and n > 1 + 1',
    'level(new User("a"), n)',
  ],
  ...[
    'level(User{id: "ann"}, n)',
    'level(x, n) and x matches User{id: "a"}',
    'level(x, n) and x matches 3',
    'level(x, n) and x in y',
  ],
  ...[
    'forall(level(x, n), n > 1)',
    'cut',
    'print(1)',
    'x := 1',
    'level(x, n) and x == 1',
    'level(a: User, b: c)',
    'level(x, y: z)',
  ],
  ...['not level(x, n)', 'not level(User:ann, 3)', 'not level(User:ann, 4)', 'not (level(x, 1) or level(x, 2))'],
  ...[
    'nope(x)',
    'level(x)',
    'level(x, n, m)',
    'allow(Usr:ann, "read", Repo:_)',
    'level(a::User, n)',
    'level(a::User:x, n)',
  ],
  ...[
    'level(x, 9999999999999999999)',
    'level(x, 1.5)',
    'level(x, nil)',
    '1 < 2',
    '2 < 1',
    '1 = 1',
    'x in [1, 2]',
    'x < 3',
  ],
];

const answersOf = (query: string): readonly string[] => {
  const facts = new FactStore();
  for (const fact of FACTS) facts.add(readFact(fact)!);
  const program = compileCloud(createPolicy([{ uri: 'main.polar', text: POLICY }], { dialect: 'cloud' }), facts.values);
  const prepared = prepareCloud(program, query);
  if (prepared.query === undefined)
    return prepared.errors.map(({ code, message, start, end }) => `${start}-${end} ${code}: ${message}`);
  const { variables, hasWildcards, predicate = '-' } = prepared.query;
  const lines = [`(${predicate}; ${variables.join(', ')}${hasWildcards ? '; wildcards' : ''})`];
  for (const run = new CloudRun(prepared.query, { facts, now: 4 }); ; ) {
    const outcome = run.run(1_000);
    if (outcome.kind === 'done') return lines;
    if (outcome.kind === 'error') {
      const { code, message, uri = '-', start, end } = outcome.error;
      return [...lines, `${uri} ${start}-${end} ${code}: ${message}`];
    }
    if (outcome.kind === 'answer') {
      const { answer } = outcome;
      const same = answer.same === undefined ? '' : `  same: ${JSON.stringify(answer.same)}`;
      lines.push(printAnswer(answer) + same);
    }
  }
};

it('each query is answered, or told what is wrong with it', () => {
  const golden = new URL('./cloud-queries.txt', import.meta.url);
  const all = QUERIES.map(
    (query) =>
      `${JSON.stringify(query)}\n${answersOf(query)
        .map((line) => `  ${line}\n`)
        .join('')}`,
  ).join('');
  if (process.env.POLAR_GOLDEN === 'write') writeFileSync(golden, all);
  expect(all).toBe(readFileSync(golden, 'utf8'));
});
