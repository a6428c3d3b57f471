import { REDO_PORT } from '../run/ports.ts';
import type { Choice } from './choice.ts';
import * as choices from './choice.ts';
import { ConstraintMet } from './constraint-met.ts';
import { nextFilter } from './filter.ts';
import { type Activation, type Goals, type Negations, PARENT, RETURN_TO } from './frame.ts';
import type { CompiledMachine } from './machine.ts';

/** What a choice point led to: an alternative, none, or a stop at an event. */
export type Resumed = 'go' | 'fail' | 'stop';

/** Goes on at a choice point of a kind that the loop leaves to us. The trail is undone and the registers are restored. */
export function resume(machine: CompiledMachine, choice: Choice): Resumed {
  switch (choice.kind) {
    case choices.NEGATION: {
      const { parent, isSolved } = machine.negations!;
      machine.negations = parent;
      machine.store.joins = parent !== null;
      machine.cutTo(choice.previous);
      if (isSolved) return 'fail';
      machine.pc = choice.address;
      return 'go';
    }
    case choices.FILTER:
      machine.restore(choice);
      nextFilter(machine, choice, false);
      return 'go';
    case choices.GOALS: {
      const alternatives = choice.item as readonly Goals[];
      machine.cutTo(choice.previous);
      const { index } = choice;
      if (index + 1 < alternatives.length)
        machine.push(choices.GOALS, null, choice.address, index + 1, null, alternatives);
      machine.frame = [choice.frame![PARENT], choice.frame![RETURN_TO], null, alternatives[index]!];
      machine.pc = machine.space.stubs.solve;
      return 'go';
    }
    case choices.ITERATION:
      machine.cutTo(choice.previous);
      machine.frame = [choice.frame![PARENT], choice.frame![RETURN_TO], null, choice.item];
      machine.pc = machine.space.stubs.solve;
      return 'go';
    case choices.REDONE: {
      const activation = choice.item as Activation;
      machine.activation = activation;
      machine.cutTo(choice.previous);
      machine.pc = machine.space.stubs.fail;
      if (++machine.event < machine.attendAt) return 'fail';
      return machine.attend(REDO_PORT, activation, -1) ? 'stop' : 'fail';
    }
    default:
      machine.cutTo(choice.previous);
      return 'fail';
  }
}

/**
 * A solution of the innermost negation. Where it has bound variables from outside, what is left of the negation is constraints on
 * them (docs/language/conditions.md#negation-and-forall).
 */
export function noteSolution({ choice: newest, negations, space, store }: CompiledMachine): Negations {
  let negation = newest!;
  while (negation.kind !== choices.NEGATION) negation = negation.previous!;
  const own = space.code.ownOf(negation.address);
  for (let i = negation.top; i < store.top; i++) {
    const variable = store.trail[i]!;
    const isOutside = (variable.b as number) < negation.generation;
    if (isOutside && !own.some((slot) => negation.frame![slot] === variable)) throw new ConstraintMet();
  }
  return { parent: negations!.parent, isSolved: true };
}
