import { isName, printString } from '@polar-tools/language';
import { updatePolicy } from '@polar-tools/policy';
import type { Position } from 'vscode-languageserver';
import { createLineIndex, type LineIndex } from '../line-index.ts';
import type { PositionEncoding } from '../position-encoding.ts';
import type { Span, View } from '../view.ts';
import { type Word, type WrittenFact, type WrittenFile, type WrittenValue, writeWord } from './written-facts.ts';

/** Facts of a file that are to be seen together with a policy. */
export interface SeenFacts {
  /** The file's: the policy's spelling. */
  readonly uri: string;
  readonly file: WrittenFile;
  /** Those of its facts that matter. */
  readonly facts: readonly WrittenFact[];
}

/**
 * The policy together with facts from files, as if they stood in fixtures of its own: what features answer about names in tests, they answer about these. Places
 * are those of the files, whatever they are written in.
 */
export function viewWithFacts(view: View, seen: readonly SeenFacts[], encoding: PositionEncoding): View {
  if (seen.length === 0) return view;
  const translated = new Map(
    seen.map(({ uri, file, facts }) => {
      const lines = createLineIndex(file.text, encoding);
      return [uri, { file, lines: new TranslatedLines(lines, inPolar(facts, lines)) }];
    }),
  );
  const policy = updatePolicy(
    view.policy,
    [...translated].map(([uri, { lines }]) => ({ uri, text: lines.text })),
  );
  return {
    ...view,
    policy,
    lines: (uri) => translated.get(uri)?.lines ?? view.lines(uri),
    writes: (uri, span, name) => {
      const found = translated.get(uri);
      return found && writeWord(found.file, found.lines.inFile(span), name);
    },
  };
}

/** A word of a translated fact: where it stands in the Polar, quotes included, and in the file. */
interface Place extends Span {
  readonly inFile: Span;
  readonly isQuoted: boolean;
}

interface Translation {
  readonly text: string;
  /** In the order of the Polar. */
  readonly places: readonly Place[];
}

/** So many facts are one fixture. */
const FACTS_IN_FIXTURE = 500;

/** Facts as fixtures, each word in the line that it has in its file, so that messages name the right line. */
function inPolar(facts: readonly WrittenFact[], lines: LineIndex): Translation {
  const places: Place[] = [];
  const parts: string[] = [];
  let length = 0;
  let line = 0;
  const put = (text: string): void => {
    parts.push(text);
    length += text.length;
  };
  const putWord = ({ span }: Word, text: string, isQuoted: boolean): void => {
    const wanted = lines.positionAt(span.start).line;
    if (wanted > line) {
      put('\n'.repeat(wanted - line));
      line = wanted;
    }
    places.push({ start: length, end: length + text.length, inFile: span, isQuoted });
    put(text);
  };
  const putValue = ({ type, id, isText }: WrittenValue): void => {
    const putId = (): void => (id === undefined ? put('""') : putWord(id, printString(id.text), true));
    if (isText) putId();
    else if (type === undefined || !isName(type.text) || PLAIN.has(type.text)) put('0');
    else {
      putWord(type, type.text, false);
      put('{');
      putId();
      put('}');
    }
  };
  facts.forEach(({ predicate, arguments: values }, at) => {
    if (at % FACTS_IN_FIXTURE === 0) put(`${at === 0 ? '' : '} '}test fixture facts_${at} {`);
    if (predicate === undefined || !isName(predicate.text)) return;
    putWord(predicate, predicate.text, false);
    put('(');
    values.forEach((value, index) => {
      if (index > 0) put(', ');
      putValue(value);
    });
    put('); ');
  });
  if (facts.length > 0) put('}');
  return { text: parts.join(''), places };
}

/** The words of a fact that say something to the policy, those of its types where they are some; none of a fact that has no name. */
export function wordsOf(
  { predicate, arguments: values }: WrittenFact,
  isType: (name: string) => boolean,
): readonly Word[] {
  if (predicate === undefined || !isName(predicate.text)) return [];
  const inValues = values.flatMap(({ type, id, isText }) => [
    ...(type !== undefined && isType(type.text) ? [type] : []),
    ...(id !== undefined && (isText || type !== undefined) ? [id] : []),
  ]);
  return [predicate, ...inValues];
}

const PLAIN: ReadonlySet<string> = new Set(['Integer', 'Boolean']);

/** The lines of a file of facts, for offsets in what its facts are in Polar. */
class TranslatedLines implements LineIndex {
  readonly text: string;
  readonly #lines: LineIndex;
  readonly #places: readonly Place[];

  constructor(lines: LineIndex, { text, places }: Translation) {
    this.#lines = lines;
    this.text = text;
    this.#places = places;
  }

  get lineCount(): number {
    return this.#lines.lineCount;
  }

  positionAt(offset: number): Position {
    return this.#lines.positionAt(this.inFile({ start: offset, end: offset }).start);
  }

  /** In the Polar; behind its end where no word of a fact stands. */
  offsetAt(position: Position): number {
    return this.offsetOf(this.#lines.offsetAt(position)) ?? this.text.length;
  }

  rangeOf(span: Span) {
    return this.#lines.rangeOf(this.inFile(span));
  }

  /** Where in the Polar an offset of the file is; undefined where no word of a fact stands. */
  offsetOf(offset: number): number | undefined {
    const place = this.#places.find(({ inFile: { start, end } }) => start <= offset && offset <= end);
    if (place === undefined) return undefined;
    const { start, end, inFile, isQuoted } = place;
    const quote = isQuoted ? 1 : 0;
    return Math.min(start + quote + offset - inFile.start, end - quote);
  }

  /** The stretch of the file that one of the Polar stands for: a word, or all from one to another. */
  inFile({ start, end }: Span): Span {
    const first = this.#places[this.#firstEndingAfter(start)] ?? this.#places.at(-1);
    const last = this.#places[Math.max(this.#firstEndingAfter(Math.max(end - 1, start)), 0)] ?? this.#places.at(-1);
    if (first === undefined || last === undefined) return { start: 0, end: 0 };
    // What ends between words ends with the last before it.
    const before = last.start >= end && last !== first ? this.#places[this.#places.indexOf(last) - 1]! : last;
    return { start: first.inFile.start, end: Math.max(before.inFile.end, first.inFile.end) };
  }

  #firstEndingAfter(offset: number): number {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#places[middle]!.end > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Where an offset of a file of facts is for the features that are asked with a view; undefined where no word of a fact stands. */
export function offsetInFacts(view: View, uri: string, offset: number): number | undefined {
  const lines = view.lines(uri);
  return lines instanceof TranslatedLines ? lines.offsetOf(offset) : undefined;
}
