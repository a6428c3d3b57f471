/** The words of a text, as sorted numbers: two words may share one. */
export type Words = Uint32Array;

/** All words that stand in a text, comments and strings included. */
export function wordsIn(text: string): Words {
  const found = new Set<number>();
  let hash = FIRST;
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isPartOfWord(code)) {
      hash = next(hash, code);
      inside = true;
    } else if (inside) {
      found.add(hash >>> 0);
      hash = FIRST;
      inside = false;
    }
  }
  if (inside) found.add(hash >>> 0);
  return Uint32Array.from(found).sort();
}

/** Whether a word stands in the text; where it says no, it does not. */
export function mayMention(words: Words, word: string): boolean {
  let hash = FIRST;
  for (let at = 0; at < word.length; at++) hash = next(hash, word.charCodeAt(at));
  const wanted = hash >>> 0;
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return words[low] === wanted;
}

/** FNV-1a, over code units. */
const FIRST = 0x811c9dc5;
const next = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

/** `a` to `z`, `A` to `Z`, `0` to `9`, `_`, `$`, and whatever is not ASCII. */
const isPartOfWord = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 36 ||
  code >= 128;
