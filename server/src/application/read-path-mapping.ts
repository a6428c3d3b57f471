import type { PathMapping } from '@polar-tools/app-classes';
import { folderOf, within } from '@polar-tools/project';
import { parse } from 'jsonc-parser';

/** Configurations that extend each other are followed so far. */
const DEEPEST = 8;

/**
 * Reads where a `tsconfig.json` finds modules, what it extends by a path included.
 *
 * @returns undefined where it says nothing of that
 */
export async function readPathMapping(
  uri: string,
  textOf: (uri: string) => Promise<string | undefined>,
): Promise<PathMapping | undefined> {
  let base: string | undefined;
  let paths: { readonly from: string; readonly of: Readonly<Record<string, unknown>> } | undefined;
  let next: string | undefined = uri;
  for (let depth = 0; next !== undefined && depth < DEEPEST && (base === undefined || paths === undefined); depth++) {
    const text: string | undefined = await textOf(next);
    if (text === undefined) break;
    const read = recordOf(parse(text, [], { allowTrailingComma: true }));
    const options = recordOf(read.compilerOptions);
    const folder = folderOf(next);
    if (base === undefined && typeof options.baseUrl === 'string') base = below(folder, options.baseUrl);
    if (paths === undefined && options.paths !== undefined)
      // Without a `baseUrl`, they are from the file that has them.
      paths = { from: folder, of: recordOf(options.paths) };
    const { extends: other } = read;
    const name: unknown = Array.isArray(other) ? other.at(-1) : other;
    next = typeof name === 'string' && name.startsWith('.') ? below(folder, named(name)) : undefined;
  }
  if (base === undefined && paths === undefined) return undefined;
  const patterns = Object.entries(paths?.of ?? {}).flatMap(([pattern, targets]) =>
    Array.isArray(targets)
      ? [{ pattern, targets: targets.filter(isText).map((target) => below(base ?? paths!.from, target)) }]
      : [],
  );
  return { folder: folderOf(uri), base, patterns };
}

const named = (name: string): string => (name.endsWith('.json') ? name : `${name}.json`);

/** A `*` stays what it is: it stands for a part of a name. */
const below = (folder: string, path: string): string => within(folder, path).replace(/\/+$/, '').replaceAll('%2A', '*');

const isText = (value: unknown): value is string => typeof value === 'string';

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
