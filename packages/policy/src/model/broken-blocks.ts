import type { FileModel } from './file-model.ts';
import type { Snapshot } from './snapshot.ts';

const known = new WeakMap<FileModel, boolean>();

/** Whether a block of the policy has a syntax error, or what may be one: it may declare any type, and any name of a type. */
export function hasBrokenBlock({ models }: Snapshot): boolean {
  for (const file of models.values()) if (isIn(file)) return true;
  return false;
}

function isIn(file: FileModel): boolean {
  let broken = known.get(file);
  if (broken === undefined) {
    broken = file.statements.some((statement) => {
      const type = statement.tree?.$type;
      return statement.broken && (type === undefined || type === 'Block');
    });
    known.set(file, broken);
  }
  return broken;
}
