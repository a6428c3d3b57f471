import { LineIndex, type Node } from '@polar-tools/language';
import type { FileModel } from '../model/file-model.ts';
import type { Location, Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { PolarSymbol } from './symbols.ts';

/** A place as a person reads it: the file's own name and the line, `main.polar:12`. */
export function placeText(policy: Policy, uri: string, offset: number): string {
  const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  const text = policy.files.get(uri)?.text ?? '';
  return `${name}:${new LineIndex(text).positionAt(offset).line + 1}`;
}

/**
 * The first place in a statement with a syntax error where a symbol's name is written and that is none of the given ones: what it is there
 * cannot be known. Comments do not count.
 */
export function brokenMention(
  policy: Snapshot,
  symbol: PolarSymbol,
  places: readonly Location[],
): Location | undefined {
  const { name } = symbol;
  let known: ReadonlySet<string> | undefined;
  for (const [uri, model] of policy.models) {
    if (symbol.kind === 'variable' && symbol.uri !== uri) continue;
    const { file } = model;
    for (const i of brokenIn(model)) {
      const { base, length, tree } = file.statements[i]!;
      if (symbol.kind === 'variable' && (tree === undefined || !isWithin(symbol.scope, tree))) continue;
      for (const start of mentionsIn(file.text.slice(base, base + length), symbol)) {
        const quoted = isQuoted(symbol) && file.text[base + start - 1] === '"';
        const at = base + start - (quoted ? 1 : 0);
        known ??= new Set(places.map((place) => `${place.uri} ${place.start}`));
        if (!known.has(`${uri} ${at}`)) return { uri, start: base + start, end: base + start + name.length };
      }
    }
  }
  return undefined;
}

const broken = new WeakMap<FileModel, readonly number[]>();
const NONE: readonly number[] = [];

/** The statements of a file that have a syntax error: in most files none. */
function brokenIn(model: FileModel): readonly number[] {
  let found = broken.get(model);
  if (found === undefined) {
    const at = model.statements.flatMap((statement, i) => (statement.broken ? [i] : []));
    found = at.length === 0 ? NONE : at;
    broken.set(model, found);
  }
  return found;
}

/** Whether a name is written as a string. */
const isQuoted = ({ kind }: PolarSymbol): boolean => kind === 'term' || kind === 'object';

function isWithin(scope: Node, tree: Node): boolean {
  for (let node: Node | undefined = scope; node !== undefined; node = node.$container) if (node === tree) return true;
  return false;
}

/** Where a name stands by itself: outside comments, and for what is no term outside strings. */
function* mentionsIn(text: string, symbol: PolarSymbol): Generator<number> {
  const { name } = symbol;
  const isTerm = isQuoted(symbol);
  const isWord = !isTerm || (symbol.kind === 'term' && symbol.as === 'relation');
  for (const piece of text.matchAll(/#[^\r\n]*|"(?:\\[\s\S]|[^"\\\n])*"?|[^#"]+/g)) {
    const [part] = piece;
    if (part.startsWith('#')) continue;
    if (part.startsWith('"')) {
      if (isTerm && (part === `"${name}"` || part === `"${name}`)) yield piece.index + 1;
      continue;
    }
    if (!isWord) continue;
    for (const word of part.matchAll(/[\p{L}\p{M}\p{N}_:?]+/gu)) if (word[0] === name) yield piece.index + word.index;
  }
}
