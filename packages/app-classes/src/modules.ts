import type { SourceLanguage } from './model.ts';
import { mappedModules, type PathMapping } from './path-mapping.ts';

/**
 * Where a module that a file imports may lie, likeliest first. Packages of others are not looked for.
 * @param from the URI of the file that imports it
 * @param mappings of projects in TypeScript, for names that are no paths
 * @returns URIs; most of them are of no file
 */
export function moduleCandidates(
  language: SourceLanguage,
  module: string,
  from: string,
  mappings: readonly PathMapping[] = [],
): readonly string[] {
  if (language === 'python') return pythonModule(module, from);
  const isPath = /^\.\.?(?:\/|$)/.test(module);
  return isPath ? javaScriptModule(module, from) : mappedModules(mappings, module, from).flatMap(javaScriptFiles);
}

const folderOf = (uri: string): string => uri.slice(0, uri.lastIndexOf('/'));

/** `.org` from the file's own folder, `app.org` from each folder above it. */
function pythonModule(module: string, from: string): readonly string[] {
  const [, dots = '', path = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
  const below = path
    .split('.')
    .filter((name) => name !== '')
    .map(encodeURIComponent);
  if (dots !== '') {
    let folder = folderOf(from);
    for (let up = 1; up < dots.length; up++) folder = folderOf(folder);
    return pythonFiles(folder, below);
  }
  return foldersAbove(from).flatMap((folder) => pythonFiles(folder, below));
}

function pythonFiles(folder: string, names: readonly string[]): readonly string[] {
  const path = [folder, ...names].join('/');
  return names.length === 0 ? [`${path}/__init__.py`] : [`${path}.py`, `${path}/__init__.py`];
}

/** From the nearest to the farthest; a path of URIs has one at least. */
function foldersAbove(uri: string): readonly string[] {
  const found: string[] = [];
  const root = uri.indexOf('/', uri.indexOf('://') + 3);
  for (let folder = folderOf(uri); folder.length >= root && found.length < MOST_FOLDERS; folder = folderOf(folder))
    found.push(folder);
  return found;
}

const MOST_FOLDERS = 30;
const ENDINGS = ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.jsx'];

/** `./models`, `../models/user.js`: of a compiled name, the source that it comes from, too. */
function javaScriptModule(module: string, from: string): readonly string[] {
  let folder = folderOf(from);
  const names: string[] = [];
  for (const name of module.split('/')) {
    if (name === '..') {
      if (names.length > 0) names.pop();
      else folder = folderOf(folder);
    } else if (name !== '.' && name !== '') names.push(encodeURIComponent(name));
  }
  return javaScriptFiles([folder, ...names].join('/'));
}

function javaScriptFiles(path: string): readonly string[] {
  const [, stem, ending] = /^(.*)(\.[cm]?[jt]sx?)$/.exec(path) ?? [];
  const compiled = stem === undefined ? [] : [path, `${stem}${ending!.replace('j', 't')}`, `${stem}.tsx`];
  return [...compiled, ...ENDINGS.map((each) => path + each), ...ENDINGS.map((each) => `${path}/index${each}`)];
}
