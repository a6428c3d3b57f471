import { applyEdits, findNodeAtLocation, modify, type Node, type ParseError, parse, parseTree } from 'jsonc-parser';
import { isRecord } from './feature.ts';

/**
 * The text of a `polar.config.json` with one value set, and the rest, white space included, as it was. No text means no file
 * yet; an undefined value removes the setting. Undefined where the text is no JSON object, which is the person's to correct.
 */
export function setInConfiguration(
  text: string | undefined,
  path: readonly string[],
  value: string | undefined,
): string | undefined {
  const source = text === undefined || text.trim() === '' ? '{}\n' : text;
  const errors: ParseError[] = [];
  const root: unknown = parse(source, errors, { allowTrailingComma: true });
  if (errors.length > 0 || !isRecord(root)) return undefined;
  const indent = /^([ \t]+)"/m.exec(source)?.[1] ?? '  ';
  const edits = modify(source, [...path], value, {
    formattingOptions: {
      insertSpaces: !indent.includes('\t'),
      tabSize: indent.length,
      eol: source.includes('\r\n') ? '\r\n' : '\n',
    },
  });
  return applyEdits(source, edits);
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
