import { pathBelow } from './file-names.ts';
import type { Files } from './files.ts';
import { globOf, isGlob } from './glob.ts';
import { isPolicyFile } from './included.ts';
import type { NameStyle } from './name-style.ts';
import { problem, type Result } from './problem.ts';
import { discover, MOST_FOLDERS } from './search.ts';
import { Spellings } from './spelling.ts';

/** What a name stands for: a file, a folder, or the files that a pattern finds. */
export type Named =
  | { readonly kind: 'file' | 'folder'; readonly uri: string; readonly shown: string }
  | { readonly kind: 'found'; readonly files: ReadonlyMap<string, string> };

/**
 * What names stand for, in their order: files, folders, or patterns (`glob.ts`). A name that is there as it is written is no pattern. A pattern
 * finds policy files alone, unless it says of which other kind they are (`docs/*.md`); hidden folders and those of packages are not
 * searched, unless the pattern names them outright.
 */
export async function resolveNames(
  names: readonly string[],
  style: NameStyle,
  files: Files,
): Promise<Result<readonly Named[]>> {
  const resolved: Named[] = [];
  /** Where the files that were named are, links followed: one that is named by two of its names is one file. */
  const places = new Set<string>();
  const spellings = new Spellings(files);
  for (const name of names) {
    const one = await resolveName(name, style, files, spellings);
    if ('problems' in one) return one;
    const { value } = one;
    if (value.kind === 'file' && names.length > 1) {
      const place = (await files.real?.(value.uri)) ?? value.uri;
      if (places.has(place)) continue;
      places.add(place);
    }
    resolved.push(value);
  }
  return { value: resolved };
}

async function resolveName(name: string, style: NameStyle, files: Files, spellings: Spellings): Promise<Result<Named>> {
  const uri = await spellings.of(style.uriOf(name));
  const read = await files.read(uri);
  if ('text' in read) return { value: { kind: 'file', uri, shown: name } };
  if ((await files.list(uri)) !== undefined) return { value: { kind: 'folder', uri, shown: name } };
  if (read.fault.kind !== 'missing') {
    if (read.fault.kind === 'folder') {
      return problem('unreadable-folder', `The folder "${name}" may not be read. Ask for the right to read it.`);
    }
    // It is there: whoever reads it says why it cannot be read, and goes on with the others if they are looked at too.
    return { value: { kind: 'file', uri, shown: name } };
  }
  if (isGlob(name)) return findByPattern(name, style, files, spellings);
  return problem('no-such-file', `There is no file or folder "${name}".`);
}

async function findByPattern(
  name: string,
  style: NameStyle,
  files: Files,
  spellings: Spellings,
): Promise<Result<Named>> {
  const parts = style.slashed(name).split('/');
  const fixed = parts.slice(0, parts.findIndex(isGlob));
  const base = await spellings.of(style.uriOf(fixed.length === 0 ? '.' : `${fixed.join('/')}/`));
  const rest = parts.slice(fixed.length).filter((part) => part !== '' && part !== '.');
  const glob = globOf(rest.join('/'));
  const finds = /\.[a-z]+$/i.test(name) && !name.endsWith('.polar') ? () => true : isPolicyFile;
  const found = await discover(files, base, glob.mayMatchBelow, finds);
  if (!found.complete) {
    return problem('too-many-folders', `"${name}" leads into more than ${MOST_FOLDERS} folders. Name a smaller one.`);
  }
  const matching = found.policyFiles.filter((uri) => glob.matches(pathBelow(base, uri)));
  if (matching.length === 0) return problem('no-such-file', `No file matches "${name}".`);
  return { value: { kind: 'found', files: new Map(matching.map((uri) => [uri, style.shown(uri)])) } };
}
