import { ClauseCode, PredicateCode } from '../compiler/program.ts';
import { Choice } from '../machine/choice.ts';
import { Activation } from '../machine/frame.ts';
import type { Machine } from '../machine/machine.ts';
import { Box, HOST } from '../terms/term.ts';

/**
 * Everything that the rest of a run may look at: what its registers, frames, choice points and goals in progress hold.
 * Undefined where that is more than `most` objects.
 */
export function reachable(machine: Machine, most: number): ReadonlySet<object> | undefined {
  const found = new Set<object>();
  const pending: object[] = [];
  const meet = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || found.has(value)) return;
    found.add(value);
    pending.push(value);
  };
  meet(machine.registers);
  meet(machine.frame);
  meet(machine.choice);
  meet(machine.level);
  meet(machine.activation);
  meet(machine.negations);
  meet(machine.store.woken);
  while (pending.length > 0) {
    if (found.size > most) return undefined;
    const met = pending.pop()!;
    if (met instanceof Box) {
      if (met.kind === HOST) continue;
      meet(met.a);
      meet(met.b);
    } else if (Array.isArray(met)) for (const each of met) meet(each);
    else if (met instanceof Map) for (const each of met.values()) meet(each);
    else if (met instanceof Activation) {
      meet(met.parent);
      meet(met.frame);
    } else if (met instanceof Choice) {
      meet(met.previous);
      meet(met.frame);
      meet(met.args);
      meet(met.list);
      meet(met.item);
      meet(met.activation);
    } else if (!(met instanceof ClauseCode || met instanceof PredicateCode)) {
      // Lists of goals, of negations in progress.
      for (const each of Object.values(met)) meet(each);
    }
  }
  return found;
}
