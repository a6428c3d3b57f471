import type { LoweredClause, Value } from '../compiler/goal.ts';
import type { ClauseCode, CompiledProgram } from '../compiler/program.ts';
import type { HostClass, Question, Reply } from '../host/host.ts';
import { HostError, type HostObject } from '../host/host.ts';
import { deref, HOST, type Term } from '../terms/term.ts';
import { ASKED } from './asked.ts';
import { comesFirst, sortBySpecificity } from './dispatch.ts';
import { hostFailure } from './failure.ts';

class Waiting extends Error {}

/** Whoever can ask the application. */
export interface Asker {
  readonly program: CompiledProgram;
  ask(question: Question): Reply | typeof ASKED;
}

/** Sorts the clauses that fit these arguments, most specific first (docs/language/rules.md#order-of-rules); may have to ask the application. */
export function sortFitting(
  asker: Asker,
  clauses: readonly ClauseCode[],
  args: readonly Term[],
): readonly ClauseCode[] | typeof ASKED {
  try {
    return sortBySpecificity(clauses, (left, right) => moreSpecific(asker, left.lowered, right.lowered, args));
  } catch (thrown) {
    if (thrown instanceof Waiting) return ASKED;
    throw thrown;
  }
}

/** Whether the first of two clauses is more specific for these arguments. */
export function isMoreSpecific(
  asker: Asker,
  left: LoweredClause,
  right: LoweredClause,
  args: readonly Term[],
): boolean | typeof ASKED {
  try {
    return moreSpecific(asker, left, right, args);
  } catch (thrown) {
    if (thrown instanceof Waiting) return ASKED;
    throw thrown;
  }
}

function moreSpecific(asker: Asker, left: LoweredClause, right: LoweredClause, args: readonly Term[]): boolean {
  const { unions } = asker.program;
  const isUnion = (value: Value): boolean => value.kind === 'instance' && unions.has(value.name);
  for (let i = 0; i < args.length; i++) {
    const l = left.parameters[i]!.specializer;
    const r = right.parameters[i]!.specializer;
    if (l === undefined && r === undefined) continue;
    if (l === undefined) return false;
    if (r === undefined) return true;
    if (isUnion(l) && isUnion(r)) continue;
    if (isUnion(l)) return false;
    if (isUnion(r)) return true;
    if (!sameValue(l, r)) return isSubspecializer(asker, l, r, deref(args[i]!));
  }
  return false;
}

function isSubspecializer(asker: Asker, left: Value, right: Value, arg: Term): boolean {
  if (typeof arg === 'object' && arg.kind === HOST && left.kind === 'instance' && right.kind === 'instance') {
    if (left.name === right.name) return left.fields.length > right.fields.length;
    const hostClass = arg.b as HostClass | undefined;
    if (hostClass !== undefined) return comesFirst(hostClass, left.name, right.name);
    const reply = asker.ask({
      kind: 'is-more-specific',
      object: arg.a as HostObject,
      left: left.name,
      right: right.name,
    });
    if (reply === ASKED) throw new Waiting();
    if (reply instanceof HostError) throw hostFailure(reply);
    return reply === true;
  }
  if (left.kind === 'fields' && right.kind === 'fields') return left.fields.length > right.fields.length;
  return left.kind === 'instance' && right.kind === 'fields';
}

/** Patterns are equal where they are written alike, variables by name. */
function sameValue(left: Value, right: Value): boolean {
  if (left.kind !== right.kind) return false;
  switch (left.kind) {
    case 'constant':
      return left.term === (right as typeof left).term;
    case 'variable':
      return left.variable.name === (right as typeof left).variable.name;
    case 'cons':
      return sameValue(left.head, (right as typeof left).head) && sameValue(left.tail, (right as typeof left).tail);
    case 'rest':
      return sameValue(left.rest, (right as typeof left).rest);
    case 'call': {
      const other = right as typeof left;
      return (
        left.name === other.name &&
        left.args.length === other.args.length &&
        left.args.every((arg, i) => sameValue(arg, other.args[i]!))
      );
    }
    default: {
      const other = right as typeof left;
      if (left.kind === 'instance' && left.name !== (other as typeof left).name) return false;
      return (
        left.fields.length === other.fields.length &&
        left.fields.every(([key, field], i) => key === other.fields[i]![0] && sameValue(field, other.fields[i]![1]))
      );
    }
  }
}
