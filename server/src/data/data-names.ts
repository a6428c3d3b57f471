import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Span } from '../view.ts';

/** An object or a constant of a data file. */
export interface NamedObject {
  readonly name: string;
  /** Its class; undefined for a constant, and where it says none. */
  readonly className: string | undefined;
  /** Its name, without the quotes. */
  readonly span: Span;
}

/** What a data file has names for, and where; it may be unfinished. */
export interface DataNames {
  readonly objects: readonly NamedObject[];
  /** Where objects are referred to, by their names: the string of each `$ref`, without the quotes. */
  readonly references: ReadonlyMap<string, readonly Span[]>;
  /** The classes that are described, with what each extends and the fields that it lists, with their classes. */
  readonly classes: ReadonlyMap<string, DescribedClass>;
  /** The strings and keys that the objects of a class have: `Class.field`, and `Class` alone for its fields. */
  readonly seen: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface DescribedClass {
  readonly span: Span;
  readonly supertypes: readonly string[];
  /** The places of the fields' names, and the classes that they have. */
  readonly fields: ReadonlyMap<string, { readonly span: Span; readonly className: string | undefined }>;
}

/** Goes through a data file for its names. */
export function namesInData(text: string): DataNames {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  const objects: NamedObject[] = [];
  const references = new Map<string, Span[]>();
  const seen = new Map<string, Set<string>>();
  const see = (place: string, what: unknown): void => {
    if (typeof what !== 'string') return;
    const known = seen.get(place);
    if (known === undefined) seen.set(place, new Set([what]));
    else known.add(what);
  };
  for (const section of ['objects', 'constants'])
    for (const [key, value] of membersAt(tree, section)) {
      const className = section === 'objects' ? textOf(value && findNodeAtLocation(value, ['$class'])) : undefined;
      objects.push({ name: String(key.value), className, span: inside(key) });
    }
  const waiting: Node[] = tree === undefined ? [] : [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const reference = node.type === 'object' ? findNodeAtLocation(node, ['$ref']) : undefined;
    if (reference?.type === 'string') {
      const places = references.get(reference.value);
      if (places === undefined) references.set(reference.value, [inside(reference)]);
      else places.push(inside(reference));
    }
    const className = node.type === 'object' ? textOf(findNodeAtLocation(node, ['$class'])) : undefined;
    if (className !== undefined)
      for (const [key, value] of members(node)) {
        see(className, key.value);
        for (const held of value?.type === 'array' ? (value.children ?? []) : value === undefined ? [] : [value])
          see(`${className}.${key.value}`, held.value);
      }
    waiting.push(...(node.children ?? []));
  }
  for (const places of references.values()) places.sort((one, other) => one.start - other.start);
  const classes = new Map<string, DescribedClass>();
  for (const [key, value] of membersAt(tree, 'classes')) classes.set(String(key.value), described(key, value));
  return { objects, references, classes, seen };
}

function described(key: Node, value: Node | undefined): DescribedClass {
  const extended = value && findNodeAtLocation(value, ['extends']);
  const supertypes = [extended, ...(extended?.children ?? [])].flatMap((node) => textOf(node) ?? []);
  const listed = value && findNodeAtLocation(value, ['fields']);
  const fields = new Map<string, { span: Span; className: string | undefined }>();
  for (const node of listed?.type === 'array' ? (listed.children ?? []) : [])
    if (node.type === 'string') fields.set(node.value, { span: inside(node), className: undefined });
  for (const [name, of] of members(listed))
    fields.set(String(name.value), { span: inside(name), className: textOf(of) });
  return { span: inside(key), supertypes, fields };
}

const membersAt = (tree: Node | undefined, section: string): [Node, Node | undefined][] =>
  members(tree && findNodeAtLocation(tree, [section]));

/** The members of an object, with the values that are written already. */
const members = (node: Node | undefined): [Node, Node | undefined][] =>
  node?.type !== 'object'
    ? []
    : (node.children ?? []).flatMap(({ children: [key, value] = [] }) => (key === undefined ? [] : [[key, value]]));

const textOf = (node: Node | undefined): string | undefined => (node?.type === 'string' ? node.value : undefined);

/** A string's place, without its quotes. */
const inside = ({ offset, length }: Node): Span => ({ start: offset + 1, end: offset + length - 1 });
