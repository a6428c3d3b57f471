import type { Configuration } from '@polar-tools/policy';
import { within } from './file-names.ts';

const PROGRAM = /\.(?:py|[cm]?[jt]sx?)$/;

/** What a host names beside its module: the function that sets it up (`app.py:main`). */
const FUNCTION = /:[\p{L}_$][\p{L}\p{N}_$]*(?:\(\))?$/u;

/** The module of a host without the function that sets it up. */
export const moduleWithout = (module: string): string => module.replace(FUNCTION, '');

/** Whether the module of a host is the path of a file, and no name that the interpreter looks for. */
export const isModulePath = (named: string): boolean => PROGRAM.test(moduleWithout(named));

/**
 * Where the module of a configuration's `host` may lie, likeliest first: a path, or a name with dots, from the configuration's folder.
 * @param home the URI of that folder
 */
export function hostModules(host: Configuration['host'], home: string): readonly string[] {
  if (host === undefined) return [];
  const { kind } = host;
  const module = moduleWithout(host.module);
  const isPath = /[/\\]/.test(module) || PROGRAM.test(module);
  const path = isPath ? module.replaceAll('\\', '/') : kind === 'python' ? module.replaceAll('.', '/') : module;
  const endings = PROGRAM.test(path)
    ? ['']
    : kind === 'python'
      ? ['.py', '/__init__.py']
      : ['.ts', '.mts', '.js', '.mjs', '.cjs', '/index.ts', '/index.js'];
  return endings.map((ending) => within(home, path + ending));
}
