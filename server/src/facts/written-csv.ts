import type { ReadFacts, Word, WrittenFact, WrittenValue } from './written-facts.ts';

/**
 * Facts in CSV, a row each, below a header with the predicate and the types (docs/facts.md). The header is the first of them; what its cells say is not
 * repeated in the rows' own predicates and types, which have places only where they stand in the row.
 */
export function writtenInCsv(text: string): ReadFacts {
  const facts: WrittenFact[] = [];
  let header: readonly Word[] | undefined;
  for (const cells of rowsOf(text)) {
    if (cells.length === 1 && cells[0]!.text === '') continue;
    const span = { start: cells[0]!.span.start, end: cells.at(-1)!.span.end };
    if (header === undefined) {
      header = cells.map(trimmed);
      const [first, ...types] = header;
      const predicate = first!.text === 'predicate' ? undefined : first;
      const values = types.map(
        (type): WrittenValue => ({ span: type.span, type, id: undefined, isText: type.text === 'String' }),
      );
      facts.push({ span, predicate, arguments: values, isHeader: true });
      continue;
    }
    const [first, ...types] = header;
    const isNamed = first!.text === 'predicate' || (cells.length === header.length && cells[0]!.text === first!.text);
    const predicate = isNamed ? cells[0] : first;
    const values = (isNamed ? cells.slice(1) : cells).map((id, at): WrittenValue => {
      const type = types[at];
      return { span: id.span, type, id, isText: type?.text === 'String' };
    });
    facts.push({ span, predicate, arguments: values });
  }
  return { facts, broken: [] };
}

/** The cells of each row (RFC 4180). A cell in quotes may hold line breaks. */
function* rowsOf(text: string): Generator<Word[]> {
  let row: Word[] = [];
  for (let at = 0; ; ) {
    let cell: Word;
    if (text[at] === '"') {
      const start = at + 1;
      let end = text.indexOf('"', start);
      while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
      if (end < 0) end = text.length;
      cell = { text: text.slice(start, end).replaceAll('""', '"'), span: { start, end } };
      at = Math.min(end + 1, text.length);
      while (at < text.length && !',\r\n'.includes(text[at]!)) at++;
    } else {
      const start = at;
      while (at < text.length && !',\r\n'.includes(text[at]!)) at++;
      cell = { text: text.slice(start, at), span: { start, end: at } };
    }
    row.push(cell);
    if (text[at] === ',') {
      at++;
      continue;
    }
    yield row;
    row = [];
    if (at >= text.length) return;
    at += text.startsWith('\r\n', at) ? 2 : 1;
    if (at >= text.length) return;
  }
}

function trimmed({ text, span: { start, end } }: Word): Word {
  const from = text.length - text.trimStart().length;
  const name = text.trim();
  return { text: name, span: { start: start + from, end: Math.min(start + from + name.length, end) } };
}
