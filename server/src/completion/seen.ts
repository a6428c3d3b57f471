import type { Expression, Node, PolarNode, Statement, StringLiteral } from '@polar-tools/language';
import { childrenOf } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';

/** What the statements of a policy show of the application: names that no declaration has. */
export interface Seen {
  /** Classes that specializers, `matches`, `new`, objects, blocks and relations name. */
  readonly classes: ReadonlySet<string>;
  /** Capitalised names that stand for values. */
  readonly constants: ReadonlySet<string>;
  /** Predicates that are called or given as facts. */
  readonly called: ReadonlySet<string>;
  /** The fields and methods that are looked up, by the class of what they are looked up on; `''` where that is not known. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
  /** Strings by where they stand: `name/1` for an argument, `.field` and `=variable` for what those are compared with; `''`: anywhere. */
  readonly strings: ReadonlyMap<string, ReadonlySet<string>>;
  /** By type, the identifiers of its objects. */
  readonly ids: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The same while it is gathered. */
class Gathered implements Seen {
  readonly classes = new Set<string>();
  readonly constants = new Set<string>();
  readonly called = new Set<string>();
  readonly fields = new Map<string, Set<string>>();
  readonly strings = new Map<string, Set<string>>();
  readonly ids = new Map<string, Set<string>>();

  add(other: Seen): void {
    for (const key of ['classes', 'constants', 'called'] as const) for (const one of other[key]) this[key].add(one);
    for (const key of ['fields', 'strings', 'ids'] as const)
      for (const [place, all] of other[key]) for (const one of all) put(this[key], place, one);
  }
}

/** What all files of a policy show. */
export function seenIn({ files }: Policy): Seen {
  const all = new Gathered();
  for (const { statements } of files.values())
    for (const { tree } of statements) if (tree !== undefined) all.add(seenInStatement(tree));
  return all;
}

/** A statement that did not change keeps its tree, and so what it shows. */
const known = new WeakMap<Statement, Seen>();

function seenInStatement(tree: Statement): Seen {
  let seen = known.get(tree);
  if (seen === undefined) {
    const gathered = new Gathered();
    visit(tree, gathered, classesOf(tree));
    for (const name of namesStandingOnce(tree)) gathered.constants.add(name);
    seen = gathered;
    known.set(tree, seen);
  }
  return seen;
}

/** The names that stand once in a rule's body: what nothing binds is a value that the application registers. */
function namesStandingOnce(tree: Statement): readonly string[] {
  if (tree.$type !== 'Rule' || tree.body === undefined) return [];
  const times = new Map<string, number>();
  const count = (node: Node, by: number): void => {
    const it = node as PolarNode;
    if (it.$type === 'Variable') times.set(it.name, (times.get(it.name) ?? 0) + by);
    for (const child of childrenOf(node)) count(child, by);
  };
  for (const parameter of tree.parameters) count(parameter, 2);
  count(tree.body, 1);
  return [...times].flatMap(([name, often]) => (often === 1 && name !== '' && !name.startsWith('_') ? [name] : []));
}

/** The classes that variables have in a statement, as it says itself. */
function classesOf(tree: Node): ReadonlyMap<string, string> {
  const classes = new Map<string, string>();
  const look = (node: Node): void => {
    const it = node as PolarNode;
    const [value, pattern] =
      it.$type === 'Parameter' ? [it.value, it.specializer] : it.$type === 'Matches' ? [it.left, it.pattern] : [];
    if (value?.$type === 'Variable' && pattern?.$type === 'InstancePattern') classes.set(value.name, pattern.name.text);
    for (const child of childrenOf(node)) look(child);
  };
  look(tree);
  return classes;
}

/** What has strings that name nothing: a test its title, an object its identifier. */
const NO_NAMES: ReadonlySet<string> = new Set(['Test', 'ObjectLiteral']);

function visit(node: Node, seen: Gathered, classes: ReadonlyMap<string, string>): void {
  const it = node as PolarNode;
  switch (it.$type) {
    case 'InstancePattern':
      note(seen.classes, it.name.text);
      for (const { key } of it.fields ?? []) put(seen.fields, it.name.text, key.text);
      break;
    case 'DictionaryPattern':
      for (const { key } of it.fields) put(seen.fields, '', key.text);
      break;
    case 'New':
      note(seen.classes, it.name.text);
      for (const { key } of it.keywords) put(seen.fields, it.name.text, key.text);
      break;
    case 'ObjectLiteral':
      note(seen.classes, it.name.text);
      if (it.id.$type === 'StringLiteral') put(seen.ids, it.name.text, it.id.value);
      break;
    case 'Block':
      for (const name of it.supertypes) note(seen.classes, name.text);
      break;
    case 'DeclaredRelation':
      note(seen.classes, (it.type ?? it.name).text);
      break;
    case 'Declare':
      for (const type of it.types) note(seen.classes, type.text);
      break;
    case 'Lookup':
    case 'MethodCall': {
      const { object, name } = it;
      if (name !== undefined) put(seen.fields, classOf(object, classes), name.text);
      break;
    }
    case 'StringLiteral':
      if (!NO_NAMES.has(it.$container?.$type ?? '')) put(seen.strings, '', it.value);
      break;
    case 'Variable':
      if (/^\p{Lu}/u.test(it.name)) note(seen.constants, it.name);
      break;
    case 'Binary':
      compared(it.left, it.right, seen);
      compared(it.right, it.left, seen);
      break;
    case 'Call':
      note(seen.called, it.name.text);
      noteAll(seen, it.name.text, it.arguments);
      break;
    case 'Fact':
      note(seen.called, it.name.text);
      noteAll(seen, it.name.text, it.arguments);
      break;
    case 'Rule':
    case 'Assertion':
      if (it.$type === 'Assertion') note(seen.called, it.name.text);
      noteAll(
        seen,
        it.name.text,
        it.parameters.map(({ value }) => value),
      );
      break;
    default:
  }
  for (const child of childrenOf(node)) visit(child, seen, classes);
}

/** `user.kind = "admin"`, `user.kind in ["admin", "owner"]` */
function compared(one: Expression, other: Expression, seen: Gathered): void {
  const name = one.$type === 'Lookup' ? one.name?.text : one.$type === 'Variable' ? one.name : undefined;
  if (name === undefined) return;
  const strings = other.$type === 'List' ? other.elements : [other];
  for (const each of strings) noteString(seen, `${one.$type === 'Lookup' ? '.' : '='}${name}`, each);
}

function noteString(seen: Gathered, place: string, node: Expression | StringLiteral): void {
  if (node.$type === 'StringLiteral') put(seen.strings, place, node.value);
}

function noteAll(seen: Gathered, name: string, values: readonly Expression[]): void {
  for (const [index, value] of values.entries()) noteString(seen, `${name}/${index}`, value);
}

const classOf = (object: Expression, classes: ReadonlyMap<string, string>): string =>
  (object.$type === 'Variable' ? classes.get(object.name) : undefined) ?? '';

function note(names: Set<string>, name: string): void {
  if (name !== '') names.add(name);
}

function put(map: Map<string, Set<string>>, key: string, value: string): void {
  if (value === '') return;
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([value]));
  else known.add(value);
}
