import { type Node, type Parameter, type PolarNode, print, type Rule, rangeOf } from '@polar-tools/language';
import type { Clause, Policy, Predicate } from '@polar-tools/policy';
import { USUAL } from './clause-text.ts';

/** One shape in which something can be called. */
export interface Shape {
  readonly arity: number;
  /** Written out only where they are shown: a predicate may have thousands of shapes. */
  readonly parameters: readonly string[];
  /** What there is to say of it. */
  readonly says: string;
  /** The last parameter stands for any number of arguments. */
  readonly repeats: boolean;
  /** Whether it takes a constant as an argument: a string that it lists, or a type that it names. */
  takes(constant: string, at: number): boolean;
}

/** A shape of which only the texts of its parameters are known. */
export const shapeOf = (parameters: readonly string[], says: string, repeats = false): Shape => ({
  arity: parameters.length,
  parameters,
  says,
  repeats,
  takes(constant, at) {
    const parameter = parameters[at];
    if (parameter === undefined) return true;
    if (constant.startsWith('"')) return !parameter.includes('"') || parameter === constant;
    return !parameter.includes(': ') || parameter.endsWith(`: ${constant}`) || /: (?:Actor|Resource)$/.test(parameter);
  },
});

/** The shape of rules that take as many arguments of the same classes. */
class ShapeOfRules implements Shape {
  readonly arity: number;
  readonly repeats = false;
  readonly #predicate: string;
  readonly #clauses: readonly Clause[];
  #parameters: readonly string[] | undefined;

  constructor(predicate: string, clauses: readonly Clause[]) {
    this.arity = clauses[0]!.arity;
    this.#predicate = predicate;
    this.#clauses = clauses;
  }

  get parameters(): readonly string[] {
    this.#parameters ??= Array.from({ length: this.arity }, (_, at) =>
      parameterText(this.#predicate, at, this.#clauses),
    );
    return this.#parameters;
  }

  get says(): string {
    return this.#clauses.length === 1 ? '1 rule' : `${this.#clauses.length} rules`;
  }

  takes(constant: string, at: number): boolean {
    if (at >= this.arity) return true;
    const parameters = this.#clauses.map(({ rule }) => rule.parameters[at]!);
    if (constant.startsWith('"')) return parameters.some((each) => !isConstant(each) || print(each) === constant);
    // The classes of one shape are the same.
    const type = classOf(parameters[0]!);
    return !/^\w/.test(type) || isConstant(parameters[0]!) || [constant, 'Actor', 'Resource'].includes(type);
  }
}

/** How many values of one parameter are written out. */
const MOST_VALUES = 3;

/**
 * The shapes of a predicate, fewest parameters first: rules that take as many arguments of the same classes are one. Where it has no rules,
 * what it is declared as, or what its calls show. A rule or a call that is not finished says nothing of them. Where Cloud has no `allow`, it is asked as permissions are.
 */
export function shapesOf(policy: Policy, predicate: string, unfinished?: Rule, at?: Place): readonly Shape[] {
  const known = policy.predicates.get(predicate);
  const shapes = known === undefined ? [] : shapesOfRules(known, unfinished);
  if (shapes.length > 0) return shapes;
  if (predicate === 'allow' && policy.dialect === 'cloud') return shapesOf(policy, 'has_permission', unfinished, at);
  const all = policy.factSignatures.get(predicate) ?? [];
  const others = all.filter(
    ({ uri, node }) => !(at !== undefined && node !== undefined && uri === at.uri && holds(node, at)),
  );
  const facts = others.length > 0 ? others : all;
  if (facts.length > 0) {
    const shown = facts.map(({ types }) => types.map((type, at) => factParameter(predicate, at, type)));
    return distinct(shown).map((parameters) => shapeOf(parameters, 'A fact'));
  }
  const types = (policy.ruleTypes.get(predicate) ?? []).map(({ ruleType }) =>
    ruleType.parameters.map((each) => print(each).replace(/^_+(?=\w)/, '')),
  );
  return distinct(types).map((parameters) => shapeOf(parameters, 'No rule of this name is written yet'));
}

/** Where something is written. */
export interface Place {
  readonly uri: string;
  readonly offset: number;
}

/** Whether a call is the one that is being written: what it has so far says nothing of the fact that it asks for. */
function holds(node: Node, { offset }: Place): boolean {
  const { start, end } = rangeOf(node);
  return node.$type === 'Call' && start <= offset && offset <= end;
}

/** Of whole predicates: one stays the same object as long as its rules do. */
const whole = new WeakMap<Predicate, readonly Shape[]>();

/** The shapes that a predicate's rules have. */
function shapesOfRules(predicate: Predicate, unfinished: Rule | undefined): readonly Shape[] {
  const name = unfinished?.name.text;
  // A rule that is not finished is left aside where it is one of these.
  if (name === predicate.name) return grouped(predicate, unfinished);
  const before = whole.get(predicate);
  if (before !== undefined) return before;
  const shapes = grouped(predicate, undefined);
  whole.set(predicate, shapes);
  return shapes;
}

function grouped({ name, clauses: all }: Predicate, unfinished: Rule | undefined): readonly Shape[] {
  const byShape = new Map<string, Clause[]>();
  for (const clause of all) {
    if (unfinished !== undefined && clause.rule === unfinished) continue;
    const key = clause.rule.parameters.map(classOf).join(', ');
    const known = byShape.get(`${clause.arity}(${key}`);
    if (known === undefined) byShape.set(`${clause.arity}(${key}`, [clause]);
    else known.push(clause);
  }
  return [...byShape.values()]
    .sort(([one], [other]) => one!.arity - other!.arity)
    .map((clauses) => new ShapeOfRules(name, clauses));
}

/** What a parameter asks for, as far as shapes are told apart by it. */
function classOf({ value, specializer }: Parameter): string {
  const it = (specializer ?? value) as PolarNode;
  switch (it.$type) {
    case 'InstancePattern':
      return it.name.text;
    case 'StringLiteral':
      return 'String';
    case 'IntegerLiteral':
    case 'FloatLiteral':
      return 'number';
    case 'BooleanLiteral':
      return 'Boolean';
    case 'DictionaryPattern':
    case 'Dictionary':
      return '{}';
    case 'List':
    case 'ListPattern':
      return '[]';
    default:
      return '';
  }
}

function parameterText(predicate: string, at: number, clauses: readonly Clause[]): string {
  const written = [...new Set(clauses.map(({ rule }) => print(rule.parameters[at]!)))];
  if (written.length === 1 && written[0] !== '_') return written[0]!;
  const parameters = clauses.map(({ rule }) => rule.parameters[at]!);
  if (parameters.every(isConstant)) {
    const values = written.slice(0, MOST_VALUES).join(' | ');
    return written.length > MOST_VALUES ? `${values} | …` : values;
  }
  // The first rule that gives the parameter a name: `_` and constants say little.
  const named = parameters.map(nameOf).find((name) => name !== undefined) ?? USUAL[predicate]?.[at] ?? '_';
  const type = classOf(parameters.find((each) => !isConstant(each)) ?? parameters[0]!);
  return /^\w/.test(type) && type !== 'number' ? `${named}: ${type}` : named;
}

const isConstant = ({ value, specializer }: Parameter): boolean =>
  /Literal$/.test(value.$type) || (specializer !== undefined && /Literal$/.test(specializer.$type));

function nameOf({ value }: Parameter): string | undefined {
  const it = value as Node & { name?: string };
  if (it.$type !== 'Variable') return undefined;
  const name = it.name?.replace(/^_+/, '');
  return name === '' ? undefined : name;
}

function factParameter(predicate: string, at: number, type: string | undefined): string {
  const name = USUAL[predicate]?.[at];
  if (type === undefined) return name ?? '_';
  return name === undefined ? type : `${name}: ${type}`;
}

const distinct = (lists: readonly (readonly string[])[]): readonly (readonly string[])[] => [
  ...new Map(lists.map((each) => [each.join(), each])).values(),
];

/** The calls that the language itself has. */
const BUILT_IN: Readonly<Record<string, Shape>> = {
  print: shapeOf(['value', '…'], 'Prints its arguments, and holds.', true),
  debug: shapeOf(['value', '…'], 'Stops in the debugger, and holds.', true),
  forall: shapeOf(
    ['condition', 'action'],
    'Holds if the action holds for every solution of the condition. It binds nothing.',
  ),
};

/** The shape of a call that the language itself has. */
export const builtInShape = (name: string): Shape | undefined =>
  Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;

/** The shapes of `new Class(`: the fields that the configuration names, else how the policy constructs it. */
export function constructorShapes(policy: Policy, name: string): readonly Shape[] {
  const says = `Constructs an object of the class ${name} of the application.`;
  const fields = policy.configuration.classes?.[name]?.fields;
  if (fields !== undefined && fields.length > 0) {
    return [
      shapeOf(
        fields.map((field) => `${field}: …`),
        says,
      ),
    ];
  }
  return [shapeOf(['…'], says, true)];
}
