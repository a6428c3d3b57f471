import type { HostValue } from '../host/host.ts';
import { ASKED } from '../run/asked.ts';
import { Failure, unsupported } from '../run/failure.ts';
import { toHost } from '../terms/convert.ts';
import { CALL, LAST_VARIABLE, type Term } from '../terms/term.ts';
import { ConstraintMet } from './constraint-met.ts';
import type { CompiledMachine } from './machine.ts';

/** `object.name` for anything but a dictionary (docs/language/conditions.md#lookups-and-methods). The object is dereferenced. */
export function lookup(machine: CompiledMachine, object: Term, name: string): Term | typeof ASKED {
  refuseWhatHasNoFields(machine, object);
  if (typeof object === 'object' && object.kind <= LAST_VARIABLE) throw new ConstraintMet();
  const reply = machine.ask({ kind: 'attribute', object: toHost(object), name });
  return reply === ASKED ? ASKED : machine.termOf(reply);
}

/** `object.name(…)`. The object is dereferenced. */
export function callMethod(
  machine: CompiledMachine,
  object: Term,
  name: string,
  args: readonly HostValue[],
  keywords: ReadonlyMap<string, HostValue> | undefined,
): Term | typeof ASKED {
  if (typeof object === 'object' && object.kind <= LAST_VARIABLE)
    throw unsupported(`cannot call method on unbound variable ${machine.print(object)}`);
  refuseWhatHasNoFields(machine, object);
  const reply = machine.ask({ kind: 'call', object: toHost(object), name, args, keywords });
  return reply === ASKED ? ASKED : machine.termOf(reply);
}

function refuseWhatHasNoFields(machine: CompiledMachine, object: Term): void {
  if (typeof object === 'boolean' || (typeof object === 'object' && object.kind >= CALL)) {
    throw new Failure(
      'type-error',
      `Type error: can only perform lookups on dicts and instances, this is ${machine.print(object)}`,
    );
  }
}
