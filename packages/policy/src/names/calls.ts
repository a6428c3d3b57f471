import { childrenOf, type Node, type PolarNode } from '@polar-tools/language';
import { subtypesOf } from '../blocks/blocks.ts';
import { classesOf } from '../configuration/known-classes.ts';
import { unions, valueClassNames } from '../dialect/built-in-classes.ts';
import { snapshotOf } from '../model/create.ts';
import type { Clause, Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { unwrap } from '../model/walk.ts';
import { typeOf, variableTypes } from './variable-types.ts';

/** One call as it is written, or as a shorthand stands for it. */
export interface PolicyCall {
  readonly predicate: string;
  readonly values: readonly Node[];
  /** Its name, or the piece of the shorthand that it comes from. */
  readonly node: Node;
  /** The types of the variables where it stands. */
  readonly types: ReadonlyMap<string, string>;
}

/** What calls a predicate: a clause, an assertion of a test, or an inline query. */
export interface Caller {
  readonly uri: string;
  readonly clause: Clause | undefined;
  /** The assertion or query; of a clause its rule. */
  readonly node: Node;
  readonly calls: readonly PolicyCall[];
}

/** The clauses of a predicate that a call can match, as far as its constants and the types of its variables say. */
export function clausesFor(policy: Policy, call: PolicyCall): readonly Clause[] {
  const snapshot = snapshotOf(policy);
  const clauses = policy.predicates.get(predicateOf(snapshot, call.predicate))?.clauses ?? [];
  const canMatch = matcher(snapshot, call);
  return clauses.filter((clause) => clause.arity === call.values.length && canMatch(clause));
}

/** Where no rule says who is allowed, Cloud asks for the permission itself (docs/language/blocks.md#the-implied-allow). */
function predicateOf({ dialect, predicates }: Snapshot, name: string): string {
  return name === 'allow' && dialect === 'cloud' && !predicates.has('allow') ? 'has_permission' : name;
}

/** The calls in a clause's body, in the order of the text. */
export function callsIn(policy: Policy, { rule }: Clause): readonly PolicyCall[] {
  return rule.body === undefined ? [] : callsWithin(policy, rule, rule.body);
}

/** The call whose name, or whose piece of a shorthand, a node is. */
export function callAt(policy: Policy, node: Node): PolicyCall | undefined {
  const holder = node.$container as PolarNode | undefined;
  if (holder?.$type !== 'Call' && holder?.$type !== 'Assertion') return undefined;
  let scope: Node = holder;
  while (scope.$container !== undefined && scope.$type !== 'Assertion' && scope.$type !== 'Shorthand')
    scope = scope.$container;
  return callsWithin(policy, scope, holder)[0];
}

/** Everything that calls a clause, or may: of other calls of its predicate it is certain that they do not match it. */
export function callersOf(policy: Policy, clause: Clause): readonly Caller[] {
  const snapshot = snapshotOf(policy);
  const names = new Set([clause.predicate]);
  if (clause.predicate === predicateOf(snapshot, 'allow')) names.add('allow');
  const matching = (calls: readonly PolicyCall[]): readonly PolicyCall[] =>
    calls
      .filter(({ predicate, values }) => names.has(predicate) && values.length === clause.arity)
      .filter((call) => matcher(snapshot, call)(clause));
  const callers: Caller[] = [];
  const add = (uri: string, from: Clause | undefined, node: Node, all: readonly PolicyCall[]): void => {
    const calls = matching(all);
    if (calls.length > 0) callers.push({ uri, clause: from, node, calls });
  };
  for (const { uri, tree, clause: own, block, calls } of snapshot.statements()) {
    const named = calls.some((name) => names.has(name));
    if (block !== undefined) {
      if (!named && !['has_role', 'has_permission', 'has_relation'].includes(clause.predicate)) continue;
      for (const each of shorthandsOf(snapshot, uri, block)) add(uri, each, each.rule, callsIn(policy, each));
    } else if (named && own !== undefined) add(uri, own, own.rule, callsIn(policy, own));
    else if (named && tree?.$type === 'InlineQuery') add(uri, undefined, tree, callsWithin(policy, tree, tree));
    else if (named && tree?.$type === 'Test') {
      for (const assertion of tree.assertions)
        add(uri, undefined, assertion, callsWithin(policy, assertion, assertion));
    }
  }
  return callers;
}

function shorthandsOf(policy: Snapshot, uri: string, block: Node): readonly Clause[] {
  for (const model of policy.models.get(uri)?.blocks ?? []) {
    if (model.block === block) return policy.blockClauses.get(model) ?? [];
  }
  return [];
}

function callsWithin(policy: Policy, scope: Node, root: Node): readonly PolicyCall[] {
  const types = variableTypes(scope, policy);
  const calls: PolicyCall[] = [];
  const waiting: Node[] = [root];
  for (let node = waiting.pop() as PolarNode | undefined; node !== undefined; node = waiting.pop() as PolarNode) {
    if (node.$type === 'Call')
      calls.push({ predicate: node.name.text, values: node.arguments, node: node.name, types });
    else if (node.$type === 'Assertion') {
      const values = node.parameters.map(({ value }) => value);
      calls.push({ predicate: node.name.text, values, node: node.name, types });
    }
    waiting.push(...childrenOf(node).toReversed());
  }
  return calls;
}

// ---- What can match ---------------------------------------------------------------------------------------------------

/** What is known of a value: that it is a constant, or of a type. */
interface Known {
  readonly constant: string | number | bigint | boolean | undefined;
  readonly type: string | undefined;
}

/** Tells whether a call can match a clause of as many parameters. */
function matcher(policy: Snapshot, { values, types }: PolicyCall): (clause: Clause) => boolean {
  const given = values.map((value) => knownOf(policy, value, types));
  /** What a shorthand gives and of which type stands in it, so that no longhand is made of the many that give something else. */
  const mayGive = ({ predicate, shorthand, block }: Clause): boolean => {
    const head = shorthand?.head;
    const asked = given[1]?.constant;
    if (head?.$type === 'StringLiteral' && typeof asked === 'string' && head.value !== asked) return false;
    const resource = given[policy.dialect === 'cloud' && predicate === 'has_relation' ? 0 : 2];
    return resource === undefined || block === undefined || fit(policy, resource, { constant: undefined, type: block });
  };
  return (clause) => {
    if (clause.shorthand !== undefined && !mayGive(clause)) return false;
    const { rule } = clause;
    const expected = rule.parameters.map(({ value, specializer }) =>
      specializer !== undefined && specializer.$type !== 'InstancePattern' ? specializer : value,
    );
    // Most clauses of a name are about another role: what is written in them says so, before anything is asked about their variables.
    const differs = given.some(({ constant }, at) => {
      const other = unwrap<Node>(expected[at]!) as PolarNode;
      return typeof constant === 'string' && other.$type === 'StringLiteral' && other.value !== constant;
    });
    if (differs) return false;
    const own = variableTypes(rule, policy);
    return given.every((each, at) => fit(policy, each, knownOf(policy, expected[at]!, own)));
  };
}

function knownOf(policy: Snapshot, node: Node, types: ReadonlyMap<string, string>): Known {
  const it = unwrap(node) as PolarNode;
  switch (it.$type) {
    case 'StringLiteral':
    case 'IntegerLiteral':
    case 'FloatLiteral':
    case 'BooleanLiteral':
      return { constant: it.value, type: typeOf(policy, it) };
    case 'ObjectLiteral':
      return { constant: 'value' in it.id ? `${it.name.text} ${it.id.value}` : undefined, type: it.name.text };
    case 'Variable':
      return { constant: undefined, type: it.name === '_' ? typeOf(policy, it) : types.get(it.name) };
    default:
      return { constant: undefined, type: typeOf(policy, it) };
  }
}

function fit(policy: Snapshot, one: Known, other: Known): boolean {
  if (one.constant !== undefined && other.constant !== undefined) {
    // Numbers are equal across integer and float.
    return (
      one.constant === other.constant ||
      (isNumber(one) && isNumber(other) && Number(one.constant) === Number(other.constant))
    );
  }
  if (one.type === undefined || other.type === undefined || one.type === other.type) return true;
  return typesMeet(policy, one.type, other.type) && typesMeet(policy, other.type, one.type);
}

const isNumber = ({ constant }: Known): boolean => typeof constant === 'number' || typeof constant === 'bigint';

const numbers = new Set(['Integer', 'Float']);

/** Whether a value may be of both types, as far as the policy and its configuration know. */
function typesMeet(policy: Snapshot, one: string, other: string): boolean {
  if (unions.has(one)) {
    if (valueClassNames.has(other)) return false;
    const block = policy.blocks.get(other);
    return block === undefined || one === 'Resource' || block.keyword === 'actor';
  }
  if (unions.has(other)) return true; // The other way round says it.
  const [isBuiltIn, isOtherBuiltIn] = [valueClassNames.has(one), valueClassNames.has(other)];
  if (isBuiltIn && isOtherBuiltIn) return numbers.has(one) && numbers.has(other);
  if (isBuiltIn || isOtherBuiltIn) return false;
  if (subtypesOf(policy.blocks, one).includes(other) || subtypesOf(policy.blocks, other).includes(one)) return true;
  const classes = classesOf(policy.configuration);
  if (classes.isSubclass(one, other) === true || classes.isSubclass(other, one) === true) return true;
  // Two types with blocks of their own are taken for different ones; of classes that nobody describes nothing is known.
  return !(policy.blocks.has(one) && policy.blocks.has(other)) && !classes.complete && policy.dialect === 'library';
}
