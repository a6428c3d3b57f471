import { parseFile, updateFile } from '@polar-tools/language';
import { type Configuration, emptyConfiguration } from '../configuration/configuration.ts';
import { type FileModel, fileModel } from './file-model.ts';
import { firstSnapshot } from './first-snapshot.ts';
import { nextSnapshot } from './next-snapshot.ts';
import type { Policy } from './policy.ts';
import { Snapshot } from './snapshot.ts';

/** A file's text, under the name that diagnostics and places use for it. */
export interface SourceText {
  readonly uri: string;
  readonly text: string;
}

/** A file's new text; undefined where the file is gone. */
export interface FileChange {
  readonly uri: string;
  readonly text: string | undefined;
}

/** Reads the files of one policy, in the order in which they are loaded. Never throws on a user's text. */
export function createPolicy(files: Iterable<SourceText>, configuration: Configuration = emptyConfiguration): Policy {
  const models = new Map<string, FileModel>();
  for (const { uri, text } of files) models.set(uri, fileModel(uri, parseFile(text)));
  return firstSnapshot(models, configuration);
}

/**
 * The policy after some of its files, or its configuration, changed. What did not change is shared with the policy before,
 * statement by statement; a new file comes last.
 */
export function updatePolicy(
  policy: Policy,
  changes: Iterable<FileChange>,
  configuration: Configuration = policy.configuration,
): Policy {
  const previous = snapshotOf(policy);
  const models = new Map(previous.models);
  const changed = new Set<string>();
  for (const { uri, text } of changes) {
    changed.add(uri);
    const before = models.get(uri);
    if (text === undefined) models.delete(uri);
    else
      models.set(uri, fileModel(uri, before === undefined ? parseFile(text) : updateFile(before.file, text), before));
  }
  return nextSnapshot(models, configuration, previous, changed);
}

/** Policies are made here only, so every one is a snapshot. */
export function snapshotOf(policy: Policy): Snapshot {
  if (policy instanceof Snapshot) return policy;
  throw new TypeError('A policy is made by createPolicy or updatePolicy.');
}
