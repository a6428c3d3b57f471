import {
  type Expression,
  type Pattern,
  type PolarNode,
  type PolicyFile,
  type Statement,
  type StringLiteral,
  walk,
} from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';

/** What the statements of a policy show of the application: names that no declaration has. Each is gathered when it is asked for. */
export interface Seen {
  /** Classes that specializers, `matches`, `new`, objects, blocks and relations name. */
  readonly classes: ReadonlySet<string>;
  /** Names that stand for values: capitalised, or bound by nothing. */
  readonly constants: ReadonlySet<string>;
  /** Predicates that are called or given as facts. */
  readonly called: ReadonlySet<string>;
  /** The fields and methods that are looked up, by the class of what they are looked up on; `''` where that is not known. */
  readonly fields: ByPlace;
  /** Strings by where they stand: `name/1` for an argument, `.field` and `=variable` for what those are compared with; `''`: anywhere. */
  readonly strings: ByPlace;
  /** By type, the identifiers of its objects. */
  readonly ids: ByPlace;
}

/** Names by the place that they have been seen at. */
export interface ByPlace {
  get(place: string): ReadonlySet<string> | undefined;
  values(): Iterable<ReadonlySet<string>>;
}

type Names = 'classes' | 'constants' | 'called';
type Places = 'fields' | 'strings' | 'ids';

/** What a statement or a file shows. */
class Gathered {
  readonly classes = new Set<string>();
  readonly constants = new Set<string>();
  readonly called = new Set<string>();
  readonly fields = new Map<string, Set<string>>();
  readonly strings = new Map<string, Set<string>>();
  readonly ids = new Map<string, Set<string>>();

  add(other: Gathered): void {
    for (const key of ['classes', 'constants', 'called'] as const) for (const one of other[key]) this[key].add(one);
    for (const key of ['fields', 'strings', 'ids'] as const)
      for (const [place, all] of other[key]) for (const one of all) put(this[key], place, one);
  }
}

/** What all files of a policy show; of one version, each is put together once. */
export function seenIn(policy: Policy): Seen {
  let seen = versions.get(policy);
  if (seen === undefined) {
    seen = seenInFiles(policy);
    versions.set(policy, seen);
  }
  return seen;
}

const versions = new WeakMap<Policy, Seen>();

function seenInFiles({ files }: Policy): Seen {
  const all = (): Gathered[] => [...files.values()].map(seenInFile);
  const known = new Map<string, ReadonlySet<string>>();
  const once = (key: string, make: () => Iterable<string>): ReadonlySet<string> => {
    const found = known.get(key) ?? new Set(make());
    known.set(key, found);
    return found;
  };
  const names = (key: Names): ReadonlySet<string> => once(key, () => all().flatMap((file) => [...file[key]]));
  const places = (key: Places): ByPlace => ({
    get: (place) => once(`${key} ${place}`, () => all().flatMap((file) => [...(file[key].get(place) ?? [])])),
    values: () => all().flatMap((file) => [...file[key].values()]),
  });
  return {
    get classes() {
      return names('classes');
    },
    get constants() {
      return names('constants');
    },
    get called() {
      return names('called');
    },
    fields: places('fields'),
    strings: places('strings'),
    ids: places('ids'),
  };
}

/** A file that did not change is the same object. */
const inFiles = new WeakMap<PolicyFile, Gathered>();

function seenInFile(file: PolicyFile): Gathered {
  let gathered = inFiles.get(file);
  if (gathered === undefined) {
    gathered = new Gathered();
    for (const { tree } of file.statements) if (tree !== undefined) gathered.add(seenInStatement(tree));
    inFiles.set(file, gathered);
  }
  return gathered;
}

/** A statement that did not change keeps its tree, and so what it shows. */
const known = new WeakMap<Statement, Gathered>();

function seenInStatement(tree: Statement): Gathered {
  let seen = known.get(tree);
  if (seen === undefined) {
    seen = gathered(tree);
    known.set(tree, seen);
  }
  return seen;
}

/** What has strings that name nothing: a test its title, an object its identifier. */
const NO_NAMES: ReadonlySet<string> = new Set(['Test', 'ObjectLiteral']);

function gathered(tree: Statement): Gathered {
  const seen = new Gathered();
  /** The classes that variables have, as the statement says itself: known when all of it is seen. */
  const classes = new Map<string, string>();
  const lookups: { readonly object: Expression; readonly name: string }[] = [];
  const times = new Map<string, number>();
  walk<PolarNode>(tree, (it) => {
    switch (it.$type) {
      case 'Parameter':
        learn(it.value, it.specializer, classes);
        break;
      case 'Matches':
        learn(it.left, it.pattern, classes);
        break;
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
      case 'MethodCall':
        if (it.name !== undefined) lookups.push({ object: it.object, name: it.name.text });
        break;
      case 'StringLiteral':
        if (!NO_NAMES.has(it.$container?.$type ?? '')) put(seen.strings, '', it.value);
        break;
      case 'Variable':
        if (/^\p{Lu}/u.test(it.name)) note(seen.constants, it.name);
        times.set(it.name, (times.get(it.name) ?? 0) + (it.$container?.$type === 'Parameter' ? 2 : 1));
        break;
      case 'Binary':
        compared(it.left, it.right, seen);
        compared(it.right, it.left, seen);
        break;
      case 'Call':
      case 'Fact':
        note(seen.called, it.name.text);
        noteAll(seen, it.name.text, it.arguments);
        break;
      case 'Rule':
      case 'Assertion': {
        if (it.$type === 'Assertion') note(seen.called, it.name.text);
        const values = it.parameters.map(({ value }) => value);
        noteAll(seen, it.name.text, values);
        break;
      }
      default:
    }
  });
  for (const { object, name } of lookups) {
    const type = object.$type === 'Variable' ? classes.get(object.name) : undefined;
    put(seen.fields, type ?? '', name);
  }
  // What nothing binds is a value that the application registers.
  if (tree.$type === 'Rule' && tree.body !== undefined)
    for (const [name, often] of times) if (often === 1 && !name.startsWith('_')) note(seen.constants, name);
  return seen;
}

function learn(value: Expression, pattern: Pattern | undefined, classes: Map<string, string>): void {
  if (value.$type === 'Variable' && pattern?.$type === 'InstancePattern') classes.set(value.name, pattern.name.text);
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

function note(names: Set<string>, name: string): void {
  if (name !== '') names.add(name);
}

function put(map: Map<string, Set<string>>, key: string, value: string): void {
  if (value === '') return;
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([value]));
  else known.add(value);
}
