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
  if (long.length < SHORTEST) return isSlipOfShort(word, other);
  if (short[0] !== long[0] || editDistance(short, long, 2) > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  if (short.length < long.length) return at < short.length || (long.length > SHORTEST && !ENDINGS.includes(long[at]!));
  // Two that changed places.
  if (short[at] === long[at + 1] && short[at + 1] === long[at]) return true;
  if (long.length === SHORTEST || !areNear(short[at]!, long[at]!)) return false;
  // `publik` is no other word.
  return at < long.length - 1 || !(ENDINGS.includes(short[at]!) && ENDINGS.includes(long[at]!));
}

/** Words of so few letters that are words: what is none of them is none by chance. */
const SHORT_WORDS: ReadonlySet<string> = new Set(
  'a an am as at be by do go he id if in is it me my no of on or so to up us we add age all and any are bad big buy can cat day did dog end eve far fee few for fun get god got had has hat her him his how ids its key kin led let low man max men met min mod new nor not now off old one org our out own pad per put ran raw rem rid run sad saw see set sex she sub sum tag tap tax tea ten the tie tip too top try two use van via war was way web who why win won yes yet you'.split(
    ' ',
  ),
);

/** `ar` for `are`, `ahs` for `has`: a letter less, or two that changed places, and no word. */
function isSlipOfShort(word: string, other: string): boolean {
  if (word.length < 2 || SHORT_WORDS.has(word) || !SHORT_WORDS.has(other)) return false;
  if (word.length < other.length) return [...other].some((_, at) => other.slice(0, at) + other.slice(at + 1) === word);
  return (
    word.length === other.length &&
    [...word].some((letter, at) => word.slice(0, at) + (word[at + 1] ?? '') + letter + word.slice(at + 2) === other)
  );
}

function areNear(one: string, other: string): boolean {
  if (ALIKE.some((letters) => letters.includes(one) && letters.includes(other))) return true;
  return ROWS.some(
    (row) => row.includes(one) && row.includes(other) && Math.abs(row.indexOf(one) - row.indexOf(other)) === 1,
  );
}
