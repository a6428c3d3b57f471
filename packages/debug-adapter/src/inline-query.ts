import { LineIndex, rangeOf } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import type { QueryPosition } from './launch.ts';
import type { InlineQueryPlace } from './runtime/places.ts';

/** The inline query at a position of a launch configuration; in a sentence, why there is none. */
export function findInlineQuery(policy: Policy, position: QueryPosition, uri: string): InlineQueryPlace | string {
  const file = policy.files.get(uri);
  if (file === undefined) return `The file "${position.file}" of "query" is none of the policy. Add it to "policies".`;
  const lines = new LineIndex(file.text);
  const start = lines.offsetAt({ line: position.line - 1, character: 0 });
  const end = start + lines.lineText(position.line - 1).length;
  const column = position.column === undefined ? undefined : start + position.column - 1;
  const inFile = policy.queries.filter((query) => query.uri === uri);
  for (const { query } of inFile) {
    const range = rangeOf(query);
    const meant =
      column === undefined ? range.start <= end && range.end >= start : range.start <= column && column <= range.end;
    if (meant) return { uri, expression: query.query };
  }
  const others = inFile.map(({ query }) => lines.positionAt(rangeOf(query).start).line + 1);
  return others.length === 0
    ? `There is no inline query in "${position.file}". Write one, such as ?= allow(larry, "read", gmail);`
    : `There is no inline query on line ${position.line} of "${position.file}". There are some on: ${others.join(', ')}.`;
}
