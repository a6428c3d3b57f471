import { childrenOf, type Node } from '@polar-tools/language';
import type { FileModel } from '../model/file-model.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { type PolarSymbol, symbolOf } from './symbols.ts';

/** A node that is written as a name: a name, a variable, or a string that is a text. */
export class Written {
  readonly statement: StatementModel;
  readonly node: Node;
  readonly #policy: Snapshot;
  #symbol: PolarSymbol | undefined | null = null;

  constructor(policy: Snapshot, statement: StatementModel, node: Node) {
    this.#policy = policy;
    this.statement = statement;
    this.node = node;
  }

  get uri(): string {
    return this.statement.uri;
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

/** Every place of a policy where a name is written, whatever it means there, in the order of files and of text. */
export function writtenAs(policy: Snapshot, name: string): readonly Written[] {
  let names = known.get(policy);
  if (names === undefined) {
    names = new Map();
    known.set(policy, names);
  }
  const before = names.get(name);
  if (before !== undefined) return before;
  const found = [...policy.models.values()].flatMap((model) => writtenIn(policy, model, name));
  names.set(name, found);
  let places = 0;
  for (const [each, { length }] of [...names].reverse()) {
    places += length + 1;
    if (places > MOST_PLACES && each !== name) names.delete(each);
  }
  return found;
}

/** The same in one file. */
export function writtenInFile(policy: Snapshot, uri: string, name: string): readonly Written[] {
  const all = known.get(policy)?.get(name);
  if (all !== undefined) return all.filter((each) => each.uri === uri);
  const model = policy.models.get(uri);
  return model === undefined ? [] : writtenIn(policy, model, name);
}

/** Looks where the text has the name. A string with escapes has it in other letters: in statements with a backslash, every node is looked at. */
function writtenIn(policy: Snapshot, { file, statements }: FileModel, name: string): Written[] {
  const found: Written[] = [];
  if (name === '') return found;
  const { text } = file;
  let [named, escaped] = [text.indexOf(name), text.indexOf('\\')];
  for (let at = 0; named >= 0 || escaped >= 0; ) {
    const next = named >= 0 && (escaped < 0 || named < escaped) ? named : escaped;
    at = indexAt(file.statements, next, at);
    const { base, length } = file.statements[at] ?? { base: text.length, length: 0 };
    const end = base + length;
    if (escaped >= 0 && escaped < base) escaped = text.indexOf('\\', base);
    const tree = statements[at]?.tree;
    const isEscaped = escaped >= 0 && escaped < end;
    if (tree !== undefined && next < end) {
      const nodes = isEscaped ? namedWithin(tree, name) : namedAt(tree, next - base, name);
      for (const node of nodes) found.push(new Written(policy, statements[at]!, node));
    }
    const from = isEscaped ? end : next + 1;
    if (named >= 0 && named < from) named = text.indexOf(name, from);
    if (escaped >= 0 && escaped < from) escaped = text.indexOf('\\', from);
  }
  return found;
}

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

/** The nodes of that name at an offset, which a string's quote stands before. */
function namedAt(root: Node, offset: number, name: string): readonly Node[] {
  return nodesWithin(root, ({ $start, $end }) => $start <= offset && offset < $end).filter(
    (node) => nameOf(node) === name && (node.$start === offset || node.$start === offset - 1),
  );
}

/** The nodes of a tree that are written as a name. */
export const namedWithin = (root: Node, name: string): readonly Node[] =>
  nodesWithin(root, () => true).filter((node) => nameOf(node) === name);

/** A node and all below it that are wanted with those above them, in the order of the text. */
function nodesWithin(root: Node, isWanted: (node: Node) => boolean): readonly Node[] {
  const found: Node[] = [];
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    found.push(node);
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) if (isWanted(children[i]!)) waiting.push(children[i]!);
  }
  return found;
}

/** What a node is written as; undefined for one that is made of others. */
function nameOf(node: Node): string | undefined {
  const { name, text, value } = node as { name?: unknown; text?: unknown; value?: unknown };
  switch (node.$type) {
    case 'Name':
      return text as string;
    case 'Variable':
      return name as string;
    case 'StringLiteral':
      return value as string;
    default:
      return undefined;
  }
}
