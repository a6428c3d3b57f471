import { URI } from 'vscode-uri';

/**
 * Files are known by their URI inside, in one spelling (`canonicalUri`); people and clients speak of paths, or of URIs in spellings of
 * their own. This is the only place where one becomes the other, and where a URI is taken apart: none of it asks which platform it runs
 * on, as a client may run on another one.
 *
 * A folder's URI has no slash at its end, unless it is a root (`file:///`, `file:///c%3A/`, `file://server/`).
 */

/** The one spelling of a URI: clients differ in what they escape. What is no URI is a name all the same. */
export function canonicalUri(uri: string): string {
  const known = canonicalUris.get(uri);
  if (known !== undefined) return known;
  const canonical = parsed(uri);
  if (canonicalUris.size > MOST_REMEMBERED) canonicalUris.clear();
  canonicalUris.set(uri, canonical);
  return canonical;
}

/** Every request and every file asks, mostly about the same ones. */
const canonicalUris = new Map<string, string>();
const MOST_REMEMBERED = 20_000;

function parsed(uri: string): string {
  try {
    const parsed = URI.parse(uri);
    // Schemes ignore case (RFC 3986, 3.1), and this machine's files have no authority (RFC 8089, 2).
    const scheme = parsed.scheme.toLowerCase();
    const authority = scheme === 'file' && parsed.authority.toLowerCase() === 'localhost' ? '' : parsed.authority;
    return (
      scheme === parsed.scheme && authority === parsed.authority ? parsed : parsed.with({ scheme, authority })
    ).toString();
  } catch {
    // A name all the same, and one that can be decoded.
    return decoded(uri) === uri ? uri.replaceAll('%', '%25') : uri;
  }
}

/** The URI of a folder, however many slashes its end has. */
export function folderUri(uri: string): string {
  const canonical = canonicalUri(uri);
  const { start, path } = split(canonical);
  const bare = path.replace(/\/+$/, '');
  return isRoot(bare) && path.startsWith('/') ? `${start}${bare}/` : start + bare;
}

/** The URI of a path or URI as a client or a person wrote it; a relative path is taken from `folder` (a URI). */
export function uriOf(name: string, folder: string): string {
  if (isUri(name)) return canonicalUri(name);
  const path = name.replaceAll('\\', '/');
  if (!isWindowsPath(name) && !name.startsWith('/')) return within(folderUri(folder), path);
  const { start, path: absolute } = split(URI.file(name.startsWith('/') ? name : path).toString());
  return start + resolved(absolute.split('/'));
}

/** The URI as a client wants it: a path where it is a file, unless the client asked for URIs. */
export function nameOf(uri: string, asUri = false): string {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' && !asUri ? parsed.fsPath : uri;
}

/** The last part of a URI's path, for a person. */
export function shortName(uri: string): string {
  const { path } = split(uri);
  return decoded(path.slice(path.lastIndexOf('/') + 1) || path);
}

/** The folder that holds what the URI names; of a root, and of what is in no folder (`untitled:Untitled-1`), the same. */
export function folderOf(uri: string): string {
  const { start, path } = split(uri);
  const bare = path.replace(/\/+$/, '');
  const at = bare.lastIndexOf('/');
  if (at < 0 || isRoot(bare)) return uri;
  const folder = path.slice(0, at);
  return isRoot(folder) ? `${start}${folder}/` : start + folder;
}

/** The folders that hold a file, its own first, the root last: as many as its path has, and none for what is in no folder. */
export function foldersAbove(uri: string): readonly string[] {
  const folders: string[] = [];
  for (let at = uri, above = folderOf(at); above !== at; at = above, above = folderOf(at)) folders.push(above);
  return folders;
}

/** The URI of a name in a folder; the name may have `..` and `/` in it, and does not lead out of the root. */
export function within(folder: string, name: string): string {
  const { start, path } = split(folder);
  return start + resolved([...path.split('/'), ...name.split('/').map(encoded)]);
}

/** A path of encoded parts, without the steps `.` and `..`. */
function resolved(parts: readonly string[]): string {
  const kept: string[] = [];
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 1 || !isDrive(kept[0])) kept.pop();
  }
  const path = kept.map((part) => `/${part}`).join('');
  return isRoot(path) ? `${path}/` : path;
}

/** Whether a file or folder lies in a folder, at any depth. */
export function isBelow(uri: string, folder: string): boolean {
  return uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`) && uri !== folder;
}

/** The path of a file from a folder that it lies in: decoded, with forward slashes. */
export function pathBelow(folder: string, uri: string): string {
  return decoded(uri.slice(folder.endsWith('/') ? folder.length : folder.length + 1));
}

/** As `vscode-uri` encodes a path's segment, so that a listed file and an opened one have the same URI. */
function encoded(name: string): string {
  // Half of a surrogate pair, which Windows allows in names, has no encoding.
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // What is no URI is a name all the same.
  }
}

/** A canonical URI's scheme and authority, and its path. */
function split(uri: string): { start: string; path: string } {
  const start = /^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?/i.exec(uri)?.[0] ?? '';
  return { start, path: uri.slice(start.length) };
}

/** A path without its last slash: whether there is nothing above it. */
const isRoot = (path: string): boolean => path === '' || isDrive(path.slice(1));

const isDrive = (part: string | undefined): boolean => /^[a-z]%3A$/i.test(part ?? '');

/** A scheme has two letters or more: `C:\x` is a path. */
function isUri(name: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(name);
}

/** `C:\x`, `\\server\x`: whatever the platform is, as a client may run on another one. */
function isWindowsPath(name: string): boolean {
  return name.startsWith('\\\\') || /^[a-z]:[\\/]/i.test(name);
}
