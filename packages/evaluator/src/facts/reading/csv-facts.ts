import Papa from 'papaparse';
import type { CloudValue, Fact } from '../value.ts';
import { typedValue } from './fact-of-json.ts';
import type { FormatReader, TakeFact } from './fact-reader.ts';
import { LONGEST } from './longest.ts';
import type { Problems } from './problems.ts';

/**
 * Facts in CSV. The header names the predicate and the types: `has_role,User,String,Org`, with `bob,admin,acme` or `has_role,bob,admin,acme` in a
 * row. With `predicate` as its first cell each row begins with the predicate's name.
 */
export class CsvFacts implements FormatReader {
  readonly #take: TakeFact;
  readonly #problems: Problems;
  #rest = '';
  #line = 0;
  #header: Header | undefined;
  #isBroken = false;
  /** A row had as many cells as the header asks for. */
  #hasFitting = false;
  isOver = false;

  constructor(take: TakeFact, problems: Problems) {
    this.#take = take;
    this.#problems = problems;
  }

  push(text: string): void {
    // What ends with a carriage return may go on with a line feed.
    this.#rest = (this.#rest + text).replaceAll('\r\n', '\n');
    this.#read(true);
  }

  end(): void {
    this.#read(false);
  }

  /** `goesOn`: what comes last may not be whole. */
  #read(goesOn: boolean): void {
    const parser = new Papa.Parser({ delimiter: ',', newline: '\n', quoteChar: '"' });
    const { data, errors, meta } = parser.parse(this.#rest, 0, goesOn) as Papa.ParseResult<string[]>;
    this.#rest = this.#rest.slice(meta.cursor);
    if (goesOn && this.#rest.length > LONGEST) {
      this.isOver = true;
      this.#problems.add(
        this.#line + data.length,
        'This row has no end: a quote is open, or the file has no lines. Nothing from here on was read.',
      );
    }
    const wrong = new Map(errors.map(({ row, message }) => [row ?? 0, message]));
    for (const [at, row] of data.entries()) {
      const line = this.#line;
      this.#line += 1 + row.reduce((sum, cell) => sum + lineBreaks(cell), 0);
      const message = wrong.get(at);
      if (message !== undefined) this.#problems.add(line, `This is no CSV: ${message}.`);
      else if (row.length > 1 || row[0] !== '') this.#takeRow(row, line);
    }
  }

  #takeRow(row: readonly string[], line: number): void {
    if (this.#isBroken) return;
    if (this.#header === undefined) {
      this.#readHeader(
        row.map((cell) => cell.trim()),
        line,
      );
      return;
    }
    const { predicate, types, line: headerLine } = this.#header;
    if (!this.#hasFitting && predicate !== undefined && row.length === types.length + 1 && row[0] !== predicate) {
      this.#isBroken = true;
      const read = `the predicate ${predicate} with ${types.length === 1 ? 'an argument of the type' : 'arguments of the types'} ${types.join(', ')}`;
      this.#problems.add(
        headerLine,
        `${HEADER}. This one is ${read}, and the row in line ${line + 1} has one cell more. Name no columns here, or begin each row with ${predicate}.`,
      );
      return;
    }
    this.#hasFitting = true;
    const fact = factOf(row, this.#header);
    const problem = typeof fact === 'string' ? fact : this.#take(fact);
    if (problem !== undefined) this.#problems.add(line, problem);
  }

  #readHeader([first = '', ...types]: readonly string[], line: number): void {
    if (first === '' || types.length === 0 || types.includes('')) {
      this.#isBroken = true;
      const other = types.length === 0 ? SEPARATORS.find(({ sign }) => first.includes(sign)) : undefined;
      this.#problems.add(
        line,
        other === undefined ? HEADER : `Cells are separated by commas, and here by ${other.name}. Save the file so.`,
      );
      return;
    }
    this.#header = { predicate: first === 'predicate' ? undefined : first, types, line };
  }
}

const HEADER = 'The first line must name the predicate and the type of each argument: has_role,User,String,Org';

/** What tables are saved with in place of commas, as some programs do by the language of the computer. */
const SEPARATORS = [
  { sign: ';', name: 'semicolons' },
  { sign: '\t', name: 'tabs' },
  { sign: '|', name: 'bars' },
];

interface Header {
  /** Undefined where each row says its own. */
  readonly predicate: string | undefined;
  readonly types: readonly string[];
  readonly line: number;
}

function factOf(row: readonly string[], { predicate: only, types }: Header): Fact | string {
  const isNamed = only === undefined || (row.length === types.length + 1 && row[0] === only);
  const predicate = only ?? row[0]!;
  const ids = isNamed ? row.slice(1) : row;
  if (predicate === '') return 'The first cell must be the name of the predicate.';
  if (ids.length !== types.length) {
    return `The header names ${types.length} ${types.length === 1 ? 'argument' : 'arguments'}, and here ${ids.length === 1 ? 'is' : 'are'} ${ids.length}.`;
  }
  const values: CloudValue[] = [];
  for (let i = 0; i < types.length; i++) {
    const value = typedValue(types[i]!, ids[i]!);
    if (typeof value === 'string') return `Argument ${i + 1} of ${predicate}: ${value}`;
    values.push(value);
  }
  return { predicate, arguments: values };
}

function lineBreaks(text: string): number {
  let found = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) found++;
  return found;
}
