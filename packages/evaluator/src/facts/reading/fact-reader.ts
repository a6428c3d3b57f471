import type { Fact } from '../value.ts';
import { CsvFacts } from './csv-facts.ts';
import { JsonFacts } from './json-facts.ts';
import { PolarFacts } from './polar-facts.ts';
import { Problems, type ReadFacts } from './problems.ts';

/**
 * How facts may be written: as in a test's setup; as the client libraries of Oso Cloud write them, in JSON, an array of facts or a
 * fact a line; in CSV, with a header that names the predicate and the types.
 */
export type FactFormat = 'polar' | 'json' | 'csv';

/** Takes a fact that was read; says what is wrong with it, if something is. */
export type TakeFact = (fact: Fact) => string | undefined;

/** What reads one format, text after text. A text may end anywhere. */
export interface FormatReader {
  /** Nothing that comes can be read: what is wrong is told already. */
  readonly isOver: boolean;
  push(text: string): void;
  end(): void;
}

/** The format of a file by its name; undefined where the name tells none. */
export function factFormatOf(fileName: string): FactFormat | undefined {
  const ending = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase();
  if (ending === 'polar' || ending === 'csv') return ending;
  return ending === 'json' || ending === 'jsonl' || ending === 'ndjson' ? 'json' : undefined;
}

/**
 * Reads a file of facts piece by piece, so that it may be larger than memory. What is wrong is collected and reading goes on after it, so
 * that a person sees more than the first fault; whoever takes the facts must not use any of them if there is one.
 */
export class FactReader {
  #decoder: Decoder | undefined;
  /** The first byte, as long as there is only one. */
  #first: Uint8Array = new Uint8Array();
  readonly #problems = new Problems();
  readonly #reader: FormatReader;
  #count = 0;
  /** The file is no text: nothing more is read. */
  #over = false;
  readonly #format: FactFormat;
  /** Nothing but blanks has come yet. */
  #isBlank = true;

  constructor(format: FactFormat, take: TakeFact) {
    this.#format = format;
    const counting: TakeFact = (fact) => {
      const fault = emptyIdFault(fact);
      if (fault !== undefined) return fault;
      this.#count++;
      return take(fact);
    };
    if (format === 'polar') this.#reader = new PolarFacts(counting, this.#problems);
    else if (format === 'csv') this.#reader = new CsvFacts(counting, this.#problems);
    else this.#reader = new JsonFacts(counting, this.#problems);
  }

  /** The next piece of the file: UTF-8, or UTF-16 with a byte order mark, which some shells write. */
  push(bytes: Uint8Array): void {
    let piece = bytes;
    if (this.#decoder === undefined) {
      piece = this.#first.length === 0 ? bytes : new Uint8Array([...this.#first, ...bytes]);
      this.#first = piece;
      if (piece.length < 2) return;
      this.#decoder = decoderOf(piece);
    }
    const decoder = this.#decoder;
    this.#feed(() => decoder.decode(piece, { stream: true }));
  }

  /** How many facts were read so far. */
  get count(): number {
    return this.#count;
  }

  /** True where reading on is of no use. */
  get isOver(): boolean {
    return this.#over || this.#reader.isOver;
  }

  /** The file is at its end. */
  end(): ReadFacts {
    const decoder = this.#decoder ?? decoderOf(this.#first);
    const last = this.#decoder === undefined ? this.#first : new Uint8Array();
    this.#feed(() => decoder.decode(last));
    const filled = FILLED[this.#format];
    if (this.#isBlank && filled !== undefined && !this.isOver) this.#problems.add(0, `The file is empty. ${filled}`);
    else if (!this.isOver) this.#reader.end();
    return { count: this.#count, problems: this.#problems.first, more: this.#problems.more };
  }

  #feed(decoded: () => string): void {
    if (this.isOver) return;
    let text: string;
    try {
      text = decoded();
    } catch {
      this.#refuse('This is not text in UTF-8. Save the file in that encoding, or name another.');
      return;
    }
    // A program, an image or text in UTF-16 has such a character, a file of facts has not.
    if (text.includes('\0')) this.#refuse(NUL_FOUND);
    else {
      this.#isBlank &&= text.trim() === '';
      this.#reader.push(text);
    }
  }

  #refuse(message: string): void {
    this.#over = true;
    this.#problems.add(undefined, message);
  }
}

/** What an empty file should have: it is an export that failed more often than facts that there are none of. Polar is written by hand, and may be empty. */
const FILLED: Readonly<Partial<Record<FactFormat, string>>> = {
  json: 'Write facts, ["has_role", {"type": "User", "id": "bob"}, …], or [] where there are none.',
  csv: 'Its first line names the predicate and the types: has_role,User,String,Org',
};

/** An object without an id: a cell that nobody filled in, a field that was not there. */
function emptyIdFault({ predicate, arguments: values }: Fact): string | undefined {
  for (let at = 0; at < values.length; at++) {
    const { type, id } = values[at]!;
    if (id === '' && type !== 'String')
      return `Argument ${at + 1} of ${predicate}: the id of this ${type} is empty. Give it one, or leave the fact out.`;
  }
  return undefined;
}

const NUL_FOUND =
  'This has a NUL character (U+0000), as programs, images and text in UTF-16 without a byte order mark have it. Remove it, save the file in UTF-8, or name another.';

type Decoder = InstanceType<typeof TextDecoder>;

function decoderOf([first, second]: Uint8Array): Decoder {
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true });
}
