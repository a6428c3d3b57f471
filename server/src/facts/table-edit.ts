import { type Fact, typedValue, writeFact } from '@polar-tools/evaluator';
import { writtenInCsv } from './written-csv.ts';
import { type WrittenFact, writeWord } from './written-facts.ts';

/**
 * The text of a table (CSV) after a fact was added, as the rows there are written; undefined where the table is for facts of another predicate or other
 * types.
 */
export function withRow(text: string, fact: Fact): string | undefined {
  const { facts } = writtenInCsv(text);
  const [header] = facts;
  const { predicate, arguments: values } = fact;
  if (
    header === undefined ||
    !sameTexts(
      typesOf(header),
      values.map(({ type }) => type),
    )
  )
    return undefined;
  const only = header.predicate?.text;
  if (only !== undefined && only !== predicate) return undefined;
  const last = facts.at(-1)!;
  const isNamed = only === undefined || (last !== header && last.predicate !== header.predicate);
  const cells = [...(isNamed ? [predicate] : []), ...values.map(({ id }) => id)].map((cell) =>
    writeWord({ text: '', format: 'csv' }, { start: 0, end: 0 }, cell),
  );
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  // A row of one empty cell would be an empty line.
  const row = cells.join() === '' ? '""' : cells.join();
  return `${text}${/[\r\n]$/.test(text) ? '' : lineEnd}${row}${lineEnd}`;
}

/** The text of a table (CSV) without the rows that are a fact; undefined where there is none. */
export function withoutRow(text: string, fact: Fact): string | undefined {
  const wanted = writeFact(fact);
  const rows = writtenInCsv(text).facts.filter((row) => row.isHeader !== true && written(row) === wanted);
  if (rows.length === 0) return undefined;
  let left = '';
  let from = 0;
  for (const { span } of rows) {
    left += text.slice(from, text[span.start - 1] === '"' ? span.start - 1 : span.start);
    const end = /\r\n|\r|\n|$/g;
    end.lastIndex = span.end;
    const found = end.exec(text)!;
    from = found.index + found[0].length;
  }
  return left + text.slice(from);
}

const typesOf = ({ arguments: values }: WrittenFact): readonly string[] => values.map(({ type }) => type?.text ?? '');

const sameTexts = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((text, at) => text === others[at]);

/** The fact that a row is; undefined where it is none. */
function written({ predicate, arguments: values }: WrittenFact): string | undefined {
  const read = values.map(({ type, id }) => typedValue(type?.text ?? '', id?.text ?? ''));
  const known = read.filter((value) => typeof value !== 'string');
  return predicate === undefined || known.length < read.length
    ? undefined
    : writeFact({ predicate: predicate.text, arguments: known });
}
