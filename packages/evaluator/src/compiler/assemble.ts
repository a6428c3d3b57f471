import { ALIASED, VAR } from '../terms/term.ts';
import { assembleBody } from './assemble-body.ts';
import { isPlainClass, match, matchSpecializer, preferRegisters } from './assemble-head.ts';
import { type After, Assembly } from './assembly.ts';
import { bornAliased, directCut, eachGoal, eachVariable, hasNegation } from './body-shape.ts';
import type { CodeSpace } from './code-space.ts';
import type { LoweredClause, Variable } from './goal.ts';
import * as op from './opcodes.ts';

export interface Assembled {
  /** Where the head begins, its class checks included. */
  readonly entry: number;
  /** Where it begins after checks of plain classes. */
  readonly unchecked: number;
  /** False where its variables stay in registers. */
  readonly framed: boolean;
}

/** Assembles one clause, or the head of one for filtering, or a query. */
export function assemble(space: CodeSpace, of: LoweredClause, after: After, clauseIndex: number): Assembled {
  const assembly = new Assembly(space, of, after, clauseIndex);
  const { parameters, body } = assembly.clause;
  const entry = assembly.space.length;
  const last = body.at(-1);
  // The machine makes a query's variables, or they are given: they are in the registers of their numbers.
  if (assembly.after === 'query') {
    for (const variable of assembly.clause.variables) {
      assembly.nextTemp = Math.max(assembly.nextTemp, variable.index + 1);
      assembly.space.useRegister(variable.index);
      if (variable.written) assembly.define(variable, variable.index);
    }
  }
  if (!assembly.framed && assembly.after === 'body' && last?.kind === 'predicate') preferRegisters(assembly, last.args);
  const plain = parameters.every(({ specializer }) => specializer === undefined || isPlainClass(specializer));
  // Checks of plain classes cannot be told apart from the rest by their order, and are skipped where a dispatch made them.
  if (plain) {
    parameters.forEach(({ specializer }, index) => {
      if (specializer !== undefined) matchSpecializer(assembly, index, specializer);
    });
  }
  const unchecked = assembly.space.length;
  let unifies = false;
  parameters.forEach(({ value, specializer }, index) => {
    unifies = match(assembly, value, index) || unifies;
    if (!plain && specializer !== undefined) {
      matchSpecializer(assembly, index, specializer);
      unifies = true;
    }
  });
  if (assembly.after === 'filter') {
    assembly.emit(op.FILTERED);
    return { entry, unchecked, framed: false };
  }
  assembly.aliasedAtBirth = bornAliased(assembly.clause.body, assembly.seen);
  if (assembly.framed) allocate(assembly);
  if (assembly.debug && assembly.after === 'body') assembly.emit(op.EVENT_ENTER, assembly.clauseIndex);
  else if (unifies && (body[0] === undefined || body[0].kind !== 'predicate' || assembly.framed))
    assembly.emit(op.NECK);
  assembleBody(assembly, body);
  return { entry, unchecked, framed: assembly.framed };
}

function allocate(assembly: Assembly): void {
  const first = assembly.space.firstSlot;
  const used = new Set<Variable>();
  eachGoal(assembly.clause.body, (goal) => eachVariable(goal, (variable) => used.add(variable)));
  const fromHead = [...assembly.seen].filter(
    (variable) => assembly.debug || assembly.after === 'query' || used.has(variable),
  );
  const rest = [...used].filter((variable) => !assembly.seen.has(variable));
  assembly.ofBody = new Set(rest);
  const hasCut = directCut(assembly.clause.body);
  const size = first + fromHead.length + rest.length + (hasCut ? 1 : 0);
  assembly.negates = hasNegation(assembly.clause.body);
  assembly.emit(
    assembly.debug ? op.ALLOCATE_ALL : op.ALLOCATE,
    size,
    fromHead.length,
    ...fromHead.map((variable) => assembly.places.get(variable)!),
  );
  if (assembly.debug)
    assembly.emit(rest.length, ...rest.map((variable) => (assembly.aliasedAtBirth.has(variable) ? ALIASED : VAR)));
  fromHead.forEach((variable, index) => {
    assembly.places.set(variable, ~(first + index));
    if (assembly.negates && assembly.after === 'body') assembly.emit(op.ALIAS, first + index);
  });
  rest.forEach((variable, index) => {
    assembly.places.set(variable, ~(first + fromHead.length + index));
    if (assembly.debug) assembly.seen.add(variable);
  });
  if (hasCut) {
    assembly.levelSlot = size - 1;
    assembly.emit(op.SAVE_LEVEL, assembly.levelSlot);
  }
  if (assembly.debug || assembly.after === 'query') {
    const slots = new Map([...fromHead, ...rest].map((variable) => [variable, ~assembly.places.get(variable)!]));
    assembly.space.describeFrame(assembly.clauseIndex, slots);
  }
}
