import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';

/** Folders that virtual environments lie in, and where their interpreter is, on either kind of system. */
const environments = ['.venv', 'venv'];
const interpreters = [join('bin', 'python'), join('Scripts', 'python.exe')];

/**
 * The interpreter of an application: that of the virtual environment that is active, or lies beside the application or above it, else the
 * `python3` of the path.
 *
 * @param named what a person or a configuration says, from a folder where it is a path: an interpreter, or the folder of a virtual environment; empty for none
 * @param from the application's folder, where the search begins
 * @param to where it ends: the folder that the command stands in
 */
export function findPython(
  named: string | undefined,
  from: string,
  to: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  if (named !== undefined && named !== '') {
    const path = resolve(to, named);
    return interpreterIn(path) ?? (/[/\\]|^\.+$/.test(named) ? path : named);
  }
  const active = environment.VIRTUAL_ENV;
  const found = [
    ...(active === undefined || active === '' ? [] : [active]),
    ...foldersBetween(from, to).flatMap((folder) => environments.map((name) => join(folder, name))),
  ];
  for (const folder of found) {
    const interpreter = interpreterIn(folder);
    if (interpreter !== undefined) return interpreter;
  }
  return process.platform === 'win32' ? 'python' : 'python3';
}

/** The interpreter of a virtual environment. */
const interpreterIn = (folder: string): string | undefined =>
  interpreters.map((interpreter) => join(folder, interpreter)).find((path) => existsSync(path));

/** The folder and those above it, to the last one where it lies in that; else those two. */
function foldersBetween(from: string, to: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = from; ; folder = dirname(folder)) {
    folders.push(folder);
    if (folder === to) return folders;
    if (folder === dirname(folder) || !isAbsolute(folder)) return [from, to];
  }
}
