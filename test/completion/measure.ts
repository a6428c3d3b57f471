import { parseFile } from '@polar-tools/language';
import { createPolicy } from '@polar-tools/policy';
import { Lexer } from '../../packages/language/src/syntax/lexer.ts';
import { corpusTexts } from '../../packages/language/test/corpus.ts';
import { completions } from '../../server/src/features/completion.ts';
import { ask, uriOf } from '../../server/test/asked.ts';

/**
 * How often completion offers the word that a person would go on to write: a token of a real policy is taken out, its first letter typed, and
 * completion asked. `node test/completion/measure.ts [TOKENS A POLICY]` prints it by kind; with `--misses`, what was not offered.
 */
export type WordKind = 'field' | 'type' | 'predicate' | 'variable' | 'string' | 'keyword';

export interface Score {
  asked: number;
  /** Words of the language, and those that stand elsewhere in the policy too: of a name that is new, nothing can be known. */
  known: number;
  knownOffered: number;
  offered: number;
  /** Among the first three, as an editor sorts them. */
  first: number;
}

export interface Measured {
  readonly byKind: ReadonlyMap<WordKind, Score>;
  readonly total: Score;
  readonly proposals: number;
  /** Proposals after which the grammar refuses the text. */
  readonly refused: readonly string[];
  readonly misses: readonly string[];
}

export function measure(perPolicy: number): Measured {
  const byKind = new Map<WordKind, Score>();
  const total = none();
  const misses: string[] = [];
  const refused: string[] = [];
  let proposals = 0;
  for (const text of corpusTexts()) {
    if (parseFile(text).statements.some(({ errors }) => errors.length > 0)) continue;
    const dialect = createPolicy([{ uri: uriOf('a.polar'), text }], {}).dialect;
    const words = wordsOf(text);
    const step = Math.max(1, Math.ceil(words.length / perPolicy));
    for (let index = 0; index < words.length; index += step) {
      const { start, end, kind, word, isKnown } = words[index]!;
      const typed = text.slice(0, start) + [...word][0] + text.slice(end);
      const offset = start + [...word][0]!.length;
      const policy = createPolicy([{ uri: uriOf('a.polar'), text: typed }], { dialect });
      const { items } = completions(ask(policy, uriOf('a.polar'), offset));
      const prefix = typed.slice(start, offset).toLowerCase();
      const shown = items
        .filter(({ label, filterText }) =>
          bare(filterText ?? label)
            .toLowerCase()
            .startsWith(prefix),
        )
        .sort((one, other) => ((one.sortText ?? one.label) < (other.sortText ?? other.label) ? -1 : 1));
      const at = shown.findIndex(({ label, filterText }) => bare(filterText ?? label) === word || bare(label) === word);
      const score = byKind.get(kind) ?? none();
      byKind.set(kind, score);
      for (const each of [score, total]) {
        each.asked++;
        if (isKnown) each.known++;
        if (isKnown && at >= 0) each.knownOffered++;
        if (at >= 0) each.offered++;
        if (at >= 0 && at < 3) each.first++;
      }
      if (at < 0 && isKnown)
        misses.push(`${kind} ${word}: ${text.slice(Math.max(0, start - 60), end + 30).replace(/\s+/g, ' ')}`);
      for (const item of shown) {
        proposals++;
        const inserted = 'newText' in (item.textEdit ?? {}) ? item.textEdit!.newText : item.label;
        const made = typed.slice(0, start) + plain(inserted);
        // What is to be filled in may be needed.
        if (isRefused(made) && isRefused(typed.slice(0, start) + plain(inserted, 'f(x)')))
          refused.push(`${item.label}: ${made.slice(-80).replace(/\s+/g, ' ')}`);
      }
    }
  }
  return { byKind, total, proposals, refused, misses };
}

const none = (): Score => ({ asked: 0, known: 0, knownOffered: 0, offered: 0, first: 0 });

const bare = (label: string): string => label.replace(/^"|"$/g, '').replace(/\{.*$|\(.*$/, '');

/** A snippet's text with what its places suggest, and something in the last one. */
function plain(snippet: string, filled = ''): string {
  let text = snippet;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/\$\{\d+:((?:\\.|[^\\}$])*)\}/g, '$1');
  }
  return text.replace(/\$\d/g, filled).replace(/\\([\\$}])/g, '$1');
}

/** Whether the grammar refuses a text that ends in the middle: it has an error before its end. */
function isRefused(text: string): boolean {
  const { statements } = parseFile(text);
  const last = statements.at(-1);
  if (last === undefined) return false;
  return last.errors.some(
    ({ start, code, message }) =>
      code !== 'unrecognized-eof' &&
      last.base + start < text.trimEnd().length &&
      !message.includes('is not closed') &&
      code !== 'wrong-value-type',
  );
}

interface Word {
  readonly start: number;
  readonly end: number;
  readonly word: string;
  readonly kind: WordKind;
  readonly isKnown: boolean;
}

const KEYWORDS = new Set([
  ...['if', 'and', 'or', 'not', 'in', 'matches', 'cut', 'new', 'forall', 'print', 'on', 'global', 'role', 'extends', 'true', 'false'],
  ...['actor', 'resource', 'roles', 'permissions', 'relations', 'test', 'setup', 'assert', 'assert_not', 'iff', 'fixture', 'declare', 'type'],
]); // biome-ignore format: a list

/** The words and the strings of a text, and what they are by what stands around them. */
function wordsOf(text: string): readonly Word[] {
  const lexer = new Lexer();
  lexer.begin(text, 0);
  while (lexer.next() !== 0);
  const { base, starts, ends, count } = lexer;
  const texts = Array.from({ length: count }, (_, i) => text.slice(base + starts[i]!, base + ends[i]!));
  const times = new Map<string, number>();
  for (const token of texts) {
    const name = token.replace(/^"|"$/g, '');
    times.set(name, (times.get(name) ?? 0) + 1);
  }
  return texts.flatMap((token, i): Word[] => {
    const start = base + starts[i]!;
    const end = base + ends[i]!;
    const [before, after] = [texts[i - 1], texts[i + 1]];
    if (token.startsWith('"')) {
      const content = token.slice(1, -1);
      // A test's title is free text.
      if (content === '' || before === 'test') return [];
      return [{ start: start + 1, end: end - 1, word: content, kind: 'string', isKnown: times.get(content)! > 1 }];
    }
    if (!/^[\p{L}_]/u.test(token)) return [];
    // A name that only this place has cannot be known, nor one letter be told from none.
    if (token.length < 2) return [];
    const one = { start, end, word: token, isKnown: times.get(token)! > 1 || KEYWORDS.has(token) };
    if (before === '.') return [{ ...one, kind: 'field' }];
    if (KEYWORDS.has(token) && after !== ':' && before !== ':') return [{ ...one, kind: 'keyword' }];
    if (after === '(') return [{ ...one, kind: before === 'new' ? 'type' : 'predicate' }];
    if (after === '{' || before === ':' || before === 'matches' || before === 'actor' || before === 'resource')
      return /^\p{Lu}|::/u.test(token) ? [{ ...one, kind: 'type' }] : [];
    return after === ':' ? [] : [{ ...one, kind: 'variable' }];
  });
}

if (process.argv[1]?.endsWith('measure.ts')) {
  const { byKind, total, proposals, refused, misses } = measure(Number(process.argv[2] ?? 30) || 30);
  const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
  for (const [kind, score] of [...byKind, ['all', total] as const])
    console.info(
      `${kind}: offered ${percent(score.offered, score.asked)} of ${score.asked}; ${percent(score.knownOffered, score.known)} of the ${score.known} that the language or the rest of the policy has; among the first three ${percent(score.first, score.offered)}`,
    );
  console.info(`${proposals} proposals, of which the grammar refuses ${percent(refused.length, proposals)}`);
  if (process.argv.includes('--misses')) console.info(misses.join('\n'));
  if (process.argv.includes('--refused')) console.info(refused.join('\n'));
}
