import { FIRST_WORD, TOKEN_TEXT, Token } from '../generated/tokens.ts';

/**
 * The words and strings of all texts, each kept once and apart from the text it was found in, so that a tree does not
 * keep alive the texts of earlier versions. A number stands for each; the first ones are the language's own words.
 */
const LIMIT = 1 << 18;

let table = new Int32Array(1 << 12);
let hashes: number[] = [];
let strings: string[] = [];
const reserved = TOKEN_TEXT.length - FIRST_WORD;

export const HASH_START = 7;
/**
 * The hash of a word and one more code unit. Written out where texts are read, since a call for each code unit would cost more than all the
 * rest; small, so that no step needs more than the engine's small integers.
 */
function hashStep(hash: number, code: number): number {
  return ((hash << 5) - hash + code) & HASH_MASK;
}
export const HASH_MASK = 0xffffff;

/** The token type of a word: that of a word of the language, or a name. */
export function tokenOfWord(word: number): number {
  return word < reserved ? FIRST_WORD + word : Token.Id;
}

export function textOfWord(word: number): string {
  return strings[word]!;
}

/** Starts afresh when too much was collected. Only between statements: the numbers given before are void. */
export function forgetWordsIfMany(): void {
  if (strings.length > LIMIT) reset();
}

/** The number of the word in `text` from `start` to `end`, whose hash is known. */
export function wordAt(text: string, start: number, end: number, hash: number): number {
  const length = end - start;
  const mask = table.length - 1;
  let slot = (hash ^ (hash >>> 15)) & mask;
  for (;;) {
    const entry = table[slot]! - 1;
    if (entry < 0) break;
    if (hashes[entry] === hash) {
      const candidate = strings[entry]!;
      if (candidate.length === length && text.startsWith(candidate, start)) return entry;
    }
    slot = (slot + 1) & mask;
  }
  return add(copyOf(text, start, end), hash, slot);
}

export function wordOf(text: string): number {
  let hash = HASH_START;
  for (let i = 0; i < text.length; i++) hash = hashStep(hash, text.charCodeAt(i));
  return wordAt(text, 0, text.length, hash);
}

/** A slice of 13 units or more would hold on to the whole text. */
function copyOf(text: string, start: number, end: number): string {
  if (end - start < 13) return text.slice(start, end);
  let copy = '';
  for (let i = start; i < end; i += 4096) {
    const codes: number[] = [];
    for (let j = i; j < end && j < i + 4096; j++) codes.push(text.charCodeAt(j));
    copy += String.fromCharCode(...codes);
  }
  return copy;
}

function add(word: string, hash: number, slot: number): number {
  strings.push(word);
  hashes.push(hash);
  table[slot] = strings.length;
  if (strings.length * 2 > table.length) grow();
  return strings.length - 1;
}

function grow(): void {
  table = new Int32Array(table.length * 2);
  const mask = table.length - 1;
  for (let entry = 0; entry < strings.length; entry++) {
    const hash = hashes[entry]!;
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (table[slot] !== 0) slot = (slot + 1) & mask;
    table[slot] = entry + 1;
  }
}

function reset(): void {
  table = new Int32Array(1 << 12);
  hashes = [];
  strings = [];
  for (let type = FIRST_WORD; type < TOKEN_TEXT.length; type++) wordOf(TOKEN_TEXT[type]!);
}
reset();
