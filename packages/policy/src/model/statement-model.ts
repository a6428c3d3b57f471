import {
  type Block,
  kindSet,
  type Node,
  type PolarNode,
  type Rule,
  type Statement,
  type StatementSource,
} from '@polar-tools/language';
import { type Construct, constructOf } from '../dialect/constructs.ts';
import { NameCounter, type NamePlace } from '../names/singletons.ts';
import { type Breaks, breaksOf } from './broken-members.ts';
import type { Clause } from './policy.ts';
import { isUnderNot, walk } from './walk.ts';

/** A construct that speaks for a dialect, and where it stands. */
export class DialectSign {
  readonly #construct: Construct;
  readonly node: Node;

  constructor(construct: Construct, node: Node) {
    this.#construct = construct;
    this.node = node;
  }

  get what(): string {
    return this.#construct.what;
  }

  get weight(): number {
    return this.#construct.weight;
  }

  /** It is the whole statement: no slip of the pen. */
  get whole(): boolean {
    return this.node.$container === undefined;
  }
}

/** What is gathered from the nodes of a statement. */
type Said = Pick<StatementModel, 'calls' | 'classes' | 'strings' | 'asksAny' | 'nodes' | 'library'>;

/** What few statements have. */
interface Rare {
  readonly brokenMembers: ReadonlySet<Node> | undefined;
  readonly undeclared: boolean;
  readonly negated: readonly string[];
  readonly facts: readonly string[];
  readonly once: readonly NamePlace[];
  readonly cloud: DialectSign | undefined;
}

/**
 * What the rest of the policy needs to know of one statement. It depends on the statement alone, so it is made once for a
 * tree, and lives as long as the tree does. A workspace has tens of thousands, so what few of them have stands apart.
 */
export class StatementModel {
  readonly uri: string;
  /** Undefined where nothing could be read. */
  readonly tree: Statement | undefined;
  /** It has a syntax error: what is missing from its tree may have been meant. */
  readonly broken: boolean;
  /** Of a rule with a name. */
  readonly clause: Clause | undefined;
  /** Names of the rules that it calls or asserts, each once; of a broken statement, every name before a parenthesis. */
  readonly calls: readonly string[];
  /** Names of classes and types that it mentions, each once. */
  readonly classes: readonly string[];
  /** Strings that stand in rules, queries, tests and shorthand bodies, each once. */
  readonly strings: readonly string[];
  /** Rules that are called with a variable for the second argument, which of `has_role` and the like is the role. */
  readonly asksAny: readonly string[];
  readonly library: DialectSign | undefined;
  readonly #rare: Rare | undefined;
  /** Undefined where it is the root alone: most facts have no other. */
  readonly #nodes: readonly PolarNode[] | undefined;

  constructor(uri: string, tree: Statement | undefined, broken: boolean, said: Said, rare: Rare | undefined) {
    this.uri = uri;
    this.tree = tree;
    this.broken = broken;
    this.clause = tree?.$type === 'Rule' && tree.name.text !== '' ? new RuleClause(uri, tree, broken) : undefined;
    this.calls = said.calls;
    this.classes = said.classes;
    this.strings = said.strings;
    this.asksAny = said.asksAny;
    this.library = said.library;
    this.#rare = rare;
    this.#nodes = said.nodes.length === 1 ? undefined : said.nodes;
  }

  /** The nodes that checks may look at, in the order of the text: the root, if any, is the first. */
  get nodes(): readonly PolarNode[] {
    return this.#nodes ?? [this.tree!];
  }

  /** Of a broken block, test or fixture, the members that are broken: all others are sound. */
  get brokenMembers(): ReadonlySet<Node> | undefined {
    return this.#rare?.brokenMembers;
  }

  /** Of a block: a declaration may be broken or missing. */
  get undeclared(): boolean {
    return this.#rare?.undeclared === true;
  }

  /** Of a block with a name. */
  get block(): Block | undefined {
    const { tree } = this;
    return tree?.$type === 'Block' && tree.name.text !== '' ? tree : undefined;
  }

  /** Those of `calls` that stand under `not`. */
  get negated(): readonly string[] {
    return this.#rare?.negated ?? none;
  }

  /** Names of the facts of a test or fixture, each once. */
  get facts(): readonly string[] {
    return this.#rare?.facts ?? none;
  }

  /** Variables and fields of a rule whose names stand there once. */
  get once(): readonly NamePlace[] {
    return this.#rare?.once ?? nothing;
  }

  get cloud(): DialectSign | undefined {
    return this.#rare?.cloud;
  }
}

const none: readonly string[] = [];
const nothing: readonly NamePlace[] = [];

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
  const said: Said = {
    calls: calls.take(),
    classes: classes.take(),
    strings: strings.take(),
    asksAny: asksAny.take(),
    nodes: nodes.slice(0, nodeCount),
    library,
  };
  return new StatementModel(uri, tree, broken, said, rareOf(breaks));
}

function rareOf(breaks: Breaks | undefined): Rare | undefined {
  const rare = {
    brokenMembers: breaks?.members,
    undeclared: breaks?.inDeclarations ?? false,
    negated: negated.take(),
    facts: facts.take(),
    once: counter.variables(),
    cloud,
  };
  const has = breaks !== undefined || cloud !== undefined;
  return has || rare.negated.length + rare.facts.length + rare.once.length > 0 ? rare : undefined;
}

/** The clause that a rule is. */
class RuleClause implements Clause {
  readonly uri: string;
  readonly rule: Rule;
  readonly broken: boolean;

  constructor(uri: string, rule: Rule, broken: boolean) {
    this.uri = uri;
    this.rule = rule;
    this.broken = broken;
  }

  get predicate(): string {
    return this.rule.name.text;
  }

  get arity(): number {
    return this.rule.parameters.length;
  }
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
  if (construct.dialect === 'cloud') cloud ??= new DialectSign(construct, node);
  else library ??= new DialectSign(construct, node);
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
