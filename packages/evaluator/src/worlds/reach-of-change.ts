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
import { ByArgument, type Known, keyOf } from './by-argument.ts';

export type { Known } from './by-argument.ts';

/** A call by what is known of its arguments. It stands for all calls that it fits. */
interface Call {
  /** The same for the same call. */
  readonly key: string;
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
  /** The clauses of each policy, by name and arity. */
  readonly #clauses = [new Map<string, ByArgument>(), new Map<string, ByArgument>()];
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
    const first = callOf(name, values);
    const known = this.#answers.get(first.key);
    if (known !== undefined) return known;
    const met = new Map([[first.key, first]]);
    let reached = false;
    for (const [key, call] of met) {
      const { isMet, calls } = this.#step(call);
      if (isMet || this.#answers.get(key) === true) {
        reached = true;
        break;
      }
      for (const next of calls) if (!met.has(next.key)) met.set(next.key, next);
    }
    this.#answers.set(first.key, reached);
    if (!reached) for (const key of met.keys()) this.#answers.set(key, false);
    return reached;
  }

  #step(call: Call): Step {
    const known = this.#steps.get(call.key);
    if (known !== undefined) return known;
    const [old, changed] = [this.#fitting(0, call), this.#fitting(1, call)];
    const step = {
      isMet: this.#isWanted(call.name, [old, changed]),
      calls: [...old, ...changed].flatMap(({ rule }) => callsIn(rule, call.values)),
    };
    this.#steps.set(call.key, step);
    return step;
  }

  #fitting(side: 0 | 1, { name, values }: Call): readonly Clause[] {
    const key = `${name}/${values.length}`;
    let clauses = this.#clauses[side]!.get(key);
    if (clauses === undefined) {
      const all = this.#clausesOf(this.#policies[side]!, name, values.length);
      clauses = new ByArgument(all, ({ rule }) => outlineOf(rule).parameters.map(({ known }) => known));
      this.#clauses[side]!.set(key, clauses);
    }
    return clauses.fitting(values, (known, wanted) => this.#fits(known, wanted));
  }

  #fits(known: Known, wanted: Known): boolean {
    if (known === undefined || wanted === undefined) return true;
    if ('text' in known) return !('text' in wanted) || wanted.text === known.text;
    return this.#mayBe(known.type, 'text' in wanted ? 'String' : wanted.type);
  }
}

/** Where types are of blocks alone: two have an object in common where one is below both. */
export function mayBeIn(ancestries: Iterable<ReadonlySet<string>>): (type: string, wanted: string) => boolean {
  const having = new Map<string, ReadonlySet<string>[]>();
  for (const names of ancestries)
    for (const name of names) {
      const known = having.get(name);
      if (known === undefined) having.set(name, [names]);
      else known.push(names);
    }
  return (type, wanted) =>
    type === wanted || !having.has(wanted) || (having.get(type)?.some((names) => names.has(wanted)) ?? true);
}

const writtenClauses = ({ predicates }: Policy, name: string, arity: number): readonly Clause[] =>
  (predicates.get(name)?.clauses ?? []).filter((clause) => clause.arity === arity);

const callOf = (name: string, values: readonly Known[]): Call => ({
  key: name + values.map(keyOf).join(''),
  name,
  values,
});

const texts = new WeakMap<Rule, string>();

function textOf(rule: Rule): string {
  let text = texts.get(rule);
  if (text === undefined) {
    text = print(rule);
    texts.set(rule, text);
  }
  return text;
}

/** What of a rule says which calls it leads to. It is read once: rules are asked for with many values. */
interface Outline {
  readonly parameters: readonly { readonly variable: string | undefined; readonly known: Known }[];
  /** Types that variables must have. */
  readonly matched: readonly (readonly [string, string])[];
  readonly calls: readonly {
    readonly name: string;
    readonly values: readonly (Known | { readonly variable: string })[];
  }[];
}

const outlines = new WeakMap<Rule, Outline>();

function outlineOf(rule: Rule): Outline {
  let outline = outlines.get(rule);
  if (outline === undefined) {
    outline = readOutline(rule);
    outlines.set(rule, outline);
  }
  return outline;
}

function readOutline({ parameters, body }: Rule): Outline {
  const calls: Outline['calls'][number][] = [];
  if (body !== undefined)
    walk(body, (it) => {
      const node = it as PolarNode;
      if (node.$type === 'Call') calls.push({ name: node.name.text, values: node.arguments.map(saidBy) });
      return true;
    });
  return {
    parameters: parameters.map((parameter) => {
      const value = unwrap(parameter.value) as PolarNode;
      return { variable: value.$type === 'Variable' ? value.name : undefined, known: knownIn(parameter) };
    }),
    matched: body === undefined ? [] : matchedIn(body),
    calls,
  };
}

/** The calls in a rule's body, with what is known of its parameters where it is called so. */
function callsIn(rule: Rule, values: readonly Known[]): readonly Call[] {
  const { parameters, matched, calls } = outlineOf(rule);
  if (calls.length === 0) return [];
  const names = new Map<string, Known>();
  for (const [i, { variable, known }] of parameters.entries())
    if (variable !== undefined) names.set(variable, values[i] ?? known ?? names.get(variable));
  for (const [name, type] of matched) if (names.get(name) === undefined) names.set(name, { type });
  return calls.map((call) =>
    callOf(
      call.name,
      call.values.map((value) => (value !== undefined && 'variable' in value ? names.get(value.variable) : value)),
    ),
  );
}

/** The variables that must be of a type wherever a body holds: `organization matches Organization`. */
function matchedIn(body: Expression): readonly (readonly [string, string])[] {
  const node = unwrap(body) as PolarNode;
  if (node.$type === 'And') return node.operands.flatMap(matchedIn);
  if (node.$type !== 'Matches') return [];
  const [value, pattern] = [unwrap(node.left) as PolarNode, unwrap(node.pattern) as PolarNode];
  return value.$type === 'Variable' && pattern.$type === 'InstancePattern' ? [[value.name, pattern.name.text]] : [];
}

/** What an argument says of itself, or which variable says it. */
function saidBy(expression: Node): Known | { readonly variable: string } {
  const node = unwrap(expression as never) as PolarNode;
  if (node.$type === 'StringLiteral') return { text: node.value };
  return node.$type === 'Variable' && node.name !== '_' ? { variable: node.name } : undefined;
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
