import type { FileModel } from './file-model.ts';
import type { Snapshot } from './snapshot.ts';
import type { StatementModel } from './statement-model.ts';

const blocks = new WeakMap<FileModel, boolean>();
const any = new WeakMap<FileModel, boolean>();

/** Whether a block of the policy has a syntax error, or what may be one: it may declare any type, and any name of a type. */
export function hasBrokenBlock({ models }: Snapshot): boolean {
  for (const file of models.values()) if (hasOne(file, blocks, isBlock)) return true;
  return false;
}

/** Whether a statement of the policy has a syntax error: it may be the one that is missing. */
export function hasBrokenStatement({ models }: Snapshot): boolean {
  for (const file of models.values()) if (hasOne(file, any, () => true)) return true;
  return false;
}

const isBlock = ({ tree }: StatementModel): boolean => tree === undefined || tree.$type === 'Block';

function hasOne(
  file: FileModel,
  known: WeakMap<FileModel, boolean>,
  isOne: (statement: StatementModel) => boolean,
): boolean {
  let broken = known.get(file);
  if (broken === undefined) {
    broken = file.statements.some((statement) => statement.broken && isOne(statement));
    known.set(file, broken);
  }
  return broken;
}
