import fc, { type GeneratorValue } from 'fast-check';
import type { Configuration } from '../../src/index.ts';

/** The application that generated policies are for: both engines are told of it. */
export const application: Configuration = {
  dialect: 'library',
  classes: {
    User: { fields: [], extends: [] },
    Admin: { fields: [], extends: ['User'] },
    Org: { fields: [], extends: [] },
    Repo: { fields: [], extends: [] },
    team: { fields: [], extends: [] },
  },
  constants: ['LIMIT', 'nil'],
};

const registered = ['User', 'Admin', 'Org', 'Repo', 'team'];
const types = [...registered, ...registered, 'Ghost'];
const terms = ['read', 'write', 'admin', 'member', 'parent', 'owner'];
const predicates = [
  'f',
  'g',
  'h',
  'allow',
  'has_role',
  'has_permission',
  'has_relation',
  'allow_field',
  'allow_request',
];
const variables = ['x', 'y', 'z', 'actor', 'resource'];
const specializers = [
  ...registered,
  'Actor',
  'Resource',
  'String',
  'Integer',
  'Boolean',
  'List',
  'Dictionary',
  'Ghost',
  'int',
  'string',
];

/** One policy, in one file or two, with every kind of mistake that loading can find, none too often. */
export function policyFiles(g: GeneratorValue): string[] {
  const writer = new Writer(g);
  const statements = writer.policy();
  if (statements.length < 2 || !writer.chance(10)) return [statements.join('\n')];
  const half = statements.length >> 1;
  return [statements.slice(0, half).join('\n'), statements.slice(half).join('\n')];
}

class Writer {
  readonly #g: GeneratorValue;

  constructor(g: GeneratorValue) {
    this.#g = g;
  }

  policy(): string[] {
    const statements: string[] = [];
    // A sound beginning lets later phases of loading be reached.
    if (this.chance(70))
      statements.push('has_role(actor: Actor, role: String, resource: Resource) if resource.roles.(role) = actor;');
    if (this.chance(60)) statements.push('has_permission(_: Actor, "none", _: Resource);');
    if (this.chance(60)) statements.push('allow(actor, action, resource) if has_permission(actor, action, resource);');
    if (this.chance(50)) statements.push('actor User { roles = ["admin", "member"]; }');
    const count = 1 + this.below(5);
    for (let i = 0; i < count; i++) statements.push(this.statement());
    if (this.chance(15)) statements.push(this.pick(statements));
    return this.chance(20) ? statements.toReversed() : statements;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  below(bound: number): number {
    return this.#g(fc.nat, { max: bound - 1 });
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  some<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }

  statement(): string {
    const kind = this.below(100);
    if (kind < 40) return this.block();
    if (kind < 85) return this.rule();
    if (kind < 97) return this.ruleType();
    return `?= ${this.call(['1', '"a"'])};`;
  }

  block(): string {
    const keyword = this.chance(94)
      ? this.pick(['actor', 'resource', 'resource'])
      : this.pick(['', 'resouce', 'global']);
    const members = [];
    if (this.chance(70)) members.push(this.names('roles'));
    if (this.chance(70)) members.push(this.names('permissions'));
    if (this.chance(60)) members.push(this.relations());
    if (this.chance(4))
      members.push(
        this.pick(['names = ["a"];', 'relation = { parent: Org };', 'roles = { a: Org };', 'relations = ["a"];']),
      );
    if (this.chance(4)) members.push(this.names('roles'));
    members.push(...this.some(3, () => this.shorthand()));
    return `${keyword} ${this.pick(types)} {\n  ${members.join('\n  ')}\n}`;
  }

  names(kind: string): string {
    const offset = kind === 'roles' ? 2 : 0;
    const names = this.some(3, () => `"${this.chance(92) ? terms[offset + this.below(2)] : this.pick(terms)}"`);
    return `${kind} = [${(this.chance(95) ? [...new Set(names)] : names).join(', ')}];`;
  }

  relations(): string {
    const names = new Set(this.some(2, () => (this.chance(92) ? this.pick(['parent', 'owner']) : this.pick(terms))));
    return `relations = { ${[...names].map((name) => `${name}: ${this.pick(types)}`).join(', ')} };`;
  }

  shorthand(): string {
    const head = this.pick(terms);
    const body = this.pick(terms);
    if (!this.chance(40)) return `"${head}" if "${body}";`;
    return `"${head}" if "${body}" ${this.chance(96) ? 'on' : 'in_'} "${this.pick(['parent', 'owner'])}";`;
  }

  rule(): string {
    const name = this.pick(predicates);
    const free = new Set<string>();
    const parameters = this.parameters(name, free);
    if (this.chance(25))
      return `${name}(${parameters.map((one) => (this.chance(80) ? anonymous(one) : one)).join(', ')});`;
    const goals = this.some(2, () => this.goal(free));
    // Most variables are used, so that singletons do not hide all else.
    if (this.chance(88)) for (const variable of free) goals.push(`${variable} = ${variable}`);
    return goals.length === 0
      ? `${name}(${parameters.join(', ')});`
      : `${name}(${parameters.join(', ')}) if\n  ${this.join(goals)};`;
  }

  join(goals: string[]): string {
    if (goals.length < 3 || this.chance(70)) return goals.join(' and ');
    const [first, second, ...rest] = goals;
    return `${first} and ${this.chance(50) ? `(${second} or ${rest.join(' and ')})` : `${second} or ${rest.join(' or ')}`}`;
  }

  parameters(name: string, free: Set<string>): string[] {
    const usual = name === 'allow_field' ? 4 : name === 'allow_request' || name === 'f' ? 2 : name === 'g' ? 1 : 3;
    const arity = this.chance(93) ? usual : this.below(4);
    return Array.from({ length: arity }, (_, i) => this.parameter(name, i, free));
  }

  parameter(name: string, place: number, free: Set<string>): string {
    const variable = variables[place] ?? 'v';
    if (name.startsWith('has_') && this.chance(85)) {
      if (place === 1) {
        if (this.chance(60)) return `"${this.pick(terms)}"`;
        free.add(variable);
        return this.chance(85) ? `${variable}: String` : variable;
      }
      free.add(variable);
      return `${variable}: ${this.chance(80) ? this.pick([...registered, place === 0 ? 'Actor' : 'Resource']) : this.pick(specializers)}`;
    }
    switch (this.below(9)) {
      case 0:
        return this.literal();
      case 1:
        free.add(variable);
        return `${variable}: ${this.pick(specializers)}`;
      case 2:
        free.add(variable);
        return `${variable}: ${this.pick(['Repo{name: "a"}', '{name: "a"}', 'User{name: "a", age: 1}', '"a"', '1', '[1]'])}`;
      case 3:
        free.add(variable);
        return this.pick([`${variable}.name`, `[${variable}]`, `{name: ${variable}}`, `[1, *${variable}]`]);
      default:
        free.add(variable);
        return variable;
    }
  }

  literal(): string {
    return this.pick([
      '1',
      '"a"',
      '"read"',
      'true',
      '[1, 2]',
      '[]',
      '{name: "a"}',
      '{name: "a", age: 1}',
      '-1.5',
      'LIMIT',
      'nil',
    ]);
  }

  goal(free: Set<string>): string {
    const values = [...free, '1', '"a"', 'LIMIT'];
    switch (this.below(8)) {
      case 0:
        return `${this.pick(values)} matches ${this.pick(['User', 'Repo{name: "a"}', 'Ghost', 'Actor', '{name: n}'])}`;
      case 1:
        return `${this.pick(values)} in ${this.pick(['[1, 2]', 'LIMIT', '[y, *rest]'])}`;
      case 2:
        return `${this.pick([...free, 'LIMIT'])}.name = ${this.pick([...values, 'unknown', '_other'])}`;
      case 3:
        return `not ${this.call(values)}`;
      case 4:
        return `forall(${this.call(values)}, ${this.pick(values)} = 1)`;
      case 5:
        return `new User(${this.pick(values)}, name: ${this.pick(values)}) = ${this.pick(values)}`;
      default:
        return this.call(values);
    }
  }

  call(values: readonly string[]): string {
    const name = this.chance(90) ? this.pick(predicates) : this.pick(['nothing', 'has_rol', 'allw']);
    return `${name}(${this.some(3, () => this.pick(values)).join(', ')})`;
  }

  ruleType(): string {
    const name = this.pick(predicates);
    return `type ${name}(${this.parameters(name, new Set()).join(', ')});`;
  }
}

function anonymous(parameter: string): string {
  return parameter.replace(/^[a-z]+(?=$|:)/, '_');
}
