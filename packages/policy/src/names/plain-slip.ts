import { editDistance, isSlip, wordsOf } from './suggestions.ts';

/** Shorter words are one letter apart by chance: `live` and `line`. */
const SHORTEST = 4;

/** Letters that are taken for one another by ear, and rows of keys that are missed by one. */
const ALIKE = ['aeiouy', 'ckq', 'csz', 'mn', 'fv', 'bp', 'dt', 'gj', 'vw'];
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** What English puts at the end of a word to make another of it: `share` and `shared`, `owner` and `owned`, `employer` and `employee`. */
const ENDINGS = 'deghnrsy';

/**
 * Whether a name that nobody wrote down as meant is the other with one slip of the hand, where both may as well be names of facts: one word of it has
 * a letter too many or too few, another one that sounds or lies near, or two that changed places; or the words are parted otherwise.
 * `is_owner` and `is_owned`, `is_reader` and `is_leader`, `is_marked` and `is_masked` are two facts.
 */
export function isPlainSlip(written: string, meant: string): boolean {
  if (!isSlip(written, meant)) return false;
  if (joined(written) === joined(meant)) return true;
  const [words, others] = [wordsOf(written), wordsOf(meant)];
  if (words.length !== others.length) return false;
  const pairs = words.flatMap((word, i) => (word === others[i] ? [] : [[word, others[i]!] as const]));
  const [pair] = pairs;
  return pair !== undefined && pairs.length === 1 && isSlipOfHand(...pair);
}

const joined = (name: string): string => wordsOf(name).join('');

function isSlipOfHand(word: string, other: string): boolean {
  const [short, long] = word.length <= other.length ? [word, other] : [other, word];
  if (short[0] !== long[0] || long.length < SHORTEST || editDistance(short, long, 2) > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  if (short.length < long.length) return at < short.length || (long.length > SHORTEST && !ENDINGS.includes(long[at]!));
  // Two that changed places.
  if (short[at] === long[at + 1] && short[at + 1] === long[at]) return true;
  if (long.length === SHORTEST || !areNear(short[at]!, long[at]!)) return false;
  // `publik` is no other word.
  return at < long.length - 1 || !(ENDINGS.includes(short[at]!) && ENDINGS.includes(long[at]!));
}

function areNear(one: string, other: string): boolean {
  if (ALIKE.some((letters) => letters.includes(one) && letters.includes(other))) return true;
  return ROWS.some(
    (row) => row.includes(one) && row.includes(other) && Math.abs(row.indexOf(one) - row.indexOf(other)) === 1,
  );
}
