import {
  bodyGoals,
  compile,
  type Host,
  type HostDescription,
  isNamed,
  type Program,
  prepare,
  solve,
  unknownClasses,
} from '@polar-tools/evaluator';
import {
  type Call,
  type Expression,
  type Field,
  type Lookup,
  type MethodCall,
  type Node,
  type Variable,
  walk,
} from '@polar-tools/language';
import { nearestOf, type Policy, readQuery } from '@polar-tools/policy';
import { unknownVariable } from '../dialect/unknown-variable.ts';
import { queryFault } from '../faults.ts';
import type { Loaded } from '../loaded.ts';

/** Where a condition is asked. */
export interface Asked {
  readonly loaded: Loaded;
  /** The names of the variables there; undefined where they are not known. */
  readonly variables: ReadonlySet<string> | undefined;
  /** Whose variables these are: `the rule`. */
  readonly of: string;
  /** The rule or query itself; undefined where it may be one of several. */
  readonly within?: Node | undefined;
}

/** Goals that a condition may go through to find out that it never holds. */
const MOST_CALLS = 10_000;

/**
 * What is wrong with a condition, in sentences; undefined where it may hold. What a person mistypes is found here where it is typed: left
 * alone, a name that nobody has would stand for anything, and a value would never be true.
 */
export function conditionFault(text: string, asked: Asked): string | undefined {
  const { query, errors } = readQuery(text, asked.loaded.policy);
  const [error] = errors;
  if (query === undefined && error?.code === 'empty-query') return 'The condition is empty.';
  if (query === undefined || error !== undefined)
    return `The condition is no Polar query: ${error === undefined ? 'it cannot be read.' : queryFault(error)}`;
  const { policy, host, application } = asked.loaded;
  return (
    wrongCall(query, policy) ??
    valueFault(query, text) ??
    unknownName(query, asked) ??
    unknownClass(text, policy, host) ??
    // An application that takes its time is not asked before the run is.
    (hasVariables(query) || application.answers === 'later' ? undefined : neverHolds(text, policy, application.host))
  );
}

/** What is wrong with a condition that is a value other than true and false: `"abc"`. */
export const valueFault = (query: Expression, text: string): string | undefined =>
  isNeverTrue(query) ? `The condition ${text.trim()} is a value and never true. ${HOW_TO_COMPARE}` : undefined;

const HOW_TO_COMPARE = 'Write what must be true, such as x = "abc".';

/** What is wrong with the names in a text that is evaluated for a log point; undefined where all are known. */
export function nameFault(text: string, asked: Asked): string | undefined {
  const { query } = readQuery(text, asked.loaded.policy);
  return query && unknownName(query, asked);
}

/**
 * What a person who asks a query should know of its names, in lines. It may have variables of its own, so only one that is nearly a known name is
 * told, and one of which a field or method is asked, which nothing has given a value.
 */
export function nameNotes(text: string, asked: Asked): readonly string[] {
  const { query } = readQuery(text, asked.loaded.policy);
  if (query === undefined || asked.variables === undefined) return [];
  const [used, lookedInto] = [variablesOf(query), new Set<string>()];
  walk(query, (part) => {
    if (part.$type !== 'Lookup' && part.$type !== 'MethodCall') return;
    const { object } = part as Lookup | MethodCall;
    if (object.$type === 'Variable') lookedInto.add((object as Variable).name);
  });
  const isOnce = (name: string): boolean => used.filter((one) => one === name).length === 1;
  return [...new Set(used)].flatMap((name) => {
    if (isKnownName(name, asked)) return [];
    const near = nearOf(name, asked);
    return near !== undefined || (lookedInto.has(name) && isOnce(name))
      ? [unknownVariable(name, { of: asked.of, variables: asked.variables! }, near)]
      : [];
  });
}

function wrongCall(query: Expression, { predicates }: Policy): string | undefined {
  for (const goal of bodyGoals(query)) {
    if (goal.$type !== 'Call') continue;
    const { name, arguments: args } = goal as Call;
    const predicate = predicates.get(name.text);
    if (predicate === undefined) {
      const near = nearestOf(name.text, predicates.keys());
      return `The policy has no rule "${name.text}", which the condition asks of.${didYouMean(near)}`;
    }
    const arities = [...new Set(predicate.clauses.map(({ arity }) => arity))].sort((a, b) => a - b);
    if (!arities.includes(args.length)) {
      const known = arities.map((arity) => `${name.text}/${arity}`).join(', ');
      return `The policy has no rule "${name.text}/${args.length}", which the condition asks of. It has: ${known}.`;
    }
  }
  return undefined;
}

const VALUES: ReadonlySet<string> = new Set([
  'StringLiteral',
  'IntegerLiteral',
  'FloatLiteral',
  'List',
  'Dictionary',
  'New',
  'ObjectLiteral',
]);
const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', 'mod', 'rem']);

function isNeverTrue(expression: Expression): boolean {
  if (expression.$type === 'Parentheses') return isNeverTrue(expression.inner as Expression);
  if (expression.$type === 'Binary') return ARITHMETIC.has(expression.operator);
  return VALUES.has(expression.$type);
}

/**
 * A name that is neither a variable there nor anything in the data. One that the condition uses several times is its own, as
 * `role` in `role in user.roles and role.name = "admin"`, unless it is nearly one that is known.
 */
function unknownName(query: Expression, asked: Asked): string | undefined {
  const { variables, of } = asked;
  if (variables === undefined) return undefined;
  const used = variablesOf(query).filter((name) => !isKnownName(name, asked));
  for (const name of used) {
    const near = nearOf(name, asked);
    if (used.filter((one) => one === name).length > 1 && near === undefined) continue;
    return unknownVariable(name, { of, variables }, near);
  }
  return undefined;
}

const isKnownName = (name: string, { loaded: { host }, variables }: Asked): boolean =>
  variables?.has(name) === true ||
  name.startsWith('_') ||
  isNamed(host, name) ||
  host.classes.has(name) ||
  host.classObject(name) !== undefined;

const nearOf = (name: string, { loaded, variables = new Set() }: Asked): string | undefined =>
  nearestOf(name, [...variables, ...loaded.names]);

function unknownClass(text: string, policy: Policy, host: HostDescription): string | undefined {
  const { query } = prepare(programOf(policy, host), text);
  const [unknown] = query === undefined ? [] : unknownClasses(query);
  if (unknown === undefined) return undefined;
  return `Neither the policy nor the data has the class "${unknown.name}", which the condition names.${didYouMean(unknown.meant)}`;
}

/** A condition over nothing that changes. */
function neverHolds(text: string, policy: Policy, host: Host): string | undefined {
  const { query } = prepare(programOf(policy, host), text);
  if (query === undefined) return undefined;
  for (const solution of solve(query, { host, limits: { time: 0, memory: MOST_CALLS, depth: MOST_CALLS } })) {
    return solution.kind === 'error' ? `The condition cannot be evaluated: ${solution.error.message}` : undefined;
  }
  return `The condition ${text.trim()} never holds. ${HOW_TO_COMPARE}`;
}

const programs = new WeakMap<Policy, Program>();

function programOf(policy: Policy, host: HostDescription): Program {
  let program = programs.get(policy);
  if (program === undefined) {
    program = compile(policy, host);
    programs.set(policy, program);
  }
  return program;
}

const hasVariables = (query: Expression): boolean => variablesOf(query).length > 0;

/** The names of the variables in a tree, each as often as it is used. */
export function variablesOf(node: Node): string[] {
  const names: string[] = [];
  walk(node, (part) => {
    if (part.$type === 'Variable') names.push((part as Variable).name);
    // `{name}` stands for `{name: name}`.
    else if (part.$type === 'Field' && (part as Field).value === undefined) names.push((part as Field).key.text);
  });
  return names;
}

const didYouMean = (near: string | undefined): string => (near === undefined ? '' : ` Did you mean "${near}"?`);
