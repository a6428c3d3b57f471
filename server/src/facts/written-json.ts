import { createScanner, type JSONScanner } from 'jsonc-parser';
import type { Span } from '../view.ts';
import type { ReadFacts, Word, WrittenFact, WrittenValue } from './written-facts.ts';

/** Facts in JSON: an array of them, or one after the other, each an array or an object with `predicate` and `args` (docs/facts.md). */
export function writtenInJson(text: string): ReadFacts {
  return new Reader(text).read();
}

type Sign = '[' | ']' | '{' | '}' | ',' | ':' | '"' | '' | '?';

class Reader {
  readonly #text: string;
  readonly #scanner: JSONScanner;
  readonly #facts: WrittenFact[] = [];
  readonly #broken: Span[] = [];

  constructor(text: string) {
    this.#text = text;
    this.#scanner = createScanner(text, true);
  }

  read(): ReadFacts {
    let isInList = false;
    this.#next();
    // A list of facts begins as a fact does: by what is in it they are told apart.
    if (this.#is('[')) {
      const start = this.#start;
      this.#next();
      if (this.#opens || this.#is(']') || this.#is('')) isInList = true;
      else this.#factInArray(start);
    }
    while (!this.#is('')) {
      const start = this.#start;
      if (this.#is('[')) {
        this.#next();
        this.#factInArray(start);
      } else if (this.#is('{')) this.#factInObject();
      else {
        const isSign = this.#is(',') || (isInList && this.#is(']'));
        if (!isSign) this.#broken.push({ start, end: this.#end });
        this.#next();
      }
    }
    return { facts: this.#facts, broken: this.#broken };
  }

  /** A fact whose bracket has been read. */
  #factInArray(start: number): void {
    let predicate: Word | undefined;
    const values: WrittenValue[] = [];
    for (let at = 0; !this.#isOver(']'); at++) {
      if (at === 0 && this.#is('"')) predicate = this.#word();
      else values.push(this.#value());
      this.#comma(']');
    }
    this.#facts.push({ span: { start, end: this.#close(']') }, predicate, arguments: values });
  }

  #factInObject(): void {
    const start = this.#start;
    let predicate: Word | undefined;
    const values: WrittenValue[] = [];
    const end = this.#members((key) => {
      if (key === 'predicate' && this.#is('"')) predicate = this.#word();
      else if (key === 'args' && this.#is('[')) {
        this.#next();
        while (!this.#isOver(']')) {
          values.push(this.#value());
          this.#comma(']');
        }
        this.#close(']');
      } else this.#skip();
    });
    this.#facts.push({ span: { start, end }, predicate, arguments: values });
  }

  #value(): WrittenValue {
    const start = this.#start;
    if (this.#is('{')) {
      let type: Word | undefined;
      let id: Word | undefined;
      const end = this.#members((key) => {
        const isString = this.#is('"');
        if (key === 'type' && isString) type = this.#word();
        else if (key === 'id' && isString) id = this.#word();
        else this.#skip();
      });
      return { span: { start, end }, type, id, isText: type?.text === 'String' };
    }
    if (this.#is('"')) {
      const end = this.#end;
      const id = this.#word();
      return { span: { start, end }, type: undefined, id, isText: true };
    }
    const end = this.#skip();
    return { span: { start, end }, type: undefined, id: undefined, isText: false };
  }

  /** Goes through an object, and has the value of each key read; gives where the object ends. */
  #members(take: (key: string) => void): number {
    this.#next();
    while (!this.#isOver('}')) {
      const key = this.#is('"') ? this.#scanner.getTokenValue() : undefined;
      if (key === undefined) this.#skip();
      else {
        this.#next();
        if (this.#is(':')) this.#next();
        if (!this.#is(',') && !this.#isOver('}')) take(key);
      }
      this.#comma('}');
    }
    return this.#close('}');
  }

  #word(): Word {
    const text = this.#scanner.getTokenValue();
    const isClosed = this.#scanner.getTokenError() === 0;
    if (!isClosed) this.#broken.push({ start: this.#start, end: this.#end });
    const span = { start: this.#start + 1, end: this.#end - (isClosed ? 1 : 0) };
    this.#next();
    return { text, span };
  }

  /** Goes over a value of whatever kind; gives where it ends. */
  #skip(): number {
    let depth = 0;
    let end = this.#end;
    do {
      if (this.#opens) depth++;
      else if (this.#closes) depth--;
      if (this.#scanner.getTokenError() !== 0) this.#broken.push({ start: this.#start, end: this.#end });
      end = this.#end;
      this.#next();
    } while (depth > 0 && !this.#is(''));
    return end;
  }

  #comma(closing: Sign): void {
    if (this.#is(',')) this.#next();
    else if (!this.#isOver(closing) && this.#is(':')) this.#skip();
  }

  /** Goes over a closing bracket, where it is there; gives where what it closes ends. */
  #close(closing: Sign): number {
    const { start, end } = { start: this.#start, end: this.#end };
    if (this.#is(closing)) {
      this.#next();
      return end;
    }
    this.#broken.push({ start, end });
    return start;
  }

  /** Whether what is read ends here, by its own bracket or by another's. */
  #isOver(closing: Sign): boolean {
    return this.#is(closing) || this.#closes || this.#is('');
  }

  get #opens(): boolean {
    return this.#is('[') || this.#is('{');
  }

  get #closes(): boolean {
    return this.#is(']') || this.#is('}');
  }

  #is(sign: Sign): boolean {
    return this.#sign === sign;
  }

  #next(): void {
    this.#scanner.scan();
  }

  /** What is next, by its first character; `?` for a word or a number, nothing at the end. */
  get #sign(): Sign {
    const character = this.#text.charAt(this.#start);
    return '[]{},:"'.includes(character) ? (character as Sign) : '?';
  }

  get #start(): number {
    return this.#scanner.getTokenOffset();
  }

  get #end(): number {
    return this.#scanner.getTokenOffset() + this.#scanner.getTokenLength();
  }
}
