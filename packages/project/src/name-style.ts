import { foldersAbove, folderUri, isBelow, nameOf, pathBelow, uriOf, within } from './file-names.ts';

/** How people write names of files where something runs, and what those are as URIs. */
export interface NameStyle {
  /** A name taken literally. */
  uriOf(name: string): string;
  /** A name with `/` between folders. */
  slashed(name: string): string;
  /** A file as a person would write it. */
  shown(uri: string): string;
}

/** Names in a client's configuration: paths of any platform, or URIs; relative ones from a folder (a URI). */
export function clientNames(folder: string): NameStyle {
  const base = folderUri(folder);
  return {
    uriOf: (name) => folderUri(uriOf(name, base)),
    slashed: (name) => name.replaceAll('\\', '/'),
    shown: (uri) => (isBelow(uri, base) ? pathBelow(base, uri) : nameOf(uri)),
  };
}

/** Which signs part folders, and whether there are drives and shares. */
export type PathStyle = 'posix' | 'windows';

/** Paths on a command line that was started in a folder (an absolute path). */
export function nativeNames(folder: string, style: PathStyle): NameStyle {
  const slashed = (path: string): string => (style === 'windows' ? path.replaceAll('\\', '/') : path);
  const base = absoluteUri(slashed(folder), style);
  const root = [base, ...foldersAbove(base)].at(-1)!;
  const absolute = (path: string): string => {
    if (style === 'posix') return path.startsWith('/') ? within('file:///', path) : within(base, path);
    if (/^[a-z]:\//i.test(path) || path.startsWith('//')) return absoluteUri(path, style);
    // `\x` is on the drive of the folder, and so is `C:x` where that is its drive.
    if (path.startsWith('/')) return within(root, path);
    const drive = /^([a-z]):/i.exec(path)?.[1]?.toLowerCase();
    if (drive === undefined) return within(base, path);
    const rest = path.slice(2);
    return root === `file:///${drive}%3A/` ? within(base, rest) : within(`file:///${drive}%3A/`, rest);
  };
  return {
    uriOf: (name) => absolute(slashed(name)),
    slashed,
    shown: (uri) => shownPath(uri, base, style),
  };
}

/** The URI of an absolute path with slashes; of Windows also `//server/share`, `//?/C:/x` and `//?/UNC/server/share`. */
function absoluteUri(path: string, style: PathStyle): string {
  if (style === 'posix') return within('file:///', path);
  const plain = path.replace(/^\/\/[?.]\/(?:UNC\/(?=[^/]))?/i, (prefix) => (/UNC\/$/i.test(prefix) ? '//' : ''));
  const share = /^\/\/([^/]+)(.*)$/.exec(plain);
  if (share !== null) return within(`file://${encodeURIComponent(share[1]!.toLowerCase())}/`, share[2]!);
  const drive = /^([a-z]):(.*)$/i.exec(plain);
  return drive === null ? within('file:///', plain) : within(`file:///${drive[1]!.toLowerCase()}%3A/`, drive[2]!);
}

/** The path of a `file:` URI; of another, the URI. */
export function pathOfUri(uri: string, style: PathStyle): string {
  const parts = /^file:\/\/([^/]*)(\/.*)$/.exec(uri);
  if (parts === null) return uri;
  const [, authority = '', path = ''] = parts;
  const decoded = pathBelow('', `/${path}`);
  if (style === 'posix') return authority === '' ? decoded : `//${authority}${decoded}`;
  const windows = decoded.replaceAll('/', '\\');
  if (authority !== '') return `\\\\${authority}${windows}`;
  return windows.replace(/^\\([a-z]):/i, (_, drive: string) => `${drive.toUpperCase()}:`);
}

/** More steps up than this are harder to read than the whole path. */
const MOST_STEPS_UP = 2;

/** A file as the user would write it: relative to where the command was started, unless it is far from there. */
function shownPath(uri: string, base: string, style: PathStyle): string {
  const separator = style === 'windows' ? '\\' : '/';
  const folders = [base, ...foldersAbove(base)];
  for (const [up, folder] of folders.slice(0, MOST_STEPS_UP + 1).entries()) {
    if (uri === folder) return up === 0 ? '.' : Array(up).fill('..').join(separator);
    if (!isBelow(uri, folder)) continue;
    // A root has nothing in common.
    if (up > 0 && up === folders.length - 1) break;
    return [...Array(up).fill('..'), ...pathBelow(folder, uri).split('/')].join(separator);
  }
  return pathOfUri(uri, style);
}
