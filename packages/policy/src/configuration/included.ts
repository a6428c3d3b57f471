import type { Configuration } from './configuration.ts';

/** The name of the file that makes a folder the root of a policy. */
export const configurationFileName = 'polar.config.json';

/**
 * Whether a file belongs to the policy of a configuration.
 *
 * @param path relative to the configuration's folder, with forward slashes
 */
export function isIncluded({ include }: Configuration, path: string): boolean {
  if (include === undefined) return path.endsWith('.polar');
  return include.some((glob) => globPattern(glob).test(path));
}

/**
 * The folder of the policy that a file belongs to: the nearest folder above it with a configuration; undefined where there is none, so
 * that the policy is the `.polar` files of the file's own folder.
 *
 * @param file a path with forward slashes
 * @param configured the folders that hold a `polar.config.json`
 */
export function rootOf(file: string, configured: ReadonlySet<string>): string | undefined {
  for (let end = file.lastIndexOf('/'); end >= 0; end = file.lastIndexOf('/', end - 1)) {
    const folder = file.slice(0, end);
    if (configured.has(folder)) return folder;
    if (end === 0) break;
  }
  return undefined;
}

const patterns = new Map<string, RegExp>();

/** `*` and `?` within a name, `**` for any folders, `{a,b}` for either. */
function globPattern(glob: string): RegExp {
  const known = patterns.get(glob);
  if (known !== undefined) return known;
  let pattern = '';
  let depth = 0;
  const text = glob.replace(/^\.\//, '');
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '*' && text[i + 1] === '*') {
      i++;
      if (text[i + 1] === '/') {
        i++;
        pattern += '(?:[^/]+/)*';
      } else {
        pattern += '.*';
      }
    } else if (c === '*') {
      pattern += '[^/]*';
    } else if (c === '?') {
      pattern += '[^/]';
    } else if (c === '{' && text.includes('}', i)) {
      depth++;
      pattern += '(?:';
    } else if (c === '}' && depth > 0) {
      depth--;
      pattern += ')';
    } else if (c === ',' && depth > 0) {
      pattern += '|';
    } else {
      pattern += c.replace(/[.+^$()|[\]{}\\]/, '\\$&');
    }
  }
  const made = new RegExp(`^${pattern}${')'.repeat(depth)}$`);
  patterns.set(glob, made);
  return made;
}
