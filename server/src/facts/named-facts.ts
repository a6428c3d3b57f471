import { uriOf } from '@polar-tools/project';
import type { Root } from '../workspace/loaded-root.ts';

/** The URIs of the files of facts that a Cloud policy's configuration names. */
export function factFilesOf({ folder, policy }: Root): readonly string[] {
  if (folder === undefined || policy.dialect !== 'cloud') return [];
  return (policy.configuration.facts ?? []).map((name) => uriOf(name, folder));
}
