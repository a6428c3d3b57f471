import type { HostDescription } from '@polar-tools/policy';
import { parse } from 'jsonc-parser';

/**
 * The applications that launch configurations of the debugger name as `host`, in their order.
 *
 * @param text of a `launch.json`, which may have comments
 */
export function launchedHosts(text: string): readonly HostDescription[] {
  const { configurations } = recordOf(parse(text, [], { allowTrailingComma: true }));
  if (!Array.isArray(configurations)) return [];
  return configurations.map(recordOf).flatMap(({ type, host }) => {
    const [, kind, module] = type === 'polar' && typeof host === 'string' ? (HOST.exec(host) ?? []) : [];
    if (kind === undefined || module === undefined) return [];
    return [{ kind: kind as HostDescription['kind'], module: module.replace(FOLDER, '') }];
  });
}

const HOST = /^(python|node):(.+)$/s;
const FOLDER = /^\$\{workspaceFolder(?::[^}]*)?\}[/\\]/;

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
