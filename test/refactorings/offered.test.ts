import { readFileSync, writeFileSync } from 'node:fs';
import { createPolicy, type Dialect, type Refactoring, refactorings } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { applied } from './applied.ts';

/** What is offered for each selection, and what it makes of the text. By `npm run golden`. */
const golden = new URL('./offered.txt', import.meta.url);

/** `«` and `»` mark the selection; one `«` is the cursor. A second file may stand after `---`. */
const CASES: readonly (readonly [Dialect, string])[] = [
  // A choice between values.
  ['library', 'f(x) if x «= 1 or x = "a" or x = true;'],
  ['library', 'f(x) if (x = 1) or («x) = 2;'],
  ['library', 'f(x) if x = 1 or« x = y and y = 2;'],
  ['library', 'f(x) if x = 1 or« y = 2 and y = x;'],
  ['library', 'f(x) if x = 1 or« x == 2;'],
  ['library', 'f(x) if 1 = x or« 2 = x;'],
  ['library', 'f(x) if x = [1] or« x = [2];'],
  ['library', 'f(x) if x = -1 or« x = 2.5;'],
  ['library', 'f(_x) if y = 1 or« y = 2;'],
  ['library', 'f({x}) if x = 1 or« x = 2;'],
  ['library', 'f(x) if forall(x = 1 or« x = 2, x > 0);'],
  ['library', '?= x = 1 or« x = 2;'],
  ['library', 'f(x) if x «in [1];'],
  ['library', 'f(x) if x «in [1, y] and y = 2;'],
  ['library', 'f(x) if x «in [1, *r] and r = x;'],
  ['library', 'f(x) if x «in ["a", true, 3];'],
  ['library', 'f(x) if (x) «in ([1, 2]) and g(x);'],
  ['library', 'f(x) if (x «in [1, 2]) and g(x);'],
  ['library', 'f(x) if x.y «in [1, 2];'],
  ['library', 'f(x) if not x.y.z «in ["a", "b"];'],
  ['library', 'f(x) if x.y() «in [1, 2];'],
  ['library', 'f(x) if x.y = 1 «or x.y = 2;'],
  ['library', 'f(x) if x.y = 1 «or x.z = 2;'],
  ['library', 'f(x) if g(x) and (x.y = "a" «or (x).y = "b");'],
  ['library', 'f() if x.y = 1 «or x.y = 2;'],
  ['library', 'f(x) if x = 1 «or # why\n  x = 2;'],
  ['library', 'f(x) if "a" «in ["a", "b"] and g(x);'],
  ['library', 'f(x) if not x «in [1, 2];'],
  ['library', 'f(x) if g(x) or x «in [1, 2];'],
  ['library', 'f(x) if forall(x «in [1, 2], x > 0);'],
  ['library', 'f(x) if x «not in [1, 2];'],
  // Several goals.
  ['library', 'f(x, y) if g(x) «or h(y);'],
  ['library', 'f(x: User, y: {a: y}) if (g(x) «or h(y)) and i(x, y);'],
  ['library', '  f(x) if g(x) «or h(x) or i(x);\r\ng(1);\r\n'],
  ['library', 'f(x) if (g(x) or h(x)) and (i(x) «or j(x));'],
  ['library', 'f(x) if («g(x) or h(x)) and (i(x) or j(x));'],
  ['library', 'f(x) if (g(x) or h(x)) «and (i(x) or j(x));'],
  ['library', 'f(x) if ((g(x) «or h(x)));'],
  ['library', 'f(x, z, _z) if g({z}) and z = 1 «or h(x);'],
  ['library', '«f(x);'],
  ['cloud', 'f(x: User) if g(x) «or not h(x);'],
  // Two rules.
  ['library', '«f(x) if g(x);\nf(x) if h(x);\nf(x) if i(x);'],
  ['library', 'f(x) if g(x);\n«f(x) if h(x);'],
  ['library', '«f(x) if g(x) and h(x);\n\n\nf( x )   if (i(x) or j(x));'],
  ['library', '«f(x) if g(x);\nf(1);'],
  ['library', '«f(1);\nf(1) if g(1);'],
  ['library', '«f(x) if g(x);\nh(x) if g(x);'],
  ['library', '«f(x) if g(x);\nf(x) if cut;'],
  ['library', '«f(x) if g(x); # why\nf(x) if h(x);'],
  ['library', '«f(x) if g(x);\nf(x) if h(x) and ;'],
  ['library', '«f(x) if g(x);\n?= f(1);'],
  ['library', '«f(x: User) if g(x);\nf(x: Team) if h(x);'],
  // Goals to a rule of their own.
  ['library', 'f(x, y) if «g(x) and h(y)»;'],
  ['library', 'f(x, y) if « g(x) and h(y) »and i(x);\nextracted(1);\nextracted_2(1);'],
  ['library', 'f(x: User, {y}, z: {a: 1}) if «g(x, y) and h(z, _q)» and i(x);\r\n'],
  ['library', '  f(x) if «not g(x)» and h(x); # why\ng(1);'],
  ['library', 'f() if «g(1) and h(2)»;'],
  ['library', 'f() if «g(1) and h(2)» and i(3);'],
  ['library', 'f(x) if g(x) and «h(x)»;'],
  ['library', 'f(x) if g(x) and «h(x) and cut»;'],
  ['library', 'f(x) if g(x) and «print(x)»;'],
  ['library', 'f(x) if g(x) and «x = 1»;\n# next\ng(1);'],
  ['library', 'f(x) if «g(x) and h(»x);'],
  ['library', 'f(x) if «x = 1 or x = y» and y = 2;'],
  ['library', '«f(x)» if g(x);'],
  // Whole lines, with what joins them to the next.
  ['library', 'f(x, y) if\n«  g(x) and\n  h(y) and\n»  i(x);'],
  ['library', 'f(x, y) if\n  g(x) and\n«  h(y) and\n  i(x);\n»'],
  ['library', 'f(x, y) if g(x) «and h(y) and i(x);»'],
  ['library', 'f(x) if g(x) «and» h(x);'],
  // A call to what its rule asks.
  ['library', 'f(x) if g«(x);\ng(y) if h(y) and i(y);'],
  ['library', 'f(x) if g«(x) and j(x);\ng(y) if h(y) or i(y);'],
  ['library', 'f(x) if g«(x) or j(x);\ng(y) if h(y) or i(y);'],
  ['library', 'f(x) if (g«(x)) and j(x);\ng(y) if h(y) or i(y);'],
  ['library', 'f(x) if j(x) and (not g«(x));\ng(y) if h(y) and i(y);'],
  ['library', 'f(x) if not g«(x);\ng(y) if h(y);'],
  ['library', 'f(x) if not g«(x);\ng(y) if y = 1;'],
  ['library', 'f(x) if not g«(x);\ng(y) if (h(y) or i(y));'],
  ['library', 'f(x) if g«(x, 1, true, "a");\ng(a, b, c, d) if h(d, c, b, a);'],
  ['library', 'f(x) if g«([x]);\ng(y) if h(y);'],
  ['library', 'f(x) if g«(_) and j(x);\ng(y) if h(y);'],
  ['library', 'f(x) if g«(x);\ng(y, _) if h(y);\ng(y) if i(y);'],
  ['library', 'f(x, a) if g«(x) and a = 1;\ng(_) if h(a, a_2, b) and a = a_2 and b = 1;'],
  ['library', 'f(x, a, a_2) if g«(x) and a = a_2;\ng(y) if h(y, a) and a = 1;'],
  ['library', 'f(x) if g«(x, x);\ng(y, y) if h(y);'],
  ['library', 'f(x) if g«(x);\ng(1) if h(1);'],
  ['library', 'f(x) if g«(x);\ng(y);'],
  ['library', 'f(x) if g«(x);\ng(y) if h(y) and cut;'],
  ['library', 'f(x) if g«(x);\ng(y) if # why\n  h(y);'],
  ['library', 'f(x) if x = g«(x);\ng(y) if h(y);'],
  ['library', 'f(x) if g«( # why\n  x);\ng(y) if h(y);'],
  ['library', 'f(x) if forall(g«(x), h(x));\ng(y) if h(y);'],
  // Types are asked for, where the argument is not known to have them.
  ['library', 'f(x: User) if g«(x) and j(x);\ng(y: User) if h(y) and i(y);'],
  ['library', 'f(x) if g«(x) and j(x);\ng(y: User) if h(y) or i(y);'],
  ['library', 'f(x) if g«(x) or j(x);\ng(y: User) if h(y) or i(y);'],
  ['library', 'f(x) if not g«(x);\ng(y: User) if (h(y) or i(y));'],
  ['library', 'f(x: Team) if not g«(x);\ng(y: User) if h(y);'],
  ['library', 'f(x: User{a: 1}) if g«(x);\ng(y: User) if h(y);'],
  ['library', 'f(x: User) if g«(x);\ng(y: User{a: 1}) if h(y);'],
  ['library', 'f(x) if g«(x, "a", 1, true);\ng(y: User, s: String, n: Integer, b: Boolean) if h(y, s, n, b);'],
  ['library', 'f(x) if g«(x, "a");\ng(y, n: Integer) if h(y, n);'],
  ['library', '?= g«(x);\ng(y: User) if h(y);'],
  ['cloud', 'f(x: User) if not g«(x);\ng(y: User) if h(y);'],
  ['cloud', 'f(x) if g«(x);\ng(y: User) if h(y);'],
  ['cloud', 'f(x: User) if g«(User{"a"}) and h(x);\ng(y: User) if h(y);'],
  ['library', 'f(x) if g«(x, k: 1);\ng(y) if h(y);'],
  ['library', 'f(x) if g«(x);\n---\ng(y) if h(y, {y: y, z: y});'],
  ['library', 'f(x) if g«(x) and x > 0;\ng(y) if k = 1;'],
  ['library', '?= g«(1);\ng(y) if h(y);'],
  ['cloud', 'f(x: User) if not g«(x);\ng(y: User) if not h(y);'],
  ['cloud', 'f(x: User) if not g«(x);\ng(y) if h(y);'],
  ['cloud', 'f(x: User) if not g«(x);\ng(y) if h(y) and i(y);'],
  ['cloud', 'f(x: User) if g«(User{"a"}) and h(x);\ng(y) if h(y);'],
  // Shorthands, and what they stand for.
  [
    'library',
    'actor User {}\r\nresource R {\r\n  roles = ["a", "b"];\r\n\r\n  # One.\r\n  # Two.\r\n  "a« " if "b";\r\n}\r\nallow(a, b, c) if has_permission(a, b, c);\r\n'.replace(
      'a« ',
      '«a',
    ),
  ],
  ['library', 'resource R { roles = ["a"]; permissions = ["p"]; «"p" if "a"; }'],
  ['library', 'resource R { roles = ["a"]; permissions = ["p"]; «"p" if "a" and "b" on "o"; relations = { o: O }; }'],
  [
    'library',
    'resource R {\n  permissions = ["p", "q"];\n  «"p" if "q"; # why\n}\nhas_permission(_: User, "p", _: R) if cut;',
  ],
  ['cloud', 'resource R { roles = ["a"]; relations = { o: R }; «role if role on "o"; }'],
  ['cloud', 'global { roles = ["a"]; }\nresource R { permissions = ["p"]; «"p" if global "a" or is_open(resource); }'],
  [
    'cloud',
    'resource R { roles = ["a"]; relations = { o: R }; }\n«has_role(u: Actor, "a", r: R) if has_role(u, "a", o) and has_relation(r, "o", o);',
  ],
  [
    'library',
    'resource R { roles = ["a"]; permissions = ["p"]; }\n# Why.\n«has_permission(a: Actor, "p", r: R) if has_role(a, "a", r); # so\n\ng(1);',
  ],
  [
    'library',
    'resource R {\n    roles = ["a"];\n    permissions = ["p"];\n}\n«has_permission(a: Actor, "p", r: R) if (has_role(a, "a", r));',
  ],
  [
    'library',
    'resource R {}\nresource S { permissions = ["p"]; roles = ["a"]; }\n«has_permission(a: Actor, "p", r: S) if has_role(a, "a", r);',
  ],
  ['library', 'resource R { roles = ["a"]; }\n«has_permission(a: Actor, "p", r: R) if has_role(a, "a", r);'],
  [
    'library',
    'resource R { roles = ["a"]; permissions = ["p"]; }\n«has_permission(a: User, "p", r: R) if has_role(a, "a", r);',
  ],
  [
    'library',
    'resource R { roles = ["a"]; permissions = ["p"]; }\n«has_permission(a: Actor, "p", r: R) if has_role(r, "a", a);',
  ],
  [
    'library',
    'resource R { roles = ["a"]; permissions = ["p"]; }\n«has_permission(a: Actor, "p", r: R) if # why\n  has_role(a, "a", r);',
  ],
  [
    'library',
    'resource O { roles = ["a"]; }\nresource R { roles = ["b"]; relations = { o: O }; }\n«has_role(a: Actor, "b", r: R) if has_relation(o, "o", r) and has_role(a, "a", o);',
  ],
  [
    'cloud',
    'global { roles = ["g"]; }\nresource R { roles = ["b"]; }\n«has_role(a: Actor, "b", r: R) if has_role(a, "g");',
  ],
  [
    'library',
    'has_role(a: Actor, "b", r: R) if cut;\nresource R { roles = ["a", "b"]; }\n«has_role(a: Actor, "b", r: R) if has_role(a, "a", r);',
  ],
  ['library', 'resource R { roles = ["a", "b"]; }\n---\n«has_role(a: Actor, "b", r: R) if has_role(a, "a", r);'],
  ['library', 'resource R {\n  permissions = ["p", "q"];\n  «"p" if "q"; # why\n\n  # Not this.\n}\n'],
  ['library', 'resource R {\n  permissions = ["p", "q"];\n  «"p" if # why\n    "q";\n}'],
  ['library', 'resource Print { permissions = ["p", "q"]; «"p" if "q"; }'],
  // A role between.
  ['library', 'resource R {\n  roles = ["a", "p_role"];\n  permissions = ["p"];\n  «"p" if "a";\n}'],
  ['library', 'resource R { permissions = ["p", "q"]; «"p" if "q"; }'],
  ['library', 'resource R { roles = ["a", "b"]; permissions = ["p"]; «"a" if "b"; }'],
  ['cloud', 'resource R {\r\n\troles = ["a"];\r\n\tpermissions = ["p"];\r\n\t«"p" if "a" or is_open(resource);\r\n}'],
  // Where some rule passes on any role, a role between would be passed on, too.
  ...(
    [
      ['role if role on "parent";', ''],
      ['', 'global { roles = ["g"]; }\nresource Other { roles = ["o"]; role if global "g"; }'],
      ['', 'has_role(u: User, r: String, x: Folder) if has_relation(x, "parent", y) and has_role(u, r, y);'],
      ['', 'has_role(_: User, _: String, _: Folder);'],
      ['', 'allow(u: User, "see", x: Folder) if has_role(u, _r, x);'],
      ['', 'test "t" { setup {} assert has_role(User{"a"}, r: String, Folder{"f"}) iff r in ["owner"]; }'],
      ['', '# None is passed on.\nhas_role(u: User, r: String, x: Folder) if r in ["owner"] and is_owner(u, x);'],
    ] as const
  ).map(([member, rule]): readonly [Dialect, string] => [
    'cloud',
    `actor User {}\nresource Folder {\n  roles = ["owner"];\n  permissions = ["del"];\n  relations = { parent: Folder };\n  ${member}\n  «"del" if "owner" and is_empty(resource);\n}\n${rule}`,
  ]),
  [
    'library',
    'has_role(u, r: String, x: R) if y in u.roles and y.name = r;\nresource R { roles = ["a"]; permissions = ["p"]; «"p" if "a"; }',
  ],
  [
    'library',
    'has_role(u, r: String, x: R) if r = y;\nresource R { roles = ["a"]; permissions = ["p"]; «"p" if "a"; }',
  ],
  [
    'library',
    'has_role(u, "p_role", x: R) if u.x = x;\nresource R { roles = ["a"]; permissions = ["p"]; «"p" if "a"; }',
  ],
  // To another file.
  ['library', '\n# One.\n«f(1);\n\n\n---\n'],
  ['library', 'g(1);\n\n«f(1); # so\n\nh(1);\n---\ng(2);'],
  ['library', 'g(1); «f(1); h(1);\n---\ng(2);\n'],
  ['library', '«f(1);\n---\nf(x) if cut;\n'],
  ['library', '?= f«(1);\n---\ng(2);\n'],
];

const KEYS = ['main.polar', 'folder/b%20c.polar'];

function offered(dialect: Dialect, marked: string): string {
  const texts = marked.split('---\n');
  const at = texts.findIndex((text) => text.includes('«'));
  const start = texts[at]!.indexOf('«');
  const end = texts[at]!.includes('»') ? texts[at]!.indexOf('»') - 1 : start;
  const files = Object.fromEntries(texts.map((text, i) => [KEYS[i]!, text.replaceAll(/[«»]/g, '')]));
  const policy = createPolicy(
    Object.entries(files).map(([uri, text]) => ({ uri, text })),
    { dialect },
  );
  const found = refactorings(policy, KEYS[at]!, start, end);
  return [`### ${dialect}\n${marked.replaceAll('\r', '␍')}`, ...found.map((one) => result(files, one))].join('\n');
}

const result = (files: Readonly<Record<string, string>>, one: Refactoring): string =>
  [`=> ${one.title} (${one.kind})`, Object.values(applied(files, one)).join('---\n').replaceAll('\r', '␍')].join('\n');

it('refactorings are offered where they change no answer, and say what they do', () => {
  const text = `${CASES.map(([dialect, marked]) => offered(dialect, marked)).join('\n\n')}\n`;
  if (process.env.POLAR_GOLDEN === 'write') writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, 'utf8'));
});
