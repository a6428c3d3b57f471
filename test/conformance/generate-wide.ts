import fc from 'fast-check';
import type { Case } from './case.ts';
import { finish, type GeneratedCase, type Predicate, QUERIES, Writer } from './generate.ts';
import { applicationData, builtinClasses, classes, library } from './vocabulary.ts';

const ROLES = ['reader', 'writer', 'admin', 'member'];
const PERMISSIONS = ['read', 'write', 'delete', 'invite'];
/** Relations of the two types that have them: the field that each is about, and the type at its other end. */
const RELATIONS = {
  Repo: [
    ['org', 'Org'],
    ['owner', 'User'],
  ],
  Org: [['parent', 'Org']],
} as const;

/** A variable for an object of a type, as a rule about blocks has it. */
const of = (type: string): string => type.toLowerCase();

/**
 * Writes policies as applications have them: blocks with roles, permissions and relations over data objects, rule types, heads that take
 * values apart, inline queries, classes with several supertypes, objects made with keywords; and now and then what does not load.
 */
class WideWriter extends Writer {
  /** `resource Repo { … }` with its declarations and shorthands, and the rules that it needs. */
  block(type: keyof typeof RELATIONS): string[] {
    const relations = RELATIONS[type].filter(() => this.chance(85));
    const roles = ROLES.filter((role) => role === 'member' || this.chance(75));
    const permissions = PERMISSIONS.filter(() => this.chance(75));
    const declared = [
      ...(roles.length > 0 ? [`roles = [${roles.map((role) => `"${role}"`).join(', ')}];`] : []),
      ...(permissions.length > 0 ? [`permissions = [${permissions.map((one) => `"${one}"`).join(', ')}];`] : []),
      ...(relations.length > 0
        ? [`relations = { ${relations.map(([name, to]) => `${name}: ${to}`).join(', ')} };`]
        : []),
    ];
    const shorthands = this.some(1, 5, () => this.shorthand(roles, permissions, relations));
    const rules = relations
      .filter(() => this.chance(99))
      .map(([name, to]) => {
        const there = to === type ? 'there' : of(to);
        return `has_relation(${there}: ${to}, "${name}", ${of(type)}: ${type}) if ${of(type)}.${name} = ${there};`;
      });
    const hasRole = this.chance(99) ? this.some(1, 2, () => this.roleRule(type)) : [];
    return [`resource ${type} { ${[...declared, ...shorthands].join(' ')} }`, ...rules, ...hasRole];
  }

  shorthand(
    roles: readonly string[],
    permissions: readonly string[],
    relations: readonly (readonly string[])[],
  ): string {
    const known = [...roles, ...permissions];
    const word = (from: readonly string[]): string =>
      this.chance(1) || from.length === 0 ? this.pick([...ROLES, ...PERMISSIONS, 'nobody']) : this.pick(from);
    const implied = word(known);
    // A user's block declares nothing.
    const organizations = relations.filter(([, to]) => to === 'Org');
    return this.oneOf([
      [6, () => `"${implied}" if "${word(roles)}";`],
      [
        organizations.length > 0 ? 3 : 0,
        () => `"${implied}" if "${this.onRelation(roles)}" on "${this.pick(organizations)[0]}";`,
      ],
      [relations.length > 0 ? 1 : 0, () => `"${implied}" if "${this.pick(relations)[0]}";`],
    ]);
  }

  /** A role that the other end of a relation has: mostly one that both blocks declare. */
  onRelation(roles: readonly string[]): string {
    return roles.includes('member') || roles.length === 0 ? 'member' : this.pick(roles);
  }

  roleRule(type: string): string {
    const user = this.chance(98) ? 'user: User' : 'bob';
    return this.oneOf([
      [4, () => `has_role(user: User, name: String, _: ${type}) if role in user.roles and role.name = name;`],
      [
        3,
        () =>
          `has_role(user: User, "${this.pick(ROLES)}", it: ${type}) if user.size > ${this.number()} and it.name = "${this.pick(['r1', 'r2', 'o1', 'o2'])}";`,
      ],
      [
        2,
        () =>
          `has_role(${user}, "${this.pick(ROLES)}", _: ${type})${user === 'bob' ? '' : ` if user.size ${this.pick(['>', '<', '='])} ${this.number()}`};`,
      ],
      [1, () => `has_role(_: Owner, _: String, _: ${type});`],
    ]);
  }

  /** `type p1(x: Integer);`, which most rules of that name fit. */
  ruleType({ name, takes }: Predicate): string {
    const parameters = takes.map((_, index) =>
      this.oneOf([
        [6, () => `x${index}`],
        [2, () => `x${index}: ${this.pick(classes)}`],
        [2, () => `x${index}: ${this.pick(builtinClasses)}`],
        [1, () => `x${index}: ${this.pick(['Actor', 'Resource'])}`],
        [1, () => `_: ${this.fieldPatterns(1).replaceAll('$', '_')}`],
        [1, () => this.pick(['1', '"a"', '"read"', 'true'])],
      ]),
    );
    return `type ${name}(${parameters.join(', ')});`;
  }

  override parameter(role: Predicate['takes'][number]): string {
    return this.oneOf([
      [8, () => super.parameter(role)],
      [1, () => `[${this.fresh()}, ${this.fresh()}, *_]`],
      [1, () => `{a: ${this.fresh()}, b: {c: ${this.fresh()}}}`],
      [1, () => `${this.fresh()}: {a: ${this.fresh()}, b: [${this.atom()}, *${this.fresh()}]}`],
      [1, () => `${this.fresh()}: Thing{name: String, size: ${this.fresh()}}`],
      [1, () => `${this.pick(['ann', 'r1', 'conf'])}.${this.pick(['name', 'size', 'a', 'owner'])}`],
      [1, () => `new Thing(${this.string()}, ${this.number()})`],
      [1, () => `${this.fresh()} + ${this.number()}`],
    ]);
  }

  override method(): string {
    return this.oneOf([
      [4, () => super.method()],
      [1, () => `${this.pick(['ann', 'bob', 'cyd', this.variable()])}.may(action: ${this.string()})`],
      [
        1,
        () =>
          `${this.pick(['ann', 'bob'])}.may(${this.string()}, action: ${this.value(0)}, on: ${this.pick(['r1', 'r2'])})`,
      ],
      [1, () => `new Thing(name: ${this.string()}, size: ${this.value(0)}).${this.pick(['name', 'size'])}`],
    ]);
  }

  /** A query about who may do what. */
  authorization(): string {
    const user = (): string => this.pick(['ann', 'bob', 'cyd', 'dee', 'who']);
    const resource = (): string => this.pick(['r1', 'r2', 'o1', 'o2', 'r1', 'r2', 'what']);
    const word = (from: readonly string[], name: string): string => (this.chance(40) ? name : `"${this.pick(from)}"`);
    return this.oneOf([
      [4, () => `allow(${user()}, ${word(PERMISSIONS, 'action')}, ${resource()})`],
      [3, () => `has_permission(${user()}, ${word(PERMISSIONS, 'action')}, ${resource()})`],
      [3, () => `has_role(${user()}, ${word(ROLES, 'role')}, ${resource()})`],
      [
        1,
        () =>
          `has_relation(${this.pick(['o1', 'o2', 'ann', 'there'])}, ${word(['org', 'owner', 'parent'], 'name')}, ${resource()})`,
      ],
      [
        1,
        () =>
          `allow(${user()}, action, ${resource()}) and not has_role(${user()}, "${this.pick(ROLES)}", ${resource()})`,
      ],
      [1, () => `forall(action in ["read", "write"], allow(${user()}, action, ${resource()}))`],
    ]);
  }

  /** A query that is run when the policy is loaded. */
  inlineQuery(): string {
    return this.oneOf([
      [
        5,
        () => `?= ${this.pick(['num(1)', 'path("a", "d")', 'not num(7)', 'ann.name = "ann"', 'kind(ann, "user")'])};`,
      ],
      [2, () => `?= ${this.query()};`],
      [1, () => `?= ${this.pick(['num(9)', 'kind(r1, "user")', '1 < "a"', 'ann.nothing', 'undefined_rule(1)'])};`],
    ]);
  }
}

/** The rules of every policy, with blocks that are generated in place of its own. */
const rules = library.filter((statement) => !/^resource/.test(statement));

/** Random policies with blocks, rule types and inline queries, and ten queries each. */
export const wideCases: fc.Arbitrary<GeneratedCase> = fc.gen().map((choose) => {
  const seed = new WideWriter(choose, []);
  const predicates: Predicate[] = ['p1', 'p2', 'p3'].map((name) => ({
    name,
    takes: Array.from({ length: 1 + seed.below(2) }, () => seed.pick(['any', 'integer', 'string', 'list', 'object'])),
  }));
  const statements = [
    'allow(actor, action, resource) if has_permission(actor, action, resource);',
    'has_permission(user: User, "see", _: Resource) if user.active;',
    ...seed.block('Repo'),
    ...seed.block('Org'),
  ];
  for (const [index, predicate] of predicates.entries()) {
    const writer = new WideWriter(choose, predicates.slice(0, index));
    statements.push(...writer.some(1, 3, () => writer.rule(predicate)));
    if (writer.chance(5)) statements.push(writer.ruleType(predicate));
  }
  const writer = new WideWriter(choose, predicates);
  if (writer.chance(20)) statements.push(finish(writer.inlineQuery()));
  const queries = writer.some(QUERIES, QUERIES, () => (writer.chance(50) ? writer.authorization() : writer.query()));
  return { statements, queries };
});

const { Thing, User, ...others } = applicationData.classes;

/** The application of the other cases, with a method that takes keywords. */
const data = {
  ...applicationData,
  classes: {
    Thing,
    User: {
      ...User,
      methods: {
        ...User.methods,
        may: [
          { kwargs: { action: 'read' }, returns: true },
          { kwargs: { action: 'write' }, returns: { $ref: 'bob' } },
          { args: ['a'], kwargs: { action: 'read', on: { $ref: 'r1' } }, returns: 1 },
        ],
      },
    },
    ...others,
  },
};

export const asWideCase = ({ statements, queries }: GeneratedCase): Case => ({
  policy: [...rules, ...statements].join('\n'),
  queries,
  data,
});
