import { URI } from 'vscode-uri';

/**
 * Files are known by their URI inside; a client speaks of paths, or of URIs where a file is in no file system
 * (`vscode-vfs://github/…`). These two functions are the only place where one becomes the other.
 */

/** The URI of a path or URI as a client or a person wrote it; a relative path is taken from `folder` (a URI). */
export function uriOf(name: string, folder: string): string {
  if (isUri(name)) return URI.parse(name).toString();
  if (isWindowsPath(name)) return URI.file(name.replaceAll('\\', '/')).toString();
  if (name.startsWith('/')) return URI.file(name).toString();
  const base = URI.parse(folder);
  return base.with({ path: joined(base.path, name.replaceAll('\\', '/')) }).toString();
}

/** The URI as a client wants it: a path where it is a file, unless the client asked for URIs. */
export function nameOf(uri: string, asUri = false): string {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' && !asUri ? parsed.fsPath : uri;
}

/** The last part of a URI's path, for a person. */
export function shortName(uri: string): string {
  const path = URI.parse(uri).path;
  return path.slice(path.lastIndexOf('/') + 1) || path;
}

/** The folder that holds what the URI names. */
export function folderOf(uri: string): string {
  const parsed = URI.parse(uri);
  const at = parsed.path.lastIndexOf('/');
  return parsed.with({ path: at > 0 ? parsed.path.slice(0, at) : '/' }).toString();
}

/** The URI of a name in a folder; the name may have `..` and `/` in it. */
export function within(folder: string, name: string): string {
  const base = URI.parse(folder);
  return base.with({ path: joined(base.path, name) }).toString();
}

/** A scheme has two letters or more: `C:\x` is a path. */
function isUri(name: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(name);
}

/** `C:\x`, `\\server\x`: whatever the platform is, as a client may run on another one. */
function isWindowsPath(name: string): boolean {
  return name.startsWith('\\\\') || /^[a-z]:[\\/]/i.test(name);
}

function joined(folder: string, name: string): string {
  const parts = folder.split('/');
  if (parts.at(-1) === '') parts.pop();
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 1) parts.pop();
  }
  return parts.join('/') || '/';
}
