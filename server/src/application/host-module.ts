import type { Configuration } from '@polar-tools/policy';
import { within } from '@polar-tools/project';

/**
 * Where the module of a configuration's `host` may lie, likeliest first: a path, or a name with dots, from the configuration's folder.
 * @param home the URI of that folder
 */
export function hostModules(host: Configuration['host'], home: string): readonly string[] {
  if (host === undefined) return [];
  const { kind, module } = host;
  const isPath = /[/\\]/.test(module) || /\.(?:py|[cm]?[jt]sx?)$/.test(module);
  const path = isPath ? module.replaceAll('\\', '/') : kind === 'python' ? module.replaceAll('.', '/') : module;
  const endings = /\.(?:py|[cm]?[jt]sx?)$/.test(path)
    ? ['']
    : kind === 'python'
      ? ['.py', '/__init__.py']
      : ['.ts', '.mts', '.js', '.mjs', '.cjs', '/index.ts', '/index.js'];
  return endings.map((ending) => within(home, path + ending));
}
