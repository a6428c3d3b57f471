import { LOOKUP, UNIFY } from '../compiler/opcodes.ts';
import { addConstraint } from '../constraints/add.ts';
import type { HostValue } from '../host/host.ts';
import { toHost } from '../terms/convert.ts';
import { CALL, deref, expression, LAST_VARIABLE, type Term } from '../terms/term.ts';
import { ASKED } from './asked.ts';
import { Failure } from './failure.ts';
import type { Machine } from './machine.ts';
import { unsupported } from './numbers.ts';
import { operandOf } from './operands.ts';

/** `object.name` for anything but a dictionary (polar.md section 3.8). The object is dereferenced. */
export function lookup(machine: Machine, object: Term, name: string): Term | typeof ASKED {
  refuseWhatHasNoFields(machine, object);
  if (typeof object === 'object' && object.kind <= LAST_VARIABLE) {
    const result = targetOf(machine) ?? machine.store.variable();
    addConstraint(machine, expression('=', [result, expression('.', [object, name])]));
    return result;
  }
  const reply = machine.ask({ kind: 'attribute', object: toHost(object), name });
  return reply === ASKED ? ASKED : machine.valueOf(reply);
}

/** `object.name(…)`. The object is dereferenced. */
export function callMethod(
  machine: Machine,
  object: Term,
  name: string,
  args: readonly HostValue[],
  keywords: ReadonlyMap<string, HostValue> | undefined,
): Term | typeof ASKED {
  if (typeof object === 'object' && object.kind <= LAST_VARIABLE)
    throw unsupported(`cannot call method on unbound variable ${machine.print(object)}`);
  refuseWhatHasNoFields(machine, object);
  const reply = machine.ask({ kind: 'call', object: toHost(object), name, args, keywords });
  return reply === ASKED ? ASKED : machine.valueOf(reply);
}

function refuseWhatHasNoFields(machine: Machine, object: Term): void {
  if (typeof object === 'boolean' || (typeof object === 'object' && object.kind >= CALL)) {
    throw new Failure(
      'type-error',
      `Type error: can only perform lookups on dicts and instances, this is ${machine.print(object)}`,
    );
  }
}

/** What the lookup in progress will be unified with next: the constraint is about that, as in the reference. */
function targetOf(machine: Machine): Term | undefined {
  const { pc } = machine;
  const { code } = machine.space.code;
  const next = pc + 4;
  const isNext = code[pc] === LOOKUP && code[next] === UNIFY && code[next + 2] === code[pc + 1];
  return isNext ? deref(operandOf(machine, code[next + 1]!)) : undefined;
}
