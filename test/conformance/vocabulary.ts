/** The application that generated policies talk about: classes that inherit (one from two), objects in circles, methods that fail. */
export const applicationData = {
  classes: {
    Thing: {
      fields: ['name', 'size'],
      methods: {
        same: [
          { args: [1], returns: true },
          { args: [2], returns: 'two' },
        ],
      },
    },
    User: {
      extends: 'Thing',
      fields: ['name', 'size', 'boss', 'roles', 'tags', 'active'],
      methods: {
        can: [
          { args: ['read'], returns: true },
          { args: ['write'], returns: false },
          { args: ['fail'], raises: 'no such action' },
        ],
        friends: [{ returns: [{ $ref: 'bob' }, { $ref: 'cyd' }] }],
      },
    },
    Admin: { extends: 'User', methods: { can: [{ returns: true }] } },
    Auditor: { extends: 'Thing' },
    Owner: { extends: ['Admin', 'Auditor'] },
    Repo: { fields: ['name', 'org', 'public', 'owner', 'size'] },
    Org: { fields: ['name', 'parent'] },
  },
  objects: {
    ann: {
      $class: 'User',
      name: 'ann',
      size: 1,
      boss: { $ref: 'bob' },
      roles: [
        { $class: 'Thing', name: 'reader', size: 1 },
        { $class: 'Thing', name: 'writer', size: 2 },
      ],
      tags: ['a', 'b'],
      active: true,
    },
    bob: { $class: 'Admin', name: 'bob', size: 2, boss: { $ref: 'ann' }, roles: [], tags: ['b', 1], active: false },
    cyd: { $class: 'Owner', name: 'cyd', size: 2.5, boss: null, roles: [{ $ref: 'dee' }], tags: [], active: true },
    dee: { $class: 'Auditor', name: 'dee', size: 0 },
    r1: { $class: 'Repo', name: 'r1', org: { $ref: 'o1' }, public: true, owner: { $ref: 'ann' }, size: 3 },
    r2: { $class: 'Repo', name: 'r2', org: { $ref: 'o2' }, public: false, owner: { $ref: 'cyd' }, size: 1 },
    o1: { $class: 'Org', name: 'o1', parent: { $ref: 'o2' } },
    o2: { $class: 'Org', name: 'o2', parent: null },
  },
  constants: { limit: 3, names: ['ann', 'bob', 'cyd'], conf: { a: 1, b: 'x', c: [1, 2], d: { a: 2 } } },
};

export const users = ['ann', 'bob', 'cyd', 'dee'];
export const resources = ['r1', 'r2', 'o1', 'o2'];
export const objects = [...users, ...resources];
export const classes = ['Thing', 'User', 'Admin', 'Auditor', 'Owner', 'Repo', 'Org', 'User', 'Admin'];
export const builtinClasses = ['Integer', 'Float', 'String', 'Boolean', 'List', 'Dictionary'];

/** Rules that every generated policy has: facts, recursion over lists, numbers and a graph, cut, classes and blocks. */
export const library = [
  'actor User {}',
  'resource Repo {}',
  'resource Org {}',
  'num(1); num(2); num(3);',
  'edge("a", "b"); edge("b", "c"); edge("a", "c"); edge("c", "d");',
  'path(x, y) if edge(x, y);',
  'path(x, z) if edge(x, y) and path(y, z);',
  'append([], list, list);',
  'append([first, *rest], list, [first, *both]) if append(rest, list, both);',
  'size_of([], 0);',
  'size_of([_, *rest], n) if size_of(rest, m) and n = m + 1;',
  'total([], 0);',
  'total([first, *rest], sum) if total(rest, more) and sum = first + more;',
  'fact(0, 1) if cut;',
  'fact(n, f) if n > 0 and fact(n - 1, g) and f = n * g;',
  'largest(x, y, x) if x >= y and cut;',
  'largest(_, y, y);',
  'kind(_: User, "user");',
  'kind(_: Admin, "admin");',
  'kind(_: Auditor, "auditor");',
  'kind(_: Thing, "thing");',
  'kind(_: Owner, "owner");',
  'kind(_: Repo, "repo");',
  'kind(_: Integer, "integer");',
  'kind(_: String, "string");',
  'kind(_, "other");',
  'union(_: Actor, "actor");',
  'union(_: Resource, "resource");',
  'union(_: Repo, "repo");',
  'boss_of(x: User, y) if y = x.boss;',
  'public(_: Repo{public: true});',
  'public(x: Repo) if x.name = "r2" and cut;',
];

/** Those rules by name: how many arguments they take, and what each takes as a rule. */
export type Role = 'any' | 'integer' | 'string' | 'list' | 'object' | 'node';

export const libraryPredicates: readonly { readonly name: string; readonly takes: readonly Role[] }[] = [
  { name: 'num', takes: ['integer'] },
  { name: 'edge', takes: ['node', 'node'] },
  { name: 'path', takes: ['node', 'node'] },
  { name: 'append', takes: ['list', 'list', 'list'] },
  { name: 'size_of', takes: ['list', 'integer'] },
  { name: 'total', takes: ['list', 'integer'] },
  { name: 'fact', takes: ['integer', 'integer'] },
  { name: 'largest', takes: ['integer', 'integer', 'integer'] },
  { name: 'kind', takes: ['object', 'string'] },
  { name: 'union', takes: ['object', 'string'] },
  { name: 'boss_of', takes: ['object', 'object'] },
  { name: 'public', takes: ['object'] },
];
