import type { ConfigurationValue } from '@polar-tools/policy';
import { applyEdits, findNodeAtLocation, modify, type Node, type ParseError, parse, parseTree } from 'jsonc-parser';
import { isRecord } from './feature.ts';

/**
 * The text of a `polar.config.json` with one value set, and the rest, white space included, as it was. No text means no file
 * yet; an undefined value removes the setting, and one that is `added` goes into the list that stands there. Undefined where the text is no JSON object, which is the person's to correct.
 */
export function setInConfiguration(
  text: string | undefined,
  path: readonly string[],
  value: ConfigurationValue | undefined,
  added?: true,
): string | undefined {
  const source = text === undefined || text.trim() === '' ? '{}\n' : text;
  const errors: ParseError[] = [];
  const root: unknown = parse(source, errors, { allowTrailingComma: true });
  if (errors.length > 0 || !isRecord(root)) return undefined;
  const indent = /^([ \t]+)"/m.exec(source)?.[1] ?? '  ';
  const list = added === true ? valueAt(root, path) : undefined;
  const [place, set] = Array.isArray(list) ? [[...path, list.length], value] : [[...path], added ? [value] : value];
  const edits = modify(source, place, set, {
    isArrayInsertion: Array.isArray(list),
    formattingOptions: {
      insertSpaces: !indent.includes('\t'),
      tabSize: indent.length,
      eol: source.includes('\r\n') ? '\r\n' : '\n',
    },
  });
  return applyEdits(source, edits);
}

const valueAt = (root: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), root);

/** Where a data file names a class: under `classes`, there in `extends`, and as the `$class` of objects. Without the quotes. */
export function classNamesInData(
  text: string,
  name: string,
): readonly { readonly start: number; readonly end: number }[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const found = [...classNamesIn(text, name)];
  const waiting: Node[] = root === undefined ? [] : [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const [key, value] = node.type === 'property' ? (node.children ?? []) : [];
    if (key?.value === '$class' && value?.type === 'string' && value.value === name) {
      found.push({ start: value.offset + 1, end: value.offset + value.length - 1 });
    }
    waiting.push(...(node.children ?? []));
  }
  return found.sort((one, other) => one.start - other.start);
}

/** Where the text of a `polar.config.json` names a class: as a key of `classes`, and as what others extend. Without the quotes. */
export function classNamesIn(text: string, name: string): readonly { readonly start: number; readonly end: number }[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const classes = root === undefined ? undefined : findNodeAtLocation(root, ['classes']);
  const named: Node[] = [];
  for (const { children: [key, described] = [] } of classes?.children ?? []) {
    if (key !== undefined) named.push(key);
    const supertypes = described === undefined ? undefined : findNodeAtLocation(described, ['extends']);
    if (supertypes !== undefined) named.push(supertypes, ...(supertypes.children ?? []));
  }
  return named.flatMap(({ type, value, offset, length }) =>
    type === 'string' && value === name ? [{ start: offset + 1, end: offset + length - 1 }] : [],
  );
}

/** A string in a data file. */
export interface DataString {
  /** UTF-16 offsets, without the quotes. */
  readonly start: number;
  readonly end: number;
  /** The field that holds it, as a policy reads it: `.name`; `.roles[]` in a list. Undefined where it stands in anything else. */
  readonly field: string | undefined;
  /** The class of the object that has the field. */
  readonly of: string | undefined;
}

/** The strings of that value in a data file, and its keys in plain dictionaries; what names objects, classes, fields and methods is none. */
export function stringsInData(text: string, value: string): readonly DataString[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const found: DataString[] = [];
  const visit = (node: Node, field?: string, of?: string): void => {
    if (node.type === 'string' && node.value === value)
      found.push({ start: node.offset + 1, end: node.offset + node.length - 1, field, of });
    else if (node.type === 'array') for (const item of node.children ?? []) visit(item, field && `${field}[]`, of);
    else if (node.type === 'object') visitObject(membersOf(node));
  };
  const visitObject = (members: readonly Member[]): void => {
    const named = (name: string) => members.find(({ key }) => key.value === name)?.held;
    if (named('$ref') !== undefined) return;
    const of: string | undefined = named('$class')?.value;
    for (const { key, held } of members) {
      if (key.value === '$class') continue;
      if (key.value === '$methods') visitMethods(held);
      else {
        if (of === undefined) visit(key);
        visit(held, of === undefined ? undefined : `.${key.value}`, of);
      }
    }
  };
  /** Tables of rows with what is given and what is answered. */
  const visitMethods = (methods: Node | undefined): void => {
    for (const { held: rows } of membersOf(methods))
      for (const row of rows.children ?? []) for (const { held } of membersOf(row)) visit(held);
  };
  const section = (name: string) => membersOf(root && findNodeAtLocation(root, [name]));
  for (const { held } of [...section('objects'), ...section('constants')]) visit(held);
  for (const { held } of section('classes')) visitMethods(findNodeAtLocation(held, ['methods']));
  return found;
}

interface Member {
  readonly key: Node;
  readonly held: Node;
}

/** The members of an object that are whole. */
const membersOf = (node: Node | undefined): readonly Member[] =>
  node?.type !== 'object'
    ? []
    : (node.children ?? []).flatMap(({ children: [key, held] = [] }) =>
        key !== undefined && held !== undefined ? [{ key, held }] : [],
      );
