import { type ArrayNode, type ObjectNode, parse, type ValueNode } from '@humanwhocodes/momoa';
import type { Json } from './json.ts';

/** Where something stands in a data file: `['objects', 'anne', 'roles', 0, 'name']`. */
export type DataPath = readonly (string | number)[];

/** A change of a data file. */
export type DataChange =
  /** A field gets a value, in place of another one or anew. */
  | { readonly kind: 'set'; readonly path: DataPath; readonly value: Json }
  /** A list gets one more member, its last. */
  | { readonly kind: 'add'; readonly path: DataPath; readonly value: Json }
  /** A list loses a member; the path ends with its index. */
  | { readonly kind: 'remove'; readonly path: DataPath };

/** A piece of a text that becomes another: UTF-16 offsets. */
export interface DataEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The edits of a data file's text that make changes; undefined where what they are about is not there, or one is within another. */
export function dataEdits(text: string, changes: readonly DataChange[]): readonly DataEdit[] | undefined {
  const root = readValue(text);
  if (root === undefined) return undefined;
  const edits: DataEdit[] = [];
  for (const group of byList(changes)) {
    const edit = group.length === 1 ? editOf(root, group[0]!) : listEdit(root, text, group);
    if (edit === undefined) return undefined;
    edits.push(edit);
  }
  edits.sort((a, b) => a.start - b.start || a.end - b.end);
  const overlap = edits.some((edit, i) => i > 0 && edit.start < edits[i - 1]!.end);
  return overlap ? undefined : edits;
}

/** The text of a data file with changes; undefined as for the edits. */
export function changedData(text: string, changes: readonly DataChange[]): string | undefined {
  const edits = dataEdits(text, changes);
  return edits?.reduceRight(
    (changed, { start, end, text: by }) => changed.slice(0, start) + by + changed.slice(end),
    text,
  );
}

function readValue(text: string): ValueNode | undefined {
  try {
    return parse(text, { mode: 'json' }).body;
  } catch {
    return undefined;
  }
}

/** Changes of members of one list are made together. */
function byList(changes: readonly DataChange[]): Iterable<readonly DataChange[]> {
  const groups = new Map<string, DataChange[]>();
  for (const change of changes) {
    const list = change.kind === 'remove' ? change.path.slice(0, -1) : change.path;
    const key = change.kind === 'set' ? `set ${JSON.stringify(list)}` : JSON.stringify(list);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return groups.values();
}

/** Several members of a list come or go. */
function listEdit(root: ValueNode, text: string, changes: readonly DataChange[]): DataEdit | undefined {
  const [first] = changes;
  const list = at(root, first!.kind === 'remove' ? first!.path.slice(0, -1) : first!.path);
  if (list?.type !== 'Array') return undefined;
  const gone = new Set(changes.flatMap(({ kind, path }) => (kind === 'remove' ? [path.at(-1)] : [])));
  const kept = list.elements.flatMap(({ value: { loc } }, i) =>
    gone.has(i) ? [] : [text.slice(loc.start.offset, loc.end.offset)],
  );
  const added = changes.flatMap((change) => (change.kind === 'add' ? [writeJson(change.value)] : []));
  return { start: list.loc.start.offset, end: list.loc.end.offset, text: `[${[...kept, ...added].join(', ')}]` };
}

function editOf(root: ValueNode, change: DataChange): DataEdit | undefined {
  const { path } = change;
  const last = path.at(-1);
  if (last === undefined) return undefined;
  if (change.kind === 'remove') {
    const list = at(root, path.slice(0, -1));
    return list?.type === 'Array' && typeof last === 'number' ? withoutMember(list, last) : undefined;
  }
  const node = at(root, path);
  const json = writeJson(change.value);
  if (change.kind === 'add') {
    if (node?.type !== 'Array') return undefined;
    const end = node.elements.at(-1)?.value.loc.end.offset;
    if (end !== undefined) return { start: end, end, text: `, ${json}` };
    return { start: node.loc.start.offset, end: node.loc.end.offset, text: `[${json}]` };
  }
  if (node !== undefined) return { start: node.loc.start.offset, end: node.loc.end.offset, text: json };
  const object = at(root, path.slice(0, -1));
  return object?.type === 'Object' ? withMember(object, String(last), json) : undefined;
}

function withoutMember({ elements }: ArrayNode, index: number): DataEdit | undefined {
  const element = elements[index];
  if (element === undefined) return undefined;
  const next = elements[index + 1];
  const before = elements[index - 1];
  const start = next === undefined && before !== undefined ? before.loc.end.offset : element.loc.start.offset;
  return { start, end: next?.loc.start.offset ?? element.loc.end.offset, text: '' };
}

function withMember({ members, loc }: ObjectNode, name: string, json: string): DataEdit {
  const member = `${JSON.stringify(name)}: ${json}`;
  const end = members.at(-1)?.loc.end.offset;
  if (end !== undefined) return { start: end, end, text: `, ${member}` };
  return { start: loc.start.offset, end: loc.end.offset, text: `{ ${member} }` };
}

function at(root: ValueNode, path: DataPath): ValueNode | undefined {
  let node: ValueNode | undefined = root;
  for (const step of path) {
    if (node?.type === 'Array' && typeof step === 'number') node = node.elements[step]?.value;
    else if (node?.type === 'Object')
      node = node.members.find(({ name }) => (name.type === 'String' ? name.value : name.name) === step)?.value;
    else return undefined;
  }
  return node;
}

/** JSON on one line, as a person writes it. */
export function writeJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(writeJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${writeJson(item)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
