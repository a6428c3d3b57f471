import { asInRule } from '@polar-tools/evaluator';
import {
  type Node,
  parseFile,
  parseQuery,
  print,
  type Rule,
  rangeOf,
  type Variable,
  walk,
} from '@polar-tools/language';
import { type Configuration, check, type Diagnostic, type Policy, updatePolicy } from '@polar-tools/policy';
import { comparisonsIn } from '../runtime/mismatch.ts';
import type { Asked } from './check-condition.ts';

/** What the checks of a policy find that makes a condition hold never, or always. */
const CODES: ReadonlySet<string> = new Set([
  'undeclared-term',
  'undeclared-type',
  'type-mismatch',
  'argument-order',
  'relation-order',
  'fact-signature-mismatch',
]);

/** The name of the file in which the condition stands for the checks. */
const FILE = 'condition:';

/**
 * What a person should know of a condition that may hold all the same, in sentences: names that nothing declares, and values of two types that are
 * compared. The checks read it as the last goal of the rule in which it is asked; undefined where they find nothing.
 */
export function conditionNote(text: string, { loaded, within }: Asked): string | undefined {
  if (within === undefined) return undefined;
  const policy = plain(loaded.policy);
  const told = (message: string): string => `In the condition ${text}: ${message}`;
  const written = loaded.policy.dialectChoice.dialect === 'cloud' ? asInRule(text) : text;
  for (const before of beginnings(within)) {
    const finding = findingsIn(`${before}(\n${written}\n);`, policy).find(({ start }) => start >= before.length);
    if (finding !== undefined) return told(finding.message);
  }
  // What a variable is compared with may be what no goal of the rule can give it.
  for (const { side, value, kind } of comparisonsIn(text)) {
    if (kind !== 'a string') continue;
    const put = beginnings(within, { name: side, value }).at(-1)!;
    const finding = findingsIn(`${put}true;`, policy).find(
      ({ code, start, end }) => code === 'undeclared-term' && put.slice(start, end) === value,
    );
    if (finding !== undefined) return told(finding.message);
  }
  return undefined;
}

function findingsIn(text: string, policy: Policy): readonly Diagnostic[] {
  // What is a condition in the debugger alone stands in no rule.
  if (parseFile(text).statements.some(({ errors }) => errors.length > 0)) return [];
  const found = check(updatePolicy(policy, [{ uri: FILE, text }])).get(FILE) ?? [];
  return found.filter(({ code }) => CODES.has(code));
}

/** A value that is put in place of a variable. */
interface Put {
  readonly name: string;
  readonly value: string;
}

/** A tree as text. */
function written(node: Node, put: Put | undefined): string {
  let text = print(node);
  const { query } = put === undefined ? {} : parseQuery(text);
  if (put === undefined || query === undefined) return text;
  const places: { start: number; end: number }[] = [];
  walk(query, (part) => {
    if (part.$type === 'Variable' && (part as Variable).name === put.name) places.push(rangeOf(part));
  });
  for (const { start, end } of places.reverse()) text = text.slice(0, start) + put.value + text.slice(end);
  return text;
}

/**
 * A rule up to what follows its last goal, as it is and as one that nobody calls: a parameter may be given more than its own rule shows, but what
 * the rule has gone through is known of it. A query is the second alone.
 */
function beginnings(node: Node, put?: Put): readonly string[] {
  if (node.$type !== 'Rule') return [`${UNCALLED} if (${written(node, put)}) and `];
  const { name, parameters, body } = node as Rule;
  const head = `${name.text}(${parameters.map((parameter) => print(parameter)).join(', ')})`;
  const goals = body === undefined ? '' : `(${written(body, put)}) and `;
  const types = parameters.flatMap(({ value, specializer }) =>
    value.$type === 'Variable' && value.name !== put?.name && specializer !== undefined
      ? `${value.name} matches ${print(specializer)} and `
      : [],
  );
  if (put === undefined) return [`${head} if ${goals}`, `${UNCALLED} if ${types.join('')}${goals}`];
  // What a parameter is compared with is what the rule is asked for.
  const values = parameters.map(({ value }) => written(value, put)).join(', ');
  return [`${UNCALLED} if ${types.join('')}${name.text}(${values}) and ${goals}`];
}

const UNCALLED = 'condition_asked()';

const policies = new WeakMap<Policy, Policy>();

/** A policy whose dialect a condition does not change. */
function plain(policy: Policy): Policy {
  let known = policies.get(policy);
  if (known === undefined) {
    const configuration: Configuration = { ...policy.configuration, dialect: policy.dialectChoice.dialect };
    known = updatePolicy(policy, [], configuration);
    policies.set(policy, known);
  }
  return known;
}
