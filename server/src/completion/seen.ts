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

/** What is named, and for names that have a place, where: `classes`, `strings has_role/1`. */
type Heading = Names | `${Places} ${string}`;

/** What a file shows. */
type Gathered = ReadonlyMap<string, ReadonlySet<string>>;

/** What a statement shows: a heading, a name, and so on. There is one for each statement of a workspace, so it is small. */
type Noted = readonly string[];

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
  const names = (key: Names): ReadonlySet<string> =>
    once(key, () => all().flatMap((file) => [...(file.get(key) ?? [])]));
  const places = (key: Places): ByPlace => ({
    get: (place) => once(`${key} ${place}`, () => all().flatMap((file) => [...(file.get(`${key} ${place}`) ?? [])])),
    values: () =>
      all().flatMap((file) => [...file].flatMap(([heading, seen]) => (heading.startsWith(`${key} `) ? [seen] : []))),
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
  const found = inFiles.get(file);
  if (found !== undefined) return found;
  const gathered = new Map<string, Set<string>>();
  for (const { tree } of file.statements) {
    const noted = tree === undefined ? [] : seenInStatement(tree);
    for (let at = 0; at < noted.length; at += 2) {
      const names = gathered.get(noted[at]!);
      if (names === undefined) gathered.set(noted[at]!, new Set([noted[at + 1]!]));
      else names.add(noted[at + 1]!);
    }
  }
  inFiles.set(file, gathered);
  return gathered;
}

/** A statement that did not change keeps its tree, and so what it shows. */
const known = new WeakMap<Statement, Noted>();

function seenInStatement(tree: Statement): Noted {
  let seen = known.get(tree);
  if (seen === undefined) {
    seen = noted(tree);
    known.set(tree, seen);
  }
  return seen;
}

/** What has strings that name nothing: a test its title, an object its identifier. */
const NO_NAMES: ReadonlySet<string> = new Set(['Test', 'ObjectLiteral']);

function noted(tree: Statement): Noted {
  const seen: string[] = [];
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
        note(seen, 'classes', it.name.text);
        for (const { key } of it.fields ?? []) note(seen, `fields ${it.name.text}`, key.text);
        break;
      case 'DictionaryPattern':
        for (const { key } of it.fields) note(seen, 'fields ', key.text);
        break;
      case 'New':
        note(seen, 'classes', it.name.text);
        for (const { key } of it.keywords) note(seen, `fields ${it.name.text}`, key.text);
        break;
      case 'ObjectLiteral':
        note(seen, 'classes', it.name.text);
        if (it.id.$type === 'StringLiteral') note(seen, `ids ${it.name.text}`, it.id.value);
        break;
      case 'Block':
        for (const name of it.supertypes) note(seen, 'classes', name.text);
        break;
      case 'DeclaredRelation':
        note(seen, 'classes', (it.type ?? it.name).text);
        break;
      case 'Declare':
        for (const type of it.types) note(seen, 'classes', type.text);
        break;
      case 'Lookup':
      case 'MethodCall':
        if (it.name !== undefined) lookups.push({ object: it.object, name: it.name.text });
        break;
      case 'StringLiteral':
        if (!NO_NAMES.has(it.$container?.$type ?? '')) note(seen, 'strings ', it.value);
        break;
      case 'Variable':
        if (/^\p{Lu}/u.test(it.name)) note(seen, 'constants', it.name);
        times.set(it.name, (times.get(it.name) ?? 0) + (it.$container?.$type === 'Parameter' ? 2 : 1));
        break;
      case 'Binary':
        compared(it.left, it.right, seen);
        compared(it.right, it.left, seen);
        break;
      case 'Call':
      case 'Fact':
        note(seen, 'called', it.name.text);
        noteAll(seen, it.name.text, it.arguments);
        break;
      case 'Rule':
      case 'Assertion': {
        if (it.$type === 'Assertion') note(seen, 'called', it.name.text);
        const values = it.parameters.map(({ value }) => value);
        noteAll(seen, it.name.text, values);
        break;
      }
      default:
    }
  });
  for (const { object, name } of lookups) {
    const type = object.$type === 'Variable' ? classes.get(object.name) : undefined;
    note(seen, `fields ${type ?? ''}`, name);
  }
  // What nothing binds is a value that the application registers.
  if (tree.$type === 'Rule' && tree.body !== undefined)
    for (const [name, often] of times) if (often === 1 && !name.startsWith('_')) note(seen, 'constants', name);
  return seen;
}

function learn(value: Expression, pattern: Pattern | undefined, classes: Map<string, string>): void {
  if (value.$type === 'Variable' && pattern?.$type === 'InstancePattern') classes.set(value.name, pattern.name.text);
}

/** `user.kind = "admin"`, `user.kind in ["admin", "owner"]` */
function compared(one: Expression, other: Expression, seen: string[]): void {
  const name = one.$type === 'Lookup' ? one.name?.text : one.$type === 'Variable' ? one.name : undefined;
  if (name === undefined) return;
  const strings = other.$type === 'List' ? other.elements : [other];
  for (const each of strings) noteString(seen, `${one.$type === 'Lookup' ? '.' : '='}${name}`, each);
}

function noteString(seen: string[], place: string, node: Expression | StringLiteral): void {
  if (node.$type === 'StringLiteral') note(seen, `strings ${place}`, node.value);
}

function noteAll(seen: string[], name: string, values: readonly Expression[]): void {
  for (const [index, value] of values.entries()) noteString(seen, `${name}/${index}`, value);
}

function note(seen: string[], heading: Heading, name: string): void {
  if (name !== '') seen.push(heading, name);
}
