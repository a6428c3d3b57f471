import type { FileModel } from '../model/file-model.ts';
import type { StatementModel } from '../model/statement-model.ts';

/** Mentioned by what uses a fixture or extends a type: where that is not there, any other may be the one that was meant. */
export const ANY_FIXTURE = ' fixture';
export const ANY_TYPE = ' type';

export const ofBlocks = ['has_role', 'has_permission', 'has_relation'];

const indexes = new WeakMap<FileModel, ReadonlyMap<string, readonly StatementModel[]>>();

/**
 * Adds the statements of a file that define, call or otherwise mention one of the names. A file that stays is asked again, so it gets
 * an index; one that is being edited is looked through.
 */
export function addMentions(
  file: FileModel,
  names: ReadonlySet<string>,
  edited: boolean,
  found: Set<StatementModel>,
): void {
  if (edited) {
    for (const statement of file.statements) {
      forEachMention(statement, (name) => {
        if (names.has(name)) found.add(statement);
      });
    }
    return;
  }
  let index = indexes.get(file);
  if (index === undefined) {
    const made = new Map<string, StatementModel[]>();
    for (const statement of file.statements) {
      forEachMention(statement, (name) => {
        const list = made.get(name);
        if (list === undefined) made.set(name, [statement]);
        else if (list.at(-1) !== statement) list.push(statement);
      });
    }
    index = made;
    indexes.set(file, index);
  }
  for (const name of names) for (const statement of index.get(name) ?? []) found.add(statement);
}

function forEachMention(statement: StatementModel, visit: (name: string) => void): void {
  const { tree, clause, block, calls, classes, facts } = statement;
  if (clause !== undefined) visit(clause.predicate);
  if (tree?.$type === 'RuleType' || tree?.$type === 'Declare') visit(tree.name.text);
  if (tree?.$type === 'Test') {
    for (const item of tree.setup?.items ?? []) {
      if (item.$type !== 'FixtureUse') continue;
      visit(item.name.text);
      visit(ANY_FIXTURE);
    }
  }
  if (block !== undefined && block.supertypes.length > 0) visit(ANY_TYPE);
  for (const name of facts) visit(name);
  for (const name of calls) visit(name);
  for (const name of classes) visit(name);
  if (block !== undefined) for (const name of ofBlocks) visit(name);
}
