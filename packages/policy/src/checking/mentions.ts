import type { FileModel } from '../model/file-model.ts';
import type { Dialect } from '../model/policy.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { flowedTerms } from '../names/flowed-terms.ts';
import { termUses } from '../names/term-uses.ts';

/** Mentioned by what uses a fixture or extends a type: where that is not there, any other may be the one that was meant. */
export const ANY_FIXTURE = ' fixture';
export const ANY_TYPE = ' type';

/** Mentioned by what tells facts: which form a fact must have hangs on all rules. */
export const ANY_FACT = ' fact';
/** Mentioned by what names a role, permission or relation outside of the blocks: which of them are declared hangs on all blocks. */
export const ANY_TERM = ' term';

/** Mentioned by what tells a fact of this name. */
export const factMention = (name: string): string => ` fact ${name}`;

/** Mentioned by what asserts this predicate of a block, of which rules and facts come and go without it. */
export const assertMention = (name: string): string => ` assert ${name}`;

/** Mentioned by what names this role, permission or relation outside of the blocks. */
export const termMention = (name: string): string => `"${name}`;

export const ofBlocks = ['has_role', 'has_permission', 'has_relation'];

type Index = ReadonlyMap<string, readonly StatementModel[]>;

const indexes: Readonly<Record<Dialect, WeakMap<FileModel, Index>>> = { library: new WeakMap(), cloud: new WeakMap() };

/**
 * Adds the statements of a file that define, call or otherwise mention one of the names. A file that stays is asked again, so it gets
 * an index; one that is being edited is looked through.
 */
export function addMentions(
  file: FileModel,
  dialect: Dialect,
  names: ReadonlySet<string>,
  edited: boolean,
  found: Set<StatementModel>,
): void {
  if (edited) {
    if (names.size === 0) return;
    for (const statement of file.statements) {
      if (mentionsOf(statement, dialect).some((name) => names.has(name))) found.add(statement);
    }
    return;
  }
  let index = indexes[dialect].get(file);
  if (index === undefined) {
    const made = new Map<string, StatementModel[]>();
    for (const statement of file.statements) {
      forEachMention(statement, dialect, (name) => {
        const list = made.get(name);
        if (list === undefined) made.set(name, [statement]);
        else if (list.at(-1) !== statement) list.push(statement);
      });
    }
    index = made;
    indexes[dialect].set(file, index);
  }
  for (const name of names) for (const statement of index.get(name) ?? []) found.add(statement);
}

/** What a statement mentions. It is the same as long as the statement is, and asked at every edit of its file. */
const mentioned: Readonly<Record<Dialect, WeakMap<StatementModel, readonly string[]>>> = {
  library: new WeakMap(),
  cloud: new WeakMap(),
};

function mentionsOf(statement: StatementModel, dialect: Dialect): readonly string[] {
  const known = mentioned[dialect].get(statement);
  if (known !== undefined) return known;
  const names = new Set<string>();
  forEachMention(statement, dialect, (name) => void names.add(name));
  const made = [...names];
  mentioned[dialect].set(statement, made);
  return made;
}

function forEachMention(statement: StatementModel, dialect: Dialect, visit: (name: string) => void): void {
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
  if (tree?.$type === 'Test' && tree.assertions.length > 0) {
    visit(ANY_FACT);
    // Where no rule is named so, `allow` asks for permissions.
    const asserted = calls.includes('allow') ? [...calls, 'has_permission'] : calls;
    for (const name of asserted) visit(assertMention(name));
    if (asserted !== calls) visit('has_permission');
  }
  if (classes.length > 0) visit(ANY_TYPE);
  if (facts.length > 0) visit(ANY_FACT);
  for (const name of facts) {
    visit(name);
    visit(factMention(name));
  }
  for (const name of calls) visit(name);
  for (const name of classes) visit(name);
  if (block !== undefined) for (const name of ofBlocks) visit(name);
  const uses = [...termUses(statement, dialect), ...flowedTerms(statement, dialect)];
  if (uses.length > 0) visit(ANY_TERM);
  for (const { string } of uses) visit(termMention(string.value));
}
