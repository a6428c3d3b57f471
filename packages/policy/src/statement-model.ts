import type { Block, Node, PolarNode, Rule, Statement, StatementSource } from '@polar-tools/language';
import { constructOf } from './dialect.ts';
import type { Clause } from './policy.ts';
import { isUnderNot, walk } from './walk.ts';

/** A construct that speaks for a dialect, and where it stands. */
export interface DialectSign {
  readonly what: string;
  readonly node: Node;
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
  /** Of a rule. */
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
  readonly cloud: DialectSign | undefined;
  readonly library: DialectSign | undefined;
}

const none: readonly string[] = [];
const models = new WeakMap<object, StatementModel>();

/** The model of a statement; the one made before, if its tree was seen before in the same file. */
export function modelOf(uri: string, statement: StatementSource, text: string): StatementModel {
  const key = statement.tree ?? statement;
  const known = models.get(key);
  if (known !== undefined && known.uri === uri) return known;
  const made = makeModel(uri, statement, text);
  models.set(key, made);
  return made;
}

function makeModel(uri: string, statement: StatementSource, text: string): StatementModel {
  const { tree } = statement;
  const broken = statement.errors.length > 0 || tree === undefined;
  const names = new NameCollector();
  if (tree !== undefined) walk(tree, (node) => names.visit(node));
  if (broken) names.guess(text.slice(statement.base, statement.base + statement.length));
  return {
    uri,
    tree,
    broken,
    clause: tree?.$type === 'Rule' ? ruleClause(uri, tree) : undefined,
    block: tree?.$type === 'Block' ? tree : undefined,
    calls: names.calls === undefined ? none : [...names.calls],
    classes: names.classes === undefined ? none : [...names.classes],
    strings: names.strings === undefined ? none : [...names.strings],
    negated: names.negated === undefined ? none : [...names.negated],
    facts: names.facts === undefined ? none : [...names.facts],
    asksAny: names.asksAny === undefined ? none : [...names.asksAny],
    cloud: names.cloud,
    library: names.library,
  };
}

function ruleClause(uri: string, rule: Rule): Clause {
  return { predicate: rule.name.text, arity: rule.parameters.length, rule, uri };
}

class NameCollector {
  calls: Set<string> | undefined;
  classes: Set<string> | undefined;
  strings: Set<string> | undefined;
  asksAny: Set<string> | undefined;
  facts: Set<string> | undefined;
  negated: Set<string> | undefined;
  cloud: DialectSign | undefined;
  library: DialectSign | undefined;

  visit(node: PolarNode): void {
    switch (node.$type) {
      case 'Variable':
      case 'Parameter':
        return;
      case 'StringLiteral':
        if (!isDeclaredOrHead(node)) this.strings = add(this.strings, node.value);
        return;
      case 'Call':
        this.calls = add(this.calls, node.name.text);
        if (isUnderNot(node)) this.negated = add(this.negated, node.name.text);
        if (node.arguments[1]?.$type === 'Variable') this.asksAny = add(this.asksAny, node.name.text);
        break;
      case 'Assertion':
        this.calls = add(this.calls, node.name.text);
        break;
      case 'Fact':
        this.facts = add(this.facts, node.name.text);
        break;
      case 'InstancePattern':
      case 'New':
      case 'ObjectLiteral':
        this.classes = add(this.classes, node.name.text);
        break;
      case 'Matches':
        if (node.pattern.$type === 'Variable') this.classes = add(this.classes, node.pattern.name);
        break;
      case 'Block':
        this.classes = add(this.classes, node.name.text);
        for (const name of node.supertypes) this.classes = add(this.classes, name.text);
        break;
      case 'DeclaredRelation':
        this.classes = add(this.classes, (node.type ?? node.name).text);
        return;
      case 'Declare':
        for (const name of node.types) this.classes = add(this.classes, name.text);
        break;
    }
    const construct = constructOf(node);
    if (construct?.dialect === 'cloud') this.cloud ??= { what: construct.what, node };
    else if (construct?.dialect === 'library') this.library ??= { what: construct.what, node };
  }

  /** A broken statement may call what its tree does not show. */
  guess(text: string): void {
    for (const match of text.matchAll(/([\p{L}_][\p{L}\p{N}_]*)\s*\(/gu)) this.calls = add(this.calls, match[1]!);
    for (const match of text.matchAll(/"([^"\n]*)"/g)) this.strings = add(this.strings, match[1]!);
  }
}

function isDeclaredOrHead(node: PolarNode): boolean {
  const holder = node.$container;
  return (
    holder?.$type === 'DeclaredNames' ||
    (holder?.$type === 'Shorthand' && (holder as PolarNode & { head: Node }).head === node)
  );
}

function add(set: Set<string> | undefined, name: string): Set<string> {
  return (set ?? new Set<string>()).add(name);
}
