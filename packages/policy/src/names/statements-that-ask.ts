import type { Node, PolarNode } from '@polar-tools/language';
import type { FileModel } from '../model/file-model.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { unwrap } from '../model/walk.ts';
import { slotKinds } from './slot-kinds.ts';

const known = new WeakMap<Snapshot, readonly StatementModel[]>();

/**
 * The statements in which a variable may be asked for as a role, permission or relation: by a call or head of the language's own predicates with anything but
 * a string for it, by a rule that is called and does so, or by one that calls. Of all others it is certain that no variable is, so that nobody has to read
 * what their values are. In the order of files and of text.
 */
export function statementsThatAsk(policy: Snapshot): readonly StatementModel[] {
  const before = known.get(policy);
  if (before !== undefined) return before;
  const asking = new Set<StatementModel>();
  /** Predicates with a rule that asks, and those that such a statement calls. */
  const asked = new Set<string>();
  const called = new Set<string>();
  const add = (statement: StatementModel): void => {
    asking.add(statement);
    const { clause, calls } = statement;
    if (clause !== undefined && !slotKinds.has(clause.predicate)) asked.add(clause.predicate);
    for (const name of calls) if (!slotKinds.has(name) && policy.predicates.has(name)) called.add(name);
  };
  for (const file of policy.models.values()) for (const statement of directlyIn(file)) add(statement);
  const itself = asking.size;
  for (let grown = asked.size + called.size > 0; grown; ) {
    const size = asking.size;
    for (const { statements } of policy.models.values()) {
      for (const statement of statements) {
        if (asking.has(statement)) continue;
        const { clause, calls } = statement;
        if ((clause !== undefined && called.has(clause.predicate)) || calls.some((name) => asked.has(name)))
          add(statement);
      }
    }
    grown = asking.size > size;
  }
  const found = asking.size === itself ? [...asking] : [...policy.statements()].filter((each) => asking.has(each));
  known.set(policy, found);
  return found;
}

/** A file that did not change is the same object. */
const direct = new WeakMap<FileModel, readonly StatementModel[]>();

function directlyIn(file: FileModel): readonly StatementModel[] {
  let found = direct.get(file);
  if (found === undefined) {
    found = file.statements.filter(asksItself);
    direct.set(file, found);
  }
  return found;
}

/** In shorthands, `role` and `permission` are variables. */
function isWord(node: PolarNode): boolean {
  const word = node.$type === 'Shorthand' ? node.head : node.$type === 'ShorthandReference' ? node.term : undefined;
  return word?.$type === 'Variable';
}

function asksItself({ tree, calls, clause, nodes }: StatementModel): boolean {
  if (tree === undefined) return false;
  if (tree.$type === 'Block' && nodes.some(isWord)) return true;
  const isAny = (name: string, second: Node | undefined): boolean =>
    slotKinds.has(name) && second !== undefined && unwrap(second).$type !== 'StringLiteral';
  if (clause !== undefined && slotKinds.has(clause.predicate)) {
    const second = clause.rule.parameters[1];
    if (second?.specializer !== undefined || isAny(clause.predicate, second?.value)) return true;
  }
  if (!calls.some((name) => slotKinds.has(name))) return false;
  return nodes.some((node: PolarNode) => {
    if (node.$type === 'Call') return isAny(node.name.text, node.arguments[1]);
    return node.$type === 'Assertion' && isAny(node.name.text, node.parameters[1]?.value);
  });
}
