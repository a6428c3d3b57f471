import {
  type Block,
  kindSet,
  type Node,
  type PolarNode,
  type Rule,
  type Statement,
  type StatementSource,
} from '@polar-tools/language';
import { constructOf } from '../dialect/constructs.ts';
import { NameCounter, type NamePlace } from '../names/singletons.ts';
import { breaksOf } from './broken-members.ts';
import type { Clause } from './policy.ts';
import { isUnderNot, walk } from './walk.ts';

/** A construct that speaks for a dialect, and where it stands. */
export interface DialectSign {
  readonly what: string;
  readonly weight: number;
  readonly node: Node;
  /** It is the whole statement: no slip of the pen. */
  readonly whole: boolean;
}

/**
 * What the rest of the policy needs to know of one statement. It depends on the statement alone, so it is made once for a
 * tree, and lives as long as the tree does.
 */
export interface StatementModel {
  readonly uri: string;
  /** Undefined where nothing could be read. */
  readonly tree: Statement | undefined;
  /** It has a syntax error: what is missing from its tree may have been meant. */
  readonly broken: boolean;
  /** Of a broken block, test or fixture, the members that are broken: all others are sound. */
  readonly brokenMembers: ReadonlySet<Node> | undefined;
  /** Of a block: a declaration may be broken or missing. */
  readonly undeclared: boolean;
  /** Of a rule with a name. */
  readonly clause: Clause | undefined;
  /** Of a block with a name. */
  readonly block: Block | undefined;
  /** Names of the rules that it calls or asserts, each once; of a broken statement, every name before a parenthesis. */
  readonly calls: readonly string[];
  /** Those of them that stand under `not`. */
  readonly negated: readonly string[];
  /** Names of the facts of a test or fixture, each once. */
  readonly facts: readonly string[];
  /** Names of classes and types that it mentions, each once. */
  readonly classes: readonly string[];
  /** Strings that stand in rules, queries, tests and shorthand bodies, each once. */
  readonly strings: readonly string[];
  /** `has_role` and the like, where one is called with a variable for the role. */
  readonly asksAny: readonly string[];
  /** The nodes that checks may look at, in the order of the text. */
  readonly nodes: readonly PolarNode[];
  /** Variables and fields of a rule whose names stand there once. */
  readonly once: readonly NamePlace[];
  readonly cloud: DialectSign | undefined;
  readonly library: DialectSign | undefined;
}

const none: readonly string[] = [];

/** Makes the model of a statement. */
export function modelOf(uri: string, statement: StatementSource, text: string): StatementModel {
  const { tree } = statement;
  const broken = statement.errors.length > 0 || tree === undefined;
  cloud = undefined;
  library = undefined;
  counter.begin();
  nodeCount = 0;
  if (tree !== undefined) walk(tree, tree.$type === 'Rule' ? collectOfRule : collect);
  if (broken) guess(text.slice(statement.base, statement.base + statement.length));
  const breaks = broken && tree !== undefined ? breaksOf(tree, statement, text) : undefined;
  return {
    uri,
    tree,
    broken,
    brokenMembers: breaks?.members,
    undeclared: breaks?.inDeclarations ?? false,
    clause: tree?.$type === 'Rule' && tree.name.text !== '' ? ruleClause(uri, tree, broken) : undefined,
    block: tree?.$type === 'Block' && tree.name.text !== '' ? tree : undefined,
    calls: calls.take(),
    classes: classes.take(),
    strings: strings.take(),
    negated: negated.take(),
    facts: facts.take(),
    asksAny: asksAny.take(),
    nodes: nodes.slice(0, nodeCount),
    once: counter.variables(),
    cloud,
    library,
  };
}

function ruleClause(uri: string, rule: Rule, broken: boolean): Clause {
  return { predicate: rule.name.text, arity: rule.parameters.length, rule, uri, broken };
}

/** Names as they are found, each once. */
class Names {
  #names: string[] = [];
  #count = 0;
  /** Of many names. */
  #seen: Set<string> | undefined;

  add(name: string): void {
    const names = this.#names;
    if (this.#seen !== undefined) {
      if (this.#seen.has(name)) return;
      this.#seen.add(name);
    } else {
      for (let i = 0; i < this.#count; i++) if (names[i] === name) return;
      if (this.#count === 16) this.#seen = new Set(names.slice(0, 16)).add(name);
    }
    names[this.#count++] = name;
  }

  /** Gives the names, and starts afresh. */
  take(): readonly string[] {
    if (this.#count === 0) return none;
    const taken = this.#names.slice(0, this.#count);
    this.#count = 0;
    this.#seen = undefined;
    return taken;
  }
}

const calls = new Names();
const classes = new Names();
const strings = new Names();
const asksAny = new Names();
const facts = new Names();
const negated = new Names();
const counter = new NameCounter();
const nodes: PolarNode[] = [];
let nodeCount = 0;
let cloud: DialectSign | undefined;
let library: DialectSign | undefined;

/** Nodes that no check looks at by themselves: most of all, so that it is worth to keep the others in a list. */
export const unchecked = kindSet([
  'Variable',
  'Parameter',
  'StringLiteral',
  'Field',
  'BooleanLiteral',
  'IntegerLiteral',
]);

/** What says nothing here: most of all nodes. */
const silent = kindSet([
  'Variable',
  'Parameter',
  'And',
  'Or',
  'Not',
  'Rule',
  'Field',
  'BooleanLiteral',
  'IntegerLiteral',
]);

function collectOfRule(node: PolarNode, kind: number): void {
  counter.visit(node);
  collect(node, kind);
}

function collect(node: PolarNode, kind: number): void {
  if (unchecked[kind] === 0) nodes[nodeCount++] = node;
  if (silent[kind] === 1) return;
  switch (node.$type) {
    case 'StringLiteral':
      if (!isDeclaredOrHead(node)) strings.add(node.value);
      return;
    case 'Call':
      calls.add(node.name.text);
      if (isUnderNot(node)) negated.add(node.name.text);
      if (node.arguments[1]?.$type === 'Variable') asksAny.add(node.name.text);
      break;
    case 'InstancePattern':
    case 'New':
    case 'ObjectLiteral':
      classes.add(node.name.text);
      break;
    case 'Assertion':
      calls.add(node.name.text);
      break;
    case 'Fact':
      facts.add(node.name.text);
      break;
    case 'Matches':
      if (node.pattern.$type === 'Variable') classes.add(node.pattern.name);
      break;
    case 'Block':
      classes.add(node.name.text);
      for (const name of node.supertypes) classes.add(name.text);
      break;
    case 'DeclaredRelation':
      classes.add((node.type ?? node.name).text);
      return;
    case 'Declare':
      for (const name of node.types) classes.add(name.text);
      break;
  }
  if (cloud !== undefined && library !== undefined) return;
  const construct = constructOf(node);
  if (construct === undefined) return;
  const whole = node.$container === undefined;
  if (construct.dialect === 'cloud') cloud ??= { what: construct.what, weight: construct.weight, node, whole };
  else library ??= { what: construct.what, weight: construct.weight, node, whole };
}

const parenthesis = /\s*\(/y;

/** A broken statement may call what its tree does not show. */
function guess(text: string): void {
  // Word by word: looked for with its parenthesis, a name would be read again from each of its letters on.
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}_]+/gu)) {
    parenthesis.lastIndex = index + word.length;
    if (!parenthesis.test(text)) continue;
    const name = word.replace(/^\p{N}+/u, '');
    if (name !== '') calls.add(name);
  }
  for (const match of text.matchAll(/"([^"\n]*)"/g)) strings.add(match[1]!);
}

function isDeclaredOrHead(node: PolarNode): boolean {
  const holder = node.$container;
  return (
    holder?.$type === 'DeclaredNames' ||
    (holder?.$type === 'Shorthand' && (holder as PolarNode & { head: Node }).head === node)
  );
}
