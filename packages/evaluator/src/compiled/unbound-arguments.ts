import { withClassesDeferred } from '../compiler/deferred-class.ts';
import type { ClauseCode, CompiledProgram, PredicateCode, Space } from '../compiler/program.ts';
import { BuiltinKey, classKey } from '../run/dispatch.ts';
import { isUnbound, type Term } from '../terms/term.ts';

/** For each clause, by the parameters whose arguments have no value: the clause that checks their classes later, if there is one. */
const known = new WeakMap<ClauseCode, Map<string, ClauseCode | undefined>>();

/**
 * Of a call with arguments that have no value yet: the one clause that can answer it, made so that it checks what these are once they have a value.
 * Undefined where several clauses might, or where only constraints can say what comes of it; `null` where none can.
 */
export function onlyClause(predicate: PredicateCode, registers: readonly Term[]): ClauseCode | null | undefined {
  const { clauses, space } = predicate;
  const unbound = unboundIn(registers.slice(0, predicate.arity));
  if (unbound === undefined || space.code.debug) return undefined;
  let only: ClauseCode | null = null;
  for (const clause of clauses) {
    const fits = mayFit(space.program, clause, registers);
    if (fits === undefined || (fits && only !== null)) return undefined;
    if (fits) only = clause;
  }
  return only === null ? null : deferred(space, only, unbound);
}

/** Which arguments have no value; undefined where none or two are the same variable, or where another one may have variables in it. */
function unboundIn(args: readonly Term[]): readonly number[] | undefined {
  const unbound = [...args.keys()].filter((i) => isUnbound(args[i]!));
  if (unbound.length === 0 || new Set(unbound.map((i) => args[i])).size < unbound.length) return undefined;
  return args.every((argument) => isUnbound(argument) || isWhole(argument)) ? unbound : undefined;
}

/** A value of a known class that no variable is in. */
function isWhole(argument: Term): boolean {
  const key = classKey(argument);
  return key !== undefined && (typeof argument !== 'object' || !(key instanceof BuiltinKey));
}

/** A clause that checks the classes of arguments without a value later, made once. */
function deferred(space: Space, clause: ClauseCode, unbound: readonly number[]): ClauseCode | undefined {
  const positions = unbound.filter((i) => clause.lowered.parameters[i]!.specializer !== undefined);
  const made = known.get(clause) ?? new Map<string, ClauseCode | undefined>();
  known.set(clause, made);
  const key = positions.join();
  if (!made.has(key)) {
    const lowered = withClassesDeferred(clause.lowered, positions);
    made.set(key, lowered === undefined ? undefined : space.addClause(clause.clause, lowered));
  }
  return made.get(key);
}

/** Whether a head may fit, where that can be said without asking anyone; else undefined. */
function mayFit(program: CompiledProgram, { lowered }: ClauseCode, registers: readonly Term[]): boolean | undefined {
  for (const [i, { value, specializer }] of lowered.parameters.entries()) {
    const argument = registers[i]!;
    if (value.kind === 'constant') {
      if (typeof value.term === 'object' || (typeof argument === 'object' && !isUnbound(argument))) return undefined;
      // Of numbers and truth values, the unification says which are the same.
      if (typeof argument === 'string' && argument !== value.term) return false;
    } else if (value.kind !== 'variable') return undefined;
    if (specializer === undefined) continue;
    if (specializer.kind !== 'instance' || specializer.fields.length > 0) return undefined;
    const { name } = specializer;
    if (!program.isClass(name)) return undefined;
    const members = program.unions.get(name);
    if (isUnbound(argument)) {
      if (members !== undefined) return undefined;
      continue;
    }
    // An object that is of several classes of a union fits as often.
    const times = (members ?? [name]).filter((one) => isOf(program, argument, one)).length;
    if (times > 1) return undefined;
    if (times === 0) return false;
  }
  return true;
}

function isOf(program: CompiledProgram, argument: Term, name: string): boolean {
  const key = classKey(argument)!;
  return key instanceof BuiltinKey
    ? program.builtinClasses.get(key.kind)?.includes(name) === true
    : key.ancestry.some((above) => above.name === name);
}
