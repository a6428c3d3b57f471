import { findNodeAtLocation, getLocation, type Node, parseTree } from 'jsonc-parser';
import type { Span } from '../view.ts';

/** The object that a place of a data file lies in, as far as it is written. */
export interface Holder {
  /** Its `$class`; undefined where it says none. */
  readonly className: string | undefined;
  /** The keys that it has already. */
  readonly keys: readonly string[];
}

/** What may be written, or is written, at a place of a data file (docs/data.md). */
export type DataPlace = {
  /** The string, number or key that is there, quotes included; empty where nothing is. */
  readonly span: Span;
  /** What is written there, without quotes. */
  readonly text: string;
  /** A key, after which no colon stands yet. */
  readonly wantsColon: boolean;
} & (
  | { readonly kind: 'section' | 'class-key' | 'answer-key'; readonly taken: readonly string[] }
  /** The name of a class: where it is described, what an object is of or a class extends, or what a described field holds (`String`, too). */
  | {
      readonly kind: 'class';
      readonly as: 'description' | 'class' | 'type';
      /** What holds the object. */
      readonly of?: FieldOfObject;
      readonly taken: readonly string[];
    }
  /** The name of an object or a constant: where it is described, or used. */
  | { readonly kind: 'object'; readonly describes: boolean; readonly of?: FieldOfObject }
  /** The name of a field or of a method. */
  | { readonly kind: 'field' | 'method'; readonly holder: Holder; readonly isDescribed: boolean }
  /** A value of a field. */
  | { readonly kind: 'value'; readonly of: FieldOfObject | undefined }
);

/** A field: of which class, and whether the place is a member of its list. */
export interface FieldOfObject {
  readonly className: string;
  readonly field: string;
  readonly inList: boolean;
}

type Path = readonly (string | number)[];

/** What stands at a place of a data file's text, which may be unfinished; undefined where nothing is known of it. */
export function dataPlaceAt(text: string, offset: number): DataPlace | undefined {
  const { path, previousNode, isAtPropertyKey } = getLocation(text, offset);
  const tree = parseTree(text, [], { allowTrailingComma: true });
  if (tree === undefined || path.length === 0) return undefined;
  const holds =
    previousNode !== undefined && previousNode.offset <= offset && offset <= previousNode.offset + previousNode.length;
  const span = holds
    ? { start: previousNode.offset, end: previousNode.offset + previousNode.length }
    : { start: offset, end: offset };
  const written = {
    span,
    text: holds && typeof previousNode.value === 'string' ? previousNode.value : '',
    wantsColon: isAtPropertyKey && !/^\s*:/.test(text.slice(span.end)),
  };
  const kind = kindOf(tree, path, isAtPropertyKey, span.start);
  return kind === undefined ? undefined : ({ ...written, ...kind } as DataPlace);
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type Kind = DistributiveOmit<DataPlace, 'span' | 'text' | 'wantsColon'>;

function kindOf(tree: Node, path: Path, isKey: boolean, at: number): Kind | undefined {
  const [section, name, part, ...rest] = path;
  if (path.length === 1) return isKey ? { kind: 'section', taken: keysOf(tree, at) } : undefined;
  const taken = isKey ? keysOf(findNodeAtLocation(tree, [...path.slice(0, -1)]), at) : [];
  if (section === 'classes') {
    if (path.length === 2) return isKey ? { kind: 'class', as: 'description', taken } : undefined;
    if (path.length === 3 && isKey) return { kind: 'class-key', taken };
    const className = String(name);
    if (part === 'extends') return { kind: 'class', as: 'class', taken: [className] };
    if (part === 'fields') {
      if (!isKey && rest.length === 1 && typeof rest[0] === 'string') return { kind: 'class', as: 'type', taken: [] };
      const described = findNodeAtLocation(tree, ['classes', className, 'fields']);
      const keys = described?.type === 'array' ? stringsOf(described, at) : taken;
      return { kind: 'field', holder: { className, keys }, isDescribed: true };
    }
    if (part === 'methods') return ofMethods(tree, path, 3, className, isKey, at);
    return undefined;
  }
  if (section !== 'objects' && section !== 'constants') return undefined;
  if (path.length === 2 && isKey) return { kind: 'object', describes: true };
  return ofValue(tree, path, isKey, at);
}

/** A place in tables of answers, whose methods' names are the keys at `from`. */
function ofMethods(
  tree: Node,
  path: Path,
  from: number,
  className: string | undefined,
  isKey: boolean,
  at: number,
): Kind | undefined {
  const keys = isKey ? keysOf(findNodeAtLocation(tree, [...path.slice(0, -1)]), at) : [];
  if (path.length === from + 1 && isKey) return { kind: 'method', holder: { className, keys }, isDescribed: false };
  if (path.length === from + 3 && isKey) return { kind: 'answer-key', taken: keys };
  return path.length > from + 2 ? ofValue(tree, path, isKey, at) : undefined;
}

/** A place in a value: of an object's field, in a list, in a dictionary. */
function ofValue(tree: Node, path: Path, isKey: boolean, at: number): Kind | undefined {
  const methods = path.lastIndexOf('$methods');
  if (methods > 0 && methods < path.length - 1 && !path.slice(methods + 4).includes('$class')) {
    const owner = classOf(findNodeAtLocation(tree, [...path.slice(0, methods)]));
    if (owner !== undefined && path.length <= methods + 4) {
      const found = ofMethods(tree, path, methods + 1, owner, isKey, at);
      if (found !== undefined) return found;
    }
  }
  const holder = findNodeAtLocation(tree, [...path.slice(0, -1)]);
  const last = path.at(-1);
  if (isKey) {
    const keys = keysOf(holder, at);
    return { kind: 'field', holder: { className: classOf(holder), keys }, isDescribed: false };
  }
  if (last === '$class' || last === '$ref') {
    const of = fieldAt(tree, path.slice(0, -1));
    return last === '$class'
      ? { kind: 'class', as: 'class', taken: [], ...(of && { of }) }
      : { kind: 'object', describes: false, ...(of && { of }) };
  }
  return { kind: 'value', of: fieldAt(tree, path) };
}

/** The field of an object whose value stands at a path, or in a list that does. */
function fieldAt(tree: Node, path: Path): FieldOfObject | undefined {
  const inList = typeof path.at(-1) === 'number';
  const field = inList ? path.slice(0, -1) : path;
  const name = field.at(-1);
  if (typeof name !== 'string') return undefined;
  const className = classOf(findNodeAtLocation(tree, [...field.slice(0, -1)]));
  return className === undefined ? undefined : { className, field: name, inList };
}

function classOf(node: Node | undefined): string | undefined {
  const value: unknown = node && findNodeAtLocation(node, ['$class'])?.value;
  return typeof value === 'string' ? value : undefined;
}

/** The keys of an object but for the one that stands at an offset. */
const keysOf = (node: Node | undefined, at: number): readonly string[] =>
  node?.type !== 'object'
    ? []
    : (node.children ?? []).flatMap(({ children: [key] = [] }) =>
        key === undefined || key.offset === at ? [] : [String(key.value)],
      );

const stringsOf = (node: Node, at: number): readonly string[] =>
  (node.children ?? []).flatMap(({ type, value, offset }) => (type === 'string' && offset !== at ? [value] : []));
