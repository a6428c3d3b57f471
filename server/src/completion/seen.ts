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
  /** The fields and methods that are looked up on anything. */
  readonly fields: ReadonlySet<string>;
  /** Those that are looked up on a class; `''`: where that is not known. */
  fieldsOf(type: string): ReadonlySet<string>;
  /** Strings by where they stand: `name/1` for an argument, `.field` and `=variable` for what those are compared with; `''`: anywhere. */
  stringsAt(place: string): ReadonlySet<string>;
  /** The identifiers of a type's objects. */
  idsOf(type: string): ReadonlySet<string>;
}

/** What a name is; of a string, also what it stands beside: `.` a field, `=` a variable, `/0` a first argument. */
type What = 'classes' | 'constants' | 'called' | 'fields' | 'ids' | 'strings' | '.' | '=' | `/${number}`;

/**
 * What a statement or a file shows: what it is, of which class, field, variable or predicate, and the name; and so on, each once. There is one for each file
 * of a workspace, so it is small: no text is made for it that the tree does not have.
 */
type Noted = readonly string[];

/**
 * What all files of a policy show; of one version, each is put together once.
 * @param edited the file that is being written in: what its statements show is kept by statement
 */
export function seenIn(policy: Policy, edited?: string): Seen {
  let seen = versions.get(policy);
  if (seen === undefined) {
    seen = seenInFiles(policy, edited);
    versions.set(policy, seen);
  }
  return seen;
}

const versions = new WeakMap<Policy, Seen>();

function seenInFiles({ files }: Policy, edited: string | undefined): Seen {
  const known = new Map<string, ReadonlySet<string>>();
  /** Of any class, field and so on where none is said. */
  const names = (what: What, of?: string): ReadonlySet<string> => {
    const key = of === undefined ? what : `${what} ${of}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = new Set<string>();
    for (const [uri, file] of files) {
      const noted = seenInFile(file, uri === edited);
      for (let at = 0; at < noted.length; at += 3)
        if (noted[at] === what && (of === undefined || noted[at + 1] === of)) found.add(noted[at + 2]!);
    }
    known.set(key, found);
    return found;
  };
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
    get fields() {
      return names('fields');
    },
    fieldsOf: (type) => names('fields', type),
    stringsAt: (place) => names(...placeIn(place)),
    idsOf: (type) => names('ids', type),
  };
}

/** What a string's place is written as, in two parts. */
function placeIn(place: string): [what: What, of: string] {
  if (place.startsWith('.') || place.startsWith('=')) return [place[0] as '.' | '=', place.slice(1)];
  const slash = place.lastIndexOf('/');
  return slash < 0 ? ['strings', place] : [place.slice(slash) as What, place.slice(0, slash)];
}

/** A file that did not change is the same object. */
const inFiles = new WeakMap<PolicyFile, Noted>();

function seenInFile(file: PolicyFile, edited: boolean): Noted {
  const before = inFiles.get(file);
  if (before !== undefined) return before;
  const found: string[] = [];
  const once = new Set<string>();
  for (const { tree } of file.statements) {
    const noted = tree === undefined ? [] : seenInStatement(tree, edited);
    for (let at = 0; at < noted.length; at += 3) {
      const [what, of, name] = [noted[at]!, noted[at + 1]!, noted[at + 2]!];
      if (once.size < once.add(`${what} ${of} ${name}`).size) found.push(what, of, name);
    }
  }
  const noted = found.slice();
  inFiles.set(file, noted);
  return noted;
}

/** A statement that did not change keeps its tree, and so what it shows. */
const known = new WeakMap<Statement, Noted>();

function seenInStatement(tree: Statement, keeps: boolean): Noted {
  const before = known.get(tree);
  if (before !== undefined) return before;
  const seen = noted(tree);
  if (keeps) known.set(tree, seen);
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
        note(seen, 'classes', '', it.name.text);
        for (const { key } of it.fields ?? []) note(seen, 'fields', it.name.text, key.text);
        break;
      case 'DictionaryPattern':
        for (const { key } of it.fields) note(seen, 'fields', '', key.text);
        break;
      case 'New':
        note(seen, 'classes', '', it.name.text);
        for (const { key } of it.keywords) note(seen, 'fields', it.name.text, key.text);
        break;
      case 'ObjectLiteral':
        note(seen, 'classes', '', it.name.text);
        if (it.id.$type === 'StringLiteral') note(seen, 'ids', it.name.text, it.id.value);
        break;
      case 'Block':
        for (const name of it.supertypes) note(seen, 'classes', '', name.text);
        break;
      case 'DeclaredRelation':
        note(seen, 'classes', '', (it.type ?? it.name).text);
        break;
      case 'Declare':
        for (const type of it.types) note(seen, 'classes', '', type.text);
        break;
      case 'Lookup':
      case 'MethodCall':
        if (it.name !== undefined) lookups.push({ object: it.object, name: it.name.text });
        break;
      case 'StringLiteral':
        if (!NO_NAMES.has(it.$container?.$type ?? '')) note(seen, 'strings', '', it.value);
        break;
      case 'Variable':
        if (/^\p{Lu}/u.test(it.name)) note(seen, 'constants', '', it.name);
        times.set(it.name, (times.get(it.name) ?? 0) + (it.$container?.$type === 'Parameter' ? 2 : 1));
        break;
      case 'Binary':
        compared(it.left, it.right, seen);
        compared(it.right, it.left, seen);
        break;
      case 'Call':
      case 'Fact':
        note(seen, 'called', '', it.name.text);
        noteAll(seen, it.name.text, it.arguments);
        break;
      case 'Rule':
      case 'Assertion': {
        if (it.$type === 'Assertion') note(seen, 'called', '', it.name.text);
        const values = it.parameters.map(({ value }) => value);
        noteAll(seen, it.name.text, values);
        break;
      }
      default:
    }
  });
  for (const { object, name } of lookups) {
    const type = object.$type === 'Variable' ? classes.get(object.name) : undefined;
    note(seen, 'fields', type ?? '', name);
  }
  // What nothing binds is a value that the application registers.
  if (tree.$type === 'Rule' && tree.body !== undefined)
    for (const [name, often] of times) if (often === 1 && !name.startsWith('_')) note(seen, 'constants', '', name);
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
  for (const each of strings) noteString(seen, one.$type === 'Lookup' ? '.' : '=', name, each);
}

function noteString(seen: string[], what: What, of: string, node: Expression | StringLiteral): void {
  if (node.$type === 'StringLiteral') note(seen, what, of, node.value);
}

function noteAll(seen: string[], name: string, values: readonly Expression[]): void {
  for (const [index, value] of values.entries()) noteString(seen, ARGUMENTS[index] ?? `/${index}`, name, value);
}

/** One text each for the places of arguments. */
const ARGUMENTS = Array.from({ length: 8 }, (_, index) => `/${index}` as const);

function note(seen: string[], what: What, of: string, name: string): void {
  if (name !== '') seen.push(what, of, name);
}
