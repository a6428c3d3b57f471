import { factFormatOf } from '@polar-tools/evaluator';
import { isName } from '@polar-tools/language';
import { faultMessage, uriOf } from '@polar-tools/project';
import type { AskedAt, Patience } from '../feature.ts';
import type { Span } from '../view.ts';
import type { Root } from '../workspace/loaded-root.ts';
import { type SeenFacts, viewWithFacts, wordsOf } from './fact-view.ts';
import { type WrittenFact, type WrittenFile, writtenFacts } from './written-facts.ts';

/** A file of facts that a policy's configuration names and that is no part of the policy. */
export interface FactFile {
  readonly uri: string;
  /** As the configuration names it. */
  readonly name: string;
  readonly file: WrittenFile;
}

/** Why not all files of facts can be read, in words for a person. */
export interface Unreadable {
  readonly unreadable: string;
}

/** The files of facts of a policy, as they stand in the editor. Those that are missing have none. */
export async function readFactFiles(
  { folder, policy }: Root,
  { readFile }: Pick<Patience, 'readFile'>,
): Promise<readonly FactFile[] | Unreadable> {
  if (policy.dialect !== 'cloud' || folder === undefined) return [];
  const found: FactFile[] = [];
  for (const name of policy.configuration.facts ?? []) {
    const uri = uriOf(name, folder);
    const format = factFormatOf(name);
    if (policy.files.has(uri)) continue;
    const read = await readFile(uri);
    // UTF-16, which a file of facts may be in.
    const text = 'text' in read ? read.text : read.fault.text;
    if (text !== undefined)
      found.push({ uri, name, file: format === undefined ? unknown(text) : writtenIn(text, format) });
    else if ('fault' in read && read.fault.kind !== 'missing') return { unreadable: faultMessage(read.fault, name) };
  }
  return found;
}

/** A file whose name does not tell how it is written. */
const unknown = (text: string): WrittenFile => ({
  text,
  format: 'polar',
  facts: [],
  broken: [{ start: 0, end: text.length }],
});

let newest: WrittenFile | undefined;

/** The facts of a text; one that is asked about again is not read again. */
export function writtenIn(text: string, format: WrittenFile['format']): WrittenFile {
  if (newest?.text !== text || newest.format !== format) newest = writtenFacts(text, format);
  return newest;
}

/** The same place, seen together with those facts of some files that may mention one of some names. */
export function withMentions(asked: AskedAt, files: readonly FactFile[], names: readonly string[]): AskedAt {
  const seen = files.flatMap(({ uri, file }): SeenFacts[] => {
    const facts = factsMentioning(file, names);
    return facts.length === 0 ? [] : [{ uri, file, facts }];
  });
  const view = viewWithFacts(asked.view, seen, asked.client.encoding);
  // A file of facts may have more of its facts in it now.
  const [before, now] = [asked.view.lines(asked.uri), view.lines(asked.uri)];
  const offset = before === now || !before || !now ? asked.offset : now.offsetAt(before.positionAt(asked.offset));
  return { ...asked, view, offset };
}

function factsMentioning({ text, facts }: WrittenFile, names: readonly string[]): readonly WrittenFact[] {
  // Texts may be written with escapes; most files have none.
  const escapes = text.includes('\\') || text.includes('""');
  if (!escapes && !names.some((name) => text.includes(name))) return [];
  const mentions = (fact: WrittenFact): boolean => {
    const written = text.slice(fact.span.start, fact.span.end);
    return names.some((name) => written.includes(name)) || (escapes && /\\|""/.test(written));
  };
  return facts.filter((fact) => fact.isHeader === true || mentions(fact));
}

/**
 * The first place where a file has a name in what is no word of a fact, or of none that can be read: what it is there is not known. Comments, and the
 * keys of objects in JSON, name nothing.
 * @param isType whether a name is one of a type: what stands as another's is not known either
 */
export function unreadMention(
  { text, format, facts, broken }: WrittenFile,
  name: string,
  isType: (name: string) => boolean,
): number | undefined {
  if (!text.includes(name)) return undefined;
  const isIn = (at: number, { start, end }: Span): boolean => start <= at && at < end;
  const isBroken = (at: number): boolean => broken.some((each) => isIn(at, each));
  const words = facts
    .flatMap((fact) => wordsOf(fact, isType))
    .map(({ span }) => span)
    .sort((one, other) => one.start - other.start);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const after = at + name.length;
    if (isPart(text[at - 1], name) || isPart(text[after], name)) continue;
    if (format === 'polar') {
      if (isBroken(at)) return at;
      continue;
    }
    const word = words[lastAtMost(words, at)];
    if (word !== undefined && isIn(at, word) && !isBroken(word.start)) continue;
    if (format === 'json' && /^"\s*:/.test(text.slice(after, after + 20))) continue;
    return at;
  }
  return undefined;
}

/** The index of the last that begins at an offset or before. */
function lastAtMost(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Whether a character would make a name another one. */
const isPart = (character: string | undefined, name: string): boolean =>
  isName(name) && character !== undefined && /[\p{L}\p{N}_]/u.test(character);
