import { childrenOf, type Node, nodesAround, type PolarNode } from '@polar-tools/language';
import { type Blocks, typesThatName } from '../blocks/blocks.ts';
import { snapshotOf } from '../model/create.ts';
import type { FileModel } from '../model/file-model.ts';
import type { Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { type PolarSymbol, symbolOf, type TermSymbol } from './symbols.ts';

/** A node that is written as a name, and where: the same in each version of a policy that has this reading of its file. */
interface NamedNode {
  readonly statement: StatementModel;
  readonly node: Node;
  /** Absolute, of the node. */
  readonly start: number;
}

/** A node that is written as a name: a name, a variable, or a string that is a text. */
export class Written {
  readonly statement: StatementModel;
  readonly node: Node;
  /** Absolute, of the node. */
  readonly start: number;
  readonly #policy: Snapshot;
  #symbol: PolarSymbol | undefined | null = null;

  constructor(policy: Snapshot, { statement, node, start }: NamedNode) {
    this.#policy = policy;
    this.statement = statement;
    this.node = node;
    this.start = start;
  }

  get uri(): string {
    return this.statement.uri;
  }

  /** Absolute, of the node. */
  get end(): number {
    return this.start + this.node.$end - this.node.$start;
  }

  /** Whether it is a definition or declaration, and not a use. */
  get defines(): boolean {
    return isDefinition(this.node);
  }

  /** What it stands for. */
  get symbol(): PolarSymbol | undefined {
    if (this.#symbol === null) this.#symbol = symbolOf(this.#policy, this.uri, this.node);
    return this.#symbol;
  }
}

/** So many places are remembered of one version: a rename asks for the old and the new name more than once, and a person for what the last answer named. */
const MOST_PLACES = 50_000;

const known = new WeakMap<Snapshot, Map<string, readonly Written[]>>();

/**
 * Every place of a policy where a name is written, whatever it means there, in the order of files and of text.
 * @param types where terms of these alone are wanted: places in blocks that can name only others are left out
 */
export function writtenAs(policy: Snapshot, name: string, types?: ReadonlySet<string>): readonly Written[] {
  if (types === undefined || types.size === 0) return once(policy, name, name, undefined);
  return once(policy, `${[...types].sort().join()} ${name}`, name, mayNameTermsOf(policy.blocks, types));
}

/** Those of the places where a name is written that may be one symbol. */
export function writtenFor(policy: Snapshot, symbol: PolarSymbol): readonly Written[] {
  const types = symbol.kind === 'term' ? (symbol.among ?? (symbol.type === undefined ? [] : [symbol.type])) : [];
  return writtenAs(policy, symbol.name, new Set(types));
}

function once(
  policy: Snapshot,
  key: string,
  name: string,
  isWanted: ((statement: StatementModel) => boolean) | undefined,
): readonly Written[] {
  let names = known.get(policy);
  if (names === undefined) {
    names = new Map();
    known.set(policy, names);
  }
  const before = names.get(key);
  if (before !== undefined) return before;
  const found: Written[] = [];
  for (const model of policy.models.values()) addWritten(found, policy, model, name, isWanted);
  names.set(key, found);
  let places = 0;
  for (const [each, { length }] of [...names].reverse()) {
    places += length + 1;
    if (places > MOST_PLACES && each !== key) names.delete(each);
  }
  return found;
}

/** The blocks in which a term may be named, in the order of files and of text. */
export function* blocksThatMayName(policy: Snapshot, { type }: TermSymbol): Generator<StatementModel> {
  const may = type === undefined ? () => true : mayNameTermsOf(policy.blocks, new Set([type]));
  for (const { blocks } of policy.models.values()) for (const block of blocks) if (may(block)) yield block;
}

/** The nodes that are written as a name, one by one, for who needs a few: they are looked for as they are asked for. */
export function* namesWritten(policy: Policy, name: string): Generator<Node> {
  for (const model of snapshotOf(policy).models.values()) for (const { node } of namedIn(model, name)) yield node;
}

/** The same in one file. */
export function writtenInFile(policy: Snapshot, uri: string, name: string): readonly Written[] {
  const all = known.get(policy)?.get(name);
  if (all !== undefined) return all.filter((each) => each.uri === uri);
  const model = policy.models.get(uri);
  const found: Written[] = [];
  if (model !== undefined) addWritten(found, policy, model, name, undefined);
  return found;
}

/**
 * Whether a statement may name a term of one of these types. A block names terms of its own type, of those that it extends, of those that its relations lead
 * to, and global ones; of other statements it hangs on what their values are.
 */
function mayNameTermsOf(blocks: Blocks, wanted: ReadonlySet<string>): (statement: StatementModel) => boolean {
  if (wanted.has('global')) return () => true;
  const types = typesThatName(blocks, wanted);
  return ({ block, calls }) => block === undefined || calls.length > 0 || types.has(block.name.text);
}

/** Of each file the nodes of the names that were looked for last, a rename looks for two: after an edit most files are what they were. */
const namedBefore = new WeakMap<FileModel, Map<string, readonly NamedNode[]>>();
const MOST_NAMES = 2;

/** The nodes of a file that are written as a name, in the order of its text. */
function namedIn(model: FileModel, name: string): readonly NamedNode[] {
  let names = namedBefore.get(model);
  const before = names?.get(name);
  if (before !== undefined) return before;
  const found: NamedNode[] = [];
  addNamed(found, model, name, undefined);
  if (names === undefined) {
    names = new Map();
    namedBefore.set(model, names);
  }
  if (names.size >= MOST_NAMES) names.delete(names.keys().next().value!);
  names.set(name, found);
  return found;
}

/** @param isWanted whether a statement need be looked at */
function addWritten(
  found: Written[],
  policy: Snapshot,
  model: FileModel,
  name: string,
  isWanted: ((statement: StatementModel) => boolean) | undefined,
): void {
  if (isWanted === undefined) {
    const named = namedIn(model, name);
    for (let i = 0; i < named.length; i++) found.push(new Written(policy, named[i]!));
    return;
  }
  const wanted: NamedNode[] = [];
  addNamed(wanted, model, name, isWanted);
  for (const each of wanted) found.push(new Written(policy, each));
}

/**
 * Looks where the text has the name. A string with escapes has it in other letters: in statements with a backslash, every node is looked at.
 * @param isWanted whether a statement need be looked at
 */
function addNamed(
  found: NamedNode[],
  { file, statements }: FileModel,
  name: string,
  isWanted: ((statement: StatementModel) => boolean) | undefined,
): void {
  if (name === '') return;
  const { text } = file;
  const isWord = /^\w/.test(name) && /\w$/.test(name);
  let [named, escaped] = [text.indexOf(name), text.indexOf('\\')];
  for (let at = 0; named >= 0 || escaped >= 0; ) {
    const next = named >= 0 && (escaped < 0 || named < escaped) ? named : escaped;
    if (next === named && escaped < 0 && isWord && isPartOfWord(text, named, name.length)) {
      named = text.indexOf(name, named + 1);
      continue;
    }
    at = indexAt(file.statements, next, at);
    const { base, length } = file.statements[at] ?? { base: text.length, length: 0 };
    const end = base + length;
    if (escaped >= 0 && escaped < base) escaped = text.indexOf('\\', base);
    const statement = statements[at];
    const isEscaped = escaped >= 0 && escaped < end;
    const isPassed = statement !== undefined && isWanted !== undefined && !isWanted(statement);
    if (statement?.tree !== undefined && next < end && !isPassed) {
      const nodes = isEscaped ? namedWithin(statement.tree, name) : namedAt(statement.tree, next - base, name);
      for (const node of nodes) found.push({ statement, node, start: base + node.$start });
    }
    const from = isEscaped || isPassed ? Math.max(end, next + 1) : next + 1;
    if (named >= 0 && named < from) named = text.indexOf(name, from);
    if (escaped >= 0 && escaped < from) escaped = text.indexOf('\\', from);
  }
}

/** Whether a letter stands right before a piece of text, or a letter or digit right behind it: then it is a part of another name. */
const isPartOfWord = (text: string, start: number, length: number): boolean =>
  isLetter(text.charCodeAt(start - 1)) ||
  isLetter(text.charCodeAt(start + length)) ||
  isDigit(text.charCodeAt(start + length));

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** The last statement that begins at an offset or before; the first where none does. */
function indexAt(statements: FileModel['file']['statements'], offset: number, from: number): number {
  let low = from;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (statements[middle]!.base <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

function isDefinition(node: Node): boolean {
  const holder = node.$container as (Node & { name?: Node }) | undefined;
  switch (holder?.$type) {
    case 'Rule':
    case 'RuleType':
    case 'Declare':
    case 'Block':
    case 'Fixture':
    case 'DeclaredRelation':
      return holder.name === node;
    case 'DeclaredNames':
      return true;
    default:
      return false;
  }
}

/** The nodes of that name at an offset, which a string's quote stands before. */
function namedAt(root: Node, offset: number, name: string): readonly Node[] {
  const around = nodesAround(root, offset);
  const named: Node[] = [];
  for (let i = 0; i < around.length; i++) {
    const node = around[i]!;
    if ((node.$start === offset || node.$start === offset - 1) && nameOf(node) === name) named.push(node);
  }
  return named;
}

/** The nodes of a tree that are written as a name, in the order of the text. */
export function namedWithin(root: Node, name: string): readonly Node[] {
  const found: Node[] = [];
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (nameOf(node) === name) found.push(node);
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) waiting.push(children[i]!);
  }
  return found;
}

/** What a node is written as; undefined for one that is made of others. */
function nameOf(node: Node): string | undefined {
  const it = node as PolarNode;
  switch (it.$type) {
    case 'Name':
      return it.text;
    case 'Variable':
      return it.name;
    case 'StringLiteral':
      return it.value;
    default:
      return undefined;
  }
}
