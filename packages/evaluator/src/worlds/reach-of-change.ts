import {
  type Expression,
  type Node,
  type Parameter,
  type PolarNode,
  print,
  type Rule,
  walk,
} from '@polar-tools/language';
import { type Clause, type Policy, unwrap } from '@polar-tools/policy';

/** What is known of an argument before anything runs: that it is a string, or an object of a type. Undefined where it may be anything. */
export type Known = { readonly text: string } | { readonly type: string } | undefined;

/** A call by what is known of its arguments. It stands for all calls that it fits. */
interface Call {
  readonly name: string;
  readonly values: readonly Known[];
}

/** What one call leads to, in either policy. */
interface Step {
  /** The rules that may answer it are what is looked for. */
  readonly isMet: boolean;
  readonly calls: readonly Call[];
}

/** Whether the rules of each policy that may answer a call are what is looked for. */
export type Wanted = (name: string, fitting: readonly [readonly Clause[], readonly Clause[]]) => boolean;

/**
 * Which calls a change of rules can have something to do with: those that lead to a rule which only one of two policies has. Of a call that
 * does not, every rule that may run for it, however deep, is in both, in the same order; so both answer alike, whatever they are asked over.
 * Other rules than those that changed can be looked for in the same way.
 */
export class ReachOfChange {
  readonly #policies: readonly Policy[];
  readonly #mayBe: (type: string, wanted: string) => boolean;
  readonly #clausesOf: (policy: Policy, name: string, arity: number) => readonly Clause[];
  readonly #isWanted: Wanted;
  readonly #steps = new Map<string, Step>();
  readonly #answers = new Map<string, boolean>();

  /**
   * @param mayBe whether an object of one type, or of a type below it, may be of another one
   * @param clausesOf the clauses that may answer a call
   * @param isWanted what is looked for; a change, where it is left out
   */
  constructor(
    policies: readonly [Policy, Policy],
    mayBe: (type: string, wanted: string) => boolean,
    clausesOf: (policy: Policy, name: string, arity: number) => readonly Clause[] = writtenClauses,
    isWanted?: Wanted,
  ) {
    // To ask for what has no rule at all is an error in the Library.
    this.#isWanted =
      isWanted ??
      ((name, [old, changed]) =>
        policies[0].predicates.has(name) !== policies[1].predicates.has(name) ||
        old.length !== changed.length ||
        old.some((clause, i) => textOf(clause.rule) !== textOf(changed[i]!.rule)));
    this.#policies = policies;
    this.#mayBe = mayBe;
    this.#clausesOf = clausesOf;
  }

  /** Whether the answer to a call may hang on what changed, or what else is looked for. */
  isReachedBy(name: string, values: readonly Known[]): boolean {
    const first: Call = { name, values };
    const known = this.#answers.get(keyOf(first));
    if (known !== undefined) return known;
    const met = new Map([[keyOf(first), first]]);
    let reached = false;
    for (const [key, call] of met) {
      const { isMet, calls } = this.#step(key, call);
      if (isMet || this.#answers.get(key) === true) {
        reached = true;
        break;
      }
      for (const next of calls) if (!met.has(keyOf(next))) met.set(keyOf(next), next);
    }
    this.#answers.set(keyOf(first), reached);
    if (!reached) for (const key of met.keys()) this.#answers.set(key, false);
    return reached;
  }

  #step(key: string, call: Call): Step {
    const known = this.#steps.get(key);
    if (known !== undefined) return known;
    const [old, changed] = this.#policies.map((policy) => this.#fitting(policy, call)) as [Clause[], Clause[]];
    const step = {
      isMet: this.#isWanted(call.name, [old, changed]),
      calls: [...old, ...changed].flatMap(({ rule }) => callsIn(rule, call.values)),
    };
    this.#steps.set(key, step);
    return step;
  }

  #fitting(policy: Policy, { name, values }: Call): Clause[] {
    return this.#clausesOf(policy, name, values.length).filter(({ rule: { parameters } }) =>
      parameters.every((parameter, i) => this.#fits(values[i], parameter)),
    );
  }

  #fits(known: Known, parameter: Parameter): boolean {
    if (known === undefined) return true;
    if ('text' in known) {
      const text = textIn(parameter);
      return text === undefined || text === known.text;
    }
    const type = textIn(parameter) === undefined ? typeIn(parameter) : 'String';
    return type === undefined || this.#mayBe(known.type, type);
  }
}

/** Where types are of blocks alone: two have an object in common where one is below both. */
export function mayBeIn(ancestries: Iterable<ReadonlySet<string>>): (type: string, wanted: string) => boolean {
  const all = [...ancestries];
  const known = new Set(all.flatMap((names) => [...names]));
  return (type, wanted) =>
    type === wanted ||
    !known.has(type) ||
    !known.has(wanted) ||
    all.some((names) => names.has(type) && names.has(wanted));
}

const writtenClauses = ({ predicates }: Policy, name: string, arity: number): readonly Clause[] =>
  (predicates.get(name)?.clauses ?? []).filter((clause) => clause.arity === arity);

const keyOf = ({ name, values }: Call): string => JSON.stringify([name, values.map((value) => value ?? null)]);

const texts = new WeakMap<Rule, string>();

function textOf(rule: Rule): string {
  let text = texts.get(rule);
  if (text === undefined) {
    text = print(rule);
    texts.set(rule, text);
  }
  return text;
}

/** The calls in a rule's body, with what is known of its parameters where it is called so. */
function callsIn({ parameters, body }: Rule, values: readonly Known[]): readonly Call[] {
  if (body === undefined) return [];
  const names = new Map<string, Known>();
  for (const [i, parameter] of parameters.entries()) {
    const value = unwrap(parameter.value) as PolarNode;
    if (value.$type === 'Variable') names.set(value.name, values[i] ?? knownIn(parameter) ?? names.get(value.name));
  }
  for (const [name, type] of matchedIn(body)) if (names.get(name) === undefined) names.set(name, { type });
  const calls: Call[] = [];
  walk(body, (it) => {
    const node = it as PolarNode;
    if (node.$type === 'Call')
      calls.push({ name: node.name.text, values: node.arguments.map((argument) => knownOf(argument, names)) });
    return true;
  });
  return calls;
}

/** The variables that must be of a type wherever a body holds: `organization matches Organization`. */
function matchedIn(body: Expression): readonly (readonly [string, string])[] {
  const node = unwrap(body) as PolarNode;
  if (node.$type === 'And') return node.operands.flatMap(matchedIn);
  if (node.$type !== 'Matches') return [];
  const [value, pattern] = [unwrap(node.left) as PolarNode, unwrap(node.pattern) as PolarNode];
  return value.$type === 'Variable' && pattern.$type === 'InstancePattern' ? [[value.name, pattern.name.text]] : [];
}

function knownOf(expression: Node, names: ReadonlyMap<string, Known>): Known {
  const node = unwrap(expression as never) as PolarNode;
  if (node.$type === 'StringLiteral') return { text: node.value };
  return node.$type === 'Variable' && node.name !== '_' ? names.get(node.name) : undefined;
}

function knownIn(parameter: Parameter): Known {
  const text = textIn(parameter);
  if (text !== undefined) return { text };
  const type = typeIn(parameter);
  return type === undefined ? undefined : { type };
}

function textIn({ value, specializer }: Parameter): string | undefined {
  for (const part of [value, specializer]) {
    const node = part === undefined ? undefined : (unwrap(part as never) as PolarNode);
    if (node?.$type === 'StringLiteral') return node.value;
  }
  return undefined;
}

const typeIn = ({ specializer }: Parameter): string | undefined =>
  specializer?.$type === 'InstancePattern' ? specializer.name.text : undefined;
