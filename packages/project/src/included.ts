import type { Configuration } from '@polar-tools/policy';
import { globOf } from './glob.ts';

/**
 * Folders that are never searched: packages of others, and what was built or is kept by tools. They hold no policy of the user's, or
 * copies of one, and may be very large. Hidden ones (`.git`, `.venv`) are left out as well.
 */
const SKIPPED = new Set(['node_modules', 'bower_components', '__pycache__', 'venv', 'target', 'dist']);

/** Whether a folder of this name is left out, whatever a configuration includes. */
export const isSkippedFolder = (name: string): boolean => name.startsWith('.') || SKIPPED.has(name);

/**
 * Whether a file of this name is found where a folder or a pattern is named: `.polar` in lower case, since the reference loads no others,
 * and not hidden, as the remains are that editors and systems leave (`._main.polar`).
 */
export const isPolicyFile = (name: string): boolean => name.endsWith('.polar') && !name.startsWith('.');

/**
 * Whether a file belongs to the policy of a configuration: one that it names for its facts does not.
 *
 * @param path relative to the configuration's folder, with forward slashes
 */
export function isIncluded({ include, facts }: Pick<Configuration, 'include' | 'facts'>, path: string): boolean {
  if (!isSearched(path) || facts?.some((named) => normal(named) === path) === true) return false;
  return include === undefined || include.some((pattern) => globOf(includePattern(pattern)).matches(path));
}

/** Whether a configuration may include something in a folder below its own, or below that; the path as above. */
export const mayIncludeBelow = ({ include }: Pick<Configuration, 'include'>, folder: string): boolean =>
  include === undefined || include.some((pattern) => globOf(includePattern(pattern)).mayMatchBelow(folder));

/**
 * A pattern as it is matched: a folder stands for all below it, and people on Windows write backslashes. What has a dot in its last name is a file,
 * unless a slash follows.
 */
function includePattern(pattern: string): string {
  const written = pattern.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  const path = written.replace(/\/+$/, '');
  if (path === '' || path === '.') return '**';
  const last = path.slice(path.lastIndexOf('/') + 1);
  return path === written && /[*?{[.]/.test(last) ? path : `${path}/**`;
}

/** A path as it is without `.` and `..`: `./a/../b.polar` is `b.polar`. */
function normal(path: string): string {
  const names: string[] = [];
  for (const name of path.replaceAll('\\', '/').split('/')) {
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop();
    else if (name !== '.' && name !== '') names.push(name);
  }
  return names.join('/');
}

/** Whether a search of a folder looks into the folder in which a file of this path from it lies. */
export const isReached = (path: string): boolean => !path.split('/').slice(0, -1).some(isSkippedFolder);

/** Whether a search of a folder finds the file of this path from it: a policy file in no folder that is left out. */
export function isSearched(path: string): boolean {
  const names = path.split('/');
  return isPolicyFile(names.pop() ?? '') && !names.some(isSkippedFolder);
}
