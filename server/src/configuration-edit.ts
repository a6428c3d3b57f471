import { applyEdits, modify, type ParseError, parse } from 'jsonc-parser';
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
