import type { Configuration } from '@polar-tools/policy';
import { within } from './file-names.ts';

const PROGRAM = /\.(?:py|[cm]?[jt]sx?)$/;

/** Whether the module of a host is the path of a file from the configuration's folder on, and no name that the interpreter looks for. */
export const isModulePath = (module: string): boolean => PROGRAM.test(module) && !/^[\\/]|^[a-z]:/i.test(module);

/**
 * Where the module of a configuration's `host` may lie, likeliest first: a path, or a name with dots, from the configuration's folder.
 * @param home the URI of that folder
 */
export function hostModules(host: Configuration['host'], home: string): readonly string[] {
  if (host === undefined) return [];
  const { kind, module } = host;
  const isPath = /[/\\]/.test(module) || PROGRAM.test(module);
  const path = isPath ? module.replaceAll('\\', '/') : kind === 'python' ? module.replaceAll('.', '/') : module;
  const endings = PROGRAM.test(path)
    ? ['']
    : kind === 'python'
      ? ['.py', '/__init__.py']
      : ['.ts', '.mts', '.js', '.mjs', '.cjs', '/index.ts', '/index.js'];
  return endings.map((ending) => within(home, path + ending));
}
