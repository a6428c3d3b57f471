import type { CloudPredicate, CompiledCloud } from '../dialect/cloud/program.ts';
import { constantOf, type Goal, isConstant } from '../dialect/cloud/rule.ts';
import { declaredFor } from '../dialect/cloud/undeclared-note.ts';
import type { FactStore } from '../facts/fact-store.ts';
import type { CloudValue } from '../facts/value.ts';
import { type Code, setOf } from '../tables/codes.ts';
import { ANY } from '../tables/type-sets.ts';

/** Values for one argument, rows of facts that are looked at for them, and fillings of one call. */
const MOST_VALUES = 5;
const MOST_ROWS = 40;
const MOST_FILLINGS = 6;

/**
 * What the arguments of a call may be that have no value: for each way to fill them all numbers. Which of these are of use is not known: whoever
 * shows one tries it.
 *
 * @param near values that stand beside the call, which it may be compared with: of its rule, of conditions on it
 */
export function filled(
  program: CompiledCloud,
  { name }: CloudPredicate,
  codes: readonly Code[],
  facts: FactStore,
  near: readonly number[],
): readonly (readonly number[])[] {
  let all: readonly (readonly number[])[] = [[]];
  for (const [at, code] of codes.entries()) {
    const values =
      code >= 0
        ? [code]
        : at === 1 && program.types.has(setOf(code), program.values.typeNumber('String'))
          ? (namesFor(program, name, codes) ?? valuesFor(program, name, codes.length, at, code, facts, near))
          : valuesFor(program, name, codes.length, at, code, facts, near);
    all = all.flatMap((before) => values.map((value) => [...before, value])).slice(0, MOST_FILLINGS);
  }
  return all;
}

/** Of a call that names a role, permission or relation those that its block declares. */
function namesFor(
  { policy, types, values }: CompiledCloud,
  predicate: string,
  codes: readonly Code[],
): readonly number[] | undefined {
  const shown = codes.map((code) => {
    if (code >= 0) return values.value(code);
    const of = types.types(setOf(code));
    return { type: of.length === 1 ? of[0] : undefined };
  });
  const names = declaredFor(policy, { predicate, arguments: shown })?.names;
  return names?.slice(0, MOST_VALUES).map((id) => values.number({ type: 'String', id }));
}

function valuesFor(
  { types, values, policy }: CompiledCloud,
  name: string,
  arity: number,
  at: number,
  code: Code,
  facts: FactStore,
  near: readonly number[],
): readonly number[] {
  const declared = (policy.factSignatures.get(name) ?? []).flatMap((one) =>
    one.types.length === arity ? (one.types[at] ?? []) : [],
  );
  // Nothing says what it is.
  if (declared.length === 0 && setOf(code) === ANY) return [];
  const sets =
    declared.length === 0 ? [setOf(code)] : declared.map((type) => types.meet(setOf(code), types.satisfying(type)));
  const fits = (value: number): boolean => sets.some((set) => types.has(set, values.typeOf(value)));
  const found = new Set<number>();
  const note = (value: number): void => {
    if (fits(value)) found.add(value);
  };
  for (const value of near) note(value);
  for (const value of near) for (const beside of besides(values.value(value))) note(values.number(beside));
  for (const value of inFacts(facts, name, arity, at)) note(value);
  const [type] = sets.flatMap((set) => types.types(set));
  if (type === 'Boolean') for (const id of ['true', 'false']) note(values.number({ type, id }));
  else if (type === 'Integer' && found.size === 0) note(values.number({ type, id: '1' }));
  else if (type !== undefined && type !== 'String' && type !== 'Integer')
    note(values.number({ type, id: `${type.toLowerCase()}1` }));
  return [...found].slice(0, MOST_VALUES);
}

/** The numbers on either side of one. */
function besides({ type, id }: CloudValue): readonly CloudValue[] {
  if (type !== 'Integer') return [];
  const number = BigInt(id);
  return [number + 1n, number - 1n].map((one) => ({ type, id: String(one) }));
}

/** The values that facts of a predicate have at a place, of the first of them. */
function* inFacts(facts: FactStore, name: string, arity: number, at: number): Generator<number> {
  for (const relation of facts.relations(name, arity)) {
    const rows = Math.min(relation.rows, MOST_ROWS);
    for (let row = 0; row < rows; row++) if (!relation.isGone(row)) yield relation.data[row * relation.stride + at]!;
  }
}

/** The values that conditions name. */
export const namedIn = (goals: readonly Goal[]): readonly number[] =>
  goals.flatMap((goal) => {
    if (goal.kind === 'member') return goal.values;
    if (goal.kind !== 'compare') return [];
    return [goal.left, goal.right].flatMap((argument) => (isConstant(argument) ? [constantOf(argument)] : []));
  });

/** The conditions among goals on values that nothing has given: they say nothing before something does. */
export function onOpenValues(
  goals: readonly Goal[],
  slots: readonly Code[],
  given: ReadonlySet<number>,
): readonly Goal[] {
  const isOpen = (argument: number): boolean => argument >= 0 && slots[argument]! < 0 && !given.has(argument);
  return goals.filter((goal) => {
    if (goal.kind === 'member') return isOpen(goal.left);
    return goal.kind === 'compare' && (isOpen(goal.left) || isOpen(goal.right));
  });
}
