import { type Fact, factFormatOf, factOfJson, writeFact } from '@polar-tools/evaluator';
import { getNodeValue, type Node, parseTree } from 'jsonc-parser';
import { withoutRow, withRow } from './table-edit.ts';

/** A fact to write down, or to take out. */
export interface FactEdit {
  readonly kind: 'add-fact' | 'remove-fact';
  readonly fact: Fact;
}

/**
 * The text of a file of facts after a change, in the style of what is there; undefined where it is made by hand: in a table (CSV) that is for other facts, and
 * where the fact that goes is not in the file, or stands with others on a line.
 * @param name tells how the facts are written
 */
export function editedFacts(name: string, text: string, edit: FactEdit): string | undefined {
  const format = factFormatOf(name);
  if (format === 'polar') return editedLines(text, edit, (line) => line.trim(), `${writeFact(edit.fact)};`);
  if (format === 'csv') return edit.kind === 'add-fact' ? withRow(text, edit.fact) : withoutRow(text, edit.fact);
  if (format !== 'json') return undefined;
  const root = parseTree(text);
  if (root?.type === 'array' && !/\.(jsonl|ndjson)$/i.test(name)) return editedArray(text, root, edit);
  const factIn = (line: string): string | undefined => {
    const node = parseTree(line);
    const fact = node === undefined ? undefined : factOfJson(getNodeValue(node));
    return typeof fact === 'object' ? `${writeFact(fact)};` : undefined;
  };
  return editedLines(text, edit, factIn, `${writeFact(edit.fact)};`, jsonOf(edit.fact));
}

/** A file with a fact a line. */
function editedLines(
  text: string,
  { kind }: FactEdit,
  factIn: (line: string) => string | undefined,
  asked: string,
  written = asked,
): string | undefined {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  if (kind === 'add-fact') return `${text}${text === '' || text.endsWith('\n') ? '' : lineEnd}${written}${lineEnd}`;
  const lines = text.split(/(?<=\n)/);
  const left = lines.filter((line) => factIn(line) !== asked);
  return left.length === lines.length ? undefined : left.join('');
}

function editedArray(
  text: string,
  { offset, length, children = [] }: Node,
  { kind, fact }: FactEdit,
): string | undefined {
  const end = offset + length - 1;
  if (kind === 'add-fact') {
    const last = children.at(-1);
    if (last === undefined) return `${text.slice(0, offset + 1)}${jsonOf(fact)}${text.slice(end)}`;
    const after = last.offset + last.length;
    const before = children.at(-2);
    // What stands between two facts stands between the last and the new one.
    const between =
      before === undefined
        ? `,${/^\s*/.exec(text.slice(offset + 1))?.[0] || ' '}`
        : text.slice(before.offset + before.length, last.offset);
    return `${text.slice(0, after)}${/^\s*,\s*$/.test(between) ? between : ', '}${jsonOf(fact)}${text.slice(after)}`;
  }
  const wanted = writeFact(fact);
  const at = children.findIndex((child) => {
    const known = factOfJson(getNodeValue(child));
    return typeof known === 'object' && writeFact(known) === wanted;
  });
  const child = children[at];
  if (child === undefined) return undefined;
  const [previous, next] = [children[at - 1], children[at + 1]];
  const from = previous === undefined ? child.offset : previous.offset + previous.length;
  const to = previous === undefined && next !== undefined ? next.offset : child.offset + child.length;
  return text.slice(0, from) + text.slice(to);
}

/** A fact as the client libraries of Oso Cloud write it. */
function jsonOf({ predicate, arguments: values }: Fact): string {
  const written = values.map(({ type, id }) =>
    type === 'String' ? JSON.stringify(id) : `{ "type": ${JSON.stringify(type)}, "id": ${JSON.stringify(id)} }`,
  );
  return `[${[JSON.stringify(predicate), ...written].join(', ')}]`;
}
