import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

/** The changes that are told, as they are listed. */
async function changes(words: readonly string[], files: Readonly<Record<string, string>>) {
  const { output, errors } = await polar(folderOf(files), ['explain', '--policy', 'p.polar', ...words]);
  expect(errors).toBe('');
  return output.split('\n').flatMap((line) => (line.startsWith('  - ') ? [line.slice(4)] : []));
}

const blocks = 'actor User {}\nresource Doc { permissions = ["read"]; roles = ["reader"]; }\n';
const denied = `${blocks}declare is_blocked(User, Doc);
has_permission(u: User, "read", d: Doc) if has_role(u, "reader", d) and not is_blocked(u, d);`;
const exempt = `${blocks}declare is_exempt(User, Doc);\ndeclare is_member(User);
has_permission(u: User, "read", d: Doc) if not is_blocked(u, d);
is_blocked(u: User, d: Doc) if in_scope(u, d) and not is_exempt(u, d);
in_scope(u: User, _d: Doc) if is_member(u);`;
const read = 'has_permission(User:bob, "read", Doc:d)';
const bob = 'User{"bob"}';
const d = 'Doc{"d"}';
const everyDoc = ` (this changes has_permission(${bob}, "read", Doc:_), too)`;

test.each([
  [
    'a fact is missing, and another one stands in the way',
    denied,
    `is_blocked(${bob}, ${d});`,
    [`add the fact has_role(${bob}, "reader", ${d}), and take away the fact is_blocked(${bob}, ${d})`],
  ],
  [
    'what a rule denies holds by a rule that denies something itself',
    exempt,
    `is_member(${bob});`,
    [`add the fact is_exempt(${bob}, ${d})`, `take away the fact is_member(${bob})${everyDoc}`],
  ],
  [
    'of an allowance: what a rule denies does not hold because of a fact',
    exempt,
    `is_member(${bob}); is_exempt(${bob}, ${d});`,
    [`take away the fact is_exempt(${bob}, ${d})`, `add the fact is_blocked(${bob}, ${d})`],
  ],
  [
    'of an allowance: what a rule denies needs a fact of another predicate',
    exempt,
    '',
    ['is_blocked', 'in_scope']
      .map((name) => `add the fact ${name}(${bob}, ${d})`)
      .concat(`add the fact is_member(${bob})${everyDoc}`),
  ],
])('Cloud: %s', async (_, policy, facts, expected) => {
  expect((await changes(['--facts', 'f.polar', read], { 'p.polar': policy, 'f.polar': facts })).sort()).toEqual(
    [...expected].sort(),
  );
});

const levels = `${blocks}resource Org { roles = ["boss"]; }\ndeclare level(User, Integer);\ndeclare min_level(Doc, Integer);\ndeclare until(User, Integer);
allow(u: User, "lift", d: Doc) if level(u, n) and min_level(d, m) and n >= m;
allow(u: User, "open", _: Doc) if until(u, t) and t > @current_unix_time;
allow(u: User, "read", d: Doc) if has_role(u, "reader", d);`;
test.each([
  [
    'allow(User:bob, "lift", Doc:d)',
    'level(User{"bob"}, 3); min_level(Doc{"d"}, 7);',
    [`add the fact level(${bob}, 7)`, `add the fact min_level(${d}, 3)`],
  ],
  ['allow(User:bob, "lift", Doc:d)', 'min_level(Doc{"d"}, 7);', [`add the fact level(${bob}, 7)`]],
  [
    'allow(User:bob, "open", Doc:d)',
    'until(User{"bob"}, 5);',
    [`add the fact until(${bob}, 101) (this changes allow(${bob}, "open", Doc:_), too)`],
  ],
  ['level(User:bob, n)', '', [`add the fact level(${bob}, 1)`]],
  // Which role, of those that the block declares, whatever roles others have elsewhere.
  [
    'has_role(User:bob, r, Doc:d)',
    'has_role(User{"eve"}, "boss", Org{"acme"});',
    [`add the fact has_role(${bob}, "reader", ${d})`],
  ],
  // Whoever it is: somebody of the facts, or anybody.
  ['allow(u: User, "read", Doc:d)', '', [`add the fact has_role(User{"user1"}, "reader", ${d})`]],
  [
    'allow(u: User, "read", Doc:d)',
    'has_role(User{"eve"}, "reader", Doc{"e"});',
    [`add the fact has_role(User{"eve"}, "reader", ${d})`],
  ],
])('Cloud: what a fact leaves open gets a value that does: %s over %s', async (query, facts, expected) => {
  const files = { 'p.polar': levels, 'f.polar': facts };
  expect(await changes(['--facts', 'f.polar', '--now', '100', query], files)).toEqual(expected);
});

test('Cloud: roles come before a permission that is stated', async () => {
  const policy = `${blocks.replace('"read"]', '"read", "write"]')}
has_permission(u: User, "write", d: Doc) if has_role(u, "reader", d);
has_permission(u: User, "read", d: Doc) if has_permission(u, "write", d);`;
  expect(await changes(['--facts', 'f.polar', read], { 'p.polar': policy, 'f.polar': '' })).toEqual([
    `add the fact has_role(${bob}, "reader", ${d})`,
    `add the fact has_permission(${bob}, "read", ${d})`,
    `add the fact has_permission(${bob}, "write", ${d})`,
  ]);
});

const user = (fields: object) =>
  JSON.stringify({ classes: { User: {} }, objects: { anne: { $class: 'User', ...fields } } });

test.each([
  ['f(u) if u.banned_at = nil;', user({ banned_at: '2020' }), 'f(anne)', ['set anne.banned_at to nil']],
  ['f(u) if not u.banned_at != nil;', user({ banned_at: 3 }), 'f(anne)', ['set anne.banned_at to nil']],
  // Where the policy never asks for it, nobody is told to write it.
  ['f(u) if u.kind = "staff";', user({ kind: 'guest' }), 'f(anne)', ['set anne.kind to "staff"']],
])('Library: a field that has to be nil: %s', async (policy, data, query, expected) => {
  expect(await changes(['--data', 'd.json', query], { 'p.polar': policy, 'd.json': data })).toEqual(expected);
});

const struck = 'banned(u) if u.suspended or forall(x in u.strikes, x > 1);';
test.each([
  // An object is no strike.
  [struck, { suspended: false, strikes: [] }, 'not banned(anne)', ['add 1 to anne.strikes', 'add 0 to anne.strikes']],
  [struck, { suspended: false, strikes: [] }, 'banned(anne)', ['add 1 to anne.strikes', 'add 0 to anne.strikes']],
  [struck, { suspended: false, strikes: [3] }, 'banned(anne)', ['add 1 to anne.strikes', 'add 0 to anne.strikes']],
  // What a rule denies may be a value, too.
  ['f(u) if not late(u);\nlate(u) if u.days > 3;', { days: 2 }, 'f(anne)', ['set anne.days to 4']],
  ['f(u) if forall(x in u.tags, x = "a");\ng(7);\ng("b");', { tags: [] }, 'f(anne)', ['add "b" to anne.tags']],
])('Library: what else would be there has the kind of what is: %s %j %s', async (policy, fields, query, expected) => {
  expect(await changes(['--data', 'd.json', query], { 'p.polar': policy, 'd.json': user(fields) })).toEqual(expected);
});

const push = (level: unknown, min: unknown) =>
  JSON.stringify({
    classes: { User: {}, Repo: {} },
    objects: { cy: { $class: 'User', level, banned: false }, r1: { $class: 'Repo', min } },
  });

test.each([
  ['u.level > r.min', 9, 5, ['set cy.level to 5', 'set r1.min to 9', 'set cy.level to nil']],
  ['u.level < r.min', 3, 5, ['set cy.level to 5', 'set r1.min to 3', 'set r1.min to nil']],
  ['u.level >= r.min and u.level > 3', 9, 5, ['set cy.level to 4', 'set r1.min to 10', 'set cy.level to nil']],
  ['u.level > r.min and not u.banned', 9, 5, ['set cy.banned to true', 'set cy.level to 5', 'set r1.min to 9']],
  // Of one that does not hold: beyond the bound that stands in another field.
  ['u.level > r.min', 5, 9, ['set cy.level to 10', 'set r1.min to 4']],
])(
  'Library: a comparison changes with a number beyond its bound, or with none: %s of %j and %j',
  async (body, level, min, expected) => {
    const files = { 'p.polar': `allow(u: User, "push", r: Repo) if ${body};`, 'd.json': push(level, min) };
    expect(await changes(['--data', 'd.json', 'allow(cy, "push", r1)'], files)).toEqual(expected);
  },
);

test('an answer is proved where the search for more ends with an error, which is told', async () => {
  const folder = folderOf({ 'p.polar': 'f(1);\nf(x) if x.foo = 1;' });
  const { status, output, errors } = await polar(folder, ['explain', '--policy', 'p.polar', 'f(1)']);
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  expect(output).toContain('f(1) holds.\n  f(1)\n    by f(1) (p.polar:1)\n');
  expect(output).toMatch(/The search for more answers ended with an error: .*foo/);
});

test('what changes nothing but what was asked for comes first, and what changes more says so', async () => {
  const policy = `actor User {}\nglobal { roles = ["root"]; }
resource Doc { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; "read" if global "root"; "read" if is_public(resource); }`;
  const told = await changes(['--facts', 'f.polar', 'allow(User:bob, "read", Doc:d)'], {
    'p.polar': policy,
    'f.polar': '',
  });
  expect(told[0]).toBe(`add the fact has_role(${bob}, "reader", ${d})`);
  expect(told.slice(1).sort()).toEqual([
    `add the fact has_role(${bob}, "root") (this changes allow(${bob}, "read", Doc:_), too)`,
    `add the fact is_public(${d}) (this changes allow(User:_, "read", ${d}), too)`,
  ]);
});

test('Library: to be an administrator comes after a role on the one object', async () => {
  const policy = `actor User {}\nresource Doc { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
has_role(u: User, name: String, d: Doc) if r in u.roles and r.name = name and r.doc = d;
has_permission(u: User, "read", _: Doc) if u.superadmin = true;
has_permission(_: User, "read", d: Doc) if d.public;`;
  const objects = {
    bob: { $class: 'User', superadmin: false, roles: [] },
    eve: { $class: 'User', superadmin: false, roles: [{ $class: 'Role', name: 'reader', doc: { $ref: 'e' } }] },
    d: { $class: 'Doc', id: 'd', public: false },
    e: { $class: 'Doc', id: 'e', public: false },
  };
  const data = JSON.stringify({ classes: { User: {}, Doc: {}, Role: {} }, objects });
  const query = 'has_permission(bob, "read", d)';
  const files = { 'p.polar': policy, 'd.json': data };
  expect(await changes(['--data', 'd.json', query], files)).toEqual([
    'add Role{name: "reader", doc: d} to bob.roles',
    'set d.public to true (this changes has_permission(eve, "read", d), too)',
    'set bob.superadmin to true (this changes has_permission(bob, "read", e), too)',
  ]);
  const { output } = await polar(folderOf(files), [
    'explain',
    '--policy',
    'p.polar',
    '--data',
    'd.json',
    '--format',
    'json',
    query,
  ]);
  expect(JSON.parse(output).flips.map((flip: { alsoChanges: unknown }) => flip.alsoChanges)).toEqual([
    [],
    ['has_permission(eve, "read", d)'],
    ['has_permission(bob, "read", e)'],
  ]);
});

test.each([
  // One of two equal members stays where the other goes.
  ['not ("x" in u.tags)', { tags: ['x', 'y', 'x'] }, ['take anne.tags[0] away, and take anne.tags[2] away']],
  ['"a" in u.tags', { tags: ['a', 'a'] }, ['take anne.tags[0] away, and take anne.tags[1] away']],
  // A `not` and a `forall` look at all at once.
  ['not (u.a or u.b)', { a: true, b: true }, ['set anne.b to false, and set anne.a to false']],
  ['forall(t in u.tags, t > 3)', { tags: [1, 5, 2] }, ['take anne.tags[0] away, and take anne.tags[2] away']],
  ['"a" in u.tags and "b" in u.tags', { tags: [] }, ['add "a" to anne.tags, and add "b" to anne.tags']],
  // A dictionary's entries are fields.
  ['u.home.address.city = "Bern"', { home: { address: { city: 'Basel' } } }, ['set anne.home.address.city to "Bern"']],
  [
    'r in u.roles and r.name = "w" and r.level > 3',
    { roles: [{ name: 'r', level: 9 }] },
    [
      'add {level: 9, name: "w"} to anne.roles',
      'add {level: 4, name: "w"} to anne.roles',
      'set anne.roles[0].name to "w"',
    ],
  ],
  ['[k, v] in u.map and k = "a" and v > 3', { map: { a: 1, b: 2 } }, ['set anne.map.a to 4']],
  // So are numbers with a fraction.
  ['u.score > 1.5', { score: 1.25 }, ['set anne.score to 2']],
  ['u.score > 0.5', { score: 0.75 }, ['set anne.score to 0.5', 'set anne.score to nil']],
])('Library: what belongs together is found: %s of %j', async (body, fields, expected) => {
  const files = { 'p.polar': `f(u: User) if ${body};`, 'd.json': user(fields) };
  const told = await changes(['--data', 'd.json', 'f(anne)'], files);
  expect(told).toEqual(expected);
});

const inFolders = 'reach(u, d) if d.owner = u.name;\nreach(u, d) if d.parent != nil and reach(u, d.parent);';
const people = {
  ann: { $class: 'User', name: 'ann', clearance: ['x'] },
  bob: { $class: 'User', name: 'bob', clearance: [] },
  d1: { $class: 'Doc', owner: 'ann', parent: null, tags: ['x', 'z'] },
  d2: { $class: 'Doc', owner: 'bob', parent: { $ref: 'd1' }, tags: [] },
};
test.each([
  // A document that would be its own parent, or whose parent would be a user, ends no search and is not offered.
  [
    'reach(bob, d1)',
    ['set d1.parent to d2', 'set bob.name to "ann"', 'set d1.owner to "bob" (this changes reach(ann, d1), too)'],
  ],
  // What a list lacks may stand in another one that was read.
  ['forall(t in d1.tags, t in ann.clearance)', ['take d1.tags[1] away', 'add "z" to ann.clearance']],
])('Library: values come from whatever the query reads: %s', async (query, expected) => {
  const data = JSON.stringify({ classes: { User: {}, Doc: {} }, objects: people });
  expect(await changes(['--data', 'd.json', query], { 'p.polar': inFolders, 'd.json': data })).toEqual(expected);
});

test.each([
  ['not (x(u) or y(d))', 'x(User{"bob"})', 'not (x(User{"bob"}) or y(Doc{"d"}))'],
  ['not (x(u) and y(d))', 'x(User{"bob"}); y(Doc{"d"})', 'not (x(User{"bob"}) and y(Doc{"d"}))'],
])('Cloud: all that a `not` denies stands in parentheses: %s', async (body, facts, goal) => {
  const policy = `${blocks}has_permission(u: User, "read", d: Doc) if ${body};`;
  const folder = folderOf({ 'p.polar': policy, 'f.polar': `${facts};` });
  const { output } = await polar(folder, ['explain', '--policy', 'p.polar', '--facts', 'f.polar', read]);
  expect(output).toContain(`        ${goal}: What it denies holds. (p.polar:3)`.trimStart());
});

test('a value that has a line break stays on its line', async () => {
  const folder = folderOf({ 'p.polar': 'f("a");' });
  const { output } = await polar(folder, ['explain', '--policy', 'p.polar', 'f("x\\ny")']);
  expect(output).toContain('parameter 1 is "x\\ny", and "a" is expected.');
});
